"""A gate that lets so many in, and lets so many wait: those who have used least go first."""

from __future__ import annotations

import asyncio
import heapq
from collections import OrderedDict
from itertools import count

from downrange.endpoint.replies import Refusal, Refused

_CLIENTS = 4096
_HALF_LIFE = 10.0
"""Seconds in which half of what a client has used is forgotten."""


class Standing:
    """How much each client has used of late, in seconds of evaluation."""

    def __init__(self) -> None:
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Add what a query of a client took."""
        self._used[client] = (self.of(client, now) + seconds, now)
        self._used.move_to_end(client)
        if len(self._used) > _CLIENTS:
            self._used.popitem(last=False)

    def of(self, client: str, now: float) -> float:
        used, then = self._used.get(client, (0.0, now))
        return float(used * 0.5 ** ((now - then) / _HALF_LIFE))


class Gate:
    """Lets in as many as there are places; ``waiting`` more may wait. Use it from one loop."""

    def __init__(self, places: int, waiting: int) -> None:
        self._free = places
        self._most = waiting
        self._queue: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    @property
    def open(self) -> bool:
        """Whether one could enter at once."""
        return self._free > 0

    async def enter(self, standing: float, patience: float) -> None:
        """Wait for a place, ``patience`` seconds at the most; ``leave`` afterwards.

        Of those who wait, the lowest ``standing`` enters first. Raises ``Refused`` where too
        many wait, or where no place was free in time.
        """
        if self._free > 0:
            self._free -= 1
            return
        if sum(not turn.done() for _, _, turn in self._queue) >= self._most:
            raise busy()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (standing, next(self._order), turn))
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave()  # the place was given at the very moment of giving up
            turn.cancel()
            if isinstance(error, TimeoutError):
                raise busy() from None
            raise

    def leave(self) -> None:
        """Give the place to the next who waits."""
        while self._queue:
            _, _, turn = heapq.heappop(self._queue)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


def busy() -> Refused:
    return Refused(
        Refusal.BUSY, "Too many queries are being answered just now. Try again in a little while."
    )
