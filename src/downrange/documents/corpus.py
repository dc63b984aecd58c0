"""Corpora in JSON Lines (https://jsonlines.org): a document a line, plain or compressed.

::

    {"id": "12", "title": "Apollo 13", "text": "...", "url": "https://...", "licence": "..."}

``text`` is needed; ``slug`` may settle which of two documents of one title a row is. Other
keys are let pass, since corpora carry much that is of no matter here.
"""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, cast

from downrange.documents.assembly import StoredText
from downrange.documents.limits import MAX_DOCUMENT_BYTES, too_large
from downrange.documents.metadata import Metadata, check_url
from downrange.documents.text import BYTE_ORDER_MARK, with_line_feeds
from downrange.errors import DocumentError, Place

_TEXT_KEYS = ("title", "text", "url", "licence", "slug")


def decompressed(stream: IO[bytes], extension: str) -> IO[bytes]:
    """The stream itself, or what it holds where the extension is ``.gz`` or ``.bz2``."""
    if extension == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    return bz2.BZ2File(stream) if extension == ".bz2" else stream


def read_rows(
    stream: IO[bytes], location: str
) -> Iterator[tuple[StoredText, Metadata] | DocumentError]:
    """The rows of a corpus in order; a bad line gives an error that names it, and no more."""
    number = 0
    try:
        while line := stream.readline(MAX_DOCUMENT_BYTES + 1):
            number += 1
            place = Place(location, number)
            if len(line) > MAX_DOCUMENT_BYTES:
                _skip_line(stream, line)
                yield too_large(place)
            elif line.strip():
                yield _row_or_error(line.removeprefix(BYTE_ORDER_MARK), place)
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentError(
            f"the corpus cannot be read further: {error}",
            place=Place(location, number + 1),
            advice="The lines before it were read; fetch or compress the file again.",
        )


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_DOCUMENT_BYTES)


def _row_or_error(line: bytes, place: Place) -> tuple[StoredText, Metadata] | DocumentError:
    try:
        return _row(line.rstrip(b"\r\n"), place)
    except DocumentError as error:
        return error


def _row(raw: bytes, place: Place) -> tuple[StoredText, Metadata]:
    row = _json_object(raw, place)
    strings = {key: _string(row, key, place) for key in _TEXT_KEYS}
    text = _checked_text(strings["text"], place)
    if strings["url"]:
        check_url(strings["url"], place)
    stored = StoredText(raw, text, str(place), stem=_identifier(row, place))
    metadata = Metadata(
        title=strings["title"],
        url=strings["url"],
        slug=strings["slug"],
        licence=strings["licence"],
    )
    return stored, metadata


def _json_object(raw: bytes, place: Place) -> Mapping[str, object]:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _bad_row(f"the line is not UTF-8: {error}", place) from None
    except json.JSONDecodeError as error:
        where = Place(place.file, place.line, error.colno)
        raise _bad_row(f"the line is not JSON: {error.msg}", where) from None
    except (RecursionError, ValueError) as error:
        raise _bad_row(f"the line cannot be read as JSON: {error}", place) from None
    if not isinstance(row, dict):
        raise _bad_row(f"the line is a JSON {type(row).__name__}, not an object", place)
    return row


def _string(row: Mapping[str, object], key: str, place: Place) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _bad_row(f"“{key}” is {value!r:.60}, not a string", place)
    if key == "text":
        return value
    if not value.isprintable():
        raise _bad_row(f"“{key}” is {value!r:.60}, with characters that cannot be printed", place)
    return value.strip()


def _identifier(row: Mapping[str, object], place: Place) -> str:
    """The row's ``id``; corpora give numbers as well as strings."""
    value = row.get("id")
    return str(value) if type(value) is int else _string(row, "id", place)


def _checked_text(text: str, place: Place) -> str:
    if not text.strip():
        raise _bad_row("the row has no “text”", place)
    if "\0" in text:
        raise _bad_row(f"“text” holds binary data: a NUL at character {text.index(chr(0))}", place)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _bad_row(
            f"“text” has half a surrogate pair at character {error.start}", place
        ) from None
    return with_line_feeds(text.removeprefix("\ufeff"))


def _bad_row(what: str, place: Place) -> DocumentError:
    return DocumentError(
        f"{what}.",
        place=place,
        advice='A row is {"id": ..., "title": ..., "text": ..., "url"?, "licence"?} on one line.',
    )
