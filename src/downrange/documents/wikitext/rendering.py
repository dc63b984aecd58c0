"""Builds rendered text piece by piece, with the source span of every piece."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Citation, Link, RenderedText, Segment, Span

_PARAGRAPH = "\n\n"
_LINE = "\n"
_SPACE = " "


@dataclass(slots=True)
class _OpenLink:
    """A link being written; ``start`` is set by its first word."""

    start: int | None = None


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation and the line it stands on; ``None`` where it stands behind all of them."""

    citation: Citation
    line: int | None


class Rendering:
    """A rendered text in the making.

    White space is written late, only between words, and the strongest of what was asked for
    wins: a paragraph over a line over a space. ``citable`` says whether references are of
    interest, ``in_list_item`` whether the line being written began with a bullet.
    """

    def __init__(self, source: str, paragraph: str, *, citable: bool) -> None:
        self.citable = citable
        self._source = source
        self._paragraph = paragraph
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._lines = 0
        self._pending: tuple[str, Span] | None = None
        self._open: list[_OpenLink] = []
        self._links: list[Link] = []
        self._cited: list[_Cited] = []
        self._list_ended = False
        self.in_list_item = False

    @classmethod
    def of_value(cls, source: str) -> Rendering:
        """A value: a line for each item, and the references that stand behind it."""
        return cls(source, _LINE, citable=True)

    @classmethod
    def of_prose(cls, source: str) -> Rendering:
        """Prose: blank lines between paragraphs, no references."""
        return cls(source, _PARAGRAPH, citable=False)

    @property
    def ends_with_word(self) -> bool:
        """Whether the latest thing written is a letter or digit, with nothing after it."""
        return self._pending is None and bool(self._pieces) and self._pieces[-1][-1:].isalnum()

    def write(self, words: str, span: Span) -> None:
        """Words that stand for a source span; verbatim where they are its very characters."""
        if not words:
            return
        if self._pending:
            self._append(*self._pending)
            self._pending = None
        for link in self._open:
            if link.start is None:
                link.start = self._length
        self._append(words, span)
        self._list_ended = False

    def copy(self, start: int, end: int) -> None:
        """The source's own characters."""
        self.write(self._source[start:end], Span(start, end))

    def space(self, span: Span) -> None:
        self._separate(_SPACE, span)

    def line(self, span: Span) -> None:
        self._separate(_LINE, span)

    def paragraph(self, span: Span) -> None:
        self._separate(self._paragraph, span)

    def end_list(self) -> None:
        """What is cited right after a list stands behind all its items."""
        self._list_ended = True

    def open_link(self) -> None:
        self._open.append(_OpenLink())

    def close_link(self, target: str) -> None:
        """Close the link opened last; one without target or words is none."""
        start = self._open.pop().start
        if target and start is not None:
            self._links.append(Link(Span(start, self._length), target))

    def cite(self, citation: Citation) -> None:
        starts_line = self._pending is not None and _LINE in self._pending[0]
        line = None if self._list_ended else self._lines + starts_line
        self._cited.append(_Cited(citation, line))

    def result(self) -> RenderedText:
        """What was written; white space asked for at its end is not."""
        return RenderedText(
            "".join(self._pieces),
            tuple(self._segments),
            tuple(sorted(self._links, key=lambda link: link.span)),
            tuple(cited.citation for cited in self._cited),
        )

    def items(self) -> tuple[RenderedText, ...]:
        """The lines of what was written, each with its own citations."""
        whole = self.result()
        items = []
        start = 0
        for number, line in enumerate(whole.text.split(_LINE)):
            piece = whole.slice(start, start + len(line))
            items.append(
                RenderedText(piece.text, piece.segments, piece.links, self._citations_of(number))
            )
            start += len(line) + 1
        return tuple(items)

    def _citations_of(self, line: int) -> tuple[Citation, ...]:
        return tuple(cited.citation for cited in self._cited if cited.line in (line, None))

    def _separate(self, white_space: str, span: Span) -> None:
        if self._length and (
            self._pending is None or _strength(white_space) > _strength(self._pending[0])
        ):
            self._pending = (white_space, span)

    def _append(self, words: str, span: Span) -> None:
        verbatim = span.end - span.start == len(words) and span.of(self._source) == words
        end = self._length + len(words)
        last = self._segments[-1] if self._segments else None
        if verbatim and last and last.verbatim and last.source.end == span.start:
            source = Span(last.source.start, span.end)
            self._segments[-1] = Segment(last.start, end, source, verbatim=True)
        else:
            self._segments.append(Segment(self._length, end, span, verbatim))
        self._pieces.append(words)
        self._length = end
        self._lines += words.count(_LINE)


def _strength(white_space: str) -> int:
    return (_SPACE, _LINE, _PARAGRAPH).index(white_space)
