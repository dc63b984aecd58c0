"""Which query is answered when, so that slow ones never hold up quick ones.

Every query starts in the quick lane. What is not done there after a moment is slow: it moves
to the slow lane, process and all, if that has a free place; else its process is ended and it
waits for one, to be begun again. So a quick query waits for a moment at the most for each that
came before it. A query that was slow once goes to the slow lane at once when it is asked again,
and of those who wait, the clients that have used least go first.
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

_REMEMBERED = 4096
_TURNS = 6
"""How many moments a query has that is not given the processor."""


class Lanes:
    """The processes of one endpoint. Between ``start`` and ``stop`` it runs tasks."""

    def __init__(self, setting: Setting) -> None:
        limits = setting.limits
        self._limits = limits
        self._pool = Pool(setting, limits.workers)
        self._quick = Gate(limits.workers, limits.waiting)
        self._slow = Gate(limits.workers, limits.waiting)
        self._standing = Standing()
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()

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
        loop = asyncio.get_running_loop()
        key = asked.digest()
        if key in self._known_slow:
            return await self._run_slowly(asked, client, key)
        await self._quick.enter(self._standing.of(client, loop.time()), self._limits.seconds)
        began = loop.time()
        child: Child | None = None
        inside = True
        try:
            child = await self._pool.take()
            work = asyncio.ensure_future(child.ask(asked, self._limits))
            try:
                if await self._is_quick(work, child):
                    return work.result()
                self._remember(key)
                if self._slow.open:
                    await self._slow.enter(0.0, 0.0)
                    try:
                        child.be_modest()
                        self._pool.detach(child)
                        self._quick.leave()
                        inside = False
                        return await self._in_time(work, self._limits.seconds - loop.time() + began)
                    finally:
                        self._slow.leave()
            finally:
                if not work.done():
                    work.cancel()
                    child.end()
        finally:
            if inside:
                self._quick.leave()
            if child is not None:
                self._pool.give_back(child)
            self._standing.charge(client, loop.time() - began, loop.time())
        return await self._run_slowly(asked, client, key)

    async def _run_slowly(self, asked: Asked, client: str, key: bytes) -> Reply:
        loop = asyncio.get_running_loop()
        await self._slow.enter(self._standing.of(client, loop.time()), self._limits.seconds)
        began = loop.time()
        child: Child | None = None
        try:
            child = await self._pool.take()
            child.be_modest()
            self._pool.detach(child)
            work = asyncio.ensure_future(child.ask(asked, self._limits))
            try:
                reply = await self._in_time(work, self._limits.seconds)
            finally:
                if not work.done():
                    work.cancel()
                    child.end()
            if loop.time() - began < self._limits.patience:
                self._known_slow.pop(key, None)
            return reply
        finally:
            self._slow.leave()
            if child is not None:
                self._pool.give_back(child)
            self._standing.charge(client, loop.time() - began, loop.time())

    async def _is_quick(self, work: asyncio.Future[Reply], child: Child) -> bool:
        """Whether the work is done in a moment: one of processor time, where that is known.

        On a machine that is busy a quick query may have to wait for its turn, and is not slow
        for that. One that waits for something else, as SERVICE does, is slow all the same.
        """
        before = child.processor_time()
        for _ in range(_TURNS):
            await asyncio.wait((work,), timeout=self._limits.patience)
            taken = child.processor_time() - before
            if work.done() or taken <= 0.0 or taken >= self._limits.patience / 2:
                break
        return work.done()

    async def _in_time(self, work: asyncio.Future[Reply], seconds: float) -> Reply:
        await asyncio.wait((work,), timeout=max(seconds, 0.0))
        if not work.done():
            raise out_of_time(f"{self._limits.seconds:g} s")
        return work.result()

    def _remember(self, key: bytes) -> None:
        self._known_slow[key] = None
        if len(self._known_slow) > _REMEMBERED:
            self._known_slow.popitem(last=False)
