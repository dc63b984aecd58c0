"""The table of units against pint, an independent oracle, and the rounding that it states."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.units import UNITS, Unit, UnitError, convert, unit, unit_at

# Pint's names where its own parser reads our symbol otherwise or not at all.
_PINT = {
    "t": "metric_ton",
    "short ton": "short_ton",
    "long ton": "long_ton",
    "in": "inch",
    "nmi": "nautical_mile",
    "AU": "astronomical_unit",
    "ly": "light_year",
    "m2": "m**2",
    "cm2": "cm**2",
    "sqft": "foot**2",
    "deg": "degree",
    "arcmin": "arcminute",
    "arcsec": "arcsecond",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "kn": "knot",
    "mph": "mile/hour",
    "lbf": "pound_force",
    "yr": "year",
    "rev/d": "count/day",
}
# Pint's year has a fixed length; a calendar's has not, so months have no oracle but 12 a year.
_WITHOUT_ORACLE = {"mo", "yr"}
_BASES = {
    "mass": "kg",
    "length": "m",
    "area": "m**2",
    "angle": "degree",
    "time": "s",
    "speed": "m/s",
    "power": "W",
    "force": "N",
    "pressure": "Pa",
    "frequency": "Hz",
    "data rate": "bit/s",
    "rotation": "count/day",
}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    return pint.UnitRegistry(non_int_type=Decimal)


@pytest.mark.parametrize(
    "row", [u for u in UNITS if u.symbol not in _WITHOUT_ORACLE], ids=lambda u: u.symbol
)
def test_every_unit_is_pints(row: Unit, registry: pint.UnitRegistry[Decimal]) -> None:
    name = _PINT.get(row.symbol, row.symbol)
    theirs = registry.Quantity(Decimal(1), name).to(_BASES[row.dimension]).magnitude
    ours = row.factor / row.divisor
    assert abs(Decimal(theirs) - ours) <= abs(ours) * Decimal("1e-24")


def test_a_year_is_twelve_months_and_no_number_of_days() -> None:
    assert convert(Decimal("3.5"), "yr", "mo") == 42
    with pytest.raises(UnitError, match="calendar time"):
        convert(Decimal(1), "mo", "d")


def test_every_unit_has_its_own_symbol_and_qudt_name() -> None:
    assert len({u.symbol for u in UNITS}) == len(UNITS)
    assert len({u.qudt for u in UNITS}) == len(UNITS)
    spellings = [s for u in UNITS for s in u.symbols]
    assert len(set(spellings)) == len(spellings)
    words = [w for u in UNITS for w in u.words]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        # Apollo 1: 45000 lb, with the pound of 1959 (0.45359237 kg).
        ("45000", "lb", "kg", "20411.65665"),
        ("120", "nmi", "km", "222.24"),
        ("137", "nmi", "km", "253.724"),
        ("5", "wk", "s", "3024000"),
        ("1", "mph", "m/s", "0.44704"),
        ("36", "km/h", "m/s", "10"),
        ("193.0", "km", "km", "193.0"),
    ],
)
def test_conversion_is_exact(value: str, source: str, target: str, expected: str) -> None:
    assert convert(Decimal(value), source, target) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1", "arcmin", "deg", "0.0166666666667"),
        ("100", "s", "min", "1.66666666667"),
        ("1", "rad", "deg", "57.2957795131"),
        # 10^-18 is the last place that Oxigraph's decimals hold.
        ("1", "mg", "long ton", "0.000000000984206528"),
    ],
)
def test_an_endless_conversion_is_rounded_as_stated(
    value: str, source: str, target: str, expected: str
) -> None:
    assert convert(Decimal(value), source, target) == Decimal(expected)


@given(
    st.decimals(min_value="0.001", max_value="10000000", places=3),
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
)
def test_there_and_back(value: Decimal, source: Unit, target: Unit) -> None:
    if source.dimension is not target.dimension:
        with pytest.raises(UnitError):
            convert(value, source.symbol, target.symbol)
        return
    there = convert(value, source.symbol, target.symbol)
    assert -int(there.as_tuple().exponent) <= 18
    if abs(there) > Decimal("1e-6"):
        back = convert(there, target.symbol, source.symbol)
        assert abs(back - value) <= value * Decimal("1e-11")


def test_units_are_found_by_symbol_and_by_qudt_name() -> None:
    assert unit("kg") is unit("KiloGM") is unit("unit:KiloGM")
    with pytest.raises(UnitError, match="furlong"):
        unit("furlong")


@pytest.mark.parametrize("row", UNITS, ids=lambda u: u.symbol)
def test_every_spelling_is_read(row: Unit) -> None:
    for spelling in (*row.symbols, *row.words):
        written = unit_at(f"{spelling} of", 0)
        assert written is not None, spelling
        assert written.candidates == (row,), spelling
        assert written.end == len(spelling)


@pytest.mark.parametrize("text", ["m³", "kg/m3", "km per day", "°C", "°N", "mission", "mm2x", "K"])
def test_part_of_a_unit_is_none(text: str) -> None:
    assert unit_at(text, 0) is None
