from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.quantities import Quantity, find_quantities, parse_quantity
from downrange.values.units import UNITS, Dimension, Unit, UnitError


@pytest.mark.parametrize(
    ("text", "target", "low", "high"),
    [
        # As the infoboxes of real articles write them.
        ("7,156 kilograms (15,776 lb)", "kg", "7156", "7156"),
        ("7285 kg", "kg", "7285", "7285"),
        ("360\u00a0kg (794\u00a0lb)", "kg", "360", "360"),
        ("45000 lb", "kg", "20411.65665", "20411.65665"),
        ("120 nmi (planned)", "km", "222.24", "222.24"),
        ("193.0 km", "km", "193", "193"),
        ("51.66°", "deg", "51.66", "51.66"),
        ("51.6 degrees", "deg", "51.6", "51.6"),
        ("51.6˚", "deg", "51.6", "51.6"),
        ("88.59 minutes", "min", "88.59", "88.59"),
        ("1 hour, 28 minutes", "min", "88", "88"),
        ("410–430 km", "km", "410", "430"),
        ("410 to 430 km", "km", "410", "430"),
        ("between 46 and 52 m", "m", "46", "52"),
        ("0.9 km to 1.2 km", "km", "0.9", "1.2"),
        ("46\u00a0watts", "W", "46", "46"),
        ("7,080 kN", "kN", "7080", "7080"),
        ("1.5 t", "kg", "1500", "1500"),
        ("10 000 km", "km", "10000", "10000"),
        ("100 ± 5 km", "km", "100", "100"),
        ("15.54 rev/day", "rev/d", "15.54", "15.54"),
        ("7.8 km/s", "km/s", "7.8", "7.8"),
        ("2.25 GHz", "MHz", "2250", "2250"),
        ("110 g", "kg", "0.11", "0.11"),
        ("six kilometres", "m", "6000", "6000"),
    ],
)
def test_infobox_values(text: str, target: str, low: str, high: str) -> None:
    quantity = parse_quantity(text, target)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))
    assert quantity.unit == target
    assert quantity.value == (Decimal(low) if low == high else None)


@pytest.mark.parametrize(
    "text",
    ["", "Failed to orbit", "7285", "7285 km", "UTC", "( away from ...)", "s/n 434", "kg"],
)
def test_no_mass(text: str) -> None:
    assert parse_quantity(text, "kg") is None


def test_an_unknown_target_is_an_error() -> None:
    with pytest.raises(UnitError, match="stone"):
        parse_quantity("7285 kg", "stone")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 2450 kg", "about"),
        ("approximately 3500 km", "about"),
        ("~5 t", "about"),
        ("an estimated 17.1 km/h", "about"),
        ("Up to 14 km", "at most"),
        ("at least 5 km", "at least"),
        ("5 km or more", "at least"),
        ("nearly 30 km", "almost"),
        ("just under 12 km", "almost"),
        ("just over 5 km", "over"),
        ("over 20000 kg", "over"),
        ("more than 3 km", "more than"),
        ("less than 3 km", "less than"),
        ("2450 kg", ""),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.qualifier == qualifier
    assert text[quantity.whole_start : quantity.whole_end] == text
    number_and_unit = text[quantity.start : quantity.end]
    assert re.fullmatch(r"[\d.]+ [a-z/]+", number_and_unit) or text.startswith("~")


def test_a_conversion_is_no_second_quantity() -> None:
    text = "400,171\u00a0km (248,655\u00a0mi) from Earth, 46.0 m (151 ft; 50.3 yd) high"
    words = [text[q.whole_start : q.whole_end] for q in find_quantities(text)]
    assert words == ["400,171\u00a0km (248,655\u00a0mi)", "46.0 m (151 ft; 50.3 yd)"]
    assert [q.unit for q in find_quantities("1 m (3 ft) wide, 20 t (22 tons)")] == ["m", "t"]
    respectively = "58.3 and 170.4 nautical miles (108.0 and 315.6 km, respectively)"
    assert [q.unit for q in find_quantities(respectively)] == ["nmi"]


