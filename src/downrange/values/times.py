"""Dates and times with the precision of their words.

Both orders of day and month, ISO 8601, months and years alone, with a time of day before or
after. A result carries the literal of its precision and the closed interval it covers, from
its first whole second to its last, both in UTC; a date is taken as a day of UTC.

What is not fixed is not guessed. A time of day whose zone is unknown is left out: the value
is the date, and ``interpretation`` says so. Dates in figures alone (``3/4/1961``) are not read,
a day that no calendar has (31 February) is no date, and a year alone is one only where the
words around it say so. Designators (``M-27M``, ``1998-067A``) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from pyoxigraph import Literal

from downrange.values.clocks import (
    CLOCK,
    IN_UTC,
    Clock,
    ClockTime,
    Moment,
    Precision,
    Unread,
    clock_of,
    read_clock,
)
from downrange.values.literals import (
    date_literal,
    date_time_literal,
    year_literal,
    year_month_literal,
)
from downrange.values.places import capital_places, matches_at

__all__ = ["MONTH", "Precision", "Time", "find_times", "parse_time", "time_on_day"]


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time at ``text[start:end]``.

    ``literal`` is an ``xsd:gYear``, ``gYearMonth``, ``date`` or ``dateTime`` as ``precision``
    asks, ``earliest`` and ``latest`` are ``xsd:dateTime`` in UTC. A time to the minute or hour
    is the ``dateTime`` at which it begins. ``qualifier`` is a token of ``sf:qualifier`` or
    empty; its words stand before ``start`` or within. ``interpretation`` says how odd words
    were read or what was left out.
    """

    start: int
    end: int
    literal: Literal
    precision: Precision
    earliest: Literal
    latest: Literal
    qualifier: str = ""
    interpretation: str = ""

    @property
    def first_day(self) -> date:
        """The first day, in UTC, that it covers."""
        return date.fromisoformat(self.earliest.value[:10])


