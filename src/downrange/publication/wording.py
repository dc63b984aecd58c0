"""Values in words: numbers with their units, dates as people write them, durations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import NamedNode

from downrange.publication.index import Term, iri
from downrange.publication.names import Names, Reference

_DATE_TIME = iri("xsd:dateTime")
_DATE = iri("xsd:date")
_MONTH = iri("xsd:gYearMonth")
_YEAR = iri("xsd:gYear")
TIMES = frozenset((_DATE_TIME, _DATE, _MONTH, _YEAR))
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CALENDAR = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?(Z?)")
_PARTS_OF_TIME = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_LEADING_ON = frozenset(("of", "by", "to", "since", "from", "in", "with", "until"))
_CLOSE_UP = ("°", "%")
_GROUPED = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")
_THIN = "\u202f"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value to print: words, or a reference; ``machine`` is the same for ``<time>``.

    ``aside`` is another way to say it: the seconds of a duration told in hours.
    """

    words: str
    reference: Reference | None = None
    machine: str = ""
    aside: str = ""
    language: str = ""


def show(names: Names, predicate: str, value: Term, precision: str = "") -> Shown:
    """A value of a property in words, in the unit that the property declares."""
    if isinstance(value, NamedNode):
        reference = names.reference(value.value)
        return Shown(reference.label, reference)
    datatype = value.datatype.value
    if datatype in TIMES:
        return Shown(time_in_words(value.value, precision), machine=value.value)
    term = names.vocabulary.properties.get(NamedNode(predicate))
    symbol = term.unit_symbol if term else ""
    if symbol == "s":
        return _duration(value.value)
    if symbol:
        gap = "" if symbol in _CLOSE_UP else " "
        return Shown(f"{number_in_words(value.value)}{gap}{symbol}")
    return Shown(value.value, language=value.language or "")


def number_in_words(lexical: str) -> str:
    """Digits in groups of three from five on, as the SI brochure has them; a true minus.

    >>> number_in_words("-12500.5").replace(_THIN, " ")
    '−12 500.5'
    """
    whole, dot, fraction = lexical.removeprefix("-").partition(".")
    if len(whole) > 4:
        whole = _GROUPED.sub(_THIN, whole)
    return f"{'−' if lexical.startswith('-') else ''}{whole}{dot}{fraction}"


def time_in_words(lexical: str, precision: str = "") -> str:
    """``1 December 2016, 14:51:52 UTC``: a time as precise as its source.

    >>> time_in_words("2016-12")
    'December 2016'
    """
    found = _CALENDAR.fullmatch(lexical)
    if found is None:
        return lexical
    year, month, day, clock, seconds, zone = found.groups()
    if month is not None and not 1 <= int(month) <= 12:
        return lexical
    words = " ".join(
        part
        for part in (
            str(int(day)) if day else "",
            _MONTHS[int(month) - 1] if month else "",
            year if year.startswith("-") else year.lstrip("0") or "0",
        )
        if part
    )
    if clock is None:
        return words
    exact = clock if precision in ("minute", "hour") else f"{clock}{seconds or ''}"
    return f"{words}, {exact}{' UTC' if zone else ''}"


def inverted(label: str) -> str:
    """A property seen from its object: ``operator of``, ``part of it``, ``event of``."""
    words = label.removeprefix("has ").split()
    last = words[-1] if words else ""
    verb = len(words) == 1 and last.endswith("s")
    return f"{' '.join(words)} {'it' if verb or last in _LEADING_ON else 'of'}"


def _duration(lexical: str) -> Shown:
    """``6 min 23 s``: exact, in the largest units that divide it."""
    try:
        rest = Decimal(lexical)
    except InvalidOperation:
        return Shown(lexical)
    plain = f"{number_in_words(lexical)} s"
    if rest < 60:
        return Shown(plain)
    parts = []
    for size, name in _PARTS_OF_TIME:
        count, rest = (rest // size, rest % size) if size > 1 else (rest, Decimal(0))
        if count:
            parts.append(f"{number_in_words(f'{count.normalize():f}')} {name}")
    return Shown(" ".join(parts), aside=plain)