@pytest.mark.parametrize("text", ["410 km (430 mi)", "120 nmi (222 km planned)", "5 km (5 kg)"])
def test_what_only_looks_like_a_conversion(text: str) -> None:
    first = next(find_quantities(text))
    assert text[first.whole_start : first.whole_end] == text[: text.index(" (")]


def test_tons_say_how_they_were_read() -> None:
    alone = parse_quantity("737 tons", "kg")
    short = parse_quantity("20 tons (40,000 lb)", "kg")
    long = parse_quantity("20 tons (44,800 lb)", "kg")
    assert alone is not None
    assert short is not None
    assert long is not None
    assert (alone.low, short.low, long.low) == (
        737000,
        Decimal("18143.6948"),
        Decimal("20320.938176"),
    )
    assert "tonnes" in alone.interpretation
    assert "short tons" in short.interpretation
    assert "long tons" in long.interpretation


@pytest.mark.parametrize(
    "text",
    [
        "Progress M-27M and 65P, engine 11D55, s/n 434, B1018",
        "Site 1/5 m",
        "the 1960s and the 80s",
        "21°38′24″S 165°21′42″W",
        "at 27 °C",
        "a load of 4 g",
        "in 2016 13 in space",
        "launched 3 in 2016",
        "propellant valves of all five second-stage engines",
        "eleven-year-old Kevin",
        "5 km per day",
        "1000 kg/m3",
        "10 m³",
        "$165 m",
        "Apollo 13 150 km",
        "430 to 410 km",
        "5'000 kg",
        "1,5 t",
        "1.2e3 kg",
    ],
)
def test_false_friends(text: str) -> None:
    found = [text[q.start : q.end] for q in find_quantities(text)]
    assert found in ([], ["410 km"]), found


def test_the_article(article: Path, shared: Path) -> None:
    path = article if article.is_file() else shared / "documents/text/progress-ms-04.txt"
    text = path.read_text(encoding="utf-8")
    prose = text.index("Progress MS-04 (Прогресс")
    found = [
        (q.low, q.unit, q.qualifier)
        for q in find_quantities(text)
        if q.start > prose and q.dimension not in {Dimension.TIME, Dimension.CALENDAR}
    ]
    assert found == [
        (2400, "kg", ""),
        (3500, "km", "about"),
        (2450, "kg", "about"),
        (705, "kg", ""),
        (50, "kg", ""),
        (420, "kg", ""),
    ]


_READABLE = [u for u in UNITS if u.symbol not in {"in", "g", "N"}]


@given(
    st.decimals(min_value="0.001", max_value="999999", places=3),
    st.sampled_from(_READABLE),
    st.sampled_from(["{} {}", "{}\u00a0{}", "about {} {},", "weighs {} {}.", "({} {})"]),
)
def test_a_written_quantity_is_read_back(value: Decimal, row: Unit, layout: str) -> None:
    for spelling in (row.symbol, *row.words):
        text = layout.format(f"{value:,}", spelling)
        (quantity,) = find_quantities(text)
        assert quantity.low == quantity.high == value
        assert quantity.unit == row.symbol
        words = text[quantity.start : quantity.end]
        assert words.startswith(f"{value:,}")


_REGISTRY: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)


@given(
    st.decimals(min_value="1", max_value="999999", places=2),
    st.sampled_from([("lb", "kg"), ("nmi", "km"), ("ft", "m"), ("mi", "km"), ("oz", "kg")]),
)
def test_conversion_agrees_with_pint(value: Decimal, units: tuple[str, str]) -> None:
    source, target = units
    quantity = parse_quantity(f"{value} {source}", target)
    assert quantity is not None
    name = "nautical_mile" if source == "nmi" else source
    theirs = Decimal(_REGISTRY.Quantity(value, name).to(target).magnitude)
    assert abs(quantity.low - theirs) <= theirs * Decimal("1e-20")


@given(st.text(alphabet="0123456789., –-+()kgmtonsabut\u00a0/°′½\n", max_size=60))
def test_any_text_is_survived_and_spans_fit(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert isinstance(quantity, Quantity)
        assert end <= quantity.start < quantity.end <= quantity.whole_end <= len(text)
        assert quantity.whole_start <= quantity.start
        assert quantity.low <= quantity.high
        end = quantity.end
