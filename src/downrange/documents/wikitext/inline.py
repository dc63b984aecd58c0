"""Renders wikitext as a person reads it: words, links, lists, and templates that carry values.

https://www.mediawiki.org/wiki/Help:Formatting and https://www.mediawiki.org/wiki/Help:Links.
"""

from __future__ import annotations

import html
import re

from downrange.documents.model import RenderedText, Span
from downrange.documents.wikitext.calls import Call
from downrange.documents.wikitext.citations import References
from downrange.documents.wikitext.markup import (
    BLOCK_TAGS,
    BULLET,
    INLINE_TAGS,
    LINE_TAGS,
    TOKEN,
    hidden_link,
    link_target,
    pipe_trick,
    shown_target,
)
from downrange.documents.wikitext.regions import REFERENCE, Region
from downrange.documents.wikitext.rendering import Rendering
from downrange.documents.wikitext.structure import Node, Structure, Template, WikiLink
from downrange.documents.wikitext.template_names import is_infobox, is_silent, template_key
from downrange.documents.wikitext.templates import TEMPLATES
from downrange.findings import Finding, Severity

_MOST_FINDINGS = 200
_SHOWN_REGIONS = ("nowiki", "pre", "math", "chem", "ce")


class Inline:
    """Renders spans of one document, and gathers what was noticed on the way.

    A template that is not known renders as nothing, and is recorded once.
    """

    def __init__(self, structure: Structure, references: References) -> None:
        self._structure = structure
        self._references = references
        self._source = structure.text
        self._findings: dict[tuple[str, str], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings.values())

    def value(self, span: Span) -> tuple[RenderedText, tuple[RenderedText, ...]]:
        """A value as a whole, and its items."""
        out = Rendering.of_value(self._source)
        self.block(span, out)
        return out.result(), out.items()

    def prose(self, span: Span) -> RenderedText:
        """Prose, its paragraphs separated by blank lines; references leave no trace in it."""
        out = Rendering.of_prose(self._source)
        self.block(span, out)
        return out.result()

    def note(self, finding: Finding, name: str) -> None:
        """Record a finding about a template, once for each name, and not without end."""
        if len(self._findings) < _MOST_FINDINGS:
            self._findings.setdefault((finding.code, name), finding)

    def block(self, span: Span, out: Rendering) -> None:
        """Write what a span reads as that begins a line, and so may begin with a bullet."""
        self.render(Span(self._bullet(span.start, span.end, out), span.end), out)

    def render(self, span: Span, out: Rendering) -> None:
        """Write what a span of the source reads as."""
        position = span.start
        urls: list[str] = []
        for node in self._structure.within(span):
            self._words(position, node.span.start, out, urls)
            self._node(node, out)
            position = node.span.end
        self._words(position, span.end, out, urls)
        for url in reversed(urls):
            out.close_link(url)

    def _node(self, node: Node, out: Rendering) -> None:
        if isinstance(node, WikiLink):
            self._link(node, out)
        elif isinstance(node, Template):
            self._template(node, out)
        elif isinstance(node, Region):
            self._region(node, out)

    def _link(self, link: WikiLink, out: Rendering) -> None:
        raw = link.target.of(self._structure.visible)
        if hidden_link(raw):
            return
        out.open_link()
        if link.label is None:
            self.render(shown_target(link.target, raw), out)
        elif not link.label.of(self._source).strip():
            out.write(pipe_trick(raw), link.span)
        else:
            self.render(link.label, out)
        out.close_link(link_target(raw))

    def _template(self, template: Template, out: Rendering) -> None:
        key = template_key(template.name)
        handler = TEMPLATES.get(key)
        if handler is not None:
            handler(Call(template, key, self._source, self, out))
        elif not is_infobox(key) and not is_silent(key):
            self.note(_unknown(template, self._source), key)

    def _region(self, region: Region, out: Rendering) -> None:
        if region.name == REFERENCE:
            citation = self._references.citation(region) if out.citable else None
            if citation is not None:
                out.cite(citation)
        elif region.name in _SHOWN_REGIONS and region.content is not None:
            content = region.content.of(self._source).strip()
            out.write(" ".join(content.split()), region.span)

    def _words(self, start: int, end: int, out: Rendering, urls: list[str]) -> None:
        """Write a stretch of source that has no nodes in it.

        ``urls`` are the external links still open, which a bracket closes.
        """
        position = start
        while match := TOKEN.search(self._source, position, end):
            _plain(self._source, Span(position, match.start()), out)
            position = self._token(match, end, out, urls)
        _plain(self._source, Span(position, end), out)

    def _token(self, match: re.Match[str], end: int, out: Rendering, urls: list[str]) -> int:
        """Write a token and return where what follows it begins."""
        words, span = match[0], Span(*match.span())
        match match.lastgroup:
            case "space":
                return self._white_space(words, span, end, out)
            case "entity":
                _entity(words, span, out)
            case "tag":
                self._tag(match, span, out)
            case "external":
                self._external(span, out)
                urls.append(words[1:])
            case "bracket" if urls:
                out.close_link(urls.pop())
            case "bracket":
                out.write(words, span)
        return span.end

    def _white_space(self, words: str, span: Span, end: int, out: Rendering) -> int:
        breaks = words.count("\n")
        if breaks > 1:
            out.paragraph(span)
        elif breaks and out.in_list_item:
            out.line(span)
        else:
            out.space(span)
        if not breaks:
            return span.end
        out.in_list_item = False
        return self._bullet(span.end, end, out)

    def _bullet(self, start: int, end: int, out: Rendering) -> int:
        """Leave out the marker of a list item at the start of a line; where it ends."""
        marker = BULLET.match(self._source, start, end)
        if marker is None:
            return start
        out.line(Span(*marker.span()))
        out.in_list_item = True
        return marker.end()

    def _external(self, span: Span, out: Rendering) -> None:
        out.open_link()
        if self._source[span.end : span.end + 1] == "]":
            out.copy(span.start + 1, span.end)

    def _tag(self, match: re.Match[str], span: Span, out: Rendering) -> None:
        name = match["name"].lower()
        if name in LINE_TAGS:
            out.line(span)
        elif name in BLOCK_TAGS:
            out.paragraph(span)
        elif name == "sup" and self._is_exponent(match, out):
            out.write("^", span)
        elif name not in INLINE_TAGS:
            out.write(match[0], span)

    def _is_exponent(self, match: re.Match[str], out: Rendering) -> bool:
        following = self._source[match.end() : match.end() + 2].lstrip("-−+")
        return out.ends_with_word and not match[0].startswith("</") and following[:1].isdigit()


def _plain(source: str, span: Span, out: Rendering) -> None:
    """Copy words; the spaces around them are written only between words."""
    words = span.of(source)
    if not words:
        return
    start = span.start + len(words) - len(words.lstrip(" "))
    end = max(start, span.end - len(words) + len(words.rstrip(" ")))
    if start > span.start:
        out.space(Span(span.start, start))
    if start < end:
        out.copy(start, end)
    if end < span.end and start < end:
        out.space(Span(end, span.end))


def _entity(words: str, span: Span, out: Rendering) -> None:
    """Write what an entity reference stands for; what cannot be seen is left out."""
    meaning = html.unescape(words)
    if meaning.isspace():
        out.space(span)
    elif meaning.isprintable():
        out.write(meaning, span)


def _unknown(template: Template, source: str) -> Finding:
    span = template.span
    return Finding(
        Severity.INFO,
        "unknown-template",
        f"The template “{template.name:.60}” is not known; what it shows was not read.",
        advice="If it carries facts, add it to downrange.documents.wikitext.templates.",
        quote=source[span.start : min(span.end, span.start + 80)],
        start=span.start,
        end=min(span.end, span.start + 80),
    )
