"""A gate that lets so many in, and lets so many wait: those who have used least go first."""

from __future__ import annotations

import asyncio
import heapq
from collections import OrderedDict
from itertools import count

from downrange.endpoint.replies import Refusal, Refused

_CLIENTS = 4096
LITTLE = 1.0
"""Seconds of evaluation; who has used less than that of late has used little."""

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
    """Lets in as many as there are places; ``waiting`` more may wait. Use it from one loop.

    ``reserved`` places more are for those alone who have used little of late.
    """

    def __init__(self, places: int, waiting: int, *, reserved: int = 0) -> None:
        self._free = places + reserved
        self._reserved = reserved
        self._most = waiting
        self._queue: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def is_open(self, standing: float) -> bool:
        """Whether one could enter at once."""
        return self._free > (0 if standing < LITTLE else self._reserved)

    async def enter(self, standing: float, patience: float) -> None:
        """Wait for a place, ``patience`` seconds at the most; ``leave`` afterwards.

        Of those who wait, the lowest ``standing`` enters first. Raises ``Refused`` where too
        many wait who have used no more, or where no place was free in time.
        """
        if self.is_open(standing):
            self._free -= 1
            return
        self._make_way(standing)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (standing, next(self._order), turn))
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()  # the place was given at the very moment of giving up
            turn.cancel()
            if isinstance(error, TimeoutError):
                raise busy() from None
            raise

    def leave(self) -> None:
        """Give the place to the next who waits."""
        self._free += 1
        while self._queue:
            standing, _, turn = self._queue[0]
            if turn.done():
                heapq.heappop(self._queue)
            elif self.is_open(standing):
                heapq.heappop(self._queue)
                self._free -= 1
                turn.set_result(None)
            else:
                return

    def _make_way(self, standing: float) -> None:
        """Where too many wait, send away the last of them, or raise ``Refused``."""
        waiting = [one for one in self._queue if not one[2].done()]
        if len(waiting) < self._most:
            return
        last = max(waiting, default=(0.0, 0, None))
        if last[2] is None or last[0] <= standing:
            raise busy()
        last[2].set_exception(busy())


def busy() -> Refused:
    return Refused(
        Refusal.BUSY, "Too many queries are being answered just now. Try again in a little while."
    )
