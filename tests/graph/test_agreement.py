"""How two values of one question stand to each other: by examples, and by what must hold of all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from downrange.graph.agreement import Agreement, compare
from downrange.graph.model import Statement
from downrange.values.literals import (
    XSD_DATE,
    XSD_DATE_TIME,
    XSD_G_YEAR,
    XSD_G_YEAR_MONTH,
    decimal_literal,
    integer_literal,
)
from tests.graph.building import fact

NUMBERS = st.decimals(-10_000, 10_000, places=2).map(decimal_literal) | st.integers(
    -10_000, 10_000
).map(integer_literal)
QUALIFIERS = st.sampled_from(
    ["", "about", "almost", "at least", "at most", "more than", "less than", "over"]
)
TIMES = st.datetimes().flatmap(
    lambda moment: st.sampled_from(
        [
            (Literal(f"{moment:%Y}".zfill(4), datatype=XSD_G_YEAR), ""),
            (Literal(f"{moment.year:04}-{moment:%m}", datatype=XSD_G_YEAR_MONTH), ""),
            (Literal(moment.date().isoformat(), datatype=XSD_DATE), ""),
            (Literal(moment.isoformat(timespec="seconds") + "Z", datatype=XSD_DATE_TIME), ""),
            (Literal(f"{moment.date()}T{moment:%H:%M}:00Z", datatype=XSD_DATE_TIME), "minute"),
        ]
    )
)


def said(value: Literal | NamedNode, qualifier: str = "", precision: str = "") -> Statement:
    made = fact(value, qualifier=qualifier, precision=precision)
    return Statement(NamedNode("https://example.org/s"), (made,))


STATEMENTS = st.one_of(
    st.builds(said, NUMBERS, QUALIFIERS),
    st.builds(lambda time, q: said(time[0], q, time[1]), TIMES, QUALIFIERS),
    st.builds(said, st.sampled_from([Literal("a"), Literal("b"), NamedNode("https://a.org/")])),
)
MIRRORED = {Agreement.FINER: Agreement.COARSER, Agreement.COARSER: Agreement.FINER}


@given(STATEMENTS)
def test_a_value_is_the_same_as_itself(one: Statement) -> None:
    assert compare(one, one) is Agreement.SAME


@given(STATEMENTS, STATEMENTS)
def test_what_is_finer_one_way_is_coarser_the_other(one: Statement, other: Statement) -> None:
    there, back = compare(one, other), compare(other, one)
    assert back is MIRRORED.get(there, there)


@given(STATEMENTS, STATEMENTS, STATEMENTS)
def test_finer_than_finer_is_finer(one: Statement, two: Statement, three: Statement) -> None:
    if compare(one, two) is compare(two, three) is Agreement.FINER:
        assert compare(one, three) is Agreement.FINER


def number(words: str, qualifier: str = "") -> Statement:
    return said(decimal_literal(Decimal(words)), qualifier)


def time(words: str, precision: str = "") -> Statement:
    kinds = {4: XSD_G_YEAR, 7: XSD_G_YEAR_MONTH, 10: XSD_DATE}
    return said(Literal(words, datatype=kinds.get(len(words), XSD_DATE_TIME)), "", precision)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (number("710"), number("710"), Agreement.SAME),
        (number("705"), number("710"), Agreement.ROUNDING),
        (number("704"), number("710"), Agreement.DIFFERENT),
        (number("2442"), number("2400"), Agreement.ROUNDING),
        (number("2442"), number("2450", "about"), Agreement.FINER),
        (number("2439"), number("2450", "about"), Agreement.DIFFERENT),
        (number("7"), number("5", "at least"), Agreement.FINER),
        (number("5"), number("5", "at least"), Agreement.FINER),
        (number("5"), number("5", "more than"), Agreement.DIFFERENT),
        (number("4"), number("5", "at least"), Agreement.DIFFERENT),
        (number("5", "less than"), number("5", "at most"), Agreement.FINER),
        (number("410", "at least"), number("430", "at most"), Agreement.COMPATIBLE),
        (number("430", "at least"), number("410", "at most"), Agreement.DIFFERENT),
        (time("2016-12-01"), time("2016-12"), Agreement.FINER),
        (time("2016"), time("2016-12-01T14:51:52Z"), Agreement.COARSER),
        (time("2016-12-01T14:51:52Z"), time("2016-12-01T14:51:00Z", "minute"), Agreement.FINER),
        (time("2016-12-01T14:51:00Z"), time("2016-12-01T14:51:00Z", "minute"), Agreement.FINER),
        (time("2016-12-01"), time("2016-12-02"), Agreement.DIFFERENT),
        (said(Literal("a")), said(Literal("b")), Agreement.DIFFERENT),
    ],
)
def test_examples(one: Statement, other: Statement, expected: Agreement) -> None:
    assert compare(one, other) is expected
