"""The threads in which pages are made and files are read, beside the loop that answers.

Python runs one thread at a time, so more would only take turns with the loop more often: one
makes pages that take milliseconds, another those that may take seconds, and two read files.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from downrange.server.addresses import Description, File, Page

_QUICK = ("id/", "conflict/", "document/", "passage/", "statement/")

Made = TypeVar("Made")


class Threads:
    """Each starts when it is first needed."""

    def __init__(self) -> None:
        self._quick = ThreadPoolExecutor(1, thread_name_prefix="quick")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="slow")
        self._reading = ThreadPoolExecutor(2, thread_name_prefix="reading")

    def make(
        self, address: Page | Description | File, make: Callable[[], Made]
    ) -> asyncio.Future[Made]:
        """What is at an address: one resource is quick, what shows all of them may not be."""
        if isinstance(address, File) or not address.path.startswith(_QUICK):
            return self.slow(make)
        return self.quick(make)

    def quick(self, make: Callable[[], Made]) -> asyncio.Future[Made]:
        return asyncio.get_running_loop().run_in_executor(self._quick, make)

    def slow(self, make: Callable[[], Made]) -> asyncio.Future[Made]:
        return asyncio.get_running_loop().run_in_executor(self._slow, make)

    def read(self, read: Callable[[], Made]) -> asyncio.Future[Made]:
        return asyncio.get_running_loop().run_in_executor(self._reading, read)

    def stop(self) -> None:
        """Let go of what waits; what is being made is made to its end, for nobody."""
        for pool in (self._quick, self._slow, self._reading):
            pool.shutdown(wait=False, cancel_futures=True)
