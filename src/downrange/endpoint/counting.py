"""Counts the rows of a result while it is written, and stops it at the limit.

The engine writes results much faster than Python could row by row, so rows are counted in the
text: exactly, whatever is in the strings, and wherever the pieces begin and end.
"""

from __future__ import annotations

import re
from typing import IO, Protocol, cast

from downrange.endpoint.media_types import CSV, JSON, TSV, XML, Format
from downrange.endpoint.replies import Refusal, Refused


class Counter(Protocol):
    """Counts the rows that begin or end in each piece of a text."""

    def count(self, piece: bytes) -> int: ...


class LinesOfTsv:
    """Tabs and line ends within values are escaped, so each line is a row, but for the first."""

    def __init__(self) -> None:
        self._head = 1

    def count(self, piece: bytes) -> int:
        lines = piece.count(b"\n")
        head = min(lines, self._head)
        self._head -= head
        return lines - head


class LinesOfCsv:
    """A line end is that of a row where the quotes before it are even."""

    def __init__(self) -> None:
        self._head = 1
        self._quoted = 0

    def count(self, piece: bytes) -> int:
        parts = piece.split(b'"')
        lines = sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted = (self._quoted + len(parts) - 1) % 2
        head = min(lines, self._head)
        self._head -= head
        return lines - head


class ResultsOfXml:
    """Text is escaped, so ``<result>`` is always the mark-up."""

    _START = re.compile(rb"<result[\s>/]")
    _LONGEST = len(b"<result>")

    def __init__(self) -> None:
        self._before = b""

    def count(self, piece: bytes) -> int:
        text = self._before + piece
        self._before = text[-self._LONGEST + 1 :]
        # What is kept is one byte too short to hold a start whole, so none is counted twice.
        return len(self._START.findall(text))


class ObjectsOfJson:
    """A row is an object in an array; outside strings, it begins after ``[`` or ``,``."""

    def __init__(self) -> None:
        self._quoted = 0
        self._escape = b""
        self._last = b""

    def count(self, piece: bytes) -> int:
        text = self._escape + piece
        self._escape = b""
        if (len(text) - len(text.rstrip(b"\\"))) % 2:
            text, self._escape = text[:-1], b"\\"
        plain = text.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = plain.split(b'"')
        outside = b"".join(parts[self._quoted :: 2]).translate(None, b" \t\r\n")
        self._quoted = (self._quoted + len(parts) - 1) % 2
        joined = self._last + outside
        self._last = joined[-1:]
        return joined.count(b",{") + joined.count(b"[{")


_COUNTERS: dict[str, type[Counter]] = {
    CSV.name: LinesOfCsv,
    TSV.name: LinesOfTsv,
    XML.name: ResultsOfXml,
    JSON.name: ObjectsOfJson,
}


def counter(form: Format) -> Counter | None:
    """What counts the rows of a format of results; ``None`` for one that has no rows."""
    made = _COUNTERS.get(form.name)
    return made() if made else None


class Measured:
    """A file in memory that refuses to grow over the limits."""

    def __init__(self, form: Format, most_rows: int, most_bytes: int) -> None:
        self._pieces: list[bytes] = []
        self._counter = counter(form)
        self._rows_left = most_rows
        self._bytes_left = most_bytes
        self._most_rows = most_rows
        self._most_bytes = most_bytes

    def write(self, piece: bytes) -> int:
        self._bytes_left -= len(piece)
        if self._bytes_left < 0:
            raise too_large(self._most_bytes)
        if self._counter is not None:
            self._rows_left -= self._counter.count(piece)
            if self._rows_left < 0:
                raise too_many_rows(self._most_rows)
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    @property
    def file(self) -> IO[bytes]:
        """Itself, for what writes to a file and needs no more of one."""
        return cast("IO[bytes]", self)

    def content(self) -> bytes:
        return b"".join(self._pieces)


def too_many_rows(most: int) -> Refused:
    return Refused(
        Refusal.ROWS,
        f"The result has more than {most:,} rows, which is the limit here. "
        "Ask for a part of it, with LIMIT and OFFSET, or for less.",
    )


def too_large(most: int) -> Refused:
    return Refused(
        Refusal.SIZE,
        f"The result has more than {most:,} bytes, which is the limit here. "
        "Ask for a part of it, with LIMIT and OFFSET, or take the whole dataset as a download.",
    )
