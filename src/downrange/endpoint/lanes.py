"""Which query is answered when, so that slow ones never hold up quick ones.

Every query starts in the quick lane. What is not done there after a moment is slow: it moves
to the slow lane, process and all, if that has a free place; else its process is ended and it
waits for one, to be begun again. So a quick query waits for a moment at the most for each that
came before it. What was slow once goes to the slow lane at once when it is asked again, or
something of its shape, until it comes to its end there in a moment.
The more a client has used of late, the shorter its moment and the later its turn; one place is
kept for those who have used little.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from downrange.endpoint.children import Child, out_of_time
from downrange.endpoint.evaluation import Setting
from downrange.endpoint.gates import Gate, Standing
from downrange.endpoint.pool import Pool
from downrange.endpoint.replies import Reply
from downrange.endpoint.requests import Asked
from downrange.endpoint.shapes import shape_of

_REMEMBERED = 4096
_SHORTEST = 0.02
"""No moment is shorter than so many seconds, however much a client has used of late."""

_RESERVED = 1
"""Quick places, with their processes, for clients that have used little of late."""

_TURNS = 6
"""How many moments a query has that is not given the processor."""


class Lanes:
    """The processes of one endpoint. Between ``start`` and ``stop`` it runs tasks."""

    def __init__(self, setting: Setting) -> None:
        limits = setting.limits
        self._limits = limits
        self._pool = Pool(setting, limits.workers + _RESERVED)
        self._quick = Gate(limits.workers, limits.waiting, reserved=_RESERVED)
        self._slow = Gate(limits.workers, limits.waiting)
        self._standing = Standing()
        # The longest moment that was too short for a shape: whoever has a longer one may try.
        self._known_slow: OrderedDict[bytes, float] = OrderedDict()

    async def start(self) -> None:
        """Start the processes. Raises ``StartError`` where the store cannot be opened."""
        await self._pool.start()

    async def stop(self) -> None:
        """End every process."""
        await self._pool.stop()

    async def run(self, asked: Asked, client: str) -> Reply:
        """What a process replies to a task.

        Raises ``Refused`` where the task takes too long or too many wait. Cancelling it ends
        the process at work on it.
        """
        key = shape_of(asked)
        standing = self._standing.of(client, asyncio.get_running_loop().time())
        moment = max(self._limits.patience / (1.0 + standing), _SHORTEST)
        if self._known_slow.get(key, 0.0) < moment:
            reply = await self._run_quickly(asked, client, standing, moment, key)
            if reply is not None:
                return reply
        return await self._run_slowly(asked, client, key)

    async def _run_quickly(
        self, asked: Asked, client: str, standing: float, moment: float, key: bytes
    ) -> Reply | None:
        """The reply, or ``None`` if it did not come in a moment and the slow lane has no place."""
        loop = asyncio.get_running_loop()
        await self._quick.enter(standing, self._limits.seconds)
        began = loop.time()
        inside = True
        child: Child | None = None
        work: asyncio.Future[Reply] | None = None
        try:
            child = await self._pool.take()
            work = asyncio.ensure_future(child.ask(asked, self._limits))
            if await self._is_quick(work, child, moment):
                return work.result()
            self._remember(key, moment)
            if not self._slow.is_open(standing):
                return None
            await self._slow.enter(standing, 0.0)
            try:
                child.be_modest()
                self._pool.detach(child)
                self._quick.leave()
                inside = False
                return await self._in_time(work, self._limits.seconds - (loop.time() - began))
            finally:
                self._slow.leave()
        finally:
            self._finish(child, work)
            if inside:
                self._quick.leave()
            self._standing.charge(client, loop.time() - began, loop.time())

    async def _run_slowly(self, asked: Asked, client: str, key: bytes) -> Reply:
        loop = asyncio.get_running_loop()
        await self._slow.enter(self._standing.of(client, loop.time()), self._limits.seconds)
        began = loop.time()
        child: Child | None = None
        work: asyncio.Future[Reply] | None = None
        try:
            child = await self._pool.take()
            child.be_modest()
            self._pool.detach(child)
            work = asyncio.ensure_future(child.ask(asked, self._limits))
            reply = await self._in_time(work, self._limits.seconds)
            if loop.time() - began < self._limits.patience:
                self._known_slow.pop(key, None)
            return reply
        finally:
            self._finish(child, work)
            self._slow.leave()
            self._standing.charge(client, loop.time() - began, loop.time())

    def _finish(self, child: Child | None, work: asyncio.Future[Reply] | None) -> None:
        """Give a process back; one that is still at work is ended."""
        if child is None:
            return
        if work is not None and not work.done():
            work.cancel()
            child.end()
        self._pool.give_back(child)

    async def _is_quick(self, work: asyncio.Future[Reply], child: Child, moment: float) -> bool:
        """Whether the work is done in a moment: one of processor time, where that is known.

        On a machine that is busy a quick query may have to wait for its turn, and is not slow
        for that. One that waits for something else, as SERVICE does, is slow all the same.
        """
        before = child.processor_time()
        for _ in range(_TURNS):
            await asyncio.wait((work,), timeout=moment)
            taken = child.processor_time() - before
            if work.done() or taken <= 0.0 or taken >= moment / 2:
                break
        return work.done()

    async def _in_time(self, work: asyncio.Future[Reply], seconds: float) -> Reply:
        await asyncio.wait((work,), timeout=max(seconds, 0.0))
        if not work.done():
            raise out_of_time(f"{self._limits.seconds:g} s")
        return work.result()

    def _remember(self, key: bytes, moment: float) -> None:
        self._known_slow[key] = max(moment, self._known_slow.get(key, 0.0))
        self._known_slow.move_to_end(key)
        if len(self._known_slow) > _REMEMBERED:
            self._known_slow.popitem(last=False)
