"""Dates that need another one: ``the next day``, ``two days later``, ``on January 27``.

Finding them and placing them are two steps: only the reader of a passage knows the date that
its words are counted from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from downrange.values.durations import Duration, find_durations
from downrange.values.places import capital_places, matches_at
from downrange.values.times import (
    BEFORE,
    DAY,
    MONTH,
    Precision,
    Time,
    calendar_day,
    day_time,
    month_time,
)


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A date at ``text[start:end]`` so many days and months after another one."""

    start: int
    end: int
    days: int
    months: int = 0

    def from_anchor(self, anchor: Time) -> Time | None:
        """The date it is when counted from ``anchor``; ``None`` where that is not fixed.

        A day needs an anchor of a day or finer. Counted in months alone the result is a
        month: "three months later" fixes no day.
        """
        if anchor.precision is Precision.YEAR:
            return None
        day = anchor.first_day
        if self.months:
            index = day.year * 12 + day.month - 1 + self.months
            return month_time(self.start, self.end, index // 12, index % 12 + 1)
        if anchor.precision is Precision.MONTH:
            return None
        return day_time(self.start, self.end, day + timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A month and day without a year at ``text[start:end]``."""

    start: int
    end: int
    month: str
    day: str

    def in_year(self, year: int) -> Time | None:
        """The date in ``year``, ``None`` where that year has no such day."""
        day = calendar_day(str(year), self.month, self.day)
        return day_time(self.start, self.end, day) if day else None


_PHRASES = {
    "the next day": 1,
    "the following day": 1,
    "the day after": 1,
    "a day later": 1,
    "the same day": 0,
    "that same day": 0,
    "later that day": 0,
    "the previous day": -1,
    "the day before": -1,
    "a day earlier": -1,
    "a week later": 7,
    "a week earlier": -7,
}
_MONTH_PHRASES = {"a month later": 1, "a year later": 12, "a month earlier": -1}
_PHRASE = re.compile(
    r"(?<!\bover\s)(?<!\bduring\s)(?<!\bwithin\s)(?<!\bof\s)(?i:\b("
    + "|".join(sorted({*_PHRASES, *_MONTH_PHRASES}, key=len, reverse=True))
    + r")\b)"
)
_DIRECTION = re.compile(r"\s(?:(later)|(earlier)|(before)(?=\s?(?:[.,;:)]|\Z)))")
_SECONDS_IN_DAY = 86400
_PARTIAL = re.compile(
    rf"{BEFORE}(?=[\dJFMASOND])(?:(?P<m1>{MONTH})\s(?P<d1>{DAY})|(?P<d2>{DAY})\s(?P<m2>{MONTH}))"
    r"(?![\w/:–-]|[.,]\d|,?\s[12]\d{3}(?!\d))"
)


def find_relative_dates(text: str) -> Iterator[RelativeDate]:
    """Every date counted in whole days, weeks, months or years from another, in order."""
    return relative_dates_among(text, find_durations(text))


def relative_dates_among(text: str, durations: Iterable[Duration]) -> Iterator[RelativeDate]:
    """What ``find_relative_dates`` gives, where ``find_durations(text)`` was already called."""
    found = [
        RelativeDate(m.start(), m.end(), _PHRASES.get(words, 0), _MONTH_PHRASES.get(words, 0))
        for m in _PHRASE.finditer(text)
        for words in (m[1].casefold(),)
    ]
    found.extend(_counted(text, durations))
    yield from sorted(found, key=lambda r: r.start)


def _counted(text: str, durations: Iterable[Duration]) -> Iterator[RelativeDate]:
    for duration in durations:
        direction = _DIRECTION.match(text, duration.end)
        if direction is None or duration.qualifier:
            continue
        sign = 1 if direction[1] else -1
        if duration.months is not None and duration.months % 1 == 0:
            yield RelativeDate(duration.start, direction.end(), 0, sign * int(duration.months))
        elif duration.seconds is not None and duration.seconds % _SECONDS_IN_DAY == 0:
            days = int(duration.seconds // _SECONDS_IN_DAY)
            yield RelativeDate(duration.start, direction.end(), sign * days)


def find_partial_dates(text: str) -> Iterator[PartialDate]:
    """Every month and day that no year follows: ``on January 27 at Cape Kennedy``."""
    for match in matches_at(capital_places(text), _PARTIAL, text):
        month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
        if calendar_day("2000", month, day):
            yield PartialDate(match.start(), match.end(), month, day)
