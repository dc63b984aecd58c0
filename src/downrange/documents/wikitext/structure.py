"""The structure of wikitext: its templates, links, tables and regions, with exact spans.

wikitextparser gives templates, their arguments and links; it is shown a text of the same
length from which everything that could mislead or slow it has been taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import wikitextparser

from downrange.documents.headings import Heading, headings
from downrange.documents.model import Span
from downrange.documents.wikitext.nesting import balance
from downrange.documents.wikitext.regions import Region, blanked, find_regions
from downrange.findings import Finding

# Tags are looked for elsewhere, and wikitextparser uses control characters for itself.
_UNSEEN = str.maketrans(dict.fromkeys([*range(9), *range(11, 32), 127, ord("<"), ord(">")], " "))
_TABLE_EDGE = re.compile(r"^[ \t:]*(?:(\{\|)|(\|\})(?!\}))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a template; ``name`` is as written, of a positional one its number.

    ``span`` covers name and value, both may have white space around them.
    """

    name: str
    span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Template:
    """A template call. ``name`` is as written, without surrounding white space."""

    span: Span
    name: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link ``[[target|label]]``; ``label`` is ``None`` where the target is shown itself."""

    span: Span
    target: Span
    label: Span | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, ``{| ... |}``."""

    span: Span


@dataclass(frozen=True, slots=True)
class Unread:
    """A parser function or a template's parameter, or what nests too deep: it is passed over."""

    span: Span


Node = Template | WikiLink | Table | Unread | Region


@dataclass(frozen=True, slots=True)
class Structure:
    """A text with its nodes in order of their start, outer ones first; spans nest properly.

    ``visible`` is the text with regions blanked and stray delimiters neutralised.
    """

    text: str
    visible: str
    nodes: tuple[Node, ...]
    headings: tuple[Heading, ...]
    findings: tuple[Finding, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(node.span.start for node in self.nodes))

    def within(self, span: Span) -> Iterator[Node]:
        """The outermost nodes inside a span, in order."""
        index = bisect_left(self._starts, span.start)
        while index < len(self.nodes) and self._starts[index] < span.end:
            node = self.nodes[index]
            if node.span.end <= span.end:
                yield node
                index = bisect_left(self._starts, node.span.end, index + 1)
            else:
                index += 1

    def templates(self) -> Iterator[Template]:
        """Every template, at any depth, in order of their start."""
        return (node for node in self.nodes if isinstance(node, Template))


def analyse(text: str) -> Structure:
    """The structure of a wikitext; its cost grows about linearly with the text."""
    found = find_regions(text)
    balanced = balance(blanked(text, (region.span for region in found.regions)))
    visible = balanced.text
    parsed = wikitextparser.parse(visible.translate(_UNSEEN))
    nodes: list[Node] = [
        *found.regions,
        *(_template(template, visible) for template in parsed.templates),
        *(_link(Span(*link.span), visible) for link in parsed.wikilinks),
        *(Unread(Span(*node.span)) for node in (*parsed.parser_functions, *parsed.parameters)),
        *map(Unread, balanced.unread),
    ]
    nodes.sort(key=_position)
    outline = Structure(text, visible, tuple(nodes), ())
    marks = tuple(_outside_nodes(outline))
    nodes += _tables(outline, marks)
    nodes.sort(key=_position)
    findings = (*found.findings, *(_quoting(text, finding) for finding in balanced.findings))
    return Structure(text, visible, tuple(nodes), marks, findings)


def _quoting(text: str, finding: Finding) -> Finding:
    """The finding with its quotation from the text itself, of which it saw only a part."""
    return replace(finding, quote=text[finding.start : finding.end])


def _position(node: Node) -> tuple[int, int]:
    return node.span.start, -node.span.end


def _template(template: wikitextparser.Template, visible: str) -> Template:
    arguments = []
    number = 0
    for argument in template.arguments:
        start, end = argument.span
        if argument.positional:
            number += 1
            span = Span(start + 1, end)
            arguments.append(Argument(str(number), span, span))
        else:
            name = argument.name
            value = Span(start + 1 + len(name) + 1, end)
            arguments.append(Argument(name.strip(), Span(start + 1, end), value))
    span = Span(*template.span)
    name_end = arguments[0].span.start - 1 if arguments else span.end - 2
    return Template(span, visible[span.start + 2 : name_end].strip(), tuple(arguments))


def _link(span: Span, visible: str) -> WikiLink:
    inner = Span(span.start + 2, span.end - 2)
    pipe = visible.find("|", inner.start, inner.end)
    if pipe < 0:
        return WikiLink(span, inner, None)
    return WikiLink(span, Span(inner.start, pipe), Span(pipe + 1, inner.end))


def _outside_nodes(outline: Structure) -> Iterator[Heading]:
    """The headings that stand in the page itself, not in a template's argument."""
    nodes = [node for node in outline.within(Span(0, len(outline.text))) if _is_opaque(node)]
    ends = [node.span.end for node in nodes]
    for heading in headings(outline.visible):
        index = bisect_left(ends, heading.span.start + 1)
        if index == len(nodes) or nodes[index].span.start > heading.span.start:
            yield heading


def _is_opaque(node: Node) -> bool:
    return isinstance(node, Template | Unread)


def _tables(outline: Structure, marks: tuple[Heading, ...]) -> Iterator[Table]:
    """The outermost tables; one that is not closed ends with its section."""
    section_ends = [*(mark.span.start for mark in marks), len(outline.text)]
    templates = [node for node in outline.within(Span(0, len(outline.text))) if _is_opaque(node)]
    template_ends = [node.span.end for node in templates]
    depth, start, limit = 0, 0, -1
    for edge in _TABLE_EDGE.finditer(outline.visible):
        at = edge.start(edge.lastindex or 0)
        index = bisect_left(template_ends, at + 1)
        if index < len(templates) and templates[index].span.start <= at:
            continue
        if depth and at >= limit:
            yield Table(Span(start, limit))
            depth = 0
        if edge[1]:
            if not depth:
                start = at
                limit = section_ends[bisect_left(section_ends, at)]
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield Table(Span(start, edge.end()))
    if depth:
        yield Table(Span(start, limit))
