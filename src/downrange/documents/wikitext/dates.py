"""Templates of dates and of the time between them.

https://en.wikipedia.org/wiki/Template:Start_date and
https://en.wikipedia.org/wiki/Template:Time_interval. Ages are left out: they depend on the
day on which the page is read.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from downrange.documents.wikitext.calls import Call

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_TIME = r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
_DATES = tuple(
    re.compile(rf"{date}\s*,?\s*{_TIME}\s*(?:UTC|GMT|Z)?", re.IGNORECASE)
    for date in (
        rf"(?P<day>\d{{1,2}})\s+(?P<name>{_MONTH})\.?,?\s+(?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:T(?=\d))?",
    )
)
_TIME_FIRST = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?),?\s+(.+)", re.DOTALL)
_UNITS = (("d", "day", 86400), ("h", "hour", 3600), ("m", "minute", 60), ("s", "second", 1))


def date(call: Call) -> None:
    """``{{start date|1967|01|27}}`` reads as "January 27, 1967"; free text reads as it is.

    Hour, minute, second and zone may follow; ``df=yes`` puts the day first.
    """
    parts = call.positional()
    if not parts or not re.fullmatch(r"\d{1,4}", parts[0]) or not _numeric(parts[1:6]):
        call.show("1")
        return
    words = _day_words(parts, day_first=call.text("df") in ("yes", "y", "true", "1"))
    if words is None:
        call.lost("it has no such month or day.")
    else:
        call.write(words + _time_words(parts[3:]))


def iso_date(call: Call) -> None:
    """``{{date|2016-12-01}}`` reads as "1 December 2016"; other words as they are."""
    moment = _moment(call.text("1"))
    if moment and re.match(r"\d{4}-", call.text("1")):
        call.write(f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}")
    else:
        call.show("1")


def as_of(call: Call) -> None:
    """``{{as of|2017|6}}`` reads as "As of June 2017"."""
    since = "as of" if call.text("lc") else "As of"
    words = call.text("alt") or f"{since} {_day_words(call.positional(), day_first=True)}"
    call.write(words)


def time_interval(call: Call) -> None:
    """``{{time interval|11 October 1968 15:02:45|...|show=dhms}}``: "10 days, 20 hours, ...".

    Units that are nothing are left out, as the page leaves them out.
    """
    first, second = _moment(call.text("1")), _moment(call.text("2"))
    if first is None or second is None:
        call.lost("two dates were expected; an open interval ends on the day it is read.")
        return
    timed = any(":" in call.text(name) for name in ("1", "2"))
    shown = call.text("show") or "ydhms"
    words = _interval_words(abs(second - first), shown if timed else "d")
    separator = call.text("sep")
    call.write(_listed(words, separator))


def duration(call: Call) -> None:
    """``{{duration|1|23|42}}`` reads as "1 hour, 23 minutes, 42 seconds"."""
    names = (("h", "1", "hour"), ("m", "2", "minute"), ("s", "3", "second"))
    parts = [(call.text(key, number), unit) for key, number, unit in names]
    call.write(", ".join(_counted(number, unit) for number, unit in parts if number))


def _numeric(parts: tuple[str, ...]) -> bool:
    return all(re.fullmatch(r"\d{0,2}(?:\.\d+)?", part) for part in parts)


def _day_words(parts: tuple[str, ...], *, day_first: bool) -> str | None:
    """Year, month and day in words; ``None`` where the calendar has no such month or day."""
    year, month, day = (*parts[:3], "", "", "")[:3]
    if not month:
        return year
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return f"{day} {month} {year}".strip() if month.isalpha() else None
    name = _MONTHS[int(month) - 1]
    if not day:
        return f"{name} {year}"
    if not (day.isdigit() and 1 <= int(day) <= 31):
        return None
    return f"{int(day)} {name} {year}" if day_first else f"{name} {int(day)}, {year}"


def _time_words(parts: tuple[str, ...]) -> str:
    """Hour, minute, second and zone, after a comma: ", 14:51:52 UTC"."""
    hour, minute, second, zone = (*parts[:4], "", "", "", "")[:4]
    if not (hour and minute):
        return ""
    clock = ":".join(part.zfill(2) for part in (hour, minute, second) if part)
    zone = {"": "", "Z": " UTC", "UTC": " UTC"}.get(zone, f" UTC{zone}")
    return f", {clock}{zone}"


def _moment(words: str) -> datetime | None:
    """The date, and time if there is one, that words give in full."""
    reordered = _TIME_FIRST.fullmatch(words.strip())
    words = f"{reordered[2]} {reordered[1]}" if reordered else words.strip()
    match = next(filter(None, (pattern.fullmatch(words) for pattern in _DATES)), None)
    if match is None:
        return None
    found = match.groupdict(default="0")
    name = found.get("name")
    month = _month_number(name) if name else int(found["month"])
    hour, minute, second = (int(found[key]) for key in ("hour", "minute", "second"))
    try:
        # Both moments of an interval are in one zone, so that none is needed here.
        return datetime(  # noqa: DTZ001
            int(found["year"]), month, int(found["day"]), hour, minute, second
        )
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _interval_words(length: timedelta, shown: str) -> list[str]:
    left = length.days * 86400 + length.seconds
    words = []
    for letter, unit, seconds in _UNITS:
        if letter in shown:
            count, left = divmod(left, seconds)
            if count:
                words.append(_counted(str(count), unit))
    return words


def _listed(words: list[str], separator: str) -> str:
    """Units as Template:Time interval lists them: by comma, and by "and" unless told otherwise."""
    if separator in (",", "comma") or len(words) < 2:
        return ", ".join(words)
    last = ", and " if separator == "serialcomma" else " and "
    return ", ".join(words[:-1]) + last + words[-1]


def _counted(number: str, unit: str) -> str:
    return f"{number} {unit}" + ("" if number.lstrip("0") == "1" else "s")
