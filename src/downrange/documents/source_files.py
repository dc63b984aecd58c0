"""Which files a list of paths means: files, folders, globs and ``-``."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from downrange.documents.formats import COMPRESSED_EXTENSIONS, CORPUS_EXTENSIONS
from downrange.errors import DocumentError, Place

STANDARD_INPUT = "-"

_ARTICLE_EXTENSIONS = (".txt", ".text", ".wiki", ".wikitext", ".mediawiki")


def source_files(paths: Sequence[str]) -> Iterator[str | DocumentError]:
    """The files that the paths mean, each once and in order of their names; ``-`` comes last.

    A folder gives the articles and corpora in it and below, by extension and leaving out hidden
    ones; any other path gives itself, whatever its extension. A path that is nothing, and a
    folder or glob with nothing in it, gives an error.
    """
    found: dict[str, str] = {}
    errors: list[DocumentError] = []
    for path in paths:
        try:
            files = [path] if path == STANDARD_INPUT else _expand(path)
        except DocumentError as error:
            errors.append(error)
            continue
        for file in files:
            found.setdefault(file if file == STANDARD_INPUT else os.path.realpath(file), file)
    yield from errors
    yield from sorted(found.values(), key=lambda file: (file == STANDARD_INPUT, _order(file)))


def _expand(path: str) -> list[str]:
    if "\0" in path:
        raise _missing(path, "a file name cannot hold a NUL")
    if Path(path).is_dir():
        return _in_folder(path)
    if Path(path).exists():
        return [path]
    if glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (absolute patterns too)
        files = [file for match in matches for file in _matched(match)]
        if files:
            return files
        raise _missing(path, "the pattern matches no document")
    raise _missing(path, "there is no such file or folder")


def _matched(path: str) -> list[str]:
    if Path(path).is_dir():
        return [file for file in _walk(path) if _is_source(file)]
    return [] if PurePath(path).suffix.lower() == ".toml" else [path]


def _in_folder(path: str) -> list[str]:
    files = [file for file in _walk(path) if _is_source(file)]
    if not files:
        raise _missing(path, "the folder has no document in it")
    return files


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in names)  # noqa: PTH118


def _is_source(file: str) -> bool:
    path = PurePath(file)
    extension = path.suffix.lower()
    if path.name.startswith("."):
        return False
    if extension in COMPRESSED_EXTENSIONS:
        return PurePath(path.stem).suffix.lower() in CORPUS_EXTENSIONS
    return extension in _ARTICLE_EXTENSIONS or extension in CORPUS_EXTENSIONS


def _order(file: str) -> tuple[str, ...]:
    return PurePath(file).parts


def _missing(path: str, what: str) -> DocumentError:
    return DocumentError(
        f"{what}.",
        place=Place(path),
        advice="Give an article (.txt, .wiki), a corpus (.jsonl), a folder, a glob or - .",
    )
