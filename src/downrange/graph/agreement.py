"""Whether two values of one question agree, and which of them says more."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from downrange.graph.intervals import interval
from downrange.graph.terms import NUMBER_TYPES, TIME_TYPES

if TYPE_CHECKING:
    from downrange.graph.statements import Statement

_BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "at least": lambda value, bound: value >= bound,
    "at most": lambda value, bound: value <= bound,
    "more than": lambda value, bound: value > bound,
    "over": lambda value, bound: value > bound,
    "less than": lambda value, bound: value < bound,
}


class Agreement(Enum):
    """How one value stands to another that answers the same question."""

    SAME = auto()
    FINER = auto()
    COARSER = auto()
    ROUNDING = auto()
    DIFFERENT = auto()


def compare(one: Statement, other: Statement) -> Agreement:
    """How the value of ``one`` stands to that of ``other``.

    Times compare by the intervals they cover. An exact number is finer than a qualified one
    that admits it (2442 and *about* 2450); two exact numbers that differ by no more than half
    a unit in the last significant place of the rounder one differ by rounding (705 and 710).
    """
    left, right = one.object, other.object
    if left == right and one.qualifier == other.qualifier:
        return Agreement.SAME
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return Agreement.DIFFERENT
    if left.datatype in TIME_TYPES and right.datatype in TIME_TYPES:
        return _times(one, left, other, right)
    if {left.datatype, right.datatype} <= NUMBER_TYPES:
        return _numbers(Decimal(left.value), one.qualifier, Decimal(right.value), other.qualifier)
    return Agreement.DIFFERENT


def _times(one: Statement, left: Literal, other: Statement, right: Literal) -> Agreement:
    mine = interval(left, one.facts[0].precision)
    theirs = interval(right, other.facts[0].precision)
    if mine == theirs:
        return Agreement.SAME
    if theirs.contains(mine):
        return Agreement.FINER
    if mine.contains(theirs):
        return Agreement.COARSER
    return Agreement.DIFFERENT


def _numbers(mine: Decimal, my_words: str, theirs: Decimal, their_words: str) -> Agreement:
    if my_words and their_words:
        return Agreement.DIFFERENT if mine != theirs else Agreement.SAME
    if their_words:
        return Agreement.FINER if _admits(theirs, their_words, mine) else Agreement.DIFFERENT
    if my_words:
        return Agreement.COARSER if _admits(mine, my_words, theirs) else Agreement.DIFFERENT
    if mine == theirs:
        return Agreement.SAME
    close = abs(mine - theirs) <= max(_last_place(mine), _last_place(theirs)) / 2
    return Agreement.ROUNDING if close else Agreement.DIFFERENT


def _admits(value: Decimal, qualifier: str, exact: Decimal) -> bool:
    bound = _BOUNDS.get(qualifier)
    if bound is not None:
        return bound(exact, value)
    return abs(value - exact) <= _last_place(value)


def _last_place(number: Decimal) -> Decimal:
    """The unit of the last significant place: 10 of 710, 100 of 2400, 0.1 of 88.5."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
