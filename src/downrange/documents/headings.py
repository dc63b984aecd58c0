"""Section headings, written alike in article text and in wikitext: ``== Crew ==``.

A heading is a line of its own between equal signs, as many on either side as its level
(https://www.mediawiki.org/wiki/Help:Formatting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.documents.model import Span

_HEADING = re.compile(r"^(={1,6})(?!=)([^\n]*[^=\n])\1[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 to 6), the span of its line and that of its title."""

    level: int
    span: Span
    title: Span


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text, in order; spans leave out surrounding white space."""
    for match in _HEADING.finditer(text):
        raw = match[2]
        title = raw.strip()
        if title:
            start = match.start(2) + len(raw) - len(raw.lstrip())
            span = Span(match.start(), match.end(2) + len(match[1]))
            yield Heading(len(match[1]), span, Span(start, start + len(title)))


class HeadingPath:
    """The chain of section titles down to the latest heading."""

    def __init__(self) -> None:
        self._chain: list[tuple[int, str]] = []

    def descend(self, level: int, title: str) -> tuple[str, ...]:
        """The path of a section of ``level`` that begins now, its own title last."""
        while self._chain and self._chain[-1][0] >= level:
            self._chain.pop()
        self._chain.append((level, title))
        return tuple(title for _, title in self._chain)
