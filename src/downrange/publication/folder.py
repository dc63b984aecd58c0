"""Writes a folder anew so that whoever looks sees the old one or the new one, whole.

The new folder is made beside the old one. Files whose content did not change are hard links to
the old ones (or copies, where the file system has no links), and so is everything in the old
folder that this program did not write. At the end two renames put the new folder in the old
one's place; until then nothing in the old one is touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from downrange.dataset.replacing import take_place
from downrange.errors import SerialisationError

MANIFEST = ".downrange-site"
"""The list of the files that were written, one a line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were written because they changed, kept because not, and removed."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """The new folder while it is being filled: ``new`` stands beside ``old``."""

    old: Path
    new: Path
    made: set[Path] = field(default_factory=set)
    """The folders in it that are known to be there."""

    def put(self, name: str, content: bytes) -> bool:
        """Write a file, its path relative with slashes; whether it changed."""
        place = self.new / name
        if place.parent not in self.made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(place.parent)
        before = self.old / name
        if _holds(before, content):
            _link(before, place)
            return False
        place.write_bytes(content)
        return True


@contextmanager
def replaced(folder: Path) -> Iterator[Replacement]:
    """A replacement for a folder, which takes its place at the end of the block.

    Where the block raises, or the process is killed, the folder stays as it was. Raises
    ``SerialisationError`` where ``folder`` is a file, or holds files and was never written by
    this program, and ``OSError`` where it cannot be written.
    """
    folder = folder.resolve()
    _refuse_others(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.partial-", dir=folder.parent))
    try:
        new.chmod(0o755)  # mkdtemp makes it private; a site is for others too
        yield Replacement(folder, new)
        take_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def finish(replacement: Replacement, names: list[str], written: int) -> Outcome:
    """Keep what others put into the old folder, and list what was written."""
    old, new = replacement.old, replacement.new
    ours = _manifest(old)
    kept = set(names)
    for file in _files(old):
        name = PurePosixPath(file.relative_to(old)).as_posix()
        if name not in ours and name not in kept and name != MANIFEST:
            place = new / name
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(file, place)
    listed = "".join(f"{name}\n" for name in sorted(kept))
    replacement.put(MANIFEST, listed.encode())
    return Outcome(written, len(names) - written, len(ours - kept))


def _manifest(folder: Path) -> set[str]:
    file = folder / MANIFEST
    return set(file.read_text("utf-8").splitlines()) if file.is_file() else set()


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _refuse_others(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise SerialisationError(
            f"{folder} is a file, not a folder.", advice="Choose another with -o."
        )
    if not folder.is_dir() or (folder / MANIFEST).is_file():
        return
    others = sorted(path.name for path in folder.iterdir())
    if others:
        raise SerialisationError(
            f"{folder} holds files and no site of downrange ({', '.join(others[:3])}"
            f"{', ...' if len(others) > 3 else ''}).",
            advice="Choose another with -o, or an empty one.",
        )
