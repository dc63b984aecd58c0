"""Comparisons for a terminal: each property with both sides and their evidence beneath."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from downrange.validation.wording import harmless, shorten
from downrange.wikidata.comparison import Comparison
from downrange.wikidata.item import WikidataStatement
from downrange.wikidata.ours import OurValue
from downrange.wikidata.questions import Row
from downrange.wikidata.wording import Wording

_INDENT = " " * 10


def as_text(one: Comparison, wording: Wording, width: int) -> Iterator[str]:
    """Lines no wider than ``width``, but for a word that is."""
    yield f"{harmless(one.label)} beside {one.item.id} {harmless(one.item.label)}"
    if one.redirected:
        yield f"  linked to {one.asked}, which was merged into {one.item.id}: check the link"
    for row in one.rows:
        yield ""
        yield from _wrapped(f"{row.outcome.value}: {row.label} ({row.wikidata})", "  ", width)
        for line in _row(row, wording):
            first, text = line
            yield from _wrapped(harmless(text), f"    {first:<6}", width)
    if one.uncompared:
        yield ""
        count = len(one.uncompared)
        noun = "property" if count == 1 else "properties"
        many = f"{noun} of {one.item.id} not compared, {count} in all: "
        yield from _wrapped(many + ", ".join(one.uncompared), "  ", width)


def _row(row: Row, wording: Wording) -> Iterator[tuple[str, str]]:
    if row.ours is not None:
        yield from _ours(row.ours)
    for statement in row.theirs:
        yield from _theirs(statement, wording)
    for words in filter(None, (row.note, row.reason)):
        yield "", f"({words})"


def _ours(value: OurValue) -> Iterator[tuple[str, str]]:
    marks = [value.qualifier, value.words]
    if value.modality != "asserted":
        marks.append(f"[{value.modality}]")
    yield "here", " ".join(filter(None, marks))
    for quotation in value.quotations:
        yield "", f"“{shorten(quotation.words)}” {quotation.title}, {quotation.section}"
    for words in value.disputed:
        yield "", f"≠ {words}"


def _theirs(statement: WikidataStatement, wording: Wording) -> Iterator[tuple[str, str]]:
    rank = "" if statement.rank == "normal" else f" [{statement.rank.value}]"
    yield "there", f"{wording.value(statement.value)}{rank}"
    if statement.qualifiers:
        yield "", f"qualified: {wording.snaks(statement.qualifiers)}"
    for reference in statement.references:
        yield "", f"reference: {wording.snaks(reference)}"
    if not statement.references:
        yield "", "without a reference"


def _wrapped(text: str, first: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=_INDENT if len(first) > 4 else "    ",
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
