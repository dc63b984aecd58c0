"""Quantities: a number or a range of numbers with a unit, as articles write them.

One grammar serves both uses: ``find_quantities`` gives every quantity of a text with its
span, ``parse_quantity`` the quantity of an infobox value in the unit that a property asks for.
A conversion in parentheses (``7,156 kilograms (15,776 lb)``) is the same quantity in other
words and no second one. Durations made of several units are in ``durations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from downrange.values.numbers import DIGITS, NUMBER, number_value
from downrange.values.qualifiers import qualifier_after, qualifier_before
from downrange.values.units import (
    Dimension,
    Unit,
    convert,
    spelling_pattern,
    unit,
    unit_of_spelling,
)


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
_HEAD = r"(?<![\w.,/°′″$€£¥₽₹+−–-])(?<!\d:)"
_UNIT = rf"(?:tons?(?![\w²³^·]|/[A-Za-z]|\sper\s)|{spelling_pattern()})"
_GAP = r"[^\S\n]?\n?"
_SPACED = r"\d{1,3}(?:\x20\d{3}){1,4}(?:\.\d{1,20})?(?=\s?[^\W\d])"
_NUM = rf"(?:{_SPACED}|{NUMBER})"
_BODY = (
    rf"(?P<low>{_NUM})"
    rf"(?:(?:{_GAP}(?P<low_unit>{_UNIT}))?(?:\s?[–—-]\s?|\sto\s|(?(between)\sand\s|(?!)))"
    rf"(?P<high>{_NUM}))?"
    rf"(?:\s?(?:±|\+/[-−])\s?{DIGITS})?"
    rf"(?:-|{_GAP})(?P<unit>{_UNIT})"
)
_QUANTITY = re.compile(rf"(?:(?P<between>\b[Bb]etween)\s)?{_HEAD}{_BODY}")
_CONVERSION = re.compile(r"\s?[(\[]([^()\[\]]{1,120})[)\]]")

# Symbols that are other words in running text: the gram is also the acceleration, N is north,
# in is a preposition.
_NOT_IN_PROSE = frozenset({"g", "N"})
_INCH = re.compile(r"\s?[(.,;)]|\Z")
_DECADE = re.compile(r"\d{1,3}0s")
_AMBIGUOUS_TONS = ("t", "short ton", "long ton")
_CONVERSION_TOLERANCE = Decimal("0.06")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every quantity in running text, in order, without overlaps."""
    for quantity in scan(text):
        if text[quantity.start : quantity.end].rstrip().split()[-1] in _NOT_IN_PROSE:
            continue
        if _reads_as_designator(text, quantity):
            continue
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


def scan(text: str) -> Iterator[Quantity]:
    """Every quantity of ``text``, with those that only an infobox value would mean."""
    position = 0
    while (match := _QUANTITY.search(text, position)) is not None:
        quantity = _read(text, match)
        if quantity is None:
            position = match.end("low")
            continue
        yield quantity
        position = max(quantity.whole_end, match.end())


def match_quantity(text: str, position: int) -> Quantity | None:
    """The quantity that starts exactly at ``position``, whatever stands before it."""
    match = _UNHEADED.match(text, position)
    return _read(text, match) if match else None


_UNHEADED = re.compile(rf"(?P<between>(?!))?{_BODY}")


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    written = match["unit"]
    if not _unit_is_meant(text, match):
        return None
    low = number_value(match["low"].replace(" ", "") if match["low"][0].isdigit() else match["low"])
    high_words = match["high"]
    high = low
    if high_words:
        high = number_value(high_words.replace(" ", "") if high_words[0].isdigit() else high_words)
    found = unit_of_spelling(written)
    symbol = found.symbol if found else _AMBIGUOUS_TONS[0]
    if match["low_unit"]:
        low_unit = unit_of_spelling(match["low_unit"]) or unit("t")
        if low_unit.dimension is not unit(symbol).dimension:
            return None
        low = convert(low, low_unit.symbol, symbol)
    if low > high:
        return None
    start = match.start("low")
    qualifier, whole_start = qualifier_before(text, start)
    end = match.end("unit")
    if not qualifier:
        qualifier, end_of_qualifier = qualifier_after(text, end)
    else:
        end_of_qualifier = end
    quantity = Quantity(
        start=start,
        end=end,
        low=low,
        high=high,
        unit=symbol,
        whole_start=min(whole_start, match.start()),
        whole_end=end_of_qualifier,
        qualifier=qualifier,
    )
    return _with_conversion(text, quantity, candidates=_candidates(found))


def _candidates(found: Unit | None) -> tuple[str, ...]:
    return (found.symbol,) if found else _AMBIGUOUS_TONS


def _with_conversion(text: str, quantity: Quantity, candidates: tuple[str, ...]) -> Quantity:
    """``quantity`` with the parenthesised conversion after it, which also settles its tons."""
    match = _CONVERSION.match(text, quantity.whole_end)
    inner = _UNHEADED.match(_without_qualifier(match[1])) if match else None
    other = _plain(inner) if inner else None
    if match and other and other.dimension is quantity.dimension:
        for symbol in candidates:
            mine = convert(quantity.high, symbol, other.unit)
            if abs(mine - other.high) <= _CONVERSION_TOLERANCE * abs(mine):
                read_as = (
                    f"tons read as {symbol}s, which agrees with the conversion given"
                    if len(candidates) > 1
                    else ""
                )
                return replace(quantity, unit=symbol, whole_end=match.end(), interpretation=read_as)
    if len(candidates) > 1:
        return replace(quantity, interpretation="tons read as tonnes of 1000 kg")
    return quantity


_LEADING_QUALIFIER = re.compile(r"\s?(?:about|around|approximately|nearly|some|over|~|≈)?\s?")


def _without_qualifier(words: str) -> str:
    match = _LEADING_QUALIFIER.match(words)
    return words[match.end() :] if match else words


def _plain(match: re.Match[str]) -> Quantity | None:
    """The number and unit of a match without anything around them."""
    found = unit_of_spelling(match["unit"])
    if found is None:
        return None
    high = number_value((match["high"] or match["low"]).replace(" ", " "))
    return Quantity(0, match.end(), high, high, found.symbol, 0, match.end())


def _unit_is_meant(text: str, match: re.Match[str]) -> bool:
    written = match["unit"]
    if written == "in":
        return _INCH.match(text, match.end()) is not None
    if written == "s":
        return _DECADE.fullmatch(match[0]) is None
    return True


_DESIGNATOR_BEFORE = re.compile(r"\d\x20\Z")


def _reads_as_designator(text: str, quantity: Quantity) -> bool:
    """Whether a plain space between digits may separate a name from a number.

    ``10 000 km`` in a table is ten thousand; ``Apollo 13 150 km`` is not thirteen thousand.
    In running text nothing tells them apart, so neither is read.
    """
    words = text[quantity.start : quantity.end]
    if re.match(r"\d{1,3}\x20\d{3}", words):
        return quantity.start > 0
    return False
