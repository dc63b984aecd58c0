"""Templates of quantities, rendered as the source gives them: the number and unit put in.

``{{convert|45000|lb|kg|disp=flip}}`` reads as "45000 lb" whatever its output would be, since
the input is what the source says (https://en.wikipedia.org/wiki/Template:Convert).
"""

from __future__ import annotations

import re

from downrange.documents.wikitext.calls import Call

_JOINTS = {
    "-": "–", "–": "–", "to": " to ", "to(-)": " to ", "and": " and ", "and(-)": " and ",
    "or": " or ", "x": " × ", "×": " × ", "by": " by ", "xx": " × ", "*": " × ", "+": " + ",
    "±": " ± ", "+/-": " ± ", "to about": " to about ", "/": "/", ",": ", ",
    ", and": ", and ", ", or": ", or ",
}  # fmt: skip

_UNITS = {
    "lbs": "lb", "C": "°C", "F": "°F", "kph": "km/h", "m2": "m²", "km2": "km²", "m3": "m³",
    "cm2": "cm²", "cm3": "cm³", "sqmi": "sq mi", "sqft": "sq ft", "cuft": "cu ft",
    "cuin": "cu in", "sqin": "sq in", "ST": "short ton", "LT": "long ton",
}  # fmt: skip

_POWERS = {"e3": "thousand ", "e6": "million ", "e9": "billion ", "e12": "trillion "}
_POWER = re.compile(r"(e3|e6|e9|e12)(?=[A-Za-z])")
_NUMBER = re.compile(r"[-−+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?(?:\+?\d*/+\d+)?")
_LONGEST_NUMBER = 40


def convert(call: Call) -> None:
    """``{{convert|46|-|52|m|ft}}`` reads as "46–52 m", ``{{cvt|5|ft|6|in}}`` as "5 ft 6 in"."""
    words = _input(call.positional())
    if words:
        call.write(words)
    else:
        call.lost("a number and a unit were expected.")


def value(call: Call) -> None:
    """``{{val|1.5|0.2|e=6|u=km}}`` reads as "1.5 ± 0.2×10^6 km"."""
    numbers = [number for number in call.positional() if number]
    exponent, unit = call.text("e"), call.text("u", "ul", "up", "upl")
    power = f"×10^{exponent}" if exponent else ""
    prefix = call.text("p")
    call.write(f"{prefix}{' ± '.join(numbers[:2])}{power} {unit}".strip())


def joined(call: Call) -> None:
    """``{{gaps|1|234}}`` and ``{{chem|H|2|O}}``: the arguments side by side."""
    call.write("".join(call.positional()))


def fraction(call: Call) -> None:
    """``{{frac|3|1|2}}`` reads as "3 1/2"."""
    parts = call.positional()
    whole = f"{parts[0]} " if len(parts) == 3 else ""
    call.write(whole + "/".join(("1", *parts) if len(parts) == 1 else parts[-2:]))


def money(symbol: str, call: Call) -> None:
    """``{{euro|5 million}}`` reads as "€5 million"."""
    call.write(symbol + call.text("1"))


def percentage(call: Call) -> None:
    """``{{percent|1|4}}`` is worked out by the page; its terms are kept: "1/4"."""
    call.write("/".join(call.positional()[:2]))


def _input(arguments: tuple[str, ...]) -> str:
    """Numbers joined and followed by their unit, up to where what to convert to begins."""
    words = ""
    position = 0
    while position < len(arguments) and _is_number(arguments[position]):
        words += arguments[position]
        position += 1
        joint = _JOINTS.get(arguments[position]) if position < len(arguments) else None
        if joint is not None:
            words += joint
            position += 1
            continue
        if position == len(arguments) or not arguments[position]:
            return ""
        words += f" {_unit(arguments[position])}"
        if not _goes_on(arguments[position + 1 :], arguments[position]):
            return words
        words += " "
        position += 1
    return ""


def _goes_on(rest: tuple[str, ...], unit: str) -> bool:
    """Whether a second number and a smaller unit follow: ``5|ft|6|in``, ``3|lb|2|oz``."""
    smaller = {
        "ft": ("in",),
        "mi": ("ft", "yd", "furlong"),
        "yd": ("ft", "in"),
        "lb": ("oz",),
        "st": ("lb",),
        "min": ("s",),
        "h": ("min", "s"),
        "d": ("h",),
        "m": ("cm",),
    }
    return len(rest) > 1 and _is_number(rest[0]) and (rest[1] in smaller.get(unit, ()))


def _unit(code: str) -> str:
    power = _POWER.match(code)
    bare = code[power.end() :] if power else code
    return (_POWERS[power[1]] if power else "") + _UNITS.get(bare, bare)


def _is_number(words: str) -> bool:
    return len(words) <= _LONGEST_NUMBER and _NUMBER.fullmatch(words) is not None
