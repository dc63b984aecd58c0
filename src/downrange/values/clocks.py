"""Times of day: ``14:51:52 UTC``, ``2:45 PM EST (19:45 UTC)``, ``3 pm``.

A time of day is a moment only on a day and in a zone. ``read_clock`` puts the three together
and gives UTC; where the text leaves the zone open it gives nothing rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

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
class Clock:
    """A time of day as written, and the same moment in UTC where the text gives it too."""

    words: str
    in_utc: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC, with how finely it is written and how its zone was read."""

    utc: datetime
    precision: Precision
    interpretation: str = ""

    @property
    def last_second(self) -> datetime:
        """The last whole second that its words cover: 14:51 lasts until 14:51:59."""
        return self.utc + _LENGTHS[self.precision]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a time of day is no moment."""

    reason: str


_LENGTHS = {
    Precision.SECOND: timedelta(0),
    Precision.MINUTE: timedelta(seconds=59),
    Precision.HOUR: timedelta(minutes=59, seconds=59),
}

_COLONS = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?![\d:])"
_HALF = r"(?:[ap]\.m\.|[AP]\.M\.|[ap]m\b|[AP]M\b)"
CLOCK = rf"(?:{_COLONS}(?:\s?{_HALF})?|(?:1[0-2]|0?[1-9])\s?{_HALF})(?:\s?(?:{ZONE}|\({ZONE}\)))?"
"""A regular expression, without groups, for a time of day with or without its zone."""

IN_UTC = rf"(?:\s?[(;,/]\s?(?:{_COLONS}|[0-2]\d[0-5]\d)\s?(?:UTC|GMT|Z)\)?)"
"""A regular expression, without groups, for the same moment in UTC beside it."""

_PARTS = re.compile(
    r"(?P<hour>\d{1,2})(?::?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,6}))?)?)?"
    rf"\s?(?P<half>{_HALF})?\s?\(?(?P<zone>{ZONE})?\)?"
)
_ALONE = re.compile(rf"(?<![\w:.+−–-])(?P<clock>{CLOCK})(?P<utc>{IN_UTC})?(?![\w:])")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in a text, without its date, at ``text[start:end]``."""

    start: int
    end: int
    clock: Clock


def find_clock_times(text: str) -> Iterator[ClockTime]:
    """Every time of day that has a zone or a UTC time beside it; dates are not looked at."""
    for match in _ALONE.finditer(text):
        parts = _PARTS.fullmatch(match["clock"])
        if match["utc"] or (parts and parts["zone"]):
            yield ClockTime(match.start(), match.end(), clock_of(match["clock"], match["utc"]))


def clock_of(words: str, in_utc: str | None) -> Clock:
    """The clock of matches of ``CLOCK`` and ``IN_UTC``."""
    return Clock(words.strip(), (in_utc or "").strip(" (;,/)\u00a0\t\n"))


def read_clock(day: date, clock: Clock) -> Moment | Unread:
    """The moment at which ``clock`` shows its time on ``day``, a date in the clock's zone.

    A zone the table knows decides; failing that the UTC time beside it, on the day that makes
    the zone's offset less than 12 hours.
    """
    parts = _PARTS.fullmatch(clock.words)
    wall = _wall_clock(day, parts) if parts else None
    if parts is None or wall is None:
        return Unread(f"{clock.words} is no time of day: kept to the day")
    if parts["zone"] and (zone := zone_at(parts["zone"], wall)):
        return _moment(wall, zone.offset, parts, zone.interpretation)
    beside = _PARTS.fullmatch(clock.in_utc) if clock.in_utc else None
    utc = _wall_clock(day, beside) if beside else None
    if beside is not None and utc is not None:
        shifts = {
            round((utc - shown) / timedelta(days=1)) for shown in _readings(wall, clock, parts)
        }
        if len(shifts) > 1:
            return Unread(f"the time {clock.words} may be morning or evening: kept to the day")
        return _moment(utc, timedelta(days=shifts.pop()), beside, "")
    lacks = "is in a zone whose offset is unknown" if parts["zone"] else "has no zone"
    return Unread(f"the time {clock.words} {lacks}: kept to the day")


def _readings(wall: datetime, clock: Clock, parts: re.Match[str]) -> tuple[datetime, ...]:
    """What a clock of twelve hours may show: ``6:31`` is morning or evening, ``06:31`` is not."""
    if parts["half"] or wall.hour > 12 or clock.words.startswith("0"):
        return (wall,)
    return wall, wall.replace(hour=(wall.hour + 12) % 24)


def _moment(wall: datetime, offset: timedelta, parts: re.Match[str], interpretation: str) -> Moment:
    utc = wall - offset
    if parts["second"]:
        return Moment(utc, Precision.SECOND, interpretation)
    return Moment(utc, Precision.MINUTE if parts["minute"] else Precision.HOUR, interpretation)


def _wall_clock(day: date, parts: re.Match[str]) -> datetime | None:
    """What a clock shows, as if it were UTC; ``None`` for a time no clock shows."""
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    fraction = (parts["fraction"] or "").ljust(6, "0")
    try:
        return datetime(
            day.year,
            day.month,
            day.day,
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            int(fraction),
            tzinfo=UTC,
        )
    except ValueError:
        return None
