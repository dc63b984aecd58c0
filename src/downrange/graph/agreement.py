"""Whether two values of one question agree, and which of them says more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum, auto

from pyoxigraph import Literal, NamedNode

from downrange.graph.intervals import interval
from downrange.graph.model import Statement
from downrange.graph.terms import NUMBER_TYPES, TIME_TYPES
from downrange.graph.wider import Wider
from downrange.values.quantities import scan

_AT_LEAST = {"at least", "more than", "over"}
_AT_MOST = {"at most", "less than"}
_BOUNDS = _AT_LEAST | _AT_MOST
_EXCLUDED = {"more than", "over", "less than"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A number and where a bound stands to it: -1 just before, 0 on it, 1 just after.
Bound = tuple[Decimal, int]
_LOWEST: Bound = (Decimal("-Infinity"), 0)
_HIGHEST: Bound = (Decimal("Infinity"), 0)


class Agreement(Enum):
    """How one value stands to another that answers the same question."""

    SAME = auto()
    FINER = auto()
    COARSER = auto()
    COMPATIBLE = auto()
    ROUNDING = auto()
    DIFFERENT = auto()


def compare(one: Statement, other: Statement, wider: Wider | None = None) -> Agreement:
    """How the value of ``one`` stands to that of ``other``.

    Each value admits a range: a time the interval it covers, *at least 410* everything from
    there on, *about 2450* what rounds to it. The narrower of two ranges within each other is
    the finer value; ranges that only overlap are compatible. Two numbers that differ by no
    more than half a unit in the last place that the rounder one is written to differ by
    rounding (705 and 710 kg, *six minutes* and 382.3 s). Of two entities or concepts the one
    that lies within the other is the finer (``wider``): a pad of a spaceport.
    """
    left, right = one.object, other.object
    if isinstance(left, NamedNode) and isinstance(right, NamedNode):
        return _named(left, right, wider or Wider())
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return Agreement.DIFFERENT
    if left.datatype in TIME_TYPES and right.datatype in TIME_TYPES:
        return _compared(_time_range(one, left), _time_range(other, right))
    if {left.datatype, right.datatype} <= NUMBER_TYPES:
        return _numbers(one, other, Decimal(left.value), Decimal(right.value))
    same = left == right and one.qualifier == other.qualifier
    return Agreement.SAME if same else Agreement.DIFFERENT


def _named(left: NamedNode, right: NamedNode, wider: Wider) -> Agreement:
    if left == right:
        return Agreement.SAME
    if wider.holds(right, left):
        return Agreement.FINER
    return Agreement.COARSER if wider.holds(left, right) else Agreement.DIFFERENT


def _numbers(one: Statement, other: Statement, mine: Decimal, theirs: Decimal) -> Agreement:
    found = _compared(_range(mine, one.qualifier), _range(theirs, other.qualifier))
    if mine == theirs or {one.qualifier, other.qualifier} & _BOUNDS:
        return found
    place = max(_written_place(one, mine), _written_place(other, theirs))
    exact = not one.qualifier and not other.qualifier
    by_rounding = abs(mine - theirs) <= place / 2
    return Agreement.ROUNDING if by_rounding and (exact or found is Agreement.DIFFERENT) else found


def _written_place(item: Statement, number: Decimal) -> Decimal:
    """The unit of the last place as written: a minute of *six minutes*, 100 kg of *2,400 kg*."""
    read = list(scan(item.facts[0].as_written))
    written = read[0].value if len(read) == 1 else None
    if not written:
        return _last_place(number)
    return _last_place(written) * abs(number / written)


@dataclass(frozen=True, slots=True)
class _Range:
    """All that a value admits, both bounds included."""

    low: Bound
    high: Bound

    def contains(self, other: _Range) -> bool:
        return self.low <= other.low and other.high <= self.high

    def meets(self, other: _Range) -> bool:
        return self.low <= other.high and other.low <= self.high


def _compared(mine: _Range, theirs: _Range) -> Agreement:
    if mine == theirs:
        return Agreement.SAME
    if theirs.contains(mine):
        return Agreement.FINER
    if mine.contains(theirs):
        return Agreement.COARSER
    return Agreement.COMPATIBLE if mine.meets(theirs) else Agreement.DIFFERENT


def _time_range(item: Statement, time: Literal) -> _Range:
    covered = interval(time, item.precision)
    first = Decimal((covered.earliest - _EPOCH).total_seconds())
    last = Decimal((covered.latest - _EPOCH).total_seconds())
    return _bounded(first, last, item.qualifier)


def _range(number: Decimal, qualifier: str) -> _Range:
    is_bound = not qualifier or qualifier in _AT_LEAST or qualifier in _AT_MOST
    margin = Decimal(0) if is_bound else _last_place(number)
    return _bounded(number - margin, number + margin, qualifier)


def _bounded(first: Decimal, last: Decimal, qualifier: str) -> _Range:
    excluded = qualifier in _EXCLUDED
    if qualifier in _AT_LEAST:
        return _Range((last if excluded else first, int(excluded)), _HIGHEST)
    if qualifier in _AT_MOST:
        return _Range(_LOWEST, (first if excluded else last, -int(excluded)))
    return _Range((first, 0), (last, 0))


def _last_place(number: Decimal) -> Decimal:
    """The unit of the last significant place: 10 of 710, 100 of 2400, 0.1 of 88.5."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
