"""Units of measure and exact conversion between them.

The table holds what articles on spaceflight use. A factor is the unit's exact definition (the
SI brochure, the international yard and pound agreement of 1959, IAU 2012 for the astronomical
unit), kept as a quotient of two decimals so that nothing is rounded before the end. The
radian alone has no exact decimal factor. ``tests/values/test_units.py`` compares every row
with pint, which itself stays out: importing it costs more than building an article may.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum


class Dimension(StrEnum):
    """What a unit measures. A calendar month has no fixed length, so it is no ``TIME``."""

    MASS = "mass"
    LENGTH = "length"
    AREA = "area"
    ANGLE = "angle"
    TIME = "time"
    CALENDAR = "calendar time"
    SPEED = "speed"
    POWER = "power"
    FORCE = "force"
    PRESSURE = "pressure"
    FREQUENCY = "frequency"
    DATA_RATE = "data rate"
    ROTATION = "rotation"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``factor / divisor`` of the base unit of its dimension.

    ``qudt`` is its local name in the QUDT unit vocabulary (``KiloGM``). ``symbols`` are read
    as written, ``words`` in any case and with or without a plural s.
    """

    symbol: str
    dimension: Dimension
    factor: Decimal
    divisor: Decimal
    qudt: str
    symbols: tuple[str, ...]
    words: tuple[str, ...]


class UnitError(ValueError):
    """An unknown unit, or two units of different dimensions."""


def _row(dimension: Dimension, symbol: str, factor: str, qudt: str, *spellings: str) -> Unit:
    """One row of the table: ``spellings`` are further symbols, then words, separated by ``|``.

    The symbol itself is a spelling too. A factor may be a quotient (``1/60``).
    """
    symbols, words = spellings
    numerator, _, denominator = factor.partition("/")
    return Unit(
        symbol=symbol,
        dimension=dimension,
        factor=Decimal(numerator),
        divisor=Decimal(denominator or "1"),
        qudt=qudt,
        symbols=(symbol, *filter(None, symbols.split("|"))),
        words=tuple(filter(None, words.split("|"))),
    )


