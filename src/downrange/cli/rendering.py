"""An explanation as a person reads it: in columns, with its words, coloured on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode
from rich.console import Console
from rich.text import Text

from downrange.cli.explanation import (
    Claim,
    Description,
    Disagreement,
    Explanation,
    Mention,
    describe,
)
from downrange.cli.reading import Reader
from downrange.cli.wording import class_name, property_name, value_in_words
from downrange.namespaces import expand
from downrange.publication.wording import inverted
from downrange.validation.wording import harmless
from downrange.vocabulary import Vocabulary

WIDTH = 80
_NAME_WIDTH = 20
_LONGEST_QUOTE = 240
_MOST_MENTIONS = 12
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
    """Draws explanations and disagreements; knows what every term is called.

    ``most_quotes`` is how many passages of a claim are shown; the rest is counted.
    """

    reader: Reader
    vocabulary: Vocabulary
    console: Console
    most_quotes: int = sys.maxsize

    def explanation(self, told: Explanation, links: tuple[str, ...] = ()) -> None:
        """The entity, what belongs to it, who names it, and where sources disagree.

        ``links`` are lines about how it is linked, to stand beneath its names.
        """
        numbers = {
            claim.statement: number
            for number, one in enumerate(told.disagreements, start=1)
            for _, claim in one.claims
        }
        self._heading(told.whole)
        self._line(Text(harmless(told.whole.entity.value), style="dim"))
        if told.whole.other_labels:
            self._line(Text(f"also called {', '.join(told.whole.other_labels)}", style="dim"))
        for line in links:
            self._line(Text(line, style="dim"))
        if told.disagreements:
            count = len(told.disagreements)
            word = "disagreement" if count == 1 else "disagreements"
            self._line(Text(f"{count} {word} (≠) between its sources: see the end", style="red"))
        self.console.print()
        self._claims(told.whole.claims, numbers)
        for part in told.parts:
            self.console.print()
            self._heading(part)
            self._claims(part.claims, numbers)
        if told.mentions:
            self._mentions(told.mentions)
        if told.disagreements:
            self.console.print()
            self._line(Text("Where the sources disagree", style="bold red"))
            for number, one in enumerate(told.disagreements, start=1):
                self.disagreement(number, one)
        self._sources(told)

    def disagreement(self, number: int, one: Disagreement) -> None:
        """The members of a conflict under one another, each with its words."""
        line = Text.assemble((f"≠{number} ", "bold red"), (one.sentence or one.kind, "bold"))
        if one.sentence and one.kind:
            line.append(f" ({one.kind})", style="dim")
        self.console.print()
        self._line(line)
        questions = {(subject, claim.predicate) for subject, claim in one.claims}
        for subject, claim in one.claims:
            name = property_name(self.vocabulary, claim.predicate)
            if len({subject for subject, _ in questions}) > 1:
                self._line(Text(f"  {self._named(subject)}", style="dim"))
            self._row(name, self._value(claim, {}))
            self._quotes(claim)

    def _heading(self, one: Description) -> None:
        label = self.reader.label(one.entity)
        kind = self._kind(one)
        self._line(Text.assemble((label, "bold"), "  ", (f"({kind})" if kind else "", "cyan")))

    def _named(self, entity: NamedNode) -> str:
        """``Progress MS-04 (spacecraft)``: with its class, for a mission may have its name."""
        kind = self._kind(describe(self.reader, entity))
        return f"{self.reader.label(entity)} ({kind})"

    def _kind(self, one: Description) -> str:
        """The most specific classes, in words; of a plan, what is planned."""
        known = self.vocabulary.classes
        general = {above for cls in one.classes if cls in known for above in known[cls].ancestors}
        kinds = [cls for cls in one.classes if cls not in general]
        if one.stands_for is not None:
            unreal = "planned" if expand("sf:Plan") in one.classes else "hypothetical"
            return f"{unreal} {class_name(self.vocabulary, one.stands_for)}"
        return ", ".join(class_name(self.vocabulary, cls) for cls in kinds)

    def _mentions(self, mentions: tuple[Mention, ...]) -> None:
        self.console.print()
        self._line(Text("Named by", style="bold"))
        for mention in mentions[:_MOST_MENTIONS]:
            name = inverted(property_name(self.vocabulary, mention.claim.predicate))
            value = Text(self._named(mention.subject), style="bold")
            self._row(name, self._marked(value, mention.claim, {}))
            self._quotes(mention.claim)
        if len(mentions) > _MOST_MENTIONS:
            self._line(Text(f"  and {len(mentions) - _MOST_MENTIONS} more", style="dim"))

    def _claims(self, claims: tuple[Claim, ...], numbers: dict[NamedNode, int]) -> None:
        """Claims under their property, properties in the order in which the text has them."""
        first: dict[NamedNode, int] = {}
        for position, claim in enumerate(claims):
            first.setdefault(claim.predicate, position)
        ordered = sorted(claims, key=lambda claim: first[claim.predicate])
        for predicate, group in groupby(ordered, key=lambda claim: claim.predicate):
            name = property_name(self.vocabulary, predicate)
            for _, told_together in groupby(group, key=lambda claim: claim.quotes):
                said = list(told_together)
                for claim in said:
                    self._row(name, self._value(claim, numbers))
                    name = ""
                self._quotes(said[-1])

    def _value(self, claim: Claim, numbers: dict[NamedNode, int]) -> Text:
        words = value_in_words(
            self.reader, self.vocabulary, claim.predicate, claim.value, claim.precision
        )
        text = Text(f"{claim.qualifier} {words}".lstrip(), style="bold")
        return self._marked(text, claim, numbers)

    def _marked(self, text: Text, claim: Claim, numbers: dict[NamedNode, int]) -> Text:
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
            self._line(Text(f"  {name}"))
            name = ""
        self._line(value, first=f"  {name:<{_NAME_WIDTH}} ")

    def _quotes(self, claim: Claim) -> None:
        for number, quote in enumerate(claim.quotes[: self.most_quotes], start=1):
            text = Text(f"“{excerpt(quote.words, claim.as_written)}”", style="dim")
            if claim.as_written:
                text.highlight_words([claim.as_written], style="not dim italic")
            if quote.section:
                text.append(f" {quote.section}", style="not dim blue")
            more = len(claim.quotes) - number
            if number == self.most_quotes and more:
                text.append(f", and {more} more")
            self._line(text, first=" " * (_NAME_WIDTH + 3))

    def _line(self, text: Text, first: str = "") -> None:
        """Print a text wrapped to the width, its further lines indented as ``first`` is wide."""
        for line in text.wrap(self.console, self.console.width - len(first)):
            line.rstrip()
            self.console.print(Text(first).append_text(line), soft_wrap=True)
            first = " " * len(first)

    def _sources(self, told: Explanation) -> None:
        claims = [claim for one in (told.whole, *told.parts) for claim in one.claims]
        claims += [mention.claim for mention in told.mentions[:_MOST_MENTIONS]]
        self.console.print()
        documents = {quote.document for claim in claims for quote in claim.quotes} - {""}
        for document in sorted(documents):
            self._line(Text(self._source(document), style="dim"), first="from ")

    def _source(self, document: str) -> str:
        """A document as its licence wants it named: its title, where it is, whose it is."""
        node = NamedNode(document)
        parts = [self.reader.label(node)]
        for name in ("dcterms:source", "dcterms:rightsHolder", "dcterms:license"):
            parts += [harmless(o.value) for o in self.reader.objects(node, expand(name))]
        return ", ".join(parts)


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