_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {name.casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
MONTH = (
    rf"(?:{'|'.join(_MONTH_NAMES)}|{'|'.join(name.upper() for name in _MONTH_NAMES)}"
    r"|Sept\b\.?|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b\.?)"
)
"""A regular expression, without groups, for a month's name as a text capitalises it."""

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"[12]\d{3}"
BEFORE = r"(?<![\w/:.,+−–-])"
AFTER = r"(?![\w/:-]|[.,]\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_DATE = (
    rf"(?:(?P<d1>{DAY})(?:\sof)?[\s-](?P<m1>{MONTH}),?[\s-](?P<y1>{YEAR})"
    rf"|(?P<m2>{MONTH})\s(?P<d2>{DAY}),?\s(?P<y2>{YEAR})"
    rf"|(?P<y3>{YEAR})\s(?P<m3>{MONTH})\s(?P<d3>{DAY})"
    rf"|(?P<iso>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])))"
)
_FULL = re.compile(rf"{BEFORE}(?=[\dJFMASOND]){_DATE}(?:{AFTER}|(?=T\d\d:))")
_CLOCK_AFTER = re.compile(
    # A date may be repeated in figures before its time: 1 December 2016 (2016-12-01), 14:51 UTC.
    r"(?:T|(?:\s?\(\d{4}-\d\d-\d\d\))?\s?[,;]?\s{1,2}(?:at\s)?(?P<about>(?:about|around|approximately)\s)?)"
    rf"(?P<clock>{CLOCK})(?P<utc>{IN_UTC})?"
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\w:.,+−–-])(?P<clock>{CLOCK})(?P<utc>{IN_UTC})?(?:,?\son|,|\sof)?\s{_WEEKDAY}\Z"
)
_MONTH_YEAR = re.compile(
    rf"(?<!\w)(?=[JFMASOND])(?P<month>{MONTH})(?:,|\sof)?\s(?P<year>{YEAR}){AFTER}"
)
# The first part of a range (14–, October –), or a day that made no date (31 before February).
_DAY_OR_MONTH = rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?|{MONTH})"
_TAIL_OF_RANGE = re.compile(rf"{_DAY_OR_MONTH}\s?[–—-]\s?\Z")
_TAIL_OF_DATE = re.compile(rf"(?:{_DAY_OR_MONTH}\s?[–—-]\s?|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s)\Z")
_LONE_YEAR = re.compile(r"(?P<year>1[89]\d\d|2[01]\d\d)(?<=[\s-]\d{4})(?![\w/:%°′–-]|[.,]\d)")
_YEAR_FOLLOWS = re.compile(
    r"\b(?i:in|since|by|until|till|during|before|after|from|early|late|mid"
    r"|(?:end|beginning|start|middle|half|quarter|spring|summer|autumn|fall|winter)\sof)[\s-]\Z"
)
_BARE_YEAR = re.compile(
    r"\s*(?:(?i:Q[1-4]|NET|early|mid|late|spring|summer|autumn|fall|winter|circa|c\.|ca\.|about)"
    r"[\s-])?(?P<year>1[89]\d\d|2[01]\d\d)\s*(?:\([^()]{0,40}\)\s*)?\Z"
)
# A year that counts something is none: "after 2000 orbits", "from 1900 to 2100 km".
_COUNTED = re.compile(
    r"\s(?:(?:to|and|or)\s\d[\d,.]*\s)?(?!(?:was|is|has|as|this|its|his)\b)"
    r"(?:[a-z]+s\b|kg\b|km\b|m\b|lb\b|t\b|nmi\b|mi\b|ft\b|people\b)"
)
_QUALIFIER = re.compile(
    r"\b(?:(about|around|approximately|circa|c\.|ca\.)"
    r"|(no\searlier\sthan|not\sbefore|NET)|(no\slater\sthan|not\safter))\s(?:[Oo]n\s)?\Z"
)
_TOKENS = ("about", "at least", "at most")
_ANY_YEAR = re.compile(YEAR)
# The longest words of a date before its year are "30th of September, ".
_BEFORE_YEAR = 24
_REACH = 24
_CLOCK_REACH = 80


def find_times(text: str) -> Iterator[Time]:
    """Every date and time in running text, in order, without overlaps.

    The ends of a range that shares its month or year (``14–16 October 1976``) belong to
    ``date_ranges.find_date_ranges`` and are left out here.
    """
    yield from _times(text)


@lru_cache(maxsize=8)
def _times(text: str) -> tuple[Time, ...]:
    year = _ANY_YEAR.search(text)
    if year is None:
        return ()
    begin = max(0, year.start() - _BEFORE_YEAR)
    places = capital_places(text)
    dates = matches_at(places, _FULL, text, begin)
    full = [time for match in dates if (time := _full(text, match))]
    taken_from = [time.start for time in full]
    taken_to = [time.end for time in full]

    def is_free(position: int) -> bool:
        before = bisect_right(taken_from, position) - 1
        return before < 0 or position >= taken_to[before]

    found = [time for time in full if not _ends_with(_TAIL_OF_RANGE, text, time.start)]
    for match in matches_at(places, _MONTH_YEAR, text, begin):
        start = match.start()
        if is_free(start) and not _ends_with(_TAIL_OF_DATE, text, start):
            found.append(_month_time(text, match))
    for match in _LONE_YEAR.finditer(text, begin):
        start = match.start("year")
        counts = _COUNTED.match(text, match.end())
        if is_free(start) and not counts and _ends_with(_YEAR_FOLLOWS, text, start):
            found.append(_year_time(text, match))
    return tuple(sorted(found, key=lambda time: time.start))


def parse_time(text: str) -> Time | None:
    """The first date or time of an infobox value; a lone year counts as one there.

    ``None`` where the value has none: an outcome (``Failed to orbit``), a time of day without
    date, a value that was lost (``UTC``). A range is read by ``date_ranges``.
    """
    if match := _BARE_YEAR.match(text):
        return _year_time(text, match)
    return next(find_times(text), None)