_D = Dimension
UNITS: tuple[Unit, ...] = (
    _row(_D.MASS, "kg", "1", "KiloGM", "Kg|KG|kgs", "kilogram|kilogramme|kilo"),
    _row(_D.MASS, "g", "0.001", "GM", "", "gram|gramme"),
    _row(_D.MASS, "mg", "0.000001", "MilliGM", "", "milligram|milligramme"),
    _row(_D.MASS, "t", "1000", "TONNE", "", "tonne|metric ton|metric tonne"),
    _row(_D.MASS, "lb", "0.45359237", "LB", "lbs|lbm", "pound"),
    _row(_D.MASS, "oz", "0.028349523125", "OZ", "", "ounce"),
    _row(_D.MASS, "short ton", "907.18474", "TON_SHORT", "", "short ton"),
    _row(_D.MASS, "long ton", "1016.0469088", "TON_LONG", "", "long ton"),
    _row(_D.LENGTH, "m", "1", "M", "", "metre|meter"),
    _row(_D.LENGTH, "km", "1000", "KiloM", "Km|KM|kms", "kilometre|kilometer"),
    _row(_D.LENGTH, "cm", "0.01", "CentiM", "", "centimetre|centimeter"),
    _row(_D.LENGTH, "mm", "0.001", "MilliM", "", "millimetre|millimeter"),
    _row(_D.LENGTH, "µm", "0.000001", "MicroM", "μm|um", "micrometre|micrometer|micron"),
    _row(_D.LENGTH, "nm", "0.000000001", "NanoM", "", "nanometre|nanometer"),
    _row(_D.LENGTH, "in", "0.0254", "IN", "", "inch|inche"),
    _row(_D.LENGTH, "ft", "0.3048", "FT", "", "foot|feet"),
    _row(_D.LENGTH, "yd", "0.9144", "YD", "", "yard"),
    _row(_D.LENGTH, "mi", "1609.344", "MI", "", "mile|statute mile"),
    _row(_D.LENGTH, "nmi", "1852", "MI_N", "NM", "nautical mile"),
    _row(_D.LENGTH, "AU", "149597870700", "AU", "au", "astronomical unit"),
    _row(_D.LENGTH, "ly", "9460730472580800", "LY", "", "light-year|light year"),
    _row(_D.AREA, "m2", "1", "M2", "m²|sqm", "square metre|square meter"),
    _row(_D.AREA, "cm2", "0.0001", "CentiM2", "cm²", "square centimetre|square centimeter"),
    _row(_D.AREA, "sqft", "0.09290304", "FT2", "sq ft|ft²|ft2", "square foot|square feet"),
    _row(_D.ANGLE, "deg", "1", "DEG", "°|˚|º", "degree"),
    _row(_D.ANGLE, "arcmin", "1/60", "ARCMIN", "′", "arcminute|arc minute"),
    _row(_D.ANGLE, "arcsec", "1/3600", "ARCSEC", "″", "arcsecond|arc second"),
    _row(_D.ANGLE, "rad", "57.295779513082320876798154814", "RAD", "", "radian"),
    _row(_D.TIME, "s", "1", "SEC", "sec|secs|sec.", "second"),
    _row(_D.TIME, "ms", "0.001", "MilliSEC", "", "millisecond"),
    _row(_D.TIME, "min", "60", "MIN", "mins|min.", "minute"),
    _row(_D.TIME, "h", "3600", "HR", "hr|hrs|hr.", "hour"),
    _row(_D.TIME, "d", "86400", "DAY", "", "day"),
    _row(_D.TIME, "wk", "604800", "WK", "wks", "week"),
    _row(_D.CALENDAR, "mo", "1", "MO", "", "month"),
    _row(_D.CALENDAR, "yr", "12", "YR", "yrs", "year"),
    _row(_D.SPEED, "m/s", "1", "M-PER-SEC", "", "metre per second|meter per second"),
    _row(
        _D.SPEED, "km/s", "1000", "KiloM-PER-SEC", "", "kilometre per second|kilometer per second"
    ),
    _row(
        _D.SPEED,
        "km/h",
        "1/3.6",
        "KiloM-PER-HR",
        "kph|kmh",
        "kilometre per hour|kilometer per hour",
    ),
    _row(_D.SPEED, "mph", "0.44704", "MI-PER-HR", "mi/h", "mile per hour"),
    _row(_D.SPEED, "ft/s", "0.3048", "FT-PER-SEC", "fps", "foot per second|feet per second"),
    _row(_D.SPEED, "kn", "1852/3600", "KN", "kt|kts", "knot"),
    _row(_D.POWER, "W", "1", "W", "", "watt"),
    _row(_D.POWER, "mW", "0.001", "MilliW", "", "milliwatt"),
    _row(_D.POWER, "kW", "1000", "KiloW", "KW", "kilowatt"),
    _row(_D.POWER, "MW", "1000000", "MegaW", "", "megawatt"),
    _row(_D.POWER, "hp", "745.69987158227022", "HP", "", "horsepower"),
    _row(_D.FORCE, "N", "1", "N", "", "newton"),
    _row(_D.FORCE, "kN", "1000", "KiloN", "", "kilonewton"),
    _row(_D.FORCE, "MN", "1000000", "MegaN", "", "meganewton"),
    _row(
        _D.FORCE,
        "lbf",
        "4.4482216152605",
        "LB_F",
        "",
        "pound-force|pounds-force|pound force|pound of thrust|pounds of thrust|pounds of force",
    ),
    _row(_D.PRESSURE, "Pa", "1", "PA", "", "pascal"),
    _row(_D.PRESSURE, "kPa", "1000", "KiloPA", "", "kilopascal"),
    _row(_D.PRESSURE, "MPa", "1000000", "MegaPA", "", "megapascal"),
    _row(_D.PRESSURE, "bar", "100000", "BAR", "bars", ""),
    _row(
        _D.PRESSURE,
        "psi",
        "4.4482216152605/0.00064516",
        "LB_F-PER-IN2",
        "psia",
        "pound per square inch|pounds per square inch",
    ),
    _row(_D.FREQUENCY, "Hz", "1", "HZ", "", "hertz"),
    _row(_D.FREQUENCY, "kHz", "1000", "KiloHZ", "KHz", "kilohertz"),
    _row(_D.FREQUENCY, "MHz", "1000000", "MegaHZ", "Mhz", "megahertz"),
    _row(_D.FREQUENCY, "GHz", "1000000000", "GigaHZ", "Ghz", "gigahertz"),
    _row(_D.DATA_RATE, "bit/s", "1", "BIT-PER-SEC", "bps|b/s", "bit per second|bits per second"),
    _row(_D.DATA_RATE, "kbit/s", "1000", "KiloBIT-PER-SEC", "kbps|kb/s", "kilobit per second"),
    _row(_D.DATA_RATE, "Mbit/s", "1000000", "MegaBIT-PER-SEC", "Mbps|Mb/s", "megabit per second"),
    _row(
        _D.DATA_RATE, "Gbit/s", "1000000000", "GigaBIT-PER-SEC", "Gbps|Gb/s", "gigabit per second"
    ),
    _row(
        _D.ROTATION,
        "rev/d",
        "1",
        "REV-PER-DAY",
        "rev/day|revs/day|orbits/day",
        "revolution per day|revolutions per day|orbit per day|orbits per day|rev per day",
    ),
)

_BY_NAME: dict[str, Unit] = {u.symbol: u for u in UNITS}
_BY_QUDT: dict[str, Unit] = {u.qudt: u for u in UNITS}
_BY_SPELLING: dict[str, Unit] = {s: u for u in UNITS for s in u.symbols}


