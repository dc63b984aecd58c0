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
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from pyoxigraph import Literal

from downrange.values.literals import (
    date_literal,
    date_time_literal,
    year_literal,
    year_month_literal,
)
from downrange.values.zones import ZONE, zone_at


class Precision(StrEnum):
    """How finely a time is written, coarsest first."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time at ``text[start:end]``.

    ``literal`` is an ``xsd:gYear``, ``gYearMonth``, ``date`` or ``dateTime`` as ``precision``
    asks, ``earliest`` and ``latest`` are ``xsd:dateTime`` in UTC. A time to the minute is a
    ``dateTime`` at its second 0. ``qualifier`` is a token of ``sf:qualifier`` or empty and
    stands before ``start``; ``interpretation`` says how odd words were read or what was left
    out.
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
    "January February March April May June July August September October November December"
).split()
_MONTHS = {name.casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3].casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS["sept"] = 9
MONTH = (
    rf"(?:{'|'.join(_MONTH_NAMES)}|{'|'.join(n.upper() for n in _MONTH_NAMES)}"
    r"|Sept\b\.?|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b\.?)"
)
"""A regular expression, without groups, for a month's name as a text capitalises it."""

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"[12]\d{3}"
_BEFORE = r"(?<![\w/:.,+−–-])"
_AFTER = r"(?![\w/:-]|[.,]\d)"
_CLOCK = (
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?![\d:])(?:\s?(?i:[ap]\.?m\b\.?))?"
    r"|(?:1[0-2]|0?[1-9])\s?(?i:[ap]\.?m\b\.?)"
)
_ZONED = rf"(?:{_CLOCK})(?:\s?\(?{ZONE}\)?)?"
_UTC_BESIDE = (
    r"(?:\s?[(;,/]\s?(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?\s?(?:UTC|GMT|Z)\)?)?"
)
_JOIN = r"(?:\s?[,;]?\s{1,2}(?:at\s(?:about\s|around\s|approximately\s)?)?)"
_ISO = rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_DATE = (
    rf"(?:(?P<d1>{_DAY})(?:\sof)?[\s-](?P<m1>{MONTH}),?[\s-](?P<y1>{_YEAR})"
    rf"|(?P<m2>{MONTH})\s(?P<d2>{_DAY}),?\s(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})\s(?P<m3>{MONTH})\s(?P<d3>{_DAY})"
    rf"|{_ISO})"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_FULL = re.compile(
    rf"{_BEFORE}(?:(?P<clock1>{_ZONED})(?P<beside1>{_UTC_BESIDE})"
    rf"(?:,?\son|,|\sof)?\s{_WEEKDAY})?"
    rf"{_DATE}(?:(?<=\d)T(?P<clock_iso>[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{{1,6}})?)?(?:{ZONE})?)"
    rf"|{_JOIN}(?P<clock2>{_ZONED})(?P<beside2>{_UTC_BESIDE})|{_AFTER})"
)
_MONTH_YEAR = re.compile(
    rf"(?<![\w-])(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)(?P<month>{MONTH})(?:,|\sof)?\s(?P<year>{_YEAR}){_AFTER}"
)
_LONE_YEAR = re.compile(
    r"\b(?i:in|since|by|until|till|during|before|after|from|early|late|mid"
    r"|(?:end|beginning|start|middle|half|quarter|spring|summer|autumn|fall|winter)\sof)[\s-]"
    r"(?P<year>1[89]\d\d|2[01]\d\d)(?![\w/:%°′–-]|[.,]\d)"
)
_BARE_YEAR = re.compile(r"\s*(?P<year>1[89]\d\d|2[01]\d\d)\s*(?:\(.{0,40}\)\s*)?\Z")
# A year that counts something is none: "after 2000 orbits", "from 1900 to 2100 km".
_COUNTED = re.compile(
    r"\s(?:(?:to|and|or)\s\d[\d,.]*\s)?(?!(?:was|is|has|as|this|its|his)\b)"
    r"(?:[a-z]+s\b|kg\b|km\b|m\b|lb\b|t\b|nmi\b|mi\b|ft\b|people\b)"
)
_TIME_PARTS = re.compile(
    rf"(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d+)?))?)?"
    rf"\s?(?P<half>(?i:[ap])\.?[mM]\.?)?\s?\(?(?P<zone>{ZONE})?\)?"
)
_APPROXIMATE = re.compile(
    r"(?:\b(about|around|approximately|circa|c\.|ca\.)"
    r"|\b(no\searlier\sthan|not\sbefore|NET)|\b(no\slater\sthan|not\safter))\s(?:[Oo]n\s)?\Z"
)
_TOKENS = ("about", "at least", "at most")


def find_times(text: str) -> Iterator[Time]:
    """Every date and time in running text, in order, without overlaps.

    The ends of a range that shares its month or year (``14–16 October 1976``) belong to
    ``date_ranges.find_date_ranges`` and are left out here.
    """
    found: list[Time] = []
    for match in _FULL.finditer(text):
        if _SHARED_RANGE.search(text, max(0, match.start() - 20), match.start()):
            continue
        time = _full(text, match)
        if time is not None:
            found.append(time)
    taken = {i for time in found for i in range(time.start, time.end)}
    for match in _MONTH_YEAR.finditer(text):
        shared = _SHARED_MONTHS.search(text, max(0, match.start() - 20), match.start())
        if match.start() not in taken and shared is None:
            year, month = int(match["year"]), _month(match["month"])
            found.append(_month_time(text, match.start(), match.end(), year, month))
            taken.update(range(match.start(), match.end()))
    for match in _LONE_YEAR.finditer(text):
        start = match.start("year")
        if start not in taken and not _COUNTED.match(text, match.end()):
            found.append(_year_time(text, start, match.end(), int(match["year"])))
    yield from sorted(found, key=lambda time: time.start)


_SHARED_RANGE = re.compile(rf"(?:\d(?:st|nd|rd|th)?|{MONTH})\s?[–—-]\s?\Z")
_SHARED_MONTHS = re.compile(rf"{MONTH}\s?[–—-]\s?\Z")


def parse_time(text: str) -> Time | None:
    """The first date or time of an infobox value; a lone year counts as one there.

    ``None`` where the value has none: an outcome (``Failed to orbit``), a time of day without
    date, a value that was lost (``UTC``). A range is read by ``date_ranges``.
    """
    if match := _BARE_YEAR.match(text):
        return _year_time(text, match.start("year"), match.end("year"), int(match["year"]))
    return next(find_times(text), None)


def day_time(
    start: int, end: int, day: date, qualifier: str = "", interpretation: str = ""
) -> Time:
    """A ``Time`` of day precision for words at ``[start, end)``."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    last = first + timedelta(days=1, seconds=-1) if day != date.max else first
    return Time(
        start,
        end,
        date_literal(day),
        Precision.DAY,
        date_time_literal(first),
        date_time_literal(last),
        qualifier,
        interpretation,
    )


def month_day(month: str, day: str, year: int) -> date | None:
    """The date of a month's name, a day (``3``, ``3rd``) and a year; ``None`` if there is none."""
    try:
        return date(year, _month(month), int(re.sub(r"\D", "", day)))
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").casefold()]


def _month_time(text: str, start: int, end: int, year: int, month: int) -> Time:
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return Time(
        start,
        end,
        year_month_literal(year, month),
        Precision.MONTH,
        date_time_literal(datetime(year, month, 1, tzinfo=UTC)),
        date_time_literal(following - timedelta(seconds=1)),
        _qualifier(text, start),
    )


def _year_time(text: str, start: int, end: int, year: int) -> Time:
    return Time(
        start,
        end,
        year_literal(year),
        Precision.YEAR,
        date_time_literal(datetime(year, 1, 1, tzinfo=UTC)),
        date_time_literal(datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)),
        _qualifier(text, start),
    )


