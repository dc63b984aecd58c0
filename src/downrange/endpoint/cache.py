"""Results kept for those who ask the same again: the dataset does not change under a server."""

from __future__ import annotations

import re
from collections import OrderedDict

from downrange.endpoint.replies import Result

_CHANGING = re.compile(r"\\|\b(?:now|rand|uuid|struuid|bnode|service)\b", re.IGNORECASE)
_PART = 16
"""No result is kept that would take more than this part of the room."""


def is_lasting(sparql: str) -> bool:
    """Whether a query is answered the same each time.

    Its functions are told by their names wherever these stand, so some are taken for changing
    that are not, never the other way round.
    """
    return _CHANGING.search(sparql) is None


class Cache:
    """The results last asked for, by digest, as many as fit into so many bytes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._most = room // _PART
        self._held = 0
        self._results: OrderedDict[bytes, Result] = OrderedDict()

    def get(self, key: bytes) -> Result | None:
        result = self._results.get(key)
        if result is not None:
            self._results.move_to_end(key)
        return result

    def put(self, key: bytes, result: Result) -> None:
        if len(result.body) > self._most or key in self._results:
            return
        self._results[key] = result
        self._held += len(result.body)
        while self._held > self._room:
            _, oldest = self._results.popitem(last=False)
            self._held -= len(oldest.body)
