"""Stores to query: one in memory, or one on disk that is kept as long as its dataset is.

Literals in a store are in canonical form; publish from quads, never from a store.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

_BUILDING = "building-"


def memory_store(quads: Iterable[Quad]) -> Store:
    """A store in memory with these quads."""
    store = Store()
    # Twice as fast as adding quads one by one, their conversion to text included.
    store.bulk_load("".join(f"{quad} .\n" for quad in quads).encode(), RdfFormat.N_QUADS)
    return store


def cached_store(dataset: Path, folder: Path) -> Store:
    """A read-only store of an N-Quads file, kept in ``folder`` under the file's SHA-256.

    It is built where there is none for this content, beside its final place and moved there
    whole, so that an interruption leaves nothing half made; of two processes one builds and
    the other waits. Stores of earlier contents are removed. Where the folder cannot be
    written, the store is in memory. Raises ``OSError`` where the file cannot be read and
    ``SyntaxError`` where it is no N-Quads.
    """
    content = dataset.read_bytes()
    home = folder / hashlib.sha256(content).hexdigest()
    opened = _opened(home)
    if opened is not None:
        return opened
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_builder(folder):
            opened = _opened(home)
            if opened is None:
                _clear(folder)
                _build(content, folder, home)
                opened = Store.read_only(str(home))
            return opened
    except OSError:
        store = Store()
        store.bulk_load(content, RdfFormat.N_QUADS)
        return store


def _opened(home: Path) -> Store | None:
    try:
        return Store.read_only(str(home)) if home.is_dir() else None
    except (OSError, RuntimeError):  # damaged: it is built again
        return None


def _build(content: bytes, folder: Path, home: Path) -> None:
    place = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
    try:
        _fill(place, content)
        place.rename(home)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _fill(place: Path, content: bytes) -> None:
    """Write a store to disk; it is closed again on return, as readers need it to be."""
    store = Store(place)
    store.bulk_load(content, RdfFormat.N_QUADS)
    store.flush()


def _clear(folder: Path) -> None:
    """Remove other stores; the caller is the only builder, so none of them is being built."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Wait until no other process builds here. The system drops the lock of one that dies."""
    with (folder / "lock").open("w") as lock:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield
