"""Whether a value of ours and one of Wikidata's agree, as far as each is known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum, auto

from pyoxigraph import Literal

from downrange.graph.intervals import Interval, interval
from downrange.graph.terms import NUMBER_TYPES, TIME_TYPES
from downrange.linking.item import DAY
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE_TIME
from downrange.wikidata.ours import NONE, OurValue
from downrange.wikidata.units import factor, symbol
from downrange.wikidata.values import (
    MONTH,
    CoordinatesValue,
    ItemValue,
    QuantityValue,
    Special,
    TextValue,
    TimeValue,
    Unreadable,
    Value,
)

_WKT = expand("geo:wktLiteral")
_POINT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)", re.IGNORECASE)
_AT_LEAST = {"at least", "more than", "over"}
_AT_MOST = {"at most", "less than"}
_ROUGHLY = {"about", "almost"}
_DECADE = 8
_LAST_YEAR = 9999


class Standing(Enum):
    """How two values stand to each other."""

    AGREE = auto()
    DIFFER = auto()
    UNDECIDED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing, and what a person should know of it."""

    standing: Standing
    note: str = ""


def compare(ours: OurValue, theirs: Value) -> Verdict:
    """How a value of ours stands to one of Wikidata's.

    Entities are compared by their items only, never by a name. A time agrees with one that
    covers it; a number with one in whose bounds it lies, or to which it rounds. What cannot be
    told (an unlinked entity, an unknown unit, another calendar) is undecided.
    """
    if isinstance(theirs, Unreadable):
        return Verdict(Standing.UNDECIDED, f"Wikidata's value is {theirs}")
    if isinstance(theirs, Special):
        return _special(ours, theirs)
    if ours.term == NONE:
        return Verdict(Standing.DIFFER, "our source says that there is none")
    if not isinstance(ours.term, Literal):
        return _entity(ours, theirs)
    match theirs:
        case TimeValue() if ours.term.datatype in TIME_TYPES:
            return _time(ours, ours.term, theirs)
        case QuantityValue() if ours.term.datatype in NUMBER_TYPES:
            return _quantity(ours, Decimal(ours.term.value), theirs)
        case CoordinatesValue() if ours.term.datatype == _WKT:
            return _coordinates(ours.term, theirs)
        case TextValue() if ours.term.datatype not in NUMBER_TYPES | TIME_TYPES:
            same = _plain(ours.term.value) == _plain(theirs.text)
            return Verdict(Standing.AGREE if same else Standing.DIFFER)
    return Verdict(Standing.UNDECIDED, f"Wikidata has another kind of value, {theirs}")


def _special(ours: OurValue, theirs: Special) -> Verdict:
    if theirs is Special.NONE and ours.term == NONE:
        return Verdict(Standing.AGREE, "both say that there is none")
    if theirs is Special.NONE:
        return Verdict(Standing.DIFFER, "Wikidata says that there is none")
    return Verdict(Standing.UNDECIDED, "Wikidata says that the value is not known")


def _entity(ours: OurValue, theirs: Value) -> Verdict:
    if not ours.is_entity:
        return Verdict(Standing.UNDECIDED, "our source says that it is not known")
    if not isinstance(theirs, ItemValue):
        return Verdict(Standing.UNDECIDED, "Wikidata has no item for its value")
    if ours.item == theirs.id:
        return Verdict(Standing.AGREE)
    if theirs.id in ours.wider:
        return Verdict(Standing.AGREE, f"ours is finer: it lies within {theirs.id}")
    if not ours.item:
        return Verdict(Standing.UNDECIDED, f"{ours.name} is not linked yet")
    return Verdict(Standing.DIFFER)


