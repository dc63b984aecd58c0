"""Dates without a year take the year that the narrative is in."""

from __future__ import annotations

from datetime import date

import pytest

from downrange.prose.dates import yearless_dates
from downrange.values.times import Time


def read(*texts: str, launch: date | None = None) -> list[str]:
    found = [mention.value for mentions in yearless_dates(texts, launch) for mention in mentions]
    return [time.literal.value for time in found if isinstance(time, Time)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # The year of the date before it, in this sentence or an earlier one
        (["It was launched on 11 April 1970.", "It landed on 17 April."], ["1970-04-17"]),
        (["It was launched on April 11, 1970, and landed on April 17."], ["1970-04-17"]),
        # The turn of a year
        (["It left on 30 December 1966.", "It arrived on January 3."], ["1967-01-03"]),
        # A year alone, or none, says nothing of the day
        (["It was planned in 1970.", "It landed on 17 April."], []),
        (["It landed on 17 April."], []),
        # Half a year away, the year is a guess
        (["It was launched on 1 January 1970.", "It ended on 1 July."], []),
    ],
)
def test_the_year_is_that_of_the_nearest_date(texts: list[str], expected: list[str]) -> None:
    assert read(*texts) == expected


def test_the_launch_is_counted_from_where_the_text_gives_no_date() -> None:
    assert read("It landed on 17 April.", launch=date(1970, 4, 11)) == ["1970-04-17"]


def test_a_clock_time_before_the_date_belongs_to_it() -> None:
    launch = date(1972, 4, 16)
    assert read("It concluded at 2:45 PM EST on April 27.", launch=launch) == [
        "1972-04-27T19:45:00Z"
    ]


def test_how_the_year_was_found_is_said() -> None:
    (mentions,) = yearless_dates(["It landed on 17 April."], date(1970, 4, 11))
    (mention,) = mentions
    assert isinstance(mention.value, Time)
    assert "1970" in mention.value.interpretation


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["It was launched on 15 June 1978 and docked two days later."], ["1978-06-17"]),
        (["It was launched on 15 June 1978.", "The next day, it docked."], ["1978-06-16"]),
        # A date of its own says it better
        (["It left on 29 July 1985 and landed eight days later on August 6, 1985."], []),
        (["It was launched on 15 June 1978.", "It docked the next day."], ["1978-06-16"]),
        # Nothing to count from
        (["The next day, it docked."], []),
        (["It was launched on 15 June 1978.", "It flew.", "It docked the next day."], []),
        (["It was launched in 1978 and docked two days later."], []),
    ],
)
def test_days_are_counted_from_the_date_before_them(texts: list[str], expected: list[str]) -> None:
    assert read(*texts) == expected
