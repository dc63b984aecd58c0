"""Parts of a file: the ``Range`` header of RFC 9110, section 14, for one range of bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(rb"bytes=[ \t]*([0-9]*)[ \t]*-[ \t]*([0-9]*)[ \t]*", re.IGNORECASE)
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from ``first`` to ``last``, both included, of ``size``.

    Where no byte was asked for that there is, ``last`` is before ``first``.
    """

    first: int
    last: int
    size: int

    @property
    def satisfiable(self) -> bool:
        return self.first <= self.last

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def content_range(self) -> bytes:
        """``bytes 0-499/1234``, or ``bytes */1234``."""
        if self.satisfiable:
            return f"bytes {self.first}-{self.last}/{self.size}".encode()
        return f"bytes */{self.size}".encode()


def part_of(header: bytes | None, size: int) -> Part | None:
    """The part that is asked for; ``None`` to send the whole.

    The whole answers several ranges, other units and malformed headers, as RFC 9110 allows.
    """
    found = _ONE.fullmatch(header.strip()) if header else None
    if found is None:
        return None
    first, last = found.groups()
    if len(first) > _MOST_DIGITS or len(last) > _MOST_DIGITS or not (first or last):
        return None
    if not first:
        length = min(int(last), size)
        return Part(size - length, size - 1, size)
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(int(last), size - 1) if last else size - 1, size)
