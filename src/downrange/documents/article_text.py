"""The reader of article text: an article as plain text, its infobox as ``- Key: Value`` lines.

::

    = Progress MS-04 =

    Progress MS-04
    - Mission Type: ISS resupply
    - Launch Mass: 7285 kg

    Progress MS-04 was a Progress mission ...

    == Launch failure ==
    ...

Every part may be missing: plain prose is article text of which only a lead is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from downrange.documents.content import Content
from downrange.documents.headings import Heading, HeadingPath, headings
from downrange.documents.limits import MAX_VALUE_CHARACTERS, oversized_value
from downrange.documents.model import Infobox, InfoboxField, RenderedText, Section, Span
from downrange.findings import Finding, Severity

TEMPLATE = "Infobox spaceflight"
"""The template that ``- Key: Value`` lines are taken to be rendered from."""

_LONGEST_NAME = 200
_FIELD = re.compile(r"-[ \t]+([^:\s][^:\n]{0,80})(?<!\s)[ \t]*:([^\n]*)")
_LINE = re.compile(r"[^\n]+")


def parse_article_text(text: str) -> Content:
    """The title, infoboxes and sections of an article text. Never raises."""
    marks = list(headings(text))
    title, start = "", 0
    if marks and marks[0].level == 1 and not text[: marks[0].span.start].strip():
        title, start = marks[0].title.of(text), marks[0].span.end
        del marks[0]
    lead_end = marks[0].span.start if marks else len(text)
    block = _read_infoboxes(text, Span(start, lead_end))
    sections = list(_sections(text, marks))
    lead = _prose(text, Span(block.end, lead_end))
    if lead.text:
        sections.insert(0, Section("", 1, (), None, lead))
    return Content(title, tuple(block.infoboxes), tuple(sections), tuple(block.findings))


@dataclass(slots=True)
class _Block:
    """The infoboxes at the head of a text, and where the prose after them begins."""

    end: int
    infoboxes: list[Infobox] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fields: list[InfoboxField] = field(default_factory=list)

    def close_infobox(self) -> None:
        if self.fields:
            span = Span(self.fields[0].span.start, self.fields[-1].span.end)
            index = len(self.infoboxes)
            self.infoboxes.append(Infobox(TEMPLATE, index, span, tuple(self.fields)))
            self.fields.clear()


def _read_infoboxes(text: str, span: Span) -> _Block:
    """Field lines, each run of them with the name line before it, up to the first prose."""
    block = _Block(span.start)
    for line in _LINE.finditer(text, span.start, span.end):
        if match := _FIELD.fullmatch(text, line.start(), line.end()):
            _read_field(text, match, block)
        elif _is_name(text, line, span.end):
            block.close_infobox()
            name = _stripped(text, Span(*line.span()))
            block.fields.append(_field(text, "name", name, name))
        elif line[0].strip():
            break
        block.end = line.end()
    block.close_infobox()
    return block


def _read_field(text: str, match: re.Match[str], block: _Block) -> None:
    value = _stripped(text, Span(*match.span(2)))
    name = match[1]
    if value.end - value.start > MAX_VALUE_CHARACTERS:
        block.findings.append(oversized_value(name, value, text))
    elif value.start == value.end:
        block.findings.append(_lost_value(name, match))
    else:
        block.fields.append(_field(text, name, Span(match.start(1), value.end), value))


def _field(text: str, name: str, span: Span, value: Span) -> InfoboxField:
    rendered = RenderedText.verbatim(text, value)
    return InfoboxField(name, span, value, rendered, (rendered,))


def _lost_value(name: str, match: re.Match[str]) -> Finding:
    return Finding(
        Severity.WARNING,
        "lost-value",
        f"“{name}” has no value; the rendering names only parameters that had one.",
        advice="Look the value up in the article and restore it.",
        quote=match[0],
        start=match.start(),
        end=match.end(),
    )


def _is_name(text: str, line: re.Match[str], end: int) -> bool:
    """Whether a line names what the field lines right below it describe."""
    words = line[0].strip()
    if not words or len(words) > _LONGEST_NAME or words[-1] in ".:;,":
        return False
    return _FIELD.match(text, line.end() + 1, end) is not None


def _sections(text: str, marks: list[Heading]) -> Iterator[Section]:
    path = HeadingPath()
    ends = [mark.span.start for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        title = mark.title.of(text)
        body = _prose(text, Span(mark.span.end, end))
        yield Section(title, mark.level, path.descend(mark.level, title), mark.span, body)


def _prose(text: str, span: Span) -> RenderedText:
    return RenderedText.verbatim(text, _stripped(text, span))


def _stripped(text: str, span: Span) -> Span:
    """The span without the white space at its ends; empty at its start if there is no more."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - len(words) + len(words.rstrip())))
