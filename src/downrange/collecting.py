"""Keeps Python's garbage collector from looking again and again at what will never be garbage.

A dataset or an index holds millions of objects and no cycle; each full collection would visit
all of them, which takes up to half of the time that a build or a site takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """While something large and free of cycles is made, collect nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Take what exists out of the collector's sight, and collect what is new less often.

    Processes that are forked meanwhile also share more memory with their parent.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
