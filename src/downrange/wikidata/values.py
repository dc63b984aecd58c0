"""What a statement of Wikidata says: typed values, read from the JSON of entities.

The format is https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html . A value is told
by its shape, so that a dump without datatypes is read as well; one that cannot be read says so
and is kept, for a statement that silently disappears would look missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from downrange.linking.item import DAY, is_item_id, is_text

# Wikibase's own constants: TimeParser::CALENDAR_GREGORIAN in DataValues/Time.
_CALENDARS = {
    "http://www.wikidata.org/entity/Q1985727": "Gregorian",
    "http://www.wikidata.org/entity/Q1985786": "Julian",
}
_DECIMAL = re.compile(r"[+-]?\d{1,60}(\.\d{1,60})?")
_TIME = re.compile(r"([+-])(\d{1,16})-(\d\d)-(\d\d)T\d\d:\d\d:\d\dZ")
_COARSER_THAN_A_YEAR = {8: "decade", 7: "century", 6: "millennium"}
YEAR, MONTH = 9, 10


@dataclass(frozen=True, slots=True)
class ItemValue:
    """An entity by its id, ``Q190795``."""

    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class TextValue:
    """A string, an external identifier, a URL, or a text in a ``language``."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.language})" if self.language else self.text


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time as far as it is known.

    ``precision`` is Wikibase's: 9 a year, 10 a month, 11 a day, and nothing is finer; what is
    not known of ``month`` and ``day`` is 0. A ``year`` before our era is negative. ``calendar``
    is ``Gregorian``, ``Julian`` or the IRI of another.
    """

    year: int
    month: int
    day: int
    precision: int
    calendar: str = "Gregorian"

    def __str__(self) -> str:
        known = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        words = "-".join(known[: max(1, self.precision - YEAR + 1)])
        if self.precision < YEAR:
            words += f" ({_COARSER_THAN_A_YEAR.get(self.precision, 'vague')})"
        return words if self.calendar == "Gregorian" else f"{words} ({self.calendar})"


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """An amount, its bounds where they are given, and the id of its unit (empty for a number)."""

    amount: Decimal
    unit: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class CoordinatesValue:
    """A place in degrees, with the precision to which it is known (``None``: not said)."""

    latitude: Decimal
    longitude: Decimal
    precision: Decimal | None = None

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"


class Special(Enum):
    """Not a value, but that it is not known which, or that there is none."""

    UNKNOWN = "unknown value"
    NONE = "no value"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that is not as the format says."""

    why: str

    def __str__(self) -> str:
        return f"unreadable: {self.why}"


Value = ItemValue | TextValue | TimeValue | QuantityValue | CoordinatesValue | Special | Unreadable


def read_value(snak: Mapping[str, object]) -> Value:
    """The value of a snak."""
    match snak.get("snaktype", "value"):
        case "somevalue":
            return Special.UNKNOWN
        case "novalue":
            return Special.NONE
    data = snak.get("datavalue")
    value = data.get("value") if isinstance(data, Mapping) else None
    if isinstance(value, str):
        return _plain(value, "")
    if not isinstance(value, Mapping):
        return Unreadable("it has no datavalue")
    for key, read in _READERS.items():
        if key in value:
            return read(value)
    return Unreadable(f"a value of {', '.join(sorted(map(str, value)))[:60] or 'nothing'}")


def _entity(value: Mapping[str, object]) -> Value:
    number = value.get("numeric-id")
    name = str(value.get("id", f"Q{number}"))
    return ItemValue(name) if is_item_id(name) else Unreadable(f"{name[:40]!r} is no item")


def _text(value: Mapping[str, object]) -> Value:
    return _plain(str(value["text"]), str(value.get("language", "")))


def _plain(text: str, language: str) -> Value:
    whole = is_text(text) and is_text(language)
    return TextValue(text, language) if whole else Unreadable("it has half a surrogate pair")


def _time(value: Mapping[str, object]) -> Value:
    words, precision = str(value["time"]), value.get("precision")
    match = _TIME.fullmatch(words)
    if match is None or not isinstance(precision, int):
        return Unreadable(f"the time {words[:40]!r} of precision {str(precision)[:10]}")
    calendar = str(value.get("calendarmodel", ""))
    return TimeValue(
        int(match[1] + match[2]),
        int(match[3]) if precision >= MONTH else 0,
        int(match[4]) if precision >= DAY else 0,
        min(precision, DAY),
        _CALENDARS.get(calendar, ascii(calendar)[1:-1] or "Gregorian"),
    )


def _quantity(value: Mapping[str, object]) -> Value:
    amount = _decimal(value["amount"])
    if amount is None:
        return Unreadable(f"the amount {str(value['amount'])[:40]!r}")
    unit = str(value.get("unit", "1")).rpartition("/")[2]
    if unit != "1" and not is_item_id(unit):
        return Unreadable(f"the unit {unit[:40]!r}")
    lower, upper = _decimal(value.get("lowerBound")), _decimal(value.get("upperBound"))
    return QuantityValue(amount, "" if unit == "1" else unit, lower, upper)


def _coordinates(value: Mapping[str, object]) -> Value:
    latitude, longitude = _decimal(value["latitude"]), _decimal(value.get("longitude"))
    if latitude is None or longitude is None:
        return Unreadable("coordinates that are no numbers")
    return CoordinatesValue(latitude, longitude, _decimal(value.get("precision")))


def _decimal(value: object) -> Decimal | None:
    """An exact number; a binary one of JSON by its shortest form, never with an exponent."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    words = str(value) if isinstance(value, str) else format(Decimal(str(value)), "f")
    return Decimal(words) if _DECIMAL.fullmatch(words) else None


_READERS = {
    "time": _time,
    "amount": _quantity,
    "latitude": _coordinates,
    "text": _text,
    "id": _entity,
    "numeric-id": _entity,
}
