"""Dates that need another: *on April 27* takes its year, *two days later* its day from one before.

The year is the one that brings the day nearest to the last date that the text gives, or to the
launch where it gives none: a narrative goes from day to day, and an encyclopedia states the
year where it changes. Days are counted from the date before them in the sentence, or from
the last date of the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from downrange.prose.mentions import Kind, Mention
from downrange.values.clocks import find_clock_times
from downrange.values.relative_dates import (
    PartialDate,
    RelativeDate,
    find_partial_dates,
    find_relative_dates,
)
from downrange.values.times import Precision, Time, find_times, time_on_day

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[AaPp]\.?[Mm]\.?\s)?\(?[A-Z]{2,4}\)?,?\son\s$")
# Farther away than this the year is anybody's guess.
_NEAR_DAYS = 120


def yearless_dates(texts: Iterable[str], launch: date | None) -> Iterator[list[Mention]]:
    """For each text of a document, in order, its dates that need another, each as a whole one."""
    last = launch
    before: Time | None = None
    for text in texts:
        whole = [] if _YEAR.search(text) is None else list(find_times(text))
        whole = [time for time in whole if time.precision is not Precision.YEAR]
        found = []
        for partial in find_partial_dates(text):
            time = _dated(partial, _nearest(whole, partial, last))
            if time is not None:
                found.append(_to_the_minute(text, partial, time))
        dated = sorted((*whole, *found), key=_start)
        found += _counted(text, dated, before)
        if not dated and not found and before is not None:
            found += _on_the_day(text, before)
        yield [Mention(time.start, time.end, Kind.TIME, time) for time in found]
        before = dated[-1] if dated else None
        last = whole[-1].first_day if whole else last


def _start(time: Time) -> int:
    return time.start


# A word that may make days be counted, and what says the date of such words in full.
_COUNTING = re.compile(r"\b(?:later|earlier|day|after)\b")
_IN_FULL = re.compile(
    r",?\s(?:on|at)\s(?:\d{1,2}:|\d{1,2}\s[A-Z]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)


def _counted(text: str, dated: list[Time], before: Time | None) -> Iterator[Time]:
    """The dates counted in days from one before them."""
    if not _COUNTING.search(text):
        return
    for relative in find_relative_dates(text):
        if relative.months or _IN_FULL.match(text, relative.end):
            continue
        anchor = next((time for time in reversed(dated) if time.end <= relative.start), None)
        anchor = anchor or before
        time = _from(relative, anchor) if anchor is not None else None
        if time is not None:
            yield time


def _on_the_day(text: str, before: Time) -> Iterator[Time]:
    """The times of day of a text without a date, on the day of the sentence before."""
    if before.precision in (Precision.YEAR, Precision.MONTH) or ":" not in text:
        return
    day = before.first_day
    for clock in find_clock_times(text):
        time = time_on_day(clock, day)
        if time.precision is not Precision.DAY:
            yield replace(time, interpretation=f"the day {day.isoformat()} is that before it")


def _from(relative: RelativeDate, anchor: Time) -> Time | None:
    time = relative.from_anchor(anchor)
    if time is None:
        return None
    return replace(time, interpretation=f"counted from {anchor.first_day.isoformat()}")


def _nearest(times: list[Time], partial: PartialDate, last: date | None) -> date | None:
    """The date to count from: the one before it, the one after it, or the last of the text."""
    before = [time for time in times if time.end <= partial.start]
    if before:
        return before[-1].first_day
    return times[0].first_day if times else last


def _to_the_minute(text: str, partial: PartialDate, time: Time) -> Time:
    """With the clock time before it, where one is: *at 2:45 PM EST on April 27*."""
    clock = _CLOCK.search(text, max(0, partial.start - 32), partial.start)
    if clock is None:
        return time
    words = f"{clock[0]}{partial.day} {partial.month} {time.first_day.year}"
    read = next(find_times(words), None)
    if read is None or read.precision is Precision.DAY:
        return time
    start = clock.start() + read.start
    return replace(read, start=start, end=partial.end, interpretation=time.interpretation)


def _dated(partial: PartialDate, near: date | None) -> Time | None:
    if near is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    times = [time for time in map(partial.in_year, years) if time is not None]
    time = min(times, key=lambda t: abs(t.first_day - near), default=None)
    if time is None or abs((time.first_day - near).days) > _NEAR_DAYS:
        return None
    year = time.first_day.year
    return replace(time, interpretation=f"the year {year} is that of the dates before it")
