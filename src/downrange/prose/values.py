"""The values of a sentence as mentions, and mentions as values of a property."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pyoxigraph import Literal

from downrange.namespaces import expand
from downrange.prose.mentions import Kind, Mention
from downrange.values.durations import Duration, Elapsed, durations_among, elapsed_among
from downrange.values.literals import date_time_literal, decimal_literal, integer_literal
from downrange.values.money import Money, find_money
from downrange.values.numbers import (
    Number,
    find_numbers,
    find_ordinals,
    may_have_numbers,
    number_value,
)
from downrange.values.quantities import Quantity, quantities_in_prose, scan
from downrange.values.times import Time, find_times
from downrange.values.units import Dimension, UnitError
from downrange.vocabulary import PropertyTerm

_CURRENCY = expand("sf:currency")
_QUANTITIES = {
    Dimension.MASS: Kind.MASS,
    Dimension.LENGTH: Kind.LENGTH,
    Dimension.ANGLE: Kind.ANGLE,
}
_SECONDS = {"MIN": 60}
VALUE_KINDS = frozenset(
    (
        *(Kind.TIME, Kind.ELAPSED, Kind.DURATION, Kind.MASS, Kind.LENGTH, Kind.ANGLE),
        *(Kind.MONEY, Kind.ORDINAL, Kind.NUMBER),
    )
)
"""The kinds that ``find_values`` finds."""


def find_values(text: str) -> Iterator[Mention]:
    """Every value of a sentence that a pattern may ask for; readings may overlap."""
    if not may_have_numbers(text):
        return
    for time in find_times(text):
        yield Mention(time.start, time.end, Kind.TIME, time)
    scanned = scan(text)
    durations = tuple(durations_among(text, scanned))
    for elapsed in elapsed_among(text, durations):
        yield Mention(elapsed.start, elapsed.end, Kind.ELAPSED, elapsed)
    for duration in durations:
        yield Mention(duration.whole_start, duration.whole_end, Kind.DURATION, duration)
    for quantity in quantities_in_prose(text, scanned):
        kind = _QUANTITIES.get(quantity.dimension)
        if kind is not None:
            yield Mention(quantity.whole_start, quantity.whole_end, kind, quantity)
    for money in find_money(text):
        yield Mention(money.whole_start, money.end, Kind.MONEY, money)
    for ordinal in find_ordinals(text):
        yield Mention(ordinal.start, ordinal.end, Kind.ORDINAL, ordinal)
    for number in find_numbers(text):
        yield Mention(number.start, number.end, Kind.NUMBER, number)
    for people in _SO_MANY.finditer(text) if "-" in text else ():
        number = Number(*people.span("n"), number_value(people["n"]))
        yield Mention(number.start, number.end, Kind.NUMBER, number)


# *A three-man crew*: a number that is part of a word.
_SO_MANY = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight)(?=-(?:wo)?(?:man|person|member|strong)\b)",
    re.I,
)

_CHINESE_CST = "CST read as China Standard Time, UTC+8"
_AHEAD = timedelta(hours=14)


def in_china(time: Time) -> Time:
    """A time by the clocks of China where *CST* was taken for North America's."""
    if not time.interpretation.startswith("CST read as Central"):
        return time
    literal, earliest, latest = (
        date_time_literal(datetime.fromisoformat(moment.value) - _AHEAD)
        for moment in (time.literal, time.earliest, time.latest)
    )
    return replace(
        time, literal=literal, earliest=earliest, latest=latest, interpretation=_CHINESE_CST
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as a property takes it."""

    literal: Literal
    qualifier: str = ""
    interpretation: str = ""
    precision: str = ""


def as_value(mention: Mention, term: PropertyTerm) -> Reading | None:
    """What a value mention says as a value of a property; ``None`` where it cannot be one."""
    value = mention.value
    if isinstance(value, Time):
        precision = value.precision.value if value.precision.value in {"minute", "hour"} else ""
        return Reading(value.literal, value.qualifier, value.interpretation, precision)
    if isinstance(value, Elapsed):
        return Reading(decimal_literal(value.seconds), value.qualifier, value.interpretation)
    if isinstance(value, Duration):
        unit = term.unit.value.rpartition("/")[2] if term.unit is not None else ""
        number = value.months if unit == "MO" else value.seconds
        if number is None:
            return None
        number /= _SECONDS.get(unit, 1)
        return Reading(decimal_literal(number), value.qualifier, value.interpretation)
    if isinstance(value, Money):
        return _money(value, term)
    if isinstance(value, Quantity):
        return _quantity(value, term)
    if isinstance(value, Number) and value.value == value.value.to_integral_value():
        return Reading(integer_literal(int(value.value)))
    return None


def _money(value: Money, term: PropertyTerm) -> Reading | None:
    if term.iri == _CURRENCY:
        return Reading(Literal(value.currency))
    if value.value is None:
        return None
    return Reading(decimal_literal(value.value), value.qualifier, value.interpretation)


def _quantity(value: Quantity, term: PropertyTerm) -> Reading | None:
    if term.unit is None or value.value is None:
        return None
    try:
        converted = value.in_unit(term.unit.value.rpartition("/")[2])
    except UnitError:
        return None
    return Reading(decimal_literal(converted.low), value.qualifier, value.interpretation)
