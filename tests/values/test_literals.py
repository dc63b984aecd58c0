"""Canonical literals are what a pyoxigraph store gives back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from downrange.values.literals import (
    date_literal,
    date_time_literal,
    decimal_literal,
    integer_literal,
    year_literal,
    year_month_literal,
)

_S = NamedNode("https://example.org/s")


def _through_a_store(literal: Literal) -> Literal:
    store = Store()
    store.add(Quad(_S, _S, literal))
    (quad,) = store.quads_for_pattern(None, None, None)
    assert isinstance(quad.object, Literal)
    # A function of SPARQL makes the store compute with the value and write it afresh.
    solutions = store.query("SELECT (COALESCE(?o + 0, ?o) AS ?v) { ?s ?p ?o }")
    (row,) = solutions  # type: ignore[misc, union-attr]
    computed = row["v"]  # type: ignore[index, call-overload]
    assert isinstance(computed, Literal)
    assert computed == quad.object
    return quad.object


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("7285", "7285"),
        ("193.0", "193"),
        ("1.50", "1.5"),
        ("1E+3", "1000"),
        ("2.135E+9", "2135000000"),
        ("-0.250", "-0.25"),
        ("0.000", "0"),
        ("-0.0", "0"),
        ("1E-9", "0.000000001"),
    ],
)
def test_decimals_have_one_form(value: str, words: str) -> None:
    literal = decimal_literal(Decimal(value))
    assert literal.value == words
    assert _through_a_store(literal) == literal


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=12))
def test_decimals_survive_a_store(value: Decimal) -> None:
    literal = decimal_literal(value)
    assert Decimal(literal.value) == value
    assert _through_a_store(literal) == literal


def test_what_is_no_decimal_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        decimal_literal(Decimal("NaN"))


@given(st.integers(min_value=-(2**62), max_value=2**62))
def test_integers_survive_a_store(value: int) -> None:
    literal = integer_literal(value)
    assert int(literal.value) == value
    assert _through_a_store(literal) == literal


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1000 <= moment.year < 3000))
def test_times_survive_a_store(moment: datetime) -> None:
    literal = date_time_literal(moment)
    assert literal.value.endswith("Z")
    assert datetime.fromisoformat(literal.value) == moment
    store = Store()
    store.add(Quad(_S, _S, literal))
    (quad,) = store.quads_for_pattern(None, None, None)
    assert quad.object == literal


def test_a_time_is_written_in_utc() -> None:
    moscow = timezone(timedelta(hours=3))
    literal = date_time_literal(datetime(2016, 12, 1, 17, 51, 52, tzinfo=moscow))
    assert literal.value == "2016-12-01T14:51:52Z"
    with pytest.raises(ValueError, match="no zone"):
        date_time_literal(datetime(2016, 12, 1))  # noqa: DTZ001 - the point of the test


def test_dates_months_and_years() -> None:
    assert date_literal(date(1992, 2, 10)).value == "1992-02-10"
    assert year_month_literal(2016, 3).value == "2016-03"
    assert year_literal(2014).value == "2014"
