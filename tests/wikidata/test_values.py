"""Values and statements as Wikidata's JSON has them, and as it should not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from downrange.errors import LinkError
from downrange.namespaces import expand
from downrange.wikidata.item import Rank, WikidataItem
from downrange.wikidata.units import factor, quantity_words
from downrange.wikidata.values import (
    CoordinatesValue,
    ItemValue,
    QuantityValue,
    Special,
    TextValue,
    TimeValue,
    Unreadable,
    Value,
    read_value,
)
from tests.wikidata.shapes import (
    JULIAN,
    Json,
    entity,
    item,
    place,
    quantity,
    snak,
    statement,
    text,
    time,
)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (item("Q190795"), ItemValue("Q190795")),
        ({"value": {"entity-type": "item", "numeric-id": 190795}}, ItemValue("Q190795")),
        (text("2016-099A"), TextValue("2016-099A")),
        ({"value": {"text": "Прогресс", "language": "ru"}}, TextValue("Прогресс", "ru")),
        (time("+2016-12-01"), TimeValue(2016, 12, 1, 11)),
        (time("+2016-12-00", 10), TimeValue(2016, 12, 0, 10)),
        (time("+2016-12-01", 9), TimeValue(2016, 0, 0, 9)),
        (time("+2016-12-01", 14), TimeValue(2016, 12, 1, 11)),
        (time("+1752-09-02", 11, JULIAN), TimeValue(1752, 9, 2, 11, "Julian")),
        (quantity("+7285", "Q11570"), QuantityValue(Decimal(7285), "Q11570")),
        (
            quantity("+7285", "Q11570", "+7284.5", "+7285.5"),
            QuantityValue(Decimal(7285), "Q11570", Decimal("7284.5"), Decimal("7285.5")),
        ),
        (quantity("+34"), QuantityValue(Decimal(34))),
        (
            place(45.9203, 63.3422, 1e-05),
            CoordinatesValue(Decimal("45.9203"), Decimal("63.3422"), Decimal("0.00001")),
        ),
        ("somevalue", Special.UNKNOWN),
        ("novalue", Special.NONE),
    ],
)
def test_each_type_of_value(data: Json | str, value: Value) -> None:
    assert read_value(snak("P1", data)) == value


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"value": None},
        {"value": {}},
        {"value": {"id": "L42"}},
        {"value": {"id": "Q1; DROP"}},
        {"value": {"time": "1 December 2016", "precision": 11}},
        {"value": {"time": "+2016-12-01T00:00:00Z"}},
        {"value": {"amount": "1e999999999", "unit": "1"}},
        {"value": {"amount": "7285", "unit": "kilogram"}},
        {"value": {"amount": True, "unit": "1"}},
        {"value": {"latitude": 45.9}},
        {"value": {"latitude": "north", "longitude": "east"}},
    ],
)
def test_what_is_not_as_the_format_says_is_kept_as_unreadable(data: Json) -> None:
    assert isinstance(read_value(snak("P1", data)), Unreadable)


def test_statements_come_by_rank_with_qualifiers_and_references() -> None:
    reference = {"P854": text("https://example.org/"), "P813": time("+2020-01-01")}
    read = WikidataItem.read(
        entity(
            "Q990000001",
            "x",
            statement("P2067", quantity("+1", "Q11570"), "deprecated"),
            statement("P2067", quantity("+2", "Q11570"), qualifiers={"P585": time("+2016-12-01")}),
            statement("P2067", quantity("+3", "Q11570"), "preferred", references=[reference]),
        )
    )
    said = read.statements["P2067"]
    assert [s.rank for s in said] == [Rank.PREFERRED, Rank.NORMAL, Rank.DEPRECATED]
    assert [q.property for q in said[1].qualifiers] == ["P585"]
    assert [[s.property for s in one] for one in said[0].references] == [["P854", "P813"]]


@pytest.mark.parametrize("claims", [[], None, {"P1": None}, {"P1": ["odd", 7]}, "claims"])
def test_claims_that_are_none_do_no_harm(claims: object) -> None:
    # PHP writes an empty map as an empty list.
    read = WikidataItem.read({"id": "Q990000001", "claims": claims})
    said = [s for group in read.statements.values() for s in group]
    assert all(isinstance(s.value, Unreadable) for s in said)


@pytest.mark.parametrize("name", ["P31", "", "Q0", "L1", "q5"])
def test_what_is_no_item_is_refused(name: str) -> None:
    with pytest.raises(LinkError, match="no id of a Wikidata item"):
        WikidataItem.read({"id": name})


@pytest.mark.parametrize(
    ("theirs", "ours", "size"),
    [
        ("Q191118", "unit:KiloGM", "1000"),
        ("Q11573", "unit:KiloM", "0.001"),
        ("Q25235", "unit:MIN", "60"),
        ("Q573", "unit:SEC", "86400"),
        ("", "unit:UNITLESS", "1"),
    ],
)
def test_units_convert_exactly(theirs: str, ours: str, size: str) -> None:
    assert factor(theirs, expand(ours)) == Decimal(size)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("Q7727", "unit:KiloGM"), ("Q990000900", "unit:KiloGM"), ("", "unit:W")]
)
def test_what_does_not_convert_is_not_guessed(theirs: str, ours: str) -> None:
    assert factor(theirs, expand(ours)) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (QuantityValue(Decimal(7285), "Q11570"), "7285 kg"),
        (
            QuantityValue(Decimal("7.285"), "Q191118", Decimal("7.28"), Decimal("7.29")),
            "7.285 ± 0.005 t",
        ),
        (QuantityValue(Decimal(5), "", Decimal(4), Decimal(7)), "5 (from 4 to 7)"),
        (QuantityValue(Decimal(16061), "Q990000900"), "16061 Q990000900"),
    ],
)
def test_quantities_in_words(value: QuantityValue, words: str) -> None:
    assert quantity_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (TimeValue(2016, 12, 1, 11), "2016-12-01"),
        (TimeValue(2016, 12, 0, 10), "2016-12"),
        (TimeValue(2016, 0, 0, 9), "2016"),
        (TimeValue(2010, 0, 0, 8), "2010 (decade)"),
        (TimeValue(1752, 9, 2, 11, "Julian"), "1752-09-02 (Julian)"),
    ],
)
def test_times_in_words(value: TimeValue, words: str) -> None:
    assert str(value) == words