def _qualifier(text: str, start: int) -> str:
    reach = max(0, start - 24)
    match = _APPROXIMATE.search(text[reach:start])
    if match is None:
        return ""
    return next(token for token, group in zip(_TOKENS, match.groups(), strict=True) if group)


def _full(text: str, match: re.Match[str]) -> Time | None:
    day = _date_of(match)
    if day is None:
        return None
    qualifier = _qualifier(text, match.start())
    clock = match["clock1"] or match["clock_iso"] or match["clock2"]
    if clock is None:
        return day_time(match.start(), match.end(), day, qualifier)
    if "about " in match[0] or "around " in match[0] or "approximately " in match[0]:
        qualifier = "about"
    beside = (match["beside1"] or match["beside2"] or "").strip(" (;,/)\u00a0")
    return at_clock(match.start(), match.end(), day, clock, beside, qualifier)


def _date_of(match: re.Match[str]) -> date | None:
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    for n in "123":
        if match[f"y{n}"]:
            return month_day(match[f"m{n}"], match[f"d{n}"], int(match[f"y{n}"]))
    return None


def at_clock(
    start: int, end: int, day: date, clock: str, beside: str = "", qualifier: str = ""
) -> Time:
    """The time of day ``clock`` (``2:45 PM EST``) on ``day``, a date in the zone of the clock.

    ``beside`` is the same moment in UTC where the text gives it too (``19:45 UTC``): it decides
    where the zone of ``clock`` is unknown. Without a zone the result is the date alone.
    """
    parts = _TIME_PARTS.fullmatch(clock.strip())
    local = _local(day, parts) if parts else None
    if parts is None or local is None:
        return day_time(start, end, day, qualifier, f"{clock.strip()} is no time of day: left out")
    zone = zone_at(parts["zone"], local) if parts["zone"] else None
    interpretation = zone.interpretation if zone else ""
    if zone is not None:
        moment = (local - zone.offset).replace(tzinfo=UTC)
    elif beside and (other := _TIME_PARTS.fullmatch(beside)) and (utc := _local(day, other)):
        # The day is the local one; of the days UTC may have then, take that within 12 hours.
        shift = round((utc - local) / timedelta(days=1))
        moment = (utc - timedelta(days=shift)).replace(tzinfo=UTC)
        parts = other
    else:
        why = "is in a zone whose offset is unknown" if parts["zone"] else "has no zone"
        note = f"the time {clock.strip()} {why}: kept to the day"
        return day_time(start, end, day, qualifier, note)
    precision, length = _clock_precision(parts)
    return Time(
        start,
        end,
        date_time_literal(moment),
        precision,
        date_time_literal(moment),
        date_time_literal(moment + length),
        qualifier,
        interpretation,
    )


def _clock_precision(parts: re.Match[str]) -> tuple[Precision, timedelta]:
    """The precision of a time of day, and how much later its last whole second is."""
    if parts["second"]:
        return Precision.SECOND, timedelta(0)
    if parts["minute"]:
        return Precision.MINUTE, timedelta(seconds=59)
    return Precision.HOUR, timedelta(minutes=59, seconds=59)


def _local(day: date, parts: re.Match[str]) -> datetime | None:
    """The local moment of a day and a time of day, ``None`` where no clock shows it."""
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    second, _, fraction = (parts["second"] or "0").partition(".")
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    try:
        return datetime(
            day.year,
            day.month,
            day.day,
            hour,
            minute,
            int(second),
            int(fraction[:6].ljust(6, "0") or 0),
        )  # noqa: DTZ001 - the zone is what the caller is about to find out
    except ValueError:
        return None
