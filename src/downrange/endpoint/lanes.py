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
from contextlib import suppress

from downrange.endpoint.children import Child, StartError, out_of_time
from downrange.endpoint.evaluation import Setting
from downrange.endpoint.gates import Gate, Standing
from downrange.endpoint.replies import Refusal, Refused, Reply
from downrange.endpoint.requests import Asked

_REMEMBERED = 4096


class Lanes:
    """The processes of one endpoint. Between ``start`` and ``stop`` it runs tasks."""

    def __init__(self, setting: Setting) -> None:
        limits = setting.limits
        self._setting = setting
        self._limits = limits
        self._quick = Gate(limits.workers, limits.waiting)
        self._slow = Gate(limits.workers, limits.waiting)
        self._standing = Standing()
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._running = False

    async def start(self) -> None:
        """Start the processes. Raises ``StartError`` where the store cannot be opened."""
        self._running = True
        try:
            await asyncio.gather(*(self._add_idle() for _ in range(self._limits.workers)))
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End every process."""
        self._running = False
        for task in self._starting:
            task.cancel()
        for child in (*self._idle, *self._busy):
            child.end()
        self._idle.clear()
        # Those that were just starting end themselves when they are cancelled.
        await asyncio.gather(*self._starting, return_exceptions=True)

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
            child = await self._take()
            work = asyncio.ensure_future(child.ask(asked, self._limits))
            try:
                await asyncio.wait((work,), timeout=self._limits.patience)
                if work.done():
                    return work.result()
                self._remember(key)
                if self._slow.open:
                    await self._slow.enter(0.0, 0.0)
                    try:
                        child.be_modest()
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
                self._give_back(child)
            self._standing.charge(client, loop.time() - began, loop.time())
        return await self._run_slowly(asked, client, key)

    async def _run_slowly(self, asked: Asked, client: str, key: bytes) -> Reply:
        loop = asyncio.get_running_loop()
        await self._slow.enter(self._standing.of(client, loop.time()), self._limits.seconds)
        began = loop.time()
        child: Child | None = None
        try:
            child = await self._take()
            child.be_modest()
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
                self._give_back(child)
            self._standing.charge(client, loop.time() - began, loop.time())

    async def _in_time(self, work: asyncio.Future[Reply], seconds: float) -> Reply:
        await asyncio.wait((work,), timeout=max(seconds, 0.0))
        if not work.done():
            raise out_of_time(f"{self._limits.seconds:g} s")
        return work.result()

    async def _take(self) -> Child:
        """An idle process, or a new one; another is started in its place where few are left."""
        while self._idle:
            child = self._idle.pop()
            if child.usable:
                self._busy.add(child)
                return child
            child.end()
        try:
            child = await Child.start(self._setting)
        except (StartError, OSError) as error:
            raise Refused(Refusal.BROKEN, f"The query could not be begun: {error}") from None
        self._busy.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        self._busy.discard(child)
        if child.usable and self._running and len(self._idle) < self._limits.workers:
            self._idle.append(child)
            return
        child.end()
        if self._running and len(self._idle) + len(self._starting) < self._limits.workers:
            task = asyncio.get_running_loop().create_task(self._add_idle())
            self._starting.add(task)
            task.add_done_callback(self._started)

    async def _add_idle(self) -> None:
        child = await Child.start(self._setting)
        if self._running:
            self._idle.append(child)
        else:
            child.end()

    def _started(self, task: asyncio.Task[None]) -> None:
        self._starting.discard(task)
        # A process that did not start is started again when one is needed, and then told of.
        with suppress(asyncio.CancelledError):
            task.exception()

    def _remember(self, key: bytes) -> None:
        self._known_slow[key] = None
        if len(self._known_slow) > _REMEMBERED:
            self._known_slow.popitem(last=False)
