"""The stretches of wikitext that other mark-up does not reach into: comments, ``<ref>`` ...

MediaWiki takes these out before it looks at braces and brackets
(https://www.mediawiki.org/wiki/Parser_extension_tags); so does this module, in one pass whose
cost grows with the length of the text alone, whatever is left unclosed in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from downrange.documents.model import Span
from downrange.findings import Finding, Severity

COMMENT = "comment"
REFERENCE = "ref"

_TAGS = (
    "ref|nowiki|pre|math|chem|ce|gallery|timeline|score|syntaxhighlight|source|templatestyles"
    "|graph|mapframe|maplink|imagemap|hiero|includeonly"
)
_OPENING = re.compile(rf"<!--|<({_TAGS})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_CLOSING = re.compile(rf"</({_TAGS})\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """A comment or an extension tag: its name, its attributes as written and its content.

    ``content`` is ``None`` where there is none: ``<ref name="x"/>``.
    """

    span: Span
    name: str
    attributes: str = ""
    content: Span | None = None


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a text in order; they do not overlap."""

    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]


def find_regions(text: str) -> Regions:
    """The comments and extension tags of a text.

    What is left unclosed gives a finding: a comment reaches to the end of the text, as in
    MediaWiki; of any other tag only the tag is taken, so that no more is lost than need be.
    """
    regions: list[Region] = []
    findings: list[Finding] = []
    tags = _Tags(text)
    opening = _OPENING.search(text)
    while opening:
        region = _comment(text, opening) if opening[1] is None else tags.region(opening)
        if region is None:
            findings.append(_unclosed(opening))
            end = len(text) if opening[1] is None else opening.end()
            region = Region(Span(opening.start(), end), (opening[1] or COMMENT).lower())
        regions.append(region)
        opening = _OPENING.search(text, region.span.end)
    return Regions(tuple(regions), tuple(_summary(findings)))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in the place of some spans, given in order."""
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += text[position : span.start], " " * (span.end - span.start)
        position = span.end
    return "".join((*pieces, text[position:]))


class _Tags:
    """Where the tags of a text open and close, so that no search is made twice."""

    def __init__(self, text: str) -> None:
        self._closing: defaultdict[str, list[Span]] = defaultdict(list)
        for match in _CLOSING.finditer(text):
            self._closing[match[1].lower()].append(Span(*match.span()))
        self._references = [
            match.start() for match in re.finditer(r"<ref[\s/>]", text, re.IGNORECASE)
        ]

    def region(self, opening: re.Match[str]) -> Region | None:
        """The region that a tag opens, ``None`` where it is not closed."""
        name, attributes = opening[1].lower(), opening[2]
        if attributes.endswith("/"):
            return Region(Span(*opening.span()), name, attributes[:-1])
        closings = self._closing[name]
        index = bisect_left(closings, Span(opening.end(), 0))
        if index == len(closings) or (
            name == REFERENCE and self._next(opening) < closings[index].start
        ):
            return None
        closing = closings[index]
        content = Span(opening.end(), closing.start)
        return Region(Span(opening.start(), closing.end), name, attributes, content)

    def _next(self, opening: re.Match[str]) -> float:
        """Where the next reference begins: they do not nest, so this one must end before."""
        index = bisect_left(self._references, opening.end())
        return self._references[index] if index < len(self._references) else float("inf")


def _comment(text: str, opening: re.Match[str]) -> Region | None:
    end = text.find("-->", opening.end())
    return None if end < 0 else Region(Span(opening.start(), end + 3), COMMENT)


def _unclosed(opening: re.Match[str]) -> Finding:
    what = "comment" if opening[1] is None else f"<{opening[1].lower()}>"
    return Finding(
        Severity.WARNING,
        "unclosed-comment" if opening[1] is None else "unclosed-tag",
        f"A {what} is not closed.",
        advice="Close it in the source, or check whether the document was cut off.",
        quote=opening[0],
        start=opening.start(),
        end=opening.end(),
    )


def _summary(findings: list[Finding]) -> Iterator[Finding]:
    """The first finding of each kind: of a thousand unclosed tags one is enough to read."""
    seen: set[str] = set()
    for finding in findings:
        if finding.code not in seen:
            seen.add(finding.code)
            yield finding
