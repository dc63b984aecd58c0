"""Reads documents from files, folders, globs and standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import IO, cast

from downrange.documents.assembly import StoredText, assemble
from downrange.documents.corpus import decompressed, read_rows
from downrange.documents.formats import (
    COMPRESSED_EXTENSIONS,
    CORPUS_EXTENSIONS,
    starts_json_lines,
)
from downrange.documents.limits import MAX_DOCUMENT_BYTES
from downrange.documents.metadata import Metadata, metadata_path, read_metadata
from downrange.documents.model import Document
from downrange.documents.source_files import STANDARD_INPUT, source_files
from downrange.documents.text import decode
from downrange.errors import DocumentError, Place


def read_documents(
    paths: Sequence[str], stdin: IO[bytes] | None = None
) -> Iterator[Document | DocumentError]:
    """The documents that the paths mean, one by one, in the order of their files' names.

    A path is a file, a folder, a glob, or ``-`` for ``stdin`` (by default the process's own).
    A file is an article (article text, wikitext or plain prose), with a metadata file beside
    it or not, or a corpus in JSON Lines. What cannot be read is yielded as an error in its
    place and the rest is still read; so is a document whose site and slug an earlier one has.
    """
    locations: dict[tuple[str, str], str] = {}
    for result in _read_all(paths, stdin):
        if isinstance(result, Document):
            name = (result.source.site, result.source.slug)
            if name in locations:
                yield _same_name(result, locations[name])
                continue
            locations[name] = result.source.location
        yield result


def _read_all(paths: Sequence[str], stdin: IO[bytes] | None) -> Iterator[Document | DocumentError]:
    for file in source_files(paths):
        if isinstance(file, DocumentError):
            yield file
        else:
            yield from _read(file, stdin)


def _read(file: str, stdin: IO[bytes] | None) -> Iterator[Document | DocumentError]:
    try:
        if file == STANDARD_INPUT:
            yield from _read_stream(stdin or sys.stdin.buffer, file, "")
        else:
            with Path(file).open("rb") as stream:
                yield from _read_stream(stream, file, PurePath(file).suffix.lower())
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(
            f"the file cannot be read: {error.strerror or error}.",
            place=Place(file),
            advice="Check that it exists and may be read.",
        )


def _read_stream(
    stream: IO[bytes], location: str, extension: str
) -> Iterator[Document | DocumentError]:
    if extension in COMPRESSED_EXTENSIONS or extension in CORPUS_EXTENSIONS:
        yield from _read_corpus(decompressed(stream, extension), location)
        return
    peekable = _peekable(stream)
    if starts_json_lines(peekable.peek()):
        yield from _read_corpus(peekable, location)
    else:
        yield _read_article(peekable.read(MAX_DOCUMENT_BYTES + 1), location, extension)


def _peekable(stream: IO[bytes]) -> io.BufferedReader:
    """The stream itself where it can be looked into without reading on, as files can."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _read_corpus(stream: IO[bytes], location: str) -> Iterator[Document | DocumentError]:
    for row in read_rows(stream, location):
        yield row if isinstance(row, DocumentError) else assemble(*row)


def _read_article(raw: bytes, location: str, extension: str) -> Document:
    text = decode(raw, location)
    if location == STANDARD_INPUT:
        return assemble(StoredText(raw, text, location), Metadata())
    beside = metadata_path(Path(location))
    metadata = read_metadata(beside) if beside.is_file() else Metadata()
    return assemble(StoredText(raw, text, location, Path(location).stem, extension), metadata)


def _same_name(document: Document, first: str) -> DocumentError:
    source = document.source
    return DocumentError(
        f"the document is “{source.slug}” of the site “{source.site}”, and so is {first}; "
        "it was left out, so that neither overwrites the other.",
        place=Place(source.location),
        advice="Give one of them a name of its own by `slug = ...` in its metadata file.",
    )
