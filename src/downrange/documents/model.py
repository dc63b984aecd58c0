"""What a reader gives: one ``Document`` type for every format, with offsets into its text.

All offsets count Unicode code points of ``Document.text`` from 0, end exclusive. The text is
the source decoded as UTF-8 without its byte order mark, CRLF and CR as LF, otherwise untouched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from downrange.findings import Finding


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Segment:
    """Rendered characters ``[start, end)`` and the source span they come from.

    A *verbatim* segment copies its source character by character; any other one (a template,
    an entity reference) stands for its source span as a whole.
    """

    start: int
    end: int
    source: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a rendered text: the rendered span it covers and the page title it targets."""

    span: Span
    target: str


def _start_of(link: Link) -> int:
    return link.span.start


@dataclass(frozen=True, slots=True)
class Citation:
    """What a ``<ref>`` cites; fields the source leaves out are empty strings.

    ``date`` and ``accessed`` are as written. ``span`` is the reference in the source.
    """

    span: Span
    url: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    accessed: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """Text as a person reads it, with a map back to the source it was rendered from.

    ``segments`` are in order, contiguous in ``text`` and cover all of it; ``links`` are in
    order of their start.
    """

    text: str
    segments: tuple[Segment, ...]
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(s.start for s in self.segments))

    @classmethod
    def verbatim(cls, text: str, span: Span) -> RenderedText:
        """The source's own words at ``span`` of ``text``, rendered as themselves."""
        words = span.of(text)
        segments = (Segment(0, len(words), span, verbatim=True),) if words else ()
        return cls(words, segments)

    def source_span(self, start: int, end: int) -> Span:
        """The smallest source span that gives the rendered characters ``[start, end)``.

        Raises ``ValueError`` where the range is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is no range of a text of {len(self.text)}")
        first = self.segments[bisect_right(self._starts, start) - 1]
        last = self.segments[bisect_left(self._starts, end) - 1]
        source_start = first.source.start + (start - first.start if first.verbatim else 0)
        source_end = last.source.start + (end - last.start) if last.verbatim else last.source.end
        return Span(source_start, source_end)

    def slice(self, start: int, end: int) -> RenderedText:
        """The rendered characters ``[start, end)`` with their part of the map and links.

        Citations stay with the whole: a reference stands behind what it supports, not in it.
        """
        pieces = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for segment in self.segments[first : bisect_left(self._starts, end)]:
            low, high = max(segment.start, start), min(segment.end, end)
            if low >= high:
                continue
            source = segment.source
            if segment.verbatim:
                offset = source.start - segment.start
                source = Span(low + offset, high + offset)
            pieces.append(Segment(low - start, high - start, source, segment.verbatim))
        first = bisect_left(self.links, start, key=_start_of)
        links = tuple(
            Link(Span(link.span.start - start, link.span.end - start), link.target)
            for link in self.links[first : bisect_left(self.links, end, key=_start_of)]
            if link.span.end <= end
        )
        return RenderedText(self.text[start:end], tuple(pieces), links, self.citations)


@dataclass(frozen=True, slots=True)
class InfoboxField:
    """One parameter of an infobox that has a value.

    ``name`` is as written (``Cargo Mass Press``, ``cargo_mass_press``). ``span`` covers the
    parameter and its value, from the first character of the name to the last of the value;
    ``value_span`` the value alone, without surrounding white space. ``value`` is the whole
    value rendered, list items separated by a line feed; ``items`` are the members of a list
    made by a template or ``<br>``, at least one (commas separate nothing here).
    """

    name: str
    span: Span
    value_span: Span
    value: RenderedText
    items: tuple[RenderedText, ...]


@dataclass(frozen=True, slots=True)
class Infobox:
    """An infobox, or a sub-template of one, in source order.

    ``template`` is the template's title (``Infobox spaceflight``, ``Infobox
    spaceflight/Dock``); a rendered article text has ``Infobox spaceflight``. ``index``
    counts the infoboxes of that template in the document from 0.
    """

    template: str
    index: int
    span: Span
    fields: tuple[InfoboxField, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section's prose. The lead has the title ``""`` and level 1.

    ``heading`` is the source span of the heading, ``None`` for the lead. ``path`` is the chain
    of titles down to this one (``("Crew", "Backup crew")``). ``body`` excludes sub-sections,
    infoboxes, tables and references; its paragraphs are separated by blank lines.
    """

    title: str
    level: int
    path: tuple[str, ...]
    heading: Span | None
    body: RenderedText


class DocumentFormat(StrEnum):
    """The formats a document's text may be in; a corpus holds documents of either."""

    ARTICLE_TEXT = "article-text"
    WIKITEXT = "wikitext"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: what its metadata file, corpus row or path tells.

    ``site`` is the host of ``url`` (``en.wikipedia.org``), ``local`` where none is known.
    ``slug`` is the document's name within its site, unique there. ``retrieved`` is an
    ISO 8601 date; nothing is ever read from the clock. ``location`` says where the bytes were
    read, for messages only (a path, a path and line number, ``-``).
    """

    site: str
    slug: str
    location: str
    title: str = ""
    url: str = ""
    licence: str = ""
    attribution: str = ""
    publisher: str = ""
    retrieved: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as stored, with what its reader found in it.

    ``raw_sha256`` is of the bytes, ``text_sha256`` of ``text`` in UTF-8, both in lower-case
    hexadecimal. ``title`` may be empty. ``findings`` are what the reader noticed.
    """

    format: DocumentFormat
    source: Source
    title: str
    text: str
    raw_sha256: str
    text_sha256: str
    infoboxes: tuple[Infobox, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
