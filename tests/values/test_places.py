"""A grammar tried only where it may begin finds what it finds anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.numbers import number_places
from downrange.values.places import capital_places, matches_at

WORDS = re.compile(r"(?<![\w-])[A-Z][a-z]*(?:\s[A-Z][a-z]*)*")


def test_places_are_where_capitals_and_figures_begin_a_word() -> None:
    assert capital_places("MS-04 of É. 5 mS x2 (Я") == (0, 3, 9, 12, 21)
    assert capital_places("") == ()


@given(st.text(alphabet="ABc -5.", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_grammar_that_begins_with_a_capital_loses_nothing(
    text: str, start: int, end: int
) -> None:
    start, end = min(start, end, len(text)), min(max(start, end), len(text))
    found = matches_at(capital_places(text), WORDS, text, start, end)
    assert [m.span() for m in found] == [m.span() for m in WORDS.finditer(text, start, end)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in 5 or ten", {3, 8}),
        ("Twenty-one", {0, 7}),
        ("a hundred", {0, 2}),
        ("minus −3", {6, 7}),
        ("½ of it", {0}),
        ("MS-04 often, x2, one_two", {2, 3}),
        ("the thirtieth", {4}),
    ],
)
def test_a_number_may_begin_at_a_figure_a_sign_or_a_word_for_one(
    text: str, places: set[int]
) -> None:
    assert set(number_places(text)) == places
