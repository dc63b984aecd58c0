"""Writing a folder so that whoever looks sees the old one or the new one, never half of one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from downrange.errors import SerialisationError

_WRITTEN = ("dataset.", "report.", "void.ttl", ".store")


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of ``folder`` at the end.

    Where the block raises, or the process is killed, ``folder`` stays as it was. Only an
    earlier output is ever replaced: raises ``SerialisationError`` where ``folder`` holds
    anything else, and ``OSError`` where it cannot be written.
    """
    _refuse_others_files(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.partial-", dir=folder.parent))
    try:
        partial.chmod(0o755)  # mkdtemp makes it private; the output is for others too
        yield partial
        take_place(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def take_place(new: Path, folder: Path) -> None:
    """Two renames: POSIX cannot swap folders, so between them the old one stands aside, whole."""
    if not folder.exists():
        new.rename(folder)
        return
    aside = new.with_name(f"{new.name}.previous")
    folder.rename(aside)
    try:
        new.rename(folder)
    except BaseException:
        aside.rename(folder)
        raise
    shutil.rmtree(aside)


def _refuse_others_files(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SerialisationError(
            f"{folder} is a file, not a folder.", advice="Choose another with -o."
        )
    others = sorted(f.name for f in folder.iterdir() if not f.name.startswith(_WRITTEN))
    if others:
        raise SerialisationError(
            f"{folder} holds files that downrange did not write ({', '.join(others[:3])}"
            f"{', ...' if len(others) > 3 else ''}), and building replaces the whole folder.",
            advice="Choose another with -o, or an empty one.",
        )
