"""Time zones as articles name them: ``UTC``, ``EST``, ``UTC+3``, ``Moscow Time``.

Abbreviations are a closed table of fixed offsets, the usual reading in texts on spaceflight;
an ambiguous one says how it was read. The computer's own zone data are never asked: they
differ from one computer to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone at a moment: its offset east of UTC, and how an ambiguous name was read."""

    offset: timedelta
    interpretation: str = ""


_MINUTES = {
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "Z": 0,
    "WET": 0,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
    "AKST": -540,
    "AKDT": -480,
    "HST": -600,
    "GFT": -180,
    "BRT": -180,
    "WEST": 60,
    "BST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSD": 240,
    "IST": 330,
    "JST": 540,
    "KST": 540,
    "AWST": 480,
    "ACST": 570,
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
}
_LONG_NAMES = {
    "coordinated universal time": "UTC",
    "universal time": "UTC",
    "greenwich mean time": "GMT",
    "eastern standard time": "EST",
    "eastern daylight time": "EDT",
    "central standard time": "CST",
    "central daylight time": "CDT",
    "mountain standard time": "MST",
    "mountain daylight time": "MDT",
    "pacific standard time": "PST",
    "pacific daylight time": "PDT",
    "japan standard time": "JST",
    "indian standard time": "IST",
    "central european time": "CET",
    "central european summer time": "CEST",
    "british summer time": "BST",
}
_BEIJING = frozenset({"beijing time", "china standard time"})
_MOSCOW = frozenset({"msk", "moscow time", "moscow standard time"})
_READINGS = {
    "CST": "CST read as Central Standard Time of North America, UTC−6",
    "IST": "IST read as Indian Standard Time, UTC+5:30",
    "BST": "BST read as British Summer Time, UTC+1",
}


def _alternatives(names: list[str]) -> str:
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    return "|".join(re.escape(n).replace(r"\ ", r"\s") for n in longest_first)


_LONG = _alternatives([*_LONG_NAMES, *_BEIJING, *(_MOSCOW - {"msk"}), "local time"])
_SHORT = _alternatives([*_MINUTES, "MSK"])
ZONE = (
    rf"(?:(?:UTC|GMT)\s?[+−–-]\s?\d{{1,2}}(?::?[0-5]\d)?(?![\d:])"
    rf"|(?:{_SHORT})(?![\w+])|(?i:{_LONG})\b|[+−-]\d{{2}}:?[0-5]\d(?![\d:]))"
)
"""A regular expression, without groups, for every name of a zone that ``zone_at`` knows of."""

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+−–-])\s?(\d{1,2}?)(?::?([0-5]\d))?\Z")


def zone_at(name: str, wall: datetime) -> Zone | None:
    """The zone that ``name`` means when its clocks show ``wall`` (written as if it were UTC).

    ``None`` where the text does not fix it: ``local time``, an offset beyond 14 hours, Moscow
    time in the months when clocks were changed and in 1991.
    """
    plain = re.sub(r"\s", " ", name).strip()
    short = _LONG_NAMES.get(plain.casefold(), plain)
    if short in _MINUTES:
        return Zone(timedelta(minutes=_MINUTES[short]), _READINGS.get(short, ""))
    if plain.casefold() in _BEIJING:
        return Zone(timedelta(hours=8))
    if plain.casefold() in _MOSCOW:
        return _moscow(wall)
    if match := _OFFSET.fullmatch(plain):
        hours, minutes = int(match[2]), int(match[3] or 0)
        offset = timedelta(hours=hours, minutes=minutes)
        return None if hours > 14 else Zone(offset if match[1] == "+" else -offset)
    return None


# Moscow's clocks, as they showed: UTC+4 all the year from 27 March 2011 to 26 October 2014.
_MOSCOW_LATE = (datetime(2011, 3, 27, 2, tzinfo=UTC), datetime(2014, 10, 26, 2, tzinfo=UTC))
_MOSCOW_1991 = (datetime(1991, 3, 31, 2, tzinfo=UTC), datetime(1992, 1, 19, 2, tzinfo=UTC))


def _moscow(wall: datetime) -> Zone | None:
    """Moscow's time: UTC+3, an hour more in the summers of 1981 to 2010 and in 2011 to 2014."""
    if _MOSCOW_LATE[0] <= wall < _MOSCOW_LATE[1]:
        return Zone(timedelta(hours=4), "Moscow time read as UTC+4, as it was from 2011 to 2014")
    if _MOSCOW_1991[0] <= wall < _MOSCOW_1991[1]:
        return None
    if 1981 <= wall.year <= 2010:
        if 4 <= wall.month <= 9 and (wall.month, wall.day) < (9, 24):
            return Zone(timedelta(hours=4), "Moscow time read as summer time, UTC+4")
        if wall.month in {9, 10} or (wall.month == 3 and wall.day >= 25):
            return None
    return Zone(timedelta(hours=3))
