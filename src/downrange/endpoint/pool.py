"""A pool of warm processes: as many as there are quick places, each replaced when it is gone."""

from __future__ import annotations

import asyncio

from downrange.endpoint.children import Child, StartError
from downrange.endpoint.evaluation import Setting
from downrange.endpoint.replies import Refusal, Refused

_LOOK = 0.02
"""Seconds between looks at processes that were ended."""

_TRIES = 3
"""How often a process is started before the one who waits for it is told that it cannot be."""


class Pool:
    """Between ``start`` and ``stop`` there are ``size`` processes to be taken.

    Whoever takes one gives it back, or detaches it; either way another will be there.
    """

    def __init__(self, setting: Setting, size: int) -> None:
        self._setting = setting
        self._size = size
        self._idle: asyncio.Queue[Child | StartError] = asyncio.Queue()
        self._taken: set[Child] = set()
        self._detached: set[Child] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[Child] = set()
        self._watching: asyncio.Task[None] | None = None
        self._running = False

    async def start(self) -> None:
        """Start the processes. Raises ``StartError`` where one cannot be."""
        self._idle = asyncio.Queue()  # of the loop that runs now
        self._running = True
        for _ in range(self._size):
            self._replace()
        await asyncio.gather(*self._starting)
        started = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for one in started:
            self._idle.put_nowait(one)
        failed = next((one for one in started if isinstance(one, StartError)), None)
        if failed is not None:
            await self.stop()
            raise failed

    async def stop(self) -> None:
        """End every process."""
        self._running = False
        starting = tuple(self._starting)
        for task in starting:
            task.cancel()  # and the process that was starting is ended
        await asyncio.gather(*starting, return_exceptions=True)
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for child in (*idle, *self._taken, *self._detached):
            if isinstance(child, Child):
                self._end(child)
        await self._watch()

    async def take(self) -> Child:
        """A process at rest. Raises ``Refused`` where none can be started."""
        while True:
            child = await self._idle.get()
            if isinstance(child, StartError):
                self._replace()
                raise Refused(Refusal.BROKEN, f"The query could not be begun: {child}")
            if child.usable:
                self._taken.add(child)
                return child
            self._end(child)
            self._replace()

    def detach(self, child: Child) -> None:
        """Let another take the place of a process that will be busy for long."""
        self._taken.discard(child)
        self._detached.add(child)
        self._replace()

    def give_back(self, child: Child) -> None:
        """Be done with a process. One that is still at work must have been ended."""
        if child in self._detached:
            self._detached.discard(child)
            self._end(child)
            return
        self._taken.discard(child)
        if child.usable and self._running:
            self._idle.put_nowait(child)
            return
        self._end(child)
        self._replace()

    def _end(self, child: Child) -> None:
        """End a process, and look until it is gone: nobody should have to wait for that."""
        child.end()
        if not child.gone:
            self._ending.add(child)
            if self._watching is None or self._watching.done():
                self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while self._ending:
            await asyncio.sleep(_LOOK)
            self._ending = {child for child in self._ending if not child.gone}

    def _replace(self) -> None:
        if self._running:
            task = asyncio.get_running_loop().create_task(self._add())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        problem = StartError()
        for _ in range(_TRIES):
            try:
                self._idle.put_nowait(await Child.start(self._setting))
            except (StartError, OSError) as error:
                problem = StartError(str(error))
            else:
                return
        self._idle.put_nowait(problem)