def _plurals(word: str) -> tuple[str, ...]:
    """``word`` and its plural: that of the first noun where ``per`` follows it."""
    head, per, rest = word.partition(" per ")
    return word, f"{head}s{per}{rest}"


_BY_WORD: dict[str, Unit] = {form: u for u in UNITS for word in u.words for form in _plurals(word)}


def unit(name: str) -> Unit:
    """The unit of a symbol of the table (``kg``) or of a QUDT name (``KiloGM``, ``unit:KiloGM``).

    Raises ``UnitError`` where neither is known.
    """
    found = _BY_NAME.get(name) or _BY_QUDT.get(name.removeprefix("unit:"))
    if found is None:
        raise UnitError(f"no unit is called {name!r}: use one of {', '.join(_BY_NAME)}")
    return found


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """The spelling of a unit at ``text[start:end]``.

    More than one candidate, likeliest first, where the word is ambiguous (``tons``).
    """

    start: int
    end: int
    candidates: tuple[Unit, ...]


_TONS = (_BY_NAME["t"], _BY_NAME["short ton"], _BY_NAME["long ton"])
_LETTERS = re.compile(r"[A-Za-zµμ][\w²³/^·-]*\.?(?:\s[A-Za-z]+){0,3}")
_SIGN_OF_ANGLE = re.compile(r"[°˚º′″](?![\w²³]|\s?[CFKNSEW]\b)")
_PER = re.compile(r"\sper\s")
_TAIL = re.compile(r"[.-][\w-]*")


def unit_at(text: str, position: int) -> WrittenUnit | None:
    """The unit spelled at ``position``, the longest that is there, or ``None``.

    Only a whole unit counts: ``5 m`` has one, ``5 mm`` another, ``5 m³``, ``5 kg/m3``,
    ``5 km per day``, ``5 °C`` and a coordinate's ``5°N`` have none.
    """
    if sign := _SIGN_OF_ANGLE.match(text, position):
        return WrittenUnit(position, sign.end(), (_BY_SPELLING[sign[0]],))
    letters = _LETTERS.match(text, position)
    if letters is None:
        return None
    words = letters[0].split()
    for count in range(len(words), 0, -1):
        spelling = " ".join(words[:count])
        for form in (spelling, spelling.rstrip("."), _TAIL.sub("", spelling)):
            candidates = _spelled(form)
            end = position + len(form)
            if candidates and not _PER.match(text, end):
                return WrittenUnit(position, end, candidates)
    return None


def _spelled(words: str) -> tuple[Unit, ...]:
    found = _BY_SPELLING.get(words) or _BY_WORD.get(words.casefold())
    if found:
        return (found,)
    return _TONS if words.casefold() in {"ton", "tons"} else ()


_SIGNIFICANT = 12
_FRACTION_DIGITS = 18


def convert(value: Decimal, source: str, target: str) -> Decimal:
    """``value`` in ``source`` units as ``target`` units; both as ``unit()`` takes them.

    *Rounding, as stated for the whole dataset*: a conversion is exact wherever the result has
    a finite decimal expansion, because the units are defined so: 45000 lb is 20411.65665 kg,
    no less. How well a source knew its number is another question, one that the digits of a
    published value must not answer by destroying it: a value rounded to the source's figures
    can no longer be converted back, and 4 in would become 0.1 m. The words as written stay
    with every statement and carry the source's precision. Where the expansion is infinite
    (sixtieths, 3.6, radians), or finer than the 18 decimal places that Oxigraph's decimals
    hold, the result is rounded half to even to 12 significant figures: beyond any measurement,
    and within those places.

    Raises ``UnitError`` for an unknown unit or two dimensions.
    """
    origin, goal = unit(source), unit(target)
    if origin.dimension is not goal.dimension:
        raise UnitError(
            f"{origin.symbol} measures {origin.dimension}, {goal.symbol} {goal.dimension}: "
            "one cannot be converted to the other"
        )
    if origin is goal:
        return value
    with localcontext() as context:
        context.prec = 100
        context.rounding = ROUND_HALF_EVEN
        numerator = value * origin.factor * goal.divisor
        denominator = origin.divisor * goal.factor
        exact = numerator / denominator
        finite = exact * denominator == numerator and len(exact.as_tuple().digits) < 60
        plain = exact.normalize()
        places = -int(plain.as_tuple().exponent)
        inexact_unit = "rad" in {origin.symbol, goal.symbol}
        if not finite or places > _FRACTION_DIGITS or inexact_unit:
            context.prec = _SIGNIFICANT
            plain = (+exact).normalize()
            if -int(plain.as_tuple().exponent) > _FRACTION_DIGITS:
                context.prec = 100
                plain = plain.quantize(Decimal(1).scaleb(-_FRACTION_DIGITS)).normalize()
        return Decimal(format(plain, "f"))
