"""When two literals say the same: numbers, times, texts."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE, XSD_DATE_TIME, XSD_G_YEAR, XSD_G_YEAR_MONTH
from downrange.values.units import UnitError, convert

TOLERANCE = Decimal("0.005")
"""How far numbers may differ, as a part of the gold's."""

_INTEGER = expand("xsd:integer")
_DECIMAL = expand("xsd:decimal")
_TIMES = {XSD_DATE, XSD_DATE_TIME, XSD_G_YEAR, XSD_G_YEAR_MONTH}
_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)"
    r"(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?)?)?)?)?(?:Z|\+00:00)?"
)
_HOUR, _MINUTE = 4, 5


def same_literal(gold: str, gold_unit: str, read: Literal, unit: str, precision: str) -> bool:
    """Whether a literal that was read, in ``unit``, is the one that gold writes."""
    if read.datatype in (_INTEGER, _DECIMAL):
        return same_number(gold, gold_unit or unit, Decimal(read.value), unit)
    if read.datatype in _TIMES:
        return same_time(gold, read.value, precision)
    return same_text(gold, read.value)


def same_number(gold: str, gold_unit: str, read: Decimal, unit: str) -> bool:
    """Whether numbers are equal within 0.5 % or half a unit of gold's last place.

    Whole numbers without a unit are counts and must be the same. ``False`` where gold's is no
    number or its unit does not measure what ``unit`` does.
    """
    try:
        number = Decimal(gold.replace(",", ""))
    except InvalidOperation:
        return False
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    if gold_unit != unit:
        try:
            number, half = convert(number, gold_unit, unit), convert(half, gold_unit, unit)
        except UnitError:
            return False
    if not unit and number == number.to_integral_value():
        return read == number
    return abs(number - read) <= max(abs(number) * TOLERANCE, half)


def same_time(gold: str, read: str, precision: str = "") -> bool:
    """Whether two times agree at the coarser of both precisions."""
    mine, theirs = time_parts(gold), time_parts(read, precision)
    return bool(mine and theirs) and all(a == b for a, b in zip(mine, theirs, strict=False))


def same_precision(gold: str, read: str, precision: str = "") -> bool:
    """Whether two times are written to the same precision."""
    return len(time_parts(gold)) == len(time_parts(read, precision))


def time_parts(text: str, precision: str = "") -> tuple[int, ...]:
    """Year, month, day, hour, minute, second as far as written; empty where it is no time.

    ``precision`` (``minute``, ``hour``) is that of a time with more digits than it means.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return ()
    parts = tuple(int(part) for part in match.groups() if part is not None)
    return parts[: {"minute": _MINUTE, "hour": _HOUR}.get(precision, len(parts))]


def same_text(gold: str, read: str) -> bool:
    """Whether texts are equal after ``slugify``, or one shortens the other by half at most."""
    mine, theirs = slugify(gold).split("-"), slugify(read).split("-")
    if mine == theirs:
        return True
    shorter, longer = sorted((set(mine), set(theirs)), key=len)
    return shorter <= longer and len(shorter) * 2 >= len(longer)