def _time(ours: OurValue, term: Literal, theirs: TimeValue) -> Verdict:
    if theirs.calendar != "Gregorian":
        return Verdict(Standing.UNDECIDED, f"Wikidata's date is in the {theirs.calendar} calendar")
    span = _span(theirs)
    if span is None:
        return Verdict(Standing.UNDECIDED, f"Wikidata's date {theirs} is too vague to compare")
    mine = interval(term, ours.precision)
    if span.earliest <= mine.earliest and mine.latest <= span.latest:
        finer = term.datatype == XSD_DATE_TIME and theirs.precision == DAY
        return Verdict(Standing.AGREE, "Wikidata keeps no time of day" if finer else "")
    if mine.earliest <= span.earliest and span.latest <= mine.latest:
        return Verdict(Standing.AGREE, "Wikidata is more precise")
    if ours.qualifier:
        return Verdict(Standing.UNDECIDED, f"our source says “{ours.qualifier}”")
    near = timedelta(days=1)
    apart = max(mine.earliest - span.latest, span.earliest - mine.latest)
    close = apart <= near and theirs.precision == DAY
    return Verdict(Standing.DIFFER, "a day apart: is one of them local time?" if close else "")


def _span(time: TimeValue) -> Interval | None:
    """The days that a time covers, ``None`` where it is vaguer than a decade or out of reach."""
    if not 1 <= time.year <= _LAST_YEAR or time.precision < _DECADE:
        return None
    year, years = time.year, 1
    if time.precision == _DECADE:
        year, years = time.year - time.year % 10, 10
    first_month = time.month if time.precision >= MONTH else 1
    last_month = first_month if time.precision >= MONTH else 12
    last_year = year + years - 1
    try:
        last_day = monthrange(last_year, last_month)[1]
        first = datetime(year, first_month, time.day if time.precision > MONTH else 1, tzinfo=UTC)
        last = datetime(
            last_year,
            last_month,
            time.day if time.precision > MONTH else last_day,
            *(23, 59, 59),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return Interval(first, last)


def _quantity(ours: OurValue, mine: Decimal, theirs: QuantityValue) -> Verdict:
    size = factor(theirs.unit, ours.predicate.unit)
    if size is None:
        unit = f"Wikidata's unit {symbol(theirs.unit)}" if theirs.unit else "no unit, as Wikidata,"
        return Verdict(Standing.UNDECIDED, f"{unit} cannot be compared with ours")
    amount = theirs.amount * size
    low = theirs.amount if theirs.lower is None else theirs.lower
    high = theirs.amount if theirs.upper is None else theirs.upper
    low, high = min(low, high) * size, max(low, high) * size
    if ours.qualifier in _AT_LEAST and high >= mine:
        return Verdict(Standing.AGREE, f"our source says “{ours.qualifier}”")
    if ours.qualifier in _AT_MOST and low <= mine:
        return Verdict(Standing.AGREE, f"our source says “{ours.qualifier}”")
    if mine == amount:
        return Verdict(Standing.AGREE)
    if low <= mine <= high:
        return Verdict(Standing.AGREE, "within Wikidata's bounds")
    if ours.qualifier in _ROUGHLY:
        about = abs(mine - amount) <= _last_place(mine.normalize())
        return Verdict(
            Standing.AGREE if about else Standing.DIFFER, f"our source says “{ours.qualifier}”"
        )
    place = max(_last_place(mine), _last_place(theirs.amount) * size)
    if abs(mine - amount) <= place / 2:
        return Verdict(Standing.AGREE, "as far as the rounder of the two is given")
    return Verdict(Standing.DIFFER)


def _last_place(number: Decimal) -> Decimal:
    """The unit of the last place written: 0.1 of 51.6, 1 of 7300, 100 of 73E+2."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _coordinates(term: Literal, theirs: CoordinatesValue) -> Verdict:
    match = _POINT.search(term.value)
    if match is None:
        return Verdict(Standing.UNDECIDED, "our place is no point")
    pairs = ((Decimal(match[2]), theirs.latitude), (Decimal(match[1]), theirs.longitude))
    for mine, other in pairs:
        place = max(_last_place(mine), theirs.precision or _last_place(other))
        if abs(mine - other) > place:
            return Verdict(Standing.DIFFER)
    return Verdict(Standing.AGREE)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
