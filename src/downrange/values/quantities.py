"""Quantities: a number or a range of numbers with a unit, as articles write them.

One grammar serves both uses: ``find_quantities`` gives every quantity of a text with its
span, ``parse_quantity`` the quantity of an infobox value in the unit that a property asks for.
A conversion in parentheses (``7,156 kilograms (15,776 lb)``) is the same quantity in other
words and no second one. Durations made of several units are in ``durations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from downrange.values.numbers import DIGITS, NUMBER, number_places, number_value
from downrange.values.qualifiers import qualifier_after, qualifier_before
from downrange.values.units import Dimension, Unit, WrittenUnit, convert, unit, unit_at


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``text[start:end]``, number and unit.

    ``low`` and ``high`` are its bounds in ``unit`` (a symbol of the table of units), equal
    unless a range is written. ``whole_start`` and ``whole_end`` also take in the qualifier's
    words and the conversion in parentheses. ``qualifier`` is a token of ``sf:qualifier`` or
    empty, ``interpretation`` says how odd words were read.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    whole_start: int
    whole_end: int
    qualifier: str = ""
    interpretation: str = ""

    @property
    def value(self) -> Decimal | None:
        """The one number it states, ``None`` for a range."""
        return self.low if self.low == self.high else None

    @property
    def dimension(self) -> Dimension:
        return unit(self.unit).dimension

    def in_unit(self, name: str) -> Quantity:
        """The same quantity in another unit; raises ``UnitError`` where there is no way."""
        return replace(
            self,
            low=convert(self.low, self.unit, name),
            high=convert(self.high, self.unit, name),
            unit=unit(name).symbol,
        )


# A number in the middle of a word, a designator, a fraction, a price or a coordinate is none.
_HEAD = (
    r"(?<![\w.,/°′″$€£¥₽₹+−–-])(?<!\d[:'’])(?<!T\sminus\s)(?<!T\splus\s)"
    r"(?=[\d½¼¾−+-]|(?i:[aefhnost]))"
)
# Thousands set off by plain spaces (10 000 km); only a value's beginning can be trusted with it.
_SPACED = r"\d{1,3}(?:\x20\d{3}){1,4}(?:\.\d{1,20})?(?=\s?[^\W\d])"
_NUMBER = re.compile(rf"(?:{_SPACED}|{NUMBER})")
_START = re.compile(_HEAD + _NUMBER.pattern)
_TO = re.compile(r"\s?[–—-]\s?|\sto\s")
_AND = re.compile(r"\sand\s")
_BETWEEN = re.compile(r"\b[Bb]etween\s\Z")
_TOLERANCE = re.compile(rf"\s?(?:±|\+/[-−])\s?{DIGITS}")
_JOIN = re.compile(r"-|[^\S\n]?\n?")
_CONVERSION = re.compile(r"\s?[(\[]([^()\[\]]{1,120})[)\]]")
_BETWEEN_FIGURES = re.compile(
    r"(?:[\s\d.,;:/~≈–—-]|\b(?:and|or|to|about|approximately|around|nearly|over|some|each"
    r"|respectively)\b)*+"
)
# Converted figures are rounded at will; 6 % still tells a conversion from another quantity.
_CONVERSION_TOLERANCE = Decimal("0.06")
_NONE = Decimal("Infinity")

# Symbols that are other words in running text: the gram is also the acceleration, N is north.
_NOT_IN_PROSE = frozenset({"g", "N"})
_INCH = re.compile(r"\s?[(.,;)]|\Z")
# "five second-stage engines" are engines of a second stage.
_ORDINAL_SECOND = re.compile(
    r"[-\s](?:stage|flight|launch|mission|crew|crewed|orbit|attempt|spacewalk|half|time|EVA)"
)
_AGE = re.compile(r"[-\s]old\b")
_DECADE = re.compile(r"\d{1,3}0s")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every quantity in running text, in order, without overlaps."""
    return quantities_in_prose(text, scan(text))


