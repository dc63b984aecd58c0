"""A template call as those see it who render it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from downrange.documents.model import Span
from downrange.documents.wikitext.rendering import Rendering
from downrange.documents.wikitext.structure import Argument, Template
from downrange.findings import Finding, Severity


class Renderer(Protocol):
    """What renders the arguments of a template."""

    def render(self, span: Span, out: Rendering) -> None:
        """Write what a span of the source reads as."""

    def block(self, span: Span, out: Rendering) -> None:
        """Write what a span reads as that begins a line."""

    def note(self, finding: Finding, name: str) -> None:
        """Record a finding about a template, once for each name."""


class Call:
    """A call of a template, the renderer of its arguments and where its words go.

    ``key`` is the template's name, normalised. Arguments are asked for by name, positional
    ones by number as a string; each is rendered once, however often it is asked for, so that
    nested templates cost no more than they are long.
    """

    def __init__(
        self, template: Template, key: str, source: str, renderer: Renderer, out: Rendering
    ) -> None:
        self.key = key
        self.span = template.span
        self.out = out
        self._source = source
        self._renderer = renderer
        self._arguments = {argument.name: argument for argument in template.arguments}
        self._texts: dict[str, str] = {}

    def text(self, *names: str) -> str:
        """What the first argument of these names that has a value reads as, or ``""``."""
        return next(filter(None, map(self._text, names)), "")

    def positional(self) -> tuple[str, ...]:
        """What the positional arguments read as, in order, empty ones included."""
        return tuple(self._text(argument.name) for argument in self._positional())

    def write(self, words: str) -> None:
        """Words that stand for the whole call."""
        self.out.write(words, self.span)

    def link(self, words: str, target: str) -> None:
        """Words that stand for the whole call and link to a page."""
        self.out.open_link()
        self.write(words)
        self.out.close_link(target)

    def show(self, name: str) -> None:
        """Render an argument in place."""
        argument = self._arguments.get(name)
        if argument is not None:
            self._renderer.render(argument.value, self.out)

    def show_words(self, name: str) -> Span:
        """Render an argument in place without white space around it, and tell where it stands.

        Raises ``KeyError`` where there is no such argument.
        """
        value = self._arguments[name].value
        raw = value.of(self._source)
        start = value.start + len(raw) - len(raw.lstrip())
        words = Span(start, max(start, value.start + len(raw.rstrip())))
        self._renderer.render(words, self.out)
        return words

    def show_lines(self) -> None:
        """Render the positional arguments in place, a line each."""
        start, end = self.span.start, self.span.end
        self.out.line(Span(start, start + 2))
        for argument in self._positional():
            self.out.line(Span(argument.span.start - 1, argument.span.start))
            self._renderer.block(argument.value, self.out)
        self.out.line(Span(end - 2, end))
        self.out.end_list()

    def lost(self, why: str) -> None:
        """Record that the call has no value that can be read."""
        quote = Span(self.span.start, min(self.span.end, self.span.start + 80))
        finding = Finding(
            Severity.WARNING,
            "unreadable-template",
            f"The template “{self.key}” cannot be read: {why}",
            advice="Check its arguments in the source.",
            quote=quote.of(self._source),
            start=quote.start,
            end=quote.end,
        )
        self._renderer.note(finding, f"{self.key}@{self.span.start}")

    def _positional(self) -> Iterator[Argument]:
        number = 1
        while argument := self._arguments.get(str(number)):
            yield argument
            number += 1

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = self._rendered(name)
        return self._texts[name]

    def _rendered(self, name: str) -> str:
        argument = self._arguments.get(name)
        if argument is None:
            return ""
        aside = Rendering.of_value(self._source)
        self._renderer.render(argument.value, aside)
        result = aside.result()
        for citation in result.citations:
            self.out.cite(citation)
        return result.text