def time_on_day(clock_time: ClockTime, day: date) -> Time:
    """A time of day in a text (``clocks.find_clock_times``) on the day that its context gives."""
    return _at(clock_time.start, clock_time.end, day, clock_time.clock)


def day_time(start: int, end: int, day: date) -> Time:
    """A ``Time`` of day precision for words at ``[start, end)``."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    last = first + timedelta(hours=23, minutes=59, seconds=59)
    return _interval((start, end), date_literal(day), Precision.DAY, first, last)


def month_time(start: int, end: int, year: int, month: int) -> Time:
    """A ``Time`` of month precision for words at ``[start, end)``."""
    first = datetime(year, month, 1, tzinfo=UTC)
    last = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(seconds=1)
    return _interval((start, end), year_month_literal(year, month), Precision.MONTH, first, last)


def year_time(start: int, end: int, year: int) -> Time:
    """A ``Time`` of year precision for words at ``[start, end)``."""
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    return _interval((start, end), year_literal(year), Precision.YEAR, first, last)


def month_number(name: str) -> int:
    """The number, from 1, of a month that ``MONTH`` matches."""
    return _MONTHS[name.rstrip(".").casefold()]


def calendar_day(year: str, month: str, day: str) -> date | None:
    """The date of a year, a month's name and a day (``3``, ``3rd``); ``None`` if there is none."""
    try:
        return date(int(year), month_number(month), int(day.rstrip("stndrh")))
    except ValueError:
        return None


def _interval(
    span: tuple[int, int], literal: Literal, precision: Precision, first: datetime, last: datetime
) -> Time:
    return Time(*span, literal, precision, date_time_literal(first), date_time_literal(last))


def _full(text: str, match: re.Match[str]) -> Time | None:
    """The date of ``match`` with the time of day after it, else the one before it."""
    day = _date_of(match)
    if day is None:
        return None
    start, end = match.span()
    qualifier = _qualifier(text, start)
    if after := _CLOCK_AFTER.match(text, end):
        clock = clock_of(after["clock"], after["utc"])
        time = _at(start, after.end(), day, clock)
        return replace(time, qualifier="about" if after["about"] else qualifier)
    reach = max(0, start - _CLOCK_REACH)
    if before := _CLOCK_BEFORE.search(text[reach:start]):
        first = reach + before.start()
        time = _at(first, end, day, clock_of(before["clock"], before["utc"]))
        return replace(time, qualifier=_qualifier(text, first))
    return replace(day_time(start, end, day), qualifier=qualifier)


def _date_of(match: re.Match[str]) -> date | None:
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    form = next(n for n in "123" if match[f"y{n}"])
    return calendar_day(match[f"y{form}"], match[f"m{form}"], match[f"d{form}"])


def _at(start: int, end: int, day: date, clock: Clock) -> Time:
    moment = read_clock(day, clock)
    match moment:
        case Unread(reason):
            return replace(day_time(start, end, day), interpretation=reason)
        case Moment(utc, precision, interpretation):
            literal, last = date_time_literal(utc), moment.last_second
            time = _interval((start, end), literal, precision, utc, last)
            return replace(time, interpretation=interpretation)


def _month_time(text: str, match: re.Match[str]) -> Time:
    time = month_time(*match.span(), int(match["year"]), month_number(match["month"]))
    return replace(time, qualifier=_qualifier(text, time.start))


def _year_time(text: str, match: re.Match[str]) -> Time:
    time = year_time(*match.span("year"), int(match["year"]))
    return replace(time, qualifier=_qualifier(text, time.start))


def _ends_with(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """The match of a pattern that ends in ``\\Z`` in the words just before ``end``."""
    return pattern.search(text[max(0, end - _REACH) : end])


def _qualifier(text: str, start: int) -> str:
    match = _ends_with(_QUALIFIER, text, start)
    if match is None:
        return ""
    return next(token for token, group in zip(_TOKENS, match.groups(), strict=True) if group)