def quantities_in_prose(text: str, scanned: Iterable[Quantity]) -> Iterator[Quantity]:
    """Those of ``scan(text)`` that running text means as quantities."""
    for quantity in scanned:
        symbol_alone = quantity.unit in _NOT_IN_PROSE and text[: quantity.end].endswith(
            (" " + quantity.unit, "\u00a0" + quantity.unit)
        )
        if not symbol_alone and not _may_be_two_numbers(text, quantity):
            yield quantity


def parse_quantity(text: str, target: str) -> Quantity | None:
    """The first quantity of an infobox value that has the dimension of ``target``, in it.

    ``target`` is a unit as ``unit()`` takes it. ``None`` where the value has no such quantity:
    an outcome, a bare number, another dimension. Words after it (``achieved``, ``(planned)``)
    are the caller's to read: they begin at ``whole_end``. A time of several units is one
    quantity (``1 hour, 28 minutes``). Raises ``UnitError`` for an unknown target.
    """
    goal = unit(target)
    found: Quantity | None = None
    for quantity in scan(text):
        if found is not None:
            if not continues(text, found, quantity):
                break
            found = _sum(found, quantity)
        elif quantity.dimension is goal.dimension:
            found = quantity
    return found.in_unit(goal.symbol) if found else None


_TIME_UNITS = ("yr", "mo", "wk", "d", "h", "min", "s", "ms")
_JOINT = re.compile(r"(?:\s?,)?(?:\sand)?[^\S\n]?\Z")


def continues(text: str, before: Quantity, after: Quantity) -> bool:
    """Whether ``after`` is the next smaller part of one time: ``6 minutes and 23 seconds``."""
    return (
        before.unit in _TIME_UNITS
        and after.unit in _TIME_UNITS
        and _TIME_UNITS.index(before.unit) < _TIME_UNITS.index(after.unit)
        and before.value is not None
        and after.value is not None
        and not after.qualifier
        and _JOINT.match(text[before.whole_end : after.start]) is not None
    )


def _sum(before: Quantity, after: Quantity) -> Quantity:
    """Two parts of one time as one quantity, in the unit of the smaller part."""
    if before.dimension is not after.dimension:
        return before
    whole = convert(before.low, before.unit, after.unit) + after.low
    return replace(
        before, low=whole, high=whole, unit=after.unit, end=after.end, whole_end=after.whole_end
    )


@lru_cache(maxsize=8)
def scan(text: str) -> tuple[Quantity, ...]:
    """Every quantity of ``text``, with those that only an infobox value would mean."""
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[Quantity]:
    position = 0
    for place in number_places(text):
        number = _START.match(text, place) if place >= position else None
        if number is None:
            continue
        quantity = match_quantity(text, place)
        if quantity is None:
            position = number.end()
            continue
        yield quantity
        position = quantity.whole_end


