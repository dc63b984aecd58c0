"""The sections of a wikitext document: their titles, and their prose as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from downrange.documents.headings import HeadingPath
from downrange.documents.model import RenderedText, Section, Span
from downrange.documents.wikitext.inline import Inline
from downrange.documents.wikitext.structure import Structure


def read_sections(structure: Structure, inline: Inline) -> Iterator[Section]:
    """The lead, if there is any prose in it, and every section after it, in order."""
    marks = structure.headings
    ends = [*(mark.span.start for mark in marks), len(structure.text)]
    lead = inline.prose(Span(0, ends[0]))
    if lead.text:
        yield Section("", 1, (), None, lead)
    path = HeadingPath()
    for mark, end in zip(marks, ends[1:], strict=True):
        title = _one_line(inline.prose(mark.title))
        body = inline.prose(Span(mark.span.end, end))
        yield Section(title, mark.level, path.descend(mark.level, title), mark.span, body)


def _one_line(text: RenderedText) -> str:
    return " ".join(text.text.split())
