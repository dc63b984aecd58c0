from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.numbers import (
    find_numbers,
    find_ordinals,
    may_have_numbers,
    number_value,
    parse_number,
)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2,442", "2442"),
        ("400\u00a0171", "400171"),
        ("15\u202f776", "15776"),
        ("193.0", "193"),
        ("−3.5", "-3.5"),
        ("3¾", "3.75"),
        ("2-1/2", "2.5"),
        ("1.8 billion", "1800000000"),
        ("six", "6"),
        ("twenty-one", "21"),
        ("three and a half", "3.5"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("two hundred and fifty", "250"),
        ("a hundred", "100"),
        ("three million", "3000000"),
        ("one thousand two hundred", "1200"),
        ("Nineteen", "19"),
    ],
)
def test_numbers_in_digits_and_words(words: str, value: str) -> None:
    assert number_value(words) == Decimal(value)
    number = parse_number(f"  {words} ")
    assert number is not None
    assert (number.value, number.start, number.end) == (Decimal(value), 2, 2 + len(words))


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_are_read_back(value: int) -> None:
    for separator in (",", "\u00a0", "\u202f", "\u2009"):
        assert number_value(f"{value:,}".replace(",", separator)) == value


_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(st.integers(2, 9), st.integers(1, 9), st.integers(1, 9))
def test_words_are_read_back(tens: int, ones: int, hundreds: int) -> None:
    below = f"{_TENS[tens]}-{_ONES[ones]}"
    assert number_value(below) == 10 * tens + ones
    assert (
        number_value(f"{_ONES[hundreds]} hundred and {below}") == 100 * hundreds + 10 * tens + ones
    )


@pytest.mark.parametrize("text", ["", "Failed to orbit", "MS-04", "1,2345", "12 34", "second"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def _found(text: str) -> list[str]:
    return [text[n.start : n.end] for n in find_numbers(text)]


def test_numbers_in_prose() -> None:
    text = "three completed Proton rockets, a 34-orbit trip by MS-04 (65P), Site 1/5, at 14:51:52"
    assert _found(text) == ["three"]
    assert _found("two and three rockets") == ["two", "three"]
    assert _found("1,234 people and 12.5") == ["1,234", "12.5"]


def _ordinals(text: str) -> list[tuple[str, int]]:
    return [(text[n.start : n.end], int(n.value)) for n in find_ordinals(text)]


def test_ordinals() -> None:
    assert _ordinals("during the 34th orbit") == [("34th", 34)]
    assert _ordinals("Proton-M 2nd and 3rd stage engines") == [("2nd", 2), ("3rd", 3)]
    assert _ordinals("the twenty-first and the Twelfth") == [("twenty-first", 21), ("Twelfth", 12)]
    assert _ordinals("the third stage of the second flight") == [("third", 3), ("second", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "It used the second to last Soyuz-U rocket",
        "the second-to-last",
        "a 30 second burn",
        "a two-second correction",
        "metres per second",
        "34st",
        "seconds",
    ],
)
def test_what_is_no_ordinal(text: str) -> None:
    assert _ordinals(text) == []


@pytest.mark.parametrize(
    "text",
    ["2", "Half a dozen", "a million", "Twenty-first", "an hour and a half", "½", "Third"],
)
def test_what_has_a_number_may_have_one(text: str) -> None:
    assert may_have_numbers(text)


def test_what_has_none_is_seen_at_a_glance() -> None:
    assert not may_have_numbers("The crew landed on the Moon often and went home.")


@given(st.text(alphabet="aefhinorstuvwx -½2", max_size=30))
def test_no_number_is_found_where_none_may_be(text: str) -> None:
    assert may_have_numbers(text) or not [*find_numbers(text), *find_ordinals(text)]
