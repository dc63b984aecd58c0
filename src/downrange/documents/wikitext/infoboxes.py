"""The infoboxes of a wikitext document, sub-templates included, with their fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from downrange.documents.limits import MAX_VALUE_CHARACTERS, oversized_value
from downrange.documents.model import Infobox, InfoboxField, Span
from downrange.documents.wikitext.inline import Inline
from downrange.documents.wikitext.regions import COMMENT, REFERENCE, Region
from downrange.documents.wikitext.structure import Argument, Structure, Template
from downrange.documents.wikitext.template_names import is_infobox, template_key, template_title
from downrange.findings import Finding, Severity


class InfoboxReader:
    """Reads the infoboxes of one document; ``findings`` are of values that were not read."""

    def __init__(self, structure: Structure, inline: Inline) -> None:
        self._structure = structure
        self._text = structure.text
        self._inline = inline
        self.findings: list[Finding] = []

    def read(self) -> Iterator[Infobox]:
        """The infoboxes in source order, an outer one before those in its fields."""
        seen: Counter[str] = Counter()
        for template in self._structure.templates():
            if is_infobox(template_key(template.name)):
                title = template_title(template.name)
                fields = tuple(self._fields(template))
                yield Infobox(title, seen[title], template.span, fields)
                seen[title] += 1

    def _fields(self, template: Template) -> Iterator[InfoboxField]:
        """The parameters that have a value; of two of one name the later, as MediaWiki does."""
        named = [argument for argument in template.arguments if not argument.name.isdigit()]
        last = {argument.name: argument for argument in named}
        overridden = {a.name: a for a in named if last[a.name] is not a}
        self.findings += (_overridden(argument, self._text) for argument in overridden.values())
        for argument in last.values():
            field = self._field(argument)
            if field is not None:
                yield field

    def _field(self, argument: Argument) -> InfoboxField | None:
        span = self._words(argument.value)
        if span.end - span.start > MAX_VALUE_CHARACTERS:
            # Sub-templates are infoboxes of their own, however long they are together.
            if not self._holds_infobox(span):
                self.findings.append(oversized_value(argument.name, span, self._text))
            return None
        value, items = self._inline.value(argument.value)
        if not value.text:
            return None
        name = argument.span.of(self._structure.visible)
        start = argument.span.start + len(name) - len(name.lstrip())
        return InfoboxField(argument.name, Span(start, span.end), span, value, items)

    def _words(self, span: Span) -> Span:
        """A value without the white space, comments and references at its ends."""
        words = span.of(self._structure.visible)
        start = span.start + len(words) - len(words.lstrip())
        end = max(start, span.end - len(words) + len(words.rstrip()))
        for node in self._structure.within(span):
            if isinstance(node, Region) and node.name not in (COMMENT, REFERENCE):
                start, end = min(start, node.span.start), max(end, node.span.end)
        return Span(start, end)

    def _holds_infobox(self, span: Span) -> bool:
        return any(
            isinstance(node, Template) and is_infobox(template_key(node.name))
            for node in self._structure.within(span)
        )


def _overridden(argument: Argument, text: str) -> Finding:
    span = Span(argument.span.start, min(argument.span.end, argument.span.start + 80))
    return Finding(
        Severity.WARNING,
        "duplicate-parameter",
        f"“{argument.name:.60}” is given twice; the last is shown, and read.",
        advice="Take one of them out of the source.",
        quote=span.of(text),
        start=span.start,
        end=span.end,
    )
