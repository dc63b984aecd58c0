"""An explanation as a person reads it: in columns, with its words, coloured on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from downrange.cli.explanation import Claim, Disagreement, Explanation
from downrange.cli.reading import Reader
from downrange.cli.wording import class_name, property_name, value_in_words
from downrange.vocabulary import Vocabulary

WIDTH = 80
_NAME_WIDTH = 20
_LONGEST_QUOTE = 240
_MARK = {
    "planned": "cyan",
    "deprecated": "bright_black",
    "denied": "red",
}


def console() -> Console:
    """Standard output: as wide as the terminal, within reason; plain where it is none."""
    width = min(Console().width, 100) if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """Draws explanations and disagreements; knows what every term is called."""

    reader: Reader
    vocabulary: Vocabulary
    console: Console

    def explanation(self, told: Explanation) -> None:
        """The entity, then what belongs to it, then where sources disagree."""
        numbers = {
            claim.statement: number
            for number, one in enumerate(told.disagreements, start=1)
            for _, claim in one.claims
        }
        self._heading(told)
        self._claims(told.claims, numbers)
        for part in told.parts:
            self._part_heading(part)
            self._claims(part.claims, numbers)
        if told.disagreements:
            self.console.print()
            self.console.print(Text("Where the sources disagree", style="bold red"))
            for number, one in enumerate(told.disagreements, start=1):
                self.disagreement(number, one)
        self._sources(told)

    def disagreement(self, number: int, one: Disagreement) -> None:
        """The members of a conflict under one another, each with its words."""
        line = Text.assemble((f"≠{number} ", "bold red"), (one.sentence or one.kind, "bold"))
        if one.sentence and one.kind:
            line.append(f"  ({one.kind})", style="dim")
        self.console.print()
        self.console.print(line)
        several = len({(subject, claim.predicate) for subject, claim in one.claims}) > 1
        for subject, claim in one.claims:
            name = property_name(self.vocabulary, claim.predicate)
            if several:
                whose = Text(f"{self.reader.label(subject)}, {name}", style="dim")
                self.console.print(Padding(whose, (0, 0, 0, 3)))
            self._row("" if several else name, self._value(claim, {}))
            self._quotes(claim)

    def _heading(self, told: Explanation) -> None:
        kinds = ", ".join(class_name(self.vocabulary, cls) for cls in told.classes)
        self.console.print(
            Text.assemble((self.reader.label(told.entity), "bold"), "  ", (kinds, "cyan"))
        )
        self.console.print(Text(told.entity.value, style="dim", overflow="fold"))
        if told.other_labels:
            self.console.print(Text(f"also called {', '.join(told.other_labels)}", style="dim"))
        self.console.print()

    def _part_heading(self, part: Explanation) -> None:
        kinds = ", ".join(class_name(self.vocabulary, cls) for cls in part.classes)
        self.console.print()
        self.console.print(
            Text.assemble((self.reader.label(part.entity), "bold"), "  ", (kinds, "cyan"))
        )

    def _claims(self, claims: tuple[Claim, ...], numbers: dict[NamedNode, int]) -> None:
        """Claims under their property, properties in the order in which the text has them."""
        first: dict[NamedNode, int] = {}
        for position, claim in enumerate(claims):
            first.setdefault(claim.predicate, position)
        ordered = sorted(claims, key=lambda claim: first[claim.predicate])
        for predicate, group in groupby(ordered, key=lambda claim: claim.predicate):
            name = property_name(self.vocabulary, predicate)
            for claim in group:
                self._row(name, self._value(claim, numbers))
                self._quotes(claim)
                name = ""

    def _value(self, claim: Claim, numbers: dict[NamedNode, int]) -> Text:
        words = value_in_words(
            self.reader, self.vocabulary, claim.predicate, claim.value, claim.precision
        )
        text = Text(f"{claim.qualifier} {words}".lstrip(), style="bold")
        for mark in (claim.modality, claim.rank if claim.rank == "deprecated" else ""):
            if mark:
                text.append(f" [{mark}]", style=f"not bold {_MARK.get(mark, 'yellow')}")
        if claim.statement in numbers:
            text.append(f" ≠{numbers[claim.statement]}", style="bold red")
        for note in self._notes(claim):
            text.append(f"  {note}", style="not bold dim")
        return text

    @staticmethod
    def _notes(claim: Claim) -> Iterator[str]:
        if claim.speaker:
            when = f", {claim.stated_on}" if claim.stated_on else ""
            yield f"says {claim.speaker}{when}"
        if claim.interpretation:
            yield f"({claim.interpretation})"
        if claim.rank_reason:
            yield f"({claim.rank_reason})"

    def _row(self, name: str, value: Text) -> None:
        """A name in its column and a value beside it; a long name has a line of its own."""
        if len(name) > _NAME_WIDTH:
            self.console.print(Text(f"  {name}"))
            name = ""
        lines = value.wrap(self.console, self.console.width - _NAME_WIDTH - 3)
        for line in lines:
            self.console.print(Text.assemble(f"  {name:<{_NAME_WIDTH}} ", line))
            name = ""

    def _quotes(self, claim: Claim) -> None:
        for quote in claim.quotes:
            text = Text(f"“{excerpt(quote.words, claim.as_written)}”", style="dim")
            if claim.as_written:
                text.highlight_words([claim.as_written], style="not dim italic")
            text.append(f" {quote.section}" if quote.section else "", style="not dim blue")
            self.console.print(Padding(text, (0, 0, 0, _NAME_WIDTH + 3)))

    def _sources(self, told: Explanation) -> None:
        claims = [*told.claims, *(claim for part in told.parts for claim in part.claims)]
        documents = sorted({quote.document for claim in claims for quote in claim.quotes})
        self.console.print()
        for document in documents:
            text = Text(f"from {document}", style="dim", overflow="fold")
            self.console.print(text)


def excerpt(words: str, around: str) -> str:
    """The words on one line; of a long passage, what stands around the words of the value."""
    line = " ".join(words.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    found = max(line.find(" ".join(around.split())), 0)
    middle = found + len(around) // 2
    start = max(0, min(middle - _LONGEST_QUOTE // 2, len(line) - _LONGEST_QUOTE))
    end = start + _LONGEST_QUOTE
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
