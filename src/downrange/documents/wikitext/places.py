"""Templates of places, countries and ships."""

from __future__ import annotations

import re

from downrange.documents.wikitext.calls import Call

_NUMBER = re.compile(r"[-+−]?\d+(?:\.\d+)?")
_SIGNS = ("°", "′", "″")

COUNTRIES = {
    "CAN": "Canada", "CHN": "China", "DEU": "Germany", "EU": "European Union", "FRA": "France",
    "GBR": "United Kingdom", "GER": "Germany", "GUF": "French Guiana", "IND": "India",
    "ISR": "Israel", "ITA": "Italy", "JAP": "Japan", "JPN": "Japan", "KAZ": "Kazakhstan",
    "KAZAKH SSR": "Kazakhstan", "NZL": "New Zealand", "PRC": "China", "RUS": "Russia",
    "SOV": "Soviet Union", "SUN": "Soviet Union", "UK": "United Kingdom", "URS": "Soviet Union",
    "US": "United States", "USA": "United States", "USSR": "Soviet Union",
}  # fmt: skip


def coordinates(call: Call) -> None:
    """``{{coord|21|38|24|S|165|21|42|W}}`` reads as "21°38′24″S 165°21′42″W".

    Degrees may be decimal, and signed instead of lettered; minutes and seconds as written
    (https://en.wikipedia.org/wiki/Template:Coord).
    """
    words = _coordinates(call.positional())
    if words:
        call.write(words)
    else:
        call.lost("a latitude and a longitude were expected.")


def country(call: Call) -> None:
    """``{{flag|USA}}`` reads as "United States"."""
    name = call.text("name", "1")
    call.write(COUNTRIES.get(name.upper(), name))


def named_country(call: Call) -> None:
    """``{{USA}}`` reads as "United States"."""
    call.write(COUNTRIES[call.key.upper()])


def ship(call: Call) -> None:
    """``{{USS|Iwo Jima|LPH-2|6}}`` reads as "USS Iwo Jima (LPH-2)"."""
    parts = call.positional()
    if call.key not in ("ship", "sclass"):
        parts = (call.key.upper(), *parts)
    prefix, name, identifier = (*parts[:3], "", "", "")[:3]
    words = f"{prefix} {name}".strip() + (f" ({identifier})" if identifier else "")
    call.link(words, words)


def _coordinates(arguments: tuple[str, ...]) -> str:
    latitude = _lettered(arguments, "NS")
    if latitude:
        longitude = _lettered(arguments[len(latitude) :], "EW")
        return f"{_angle(latitude)} {_angle(longitude)}" if longitude else ""
    if len(arguments) > 1 and all(_NUMBER.fullmatch(part) for part in arguments[:2]):
        return f"{_signed(arguments[0], 'NS')} {_signed(arguments[1], 'EW')}"
    return ""


def _lettered(arguments: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """One to three numbers and a letter from the head of the arguments, or nothing."""
    for count in range(1, 4):
        if len(arguments) <= count or not _NUMBER.fullmatch(arguments[count - 1]):
            break
        if arguments[count].upper() in tuple(letters):
            return arguments[: count + 1]
    return ()


def _angle(parts: tuple[str, ...]) -> str:
    numbers = "".join(number + sign for number, sign in zip(parts[:-1], _SIGNS, strict=False))
    return numbers + parts[-1].upper()


def _signed(number: str, letters: str) -> str:
    bare = number.lstrip("+-−")
    return f"{bare}°{letters[number[0] in '-−']}"
