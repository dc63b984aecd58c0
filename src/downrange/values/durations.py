"""Durations of one or several units, and times counted from lift-off.

A duration has two parts that no factor joins, as ``xsd:duration`` has: calendar months, and
seconds. ``5 days, 22 hours`` has only seconds, ``three and a half months`` only months,
``2 years and 3 days`` both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from downrange.values.quantities import Quantity, continues, match_quantity, scan
from downrange.values.units import Dimension, convert, unit


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration at ``text[start:end]``, as bounds in seconds and in calendar months.

    The bounds are equal unless a range is written (``two to three days``). ``whole_start`` and
    ``whole_end`` also take in the qualifier's words.
    """

    start: int
    end: int
    low_seconds: Decimal
    high_seconds: Decimal
    low_months: Decimal
    high_months: Decimal
    whole_start: int
    whole_end: int
    qualifier: str = ""
    interpretation: str = ""

    @property
    def seconds(self) -> Decimal | None:
        """Its seconds where it is one number of seconds and nothing else, else ``None``."""
        exact = self.low_seconds == self.high_seconds and not self.high_months
        return self.low_seconds if exact else None

    @property
    def months(self) -> Decimal | None:
        """Its months where it is one number of months and nothing else, else ``None``."""
        exact = self.low_months == self.high_months and not self.high_seconds
        return self.low_months if exact else None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A time counted from lift-off at ``text[start:end]``, in seconds; negative before it."""

    start: int
    end: int
    seconds: Decimal
    qualifier: str = ""
    interpretation: str = ""


_DIMENSIONS = frozenset({Dimension.TIME, Dimension.CALENDAR})
_ONE_AND = re.compile(r"\b(?:[Aa]n?|[Oo]ne)\s(hour|day|minute|week|month|year)\s(?:and\s)\Z")
_ONE_AND_A_HALF = re.compile(r"\b[Aa]n?\s(minute|hour|day|week|month|year)\sand\sa\shalf\b")
_HALF_A = re.compile(r"\b[Hh]alf\san?\s(minute|hour|day|week|month|year)\b")
_SYMBOL = {"minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "yr"}


def find_durations(text: str) -> Iterator[Duration]:
    """Every duration in running text, in order: ``6 min 23 s``, ``two-day``, ``half an hour``.

    Times from lift-off written ``T+382 s`` are none; ``find_elapsed`` gives them.
    """
    return durations_among(text, scan(text))


def durations_among(text: str, quantities: Iterable[Quantity]) -> Iterator[Duration]:
    """What ``find_durations`` gives, where ``quantities.scan(text)`` was already called."""
    found = [*_compounds(text, quantities), *_halves(text)]
    end = -1
    for duration in sorted(found, key=lambda d: (d.start, -d.end)):
        if duration.start >= end:
            yield duration
            end = duration.end


def parse_duration(text: str) -> Duration | None:
    """The first duration of an infobox value, ``None`` where it has none (an outcome).

    Words after it (``achieved``, ``(planned)``) begin at ``whole_end``.
    """
    return next(find_durations(text), None)


def _compounds(text: str, quantities: Iterable[Quantity]) -> Iterator[Duration]:
    parts: list[Quantity] = []
    for quantity in quantities:
        part = _minutes_for_metres(text, quantity, parts)
        if part.dimension not in _DIMENSIONS:
            continue
        if parts and not continues(text, parts[-1], part):
            yield _joined(text, parts)
            parts = []
        parts.append(part)
    if parts:
        yield _joined(text, parts)


def _minutes_for_metres(text: str, quantity: Quantity, parts: list[Quantity]) -> Quantity:
    """``m`` after hours is minutes: ``5 h 22 m``."""
    if quantity.unit != "m" or not text[: quantity.end].endswith("m") or not parts:
        return quantity
    follows = parts[-1].unit == "h" and text[parts[-1].end : quantity.start].strip() in {"", ","}
    if not follows:
        return quantity
    return Quantity(
        quantity.start,
        quantity.end,
        quantity.low,
        quantity.high,
        "min",
        quantity.whole_start,
        quantity.whole_end,
    )


def _joined(text: str, parts: list[Quantity]) -> Duration:
    months = [Decimal(0), Decimal(0)]
    seconds = [Decimal(0), Decimal(0)]
    for part in parts:
        base, total = ("mo", months) if part.dimension is Dimension.CALENDAR else ("s", seconds)
        total[0] += convert(part.low, part.unit, base)
        total[1] += convert(part.high, part.unit, base)
    first, last = parts[0], parts[-1]
    start, whole_start = first.start, first.whole_start
    reach = max(0, start - 16)
    if article := _ONE_AND.search(text[reach:start]):
        total, base = (months, "mo") if article[1] in {"month", "year"} else (seconds, "s")
        extra = convert(Decimal(1), _SYMBOL[article[1]], base)
        total[0] += extra
        total[1] += extra
        start = whole_start = reach + article.start()
    return Duration(
        start=start,
        end=last.end,
        low_seconds=seconds[0],
        high_seconds=seconds[1],
        low_months=months[0],
        high_months=months[1],
        whole_start=whole_start,
        whole_end=last.whole_end,
        qualifier=first.qualifier or last.qualifier,
    )


def _halves(text: str) -> Iterator[Duration]:
    if "alf" not in text:
        return
    for pattern, number in ((_ONE_AND_A_HALF, "1.5"), (_HALF_A, "0.5")):
        for match in pattern.finditer(text):
            symbol = _SYMBOL[match[1]]
            calendar = unit(symbol).dimension is Dimension.CALENDAR
            value = convert(Decimal(number), symbol, "mo" if calendar else "s")
            months, seconds = (value, Decimal(0)) if calendar else (Decimal(0), value)
            start, end = match.span()
            yield Duration(start, end, seconds, seconds, months, months, start, end)


_SINCE = re.compile(
    r"\s(?:(into|after|following|from|since)|(before|prior\sto))\s(?:the\s|its\s|their\s)?"
    r"(?:flight|launch|lift-?\s?off|take-?off|mission|ascent)\b(?!\s(?:of|to)\s(?:the\s)?[A-Z])"
)
_T_PLUS = re.compile(
    r"T(?<![\w-]T)\s?(?:(?P<plus>\+|-?\s?plus\s)|(?P<minus>[−–-](?!\s?plus)|-?\s?minus\s))\s?"
    r"(?:(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d(?:\.\d{1,6})?))?(?![\d:])"
    r"|(?=\d))"
)
_MISSION_CLOCK = re.compile(
    r"(\d(?<![\w:.-]\d)\d{0,3}):([0-5]\d):([0-5]\d(?:\.\d{1,6})?)\s"
    r"(?i:GET|MET|ground\selapsed\stime|mission\selapsed\stime)\b"
)


def find_elapsed(text: str) -> Iterator[Elapsed]:
    """Every time counted from lift-off, in order.

    ``T+382.3 seconds``, ``T+6:23``, ``139 seconds into the flight``, ``six minutes and 23
    seconds into launch``, ``142:54:47 Ground Elapsed Time``. Calendar durations have no
    seconds and are left out.
    """
    return elapsed_among(text, find_durations(text))


def elapsed_among(text: str, durations: Iterable[Duration]) -> Iterator[Elapsed]:
    """What ``find_elapsed`` gives, where ``find_durations(text)`` was already called."""
    found = [*_t_plus(text), *_mission_clocks(text), *_since_launch(text, durations)]
    yield from sorted(found, key=lambda e: e.start)


def _since_launch(text: str, durations: Iterable[Duration]) -> Iterator[Elapsed]:
    for duration in durations:
        since = _SINCE.match(text, duration.whole_end)
        if since is None or duration.seconds is None:
            continue
        sign = -1 if since[2] else 1
        yield Elapsed(duration.start, since.end(), sign * duration.seconds, duration.qualifier)


def _t_plus(text: str) -> Iterator[Elapsed]:
    for match in _T_PLUS.finditer(text):
        sign = -1 if match["minus"] else 1
        if match["hours"]:
            yield _clock_elapsed(match, sign)
            continue
        parts: list[Quantity] = []
        part = match_quantity(text, match.end())
        while part is not None and part.dimension is Dimension.TIME:
            parts.append(part)
            gap = re.compile(r",?(?:\sand)?\s").match(text, part.end)
            part = match_quantity(text, gap.end()) if gap else None
        if parts:
            duration = _joined(text, parts)
            if duration.seconds is not None:
                yield Elapsed(match.start(), duration.end, sign * duration.seconds)


def _clock_elapsed(match: re.Match[str], sign: int) -> Elapsed:
    """``T+6:23`` is minutes and seconds, ``T+1:02:33`` hours, minutes and seconds."""
    first, second = Decimal(match["hours"]), Decimal(match["minutes"])
    if match["seconds"]:
        seconds = first * 3600 + second * 60 + Decimal(match["seconds"])
        return Elapsed(match.start(), match.end(), sign * seconds)
    seconds = first * 60 + second
    return Elapsed(
        match.start(),
        match.end(),
        sign * seconds,
        interpretation=f"{match['hours']}:{match['minutes']} read as minutes and seconds",
    )


def _mission_clocks(text: str) -> Iterator[Elapsed]:
    for match in _MISSION_CLOCK.finditer(text):
        hours, minutes, seconds = (Decimal(group) for group in match.groups())
        yield Elapsed(match.start(), match.end(), hours * 3600 + minutes * 60 + seconds)