def match_quantity(text: str, position: int) -> Quantity | None:
    """The quantity that starts exactly at ``position``, whatever stands before it."""
    low = _NUMBER.match(text, position)
    if low is None:
        return None
    written = _unit_after(text, low.end())
    bounds = _range(text, low, written)
    if bounds is None:
        if written is None:
            return None
        value = _value(low)
        bounds = _Bounds(value, value, written, position)
    return _in_context(text, position, bounds)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Two numbers and their unit, with where the words around the range begin."""

    low: Decimal
    high: Decimal
    written: WrittenUnit
    whole_start: int


def _value(number: re.Match[str]) -> Decimal:
    return number_value(number[0])


def _unit_after(text: str, position: int) -> WrittenUnit | None:
    tolerance = _TOLERANCE.match(text, position)
    join = _JOIN.match(text, tolerance.end() if tolerance else position)
    written = unit_at(text, join.end()) if join else None
    if written is None:
        return None
    spelling = text[written.start : written.end]
    if spelling == "in" and not _INCH.match(text, written.end):
        return None
    if _AGE.match(text, written.end):
        return None
    if spelling == "second" and _ORDINAL_SECOND.match(text, written.end):
        return None
    return written


def _range(text: str, low: re.Match[str], written: WrittenUnit | None) -> _Bounds | None:
    """``410–430 km``, ``5 km to 10 km``, ``between 46 and 52 m``; ``None`` for one number."""
    stop = written.end if written else low.end()
    reach = max(0, low.start() - 9)
    between = _BETWEEN.search(text[reach : low.start()])
    to = _TO.match(text, stop) or (_AND.match(text, stop) if between else None)
    high = _NUMBER.match(text, to.end()) if to else None
    last = _unit_after(text, high.end()) if high else None
    if high is None or last is None:
        return None
    first, unit_of_high = (written or last).candidates[0], last.candidates[0]
    if first.dimension is not unit_of_high.dimension:
        return None
    lower = convert(_value(low), first.symbol, unit_of_high.symbol)
    upper = _value(high)
    if lower > upper:
        return None
    return _Bounds(lower, upper, last, reach + between.start() if between else low.start())


def _in_context(text: str, start: int, bounds: _Bounds) -> Quantity | None:
    """The quantity with its qualifier and the conversion in parentheses after it."""
    end = bounds.written.end
    if _DECADE.fullmatch(text, start, end):
        return None
    qualifier, whole_start = qualifier_before(text, start)
    whole_end = end
    if not qualifier:
        qualifier, whole_end = qualifier_after(text, end)
    quantity = Quantity(
        start=start,
        end=end,
        low=bounds.low,
        high=bounds.high,
        unit=bounds.written.candidates[0].symbol,
        whole_start=min(whole_start, bounds.whole_start),
        whole_end=whole_end,
        qualifier=qualifier,
    )
    return _with_conversion(text, quantity, bounds.written.candidates)


def _with_conversion(text: str, quantity: Quantity, candidates: tuple[Unit, ...]) -> Quantity:
    """``quantity`` with the parenthesised conversion after it, which also settles its tons."""
    ambiguous = len(candidates) > 1
    match = _CONVERSION.match(text, quantity.whole_end)
    figures = _figures(match[1]) if match else ()
    errors = {
        c: min((_error(quantity.high, c, f) for f in figures), default=_NONE) for c in candidates
    }
    candidate = min(candidates, key=lambda c: errors[c])
    if match is None or errors[candidate] > _CONVERSION_TOLERANCE:
        note = "tons read as tonnes of 1000 kg" if ambiguous else ""
        return replace(quantity, interpretation=note)
    note = (
        f"tons read as {_TON_NAMES[candidate.symbol]}, as the conversion asks" if ambiguous else ""
    )
    return replace(quantity, unit=candidate.symbol, whole_end=match.end(), interpretation=note)


_TON_NAMES = {"t": "tonnes", "short ton": "short tons", "long ton": "long tons"}


def _figures(words: str) -> tuple[_Bounds, ...]:
    """The figures with units that words in parentheses consist of; none if they say more."""
    figures: list[_Bounds] = []
    for number in _START.finditer(words):
        written = _unit_after(words, number.end())
        bounds = _range(words, number, written)
        if bounds is None and written:
            bounds = _Bounds(_value(number), _value(number), written, number.start())
        if bounds:
            figures.append(bounds)
    units = [(figure.written.start, figure.written.end) for figure in figures]
    besides = "".join(c for i, c in enumerate(words) if not any(a <= i < b for a, b in units))
    return tuple(figures) if _BETWEEN_FIGURES.fullmatch(besides) else ()


def _error(value: Decimal, candidate: Unit, figure: _Bounds) -> Decimal:
    """How far ``figure`` is, beyond its own rounding, from being ``value`` in other words."""
    rounding = Decimal(5).scaleb(int(figure.high.as_tuple().exponent) - 1)
    errors = [_NONE]
    for other in figure.written.candidates:
        if other.dimension is candidate.dimension and other is not candidate and value:
            mine = convert(value, candidate.symbol, other.symbol)
            errors.append(max(Decimal(0), abs(mine - figure.high) - rounding) / abs(mine))
    return min(errors)


def _may_be_two_numbers(text: str, quantity: Quantity) -> bool:
    """Whether a plain space between digits may separate a name from a number.

    ``10 000 km`` in a table is ten thousand; ``Apollo 13 150 km`` is not thirteen thousand.
    In running text nothing tells them apart, so neither is read.
    """
    spaced = re.match(r"\d{1,3}\x20\d{3}", text[quantity.start : quantity.end])
    return spaced is not None and quantity.start > 0
