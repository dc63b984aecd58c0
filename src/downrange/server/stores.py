"""The store on disk that queries are asked of: a copy of our own, as long as we serve.

The cached store of a build is removed when the build is made anew, and processes that answer
queries must be able to open theirs at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from downrange.query.store import cached_store

_CACHE = ".store"


@contextmanager
def folder_of_our_own() -> Iterator[Path]:
    """A temporary folder that is there as long as the block lasts, if that is weeks.

    Systems clear such folders of what is old, but for those that somebody has locked:
    https://www.freedesktop.org/software/systemd/man/latest/tmpfiles.d.html
    """
    with tempfile.TemporaryDirectory(prefix="downrange-serve-") as name:
        if sys.platform == "win32":
            yield Path(name)
            return
        import fcntl  # noqa: PLC0415

        descriptor = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield Path(name)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class StoredDataset:
    """A folder with a store, and the SHA-256 of the N-Quads in it."""

    folder: Path
    sha256: str

    def open(self) -> Store:
        """The store, for reading: by each process for itself."""
        return Store.read_only(str(self.folder))


def store_of(dataset: Path, place: Path) -> StoredDataset:
    """The store of an N-Quads file, in a folder that is empty and ours.

    It is linked, or copied, from the cache beside the file, which is filled if it can be.
    """
    sha256 = hashlib.sha256(dataset.read_bytes()).hexdigest()
    cache = dataset.parent / _CACHE
    cached_store(dataset, cache)
    kept = cache / sha256
    if not kept.is_dir():  # nothing can be written there
        cached_store(dataset, place / _CACHE)
        return StoredDataset(place / _CACHE / sha256, sha256)
    folder = place / "store"
    shutil.copytree(kept, folder, copy_function=_link)
    return StoredDataset(folder, sha256)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
