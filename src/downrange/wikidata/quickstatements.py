"""What Wikidata lacks, as commands for QuickStatements with their references.

Nothing is sent: a person reads the commands and pastes them. An id is never made up: items come
from the links, properties from the alignments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from downrange.documents.metadata import site_of
from downrange.errors import LinkError
from downrange.graph.terms import NUMBER_TYPES, TIME_TYPES
from downrange.values.literals import XSD_G_YEAR, XSD_G_YEAR_MONTH
from downrange.wikidata.comparison import Comparison
from downrange.wikidata.facts import Quotation
from downrange.wikidata.grammar import Command, checked, commented
from downrange.wikidata.ours import OurValue
from downrange.wikidata.questions import Outcome, Row
from downrange.wikidata.units import unit_of

REFERENCE_URL, RETRIEVED = "P854", "P813"
IMPORTED_FROM, IMPORT_URL = "P143", "P4656"
_GONE = {"P448"}
"""Properties that Wikidata has no more; the service would answer with an error."""

_LONGEST_QUOTE = 180
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


class _LeftOutError(Exception):
    """A value that is not written, and why."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is missing there and yet not written."""

    entity: str
    label: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines for QuickStatements, and what was left out."""

    lines: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def batch(comparisons: Iterable[Comparison], edition: Callable[[str], str]) -> Batch:
    """The commands for what is missing there, asserted, undisputed and linked.

    ``edition`` gives the item of a Wikipedia by its name (``English Wikipedia``), empty where
    it is not linked.
    """
    writer = _Writer(edition)
    lines: list[str] = []
    left_out: list[LeftOut] = []
    notes: dict[str, None] = {}
    for comparison in comparisons:
        for row in comparison.rows:
            if row.ours is None or row.outcome is Outcome.AGREES:
                continue
            try:
                command = writer.command(comparison, row, row.ours)
                lines.append(checked(command))
                notes |= dict.fromkeys(writer.remarks(row.ours))
            except (_LeftOutError, LinkError) as why:
                out = LeftOut(comparison.label, row.label, row.ours.words, str(why))
                left_out.append(out)
    return Batch(tuple(lines), tuple(left_out), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Writer:
    edition: Callable[[str], str]

    def command(self, comparison: Comparison, row: Row, ours: OurValue) -> Command:
        """Raises ``_LeftOutError`` where nothing should be written."""
        if why := next(_objections(comparison, row, ours), ""):
            raise _LeftOutError(why)
        source = _best(ours.quotations)
        return Command(
            comparison.item.id,
            row.wikidata,
            _value(ours),
            tuple(self.reference(source)),
            commented(f"{source.title}: “{_excerpt(source.words)}”"),
        )

    def reference(self, source: Quotation) -> Iterator[tuple[str, str]]:
        """Wikidata wants articles of Wikipedia told from sources: they are none."""
        if _is_wikipedia(source.url):
            item = self.edition(source.publisher)
            if item:
                yield IMPORTED_FROM, item
            yield IMPORT_URL, _url(source.url)
        else:
            yield REFERENCE_URL, _url(source.url)
        if source.retrieved:
            yield RETRIEVED, f"+{source.retrieved}T00:00:00Z/11"

    def remarks(self, ours: OurValue) -> Iterator[str]:
        """What a reference lacks, for the person to know."""
        source = _best(ours.quotations)
        if not source.retrieved:
            yield f"no {RETRIEVED} (retrieved): the metadata of {source.title} have no date"
        if _is_wikipedia(source.url) and not self.edition(source.publisher):
            name = source.publisher or "its edition of Wikipedia"
            yield f"no {IMPORTED_FROM} (imported from): {name} is not in the table of links"


def _objections(comparison: Comparison, row: Row, ours: OurValue) -> Iterator[str]:
    if row.outcome is Outcome.CONFLICTS:
        yield f"Wikidata contradicts it{f' ({row.note})' if row.note else ''}"
    if row.outcome is Outcome.NOT_COMPARABLE:
        yield row.note
    if comparison.redirected:
        yield f"{comparison.asked} was merged into {comparison.item.id}: link it anew first"
    if row.wikidata in _GONE:
        yield f"{row.wikidata} is gone"
    if ours.by_hand:
        yield ours.by_hand
    if ours.disputed:
        yield f"our sources disagree: {ours.disputed[0]}"
    if ours.qualifier:
        yield f"our source says “{ours.qualifier}”"
    if converted := _converted(ours):
        yield f"the source has {converted}: how many digits to keep is for a person to say"
    if not any(quotation.url for quotation in ours.quotations):
        yield "no document that says so has an address to refer to"


def _converted(ours: OurValue) -> str:
    """The source's words, where its number was converted to another unit: 101261 lb.

    The exact result has more digits than anybody knows.
    """
    if not isinstance(ours.term, Literal) or ours.term.datatype not in NUMBER_TYPES:
        return ""
    digits = _digits(ours.term.value).strip("0")
    # A number in words (thirty-four) was not converted, only read.
    written = [claim.as_written for claim in ours.claims if _digits(claim.as_written)]
    kept = any(digits in _digits(words) for words in written)
    return written[0] if written and not kept else ""


def _digits(words: str) -> str:
    return "".join(c for c in words if c in "0123456789")


def _best(quotations: Iterable[Quotation]) -> Quotation:
    """A source that is no Wikipedia before one that is; then the shortest words."""
    known = [quotation for quotation in quotations if quotation.url]
    return min(known, key=lambda q: (_is_wikipedia(q.url), len(q.words), q.url, q.words))


def _value(ours: OurValue) -> str:
    term = ours.term
    if isinstance(term, NamedNode):
        return ours.item
    if term.datatype in TIME_TYPES:
        return _time(term)
    if term.datatype in NUMBER_TYPES:
        return _quantity(ours, term)
    return _string(term.value)


def _time(term: Literal) -> str:
    """A Wikidata time is never finer than a day; what is not known of it is 00."""
    if term.datatype == XSD_G_YEAR:
        return f"+{term.value}-00-00T00:00:00Z/9"
    if term.datatype == XSD_G_YEAR_MONTH:
        return f"+{term.value}-00T00:00:00Z/10"
    return f"+{term.value[:10]}T00:00:00Z/11"


def _quantity(ours: OurValue, term: Literal) -> str:
    qudt = ours.predicate.unit
    if qudt is None or qudt.value.endswith("/UNITLESS"):
        return term.value
    unit = unit_of(qudt)
    if unit is None:
        raise _LeftOutError(f"no item is known for the unit {ours.predicate.unit_symbol}")
    return f"{term.value}U{unit.item.removeprefix('Q')}"


def _string(text: str) -> str:
    return f'"{text.strip()}"'


def _url(url: str) -> str:
    """An address with what QuickStatements cannot have in a string percent-encoded."""
    return _string(quote(url, safe=_URL_SAFE))


def _is_wikipedia(url: str) -> bool:
    return site_of(url).endswith(".wikipedia.org")


def _excerpt(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}…"
