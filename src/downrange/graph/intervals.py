"""The interval that a time literal covers, from its first to its last second.

Literals of different precision do not compare with each other in SPARQL; their intervals do.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pyoxigraph import Literal

from downrange.values.literals import XSD_DATE, XSD_DATE_TIME, XSD_G_YEAR, XSD_G_YEAR_MONTH

_LENGTHS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of UTC moments."""

    earliest: datetime
    latest: datetime


def interval(literal: Literal, precision: str = "") -> Interval:
    """The interval of an ``xsd:gYear``, ``gYearMonth``, ``date`` or ``dateTime``.

    A ``dateTime`` written to the minute or hour covers all of it (``precision``), any other
    its one moment. Raises ``ValueError`` for any other literal.
    """
    words = literal.value
    if literal.datatype == XSD_DATE_TIME:
        moment = datetime.fromisoformat(words)
        whole = _LENGTHS.get(precision)
        return Interval(moment, moment + whole - _SECOND if whole else moment)
    numbers = [int(part) for part in words.split("-")]
    if literal.datatype == XSD_DATE:
        year, month, day = numbers
        return Interval(_moment(year, month, day), _last(year, month, day))
    if literal.datatype == XSD_G_YEAR_MONTH:
        year, month = numbers
        return Interval(_moment(year, month, 1), _last(year, month, monthrange(year, month)[1]))
    if literal.datatype == XSD_G_YEAR:
        return Interval(_moment(numbers[0], 1, 1), _last(numbers[0], 12, 31))
    raise ValueError(f"{literal} is no time")


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _last(year: int, month: int, day: int) -> datetime:
    return _moment(year, month, day) + timedelta(days=1) - _SECOND
