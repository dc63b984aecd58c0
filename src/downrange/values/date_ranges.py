"""Ranges of dates: ``14–16 October 1976``, ``from July 1993 to March 1994``, ``1998–2001``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from downrange.values.times import (
    AFTER,
    BEFORE,
    DAY,
    MONTH,
    YEAR,
    Time,
    calendar_day,
    day_time,
    find_times,
    month_number,
    month_time,
    year_time,
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A range of time at ``text[start:end]``, both ends included; ``first`` is not after ``last``.

    The spans of the two ends are the words of each; where they share a month or year, its
    words stand in one of them only.
    """

    start: int
    end: int
    first: Time
    last: Time


_TO = r"\s?[–—-]\s?|\sto\s|\s(?:until|till|through)\s"
_DMY = re.compile(
    rf"{BEFORE}(?P<first>(?P<d1>{DAY})(?:\s(?P<m1>{MONTH}))?)(?:{_TO})"
    rf"(?P<last>(?P<d2>{DAY})\s(?P<m2>{MONTH}),?\s(?P<y>{YEAR})){AFTER}"
)
_MDY = re.compile(
    rf"{BEFORE}(?P<first>(?P<m1>{MONTH})\s(?P<d1>{DAY}))(?:{_TO})"
    rf"(?P<last>(?:(?P<m2>{MONTH})\s)?(?P<d2>{DAY}),?\s(?P<y>{YEAR})){AFTER}"
)
_MONTHS = re.compile(
    rf"(?<![\w/:.,+−–-])(?<!\d\s)(?P<first>(?P<m1>{MONTH}))(?:{_TO})"
    rf"(?P<last>(?P<m2>{MONTH})\s(?P<y>{YEAR})){AFTER}"
)
_YEARS = re.compile(
    r"(?<![\w/:.,$€£+−–-])(?P<y1>1[89]\d\d|20\d\d)(?P<dash>[–-]|\sto\s)"
    r"(?P<y2>(?:1[89]|20)\d\d|\d\d)(?![\w/:–%°′-]|[.,]\d|\s(?:kg|km|m|lb|t|nmi|mi|ft)\b)"
)
_BETWEEN = re.compile(rf"(?:{_TO}|\sand\s)\Z")
_BETWEEN_BEFORE = re.compile(r"\b[Bb]etween\s\Z")


def find_date_ranges(text: str) -> Iterator[DateRange]:
    """Every range of dates in running text, in order; one that runs backwards is none.

    Where both ends are complete dates ``times.find_times`` gives them too.
    """
    return date_ranges_among(text, find_times(text))


def date_ranges_among(text: str, times: Iterable[Time]) -> Iterator[DateRange]:
    """What ``find_date_ranges`` gives, where ``find_times(text)`` was already called."""
    found = [
        *_sharing_a_year(text),
        *_of_months(text),
        *_of_years(text),
        *_complete(text, times),
    ]
    end = -1
    for date_range in sorted(found, key=lambda r: (r.start, -r.end)):
        if date_range.start >= end:
            yield date_range
            end = date_range.end


def parse_date_range(text: str) -> DateRange | None:
    """The first range of dates of an infobox value, ``None`` where it has none."""
    return next(find_date_ranges(text), None)


def _range(first: Time, last: Time) -> Iterator[DateRange]:
    if first.earliest.value <= last.earliest.value:
        yield DateRange(first.start, last.end, first, last)


def _sharing_a_year(text: str) -> Iterator[DateRange]:
    for pattern in (_DMY, _MDY):
        for match in pattern.finditer(text):
            month = match["m1"] or match["m2"]
            first = calendar_day(match["y"], month, match["d1"])
            last = calendar_day(match["y"], match["m2"] or month, match["d2"])
            if first and last:
                yield from _range(
                    day_time(*match.span("first"), first), day_time(*match.span("last"), last)
                )


def _of_months(text: str) -> Iterator[DateRange]:
    for match in _MONTHS.finditer(text):
        year = int(match["y"])
        yield from _range(
            month_time(*match.span("first"), year, month_number(match["m1"])),
            month_time(*match.span("last"), year, month_number(match["m2"])),
        )


def _of_years(text: str) -> Iterator[DateRange]:
    for match in _YEARS.finditer(text):
        first, last = match["y1"], match["y2"]
        if len(last) == 2:
            if match["dash"].strip() == "to":
                continue
            last = first[:2] + last
        if int(first) < int(last):
            yield from _range(
                year_time(*match.span("y1"), int(first)), year_time(*match.span("y2"), int(last))
            )


def _complete(text: str, times: Iterable[Time]) -> Iterator[DateRange]:
    for first, last in pairwise(times):
        between = text[first.end : last.start]
        if len(between) > 12 or not _BETWEEN.match(between):
            continue
        reach = text[max(0, first.start - 12) : first.start]
        if between.strip() == "and" and not _BETWEEN_BEFORE.search(reach):
            continue
        yield from _range(first, last)
