"""Holds representations ready, up to so many bytes: the one not asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from downrange.server.representation import Representation


@dataclass(slots=True)
class Shelf:
    """``limit`` and ``held`` are in bytes. Keys are paths of URLs as they travel."""

    limit: int
    held: int = 0
    _kept: OrderedDict[bytes, Representation] = field(default_factory=OrderedDict)

    def get(self, key: bytes) -> Representation | None:
        """What is held under a path, now the last to go."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, representation: Representation) -> None:
        """Hold it, and let go of others until there is room; one too large is not held."""
        if representation.size > self.limit:
            return
        old = self._kept.pop(key, None)
        if old is not None:
            self.held -= old.size
        self._kept[key] = representation
        self.held += representation.size
        while self.held > self.limit:
            _, gone = self._kept.popitem(last=False)
            self.held -= gone.size

    def __len__(self) -> int:
        return len(self._kept)
