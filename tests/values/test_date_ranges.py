from __future__ import annotations

import pytest

from downrange.values.date_ranges import find_date_ranges, parse_date_range
from downrange.values.relative_dates import find_partial_dates, find_relative_dates
from downrange.values.times import parse_time


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 14–16 October 1976 and retired", "1976-10-14", "1976-10-16"),
        ("October 14–16, 1976", "1976-10-14", "1976-10-16"),
        ("28 April – 3 May 2015", "2015-04-28", "2015-05-03"),
        ("April 28 to May 3, 2015", "2015-04-28", "2015-05-03"),
        ("from July 1, 1993 to August 2, 1994", "1993-07-01", "1994-08-02"),
        ("2 August 1934 - 27 March 1968", "1934-08-02", "1968-03-27"),
        ("(April – December 1966)", "1966-04", "1966-12"),
        ("(December 1966 – January 1967)", "1966-12", "1967-01"),
        ("Between April 2003 and December 2016, it", "2003-04", "2016-12"),
        ("from 2005 to 2009 with", "2005", "2009"),
        ("1998–2001", "1998", "2001"),
        ("2014–15", "2014", "2015"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    date_range = parse_date_range(text)
    assert date_range is not None
    assert (date_range.first.literal.value, date_range.last.literal.value) == (first, last)
    assert text[date_range.first.start : date_range.first.end] in text[: date_range.end]


@pytest.mark.parametrize(
    "text",
    [
        "3 May – 28 April 2015",
        "2001–1998",
        "1998-067A",
        "1500–1800 km",
        "28 April 2015 and 3 May 2016",
        "Expedition 35/36",
        "1 December 2016",
    ],
)
def test_no_range(text: str) -> None:
    assert list(find_date_ranges(text)) == []


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("The next day, the crew", "30 November 2016", "2016-12-01"),
        ("exploded two days later, crippling", "April 11, 1970, at 13:13 CST", "1970-04-13"),
        ("six weeks later", "30 November 2016", "2017-01-11"),
        ("the previous day", "1 March 2016", "2016-02-29"),
        ("later that day", "1 March 2016", "2016-03-01"),
        ("three months later", "30 November 2016", "2017-02"),
        ("eight months earlier by", "May 29, 1972", "1971-09"),
        ("three months later", "in November 2016", "2017-02"),
        ("the next day", "in November 2016", None),
        ("two days later", "2016", None),
    ],
)
def test_relative_dates(text: str, anchor: str, expected: str | None) -> None:
    (relative,) = find_relative_dates(text)
    known = parse_time(anchor)
    assert known is not None
    time = relative.from_anchor(known)
    assert (time.literal.value if time else None) == expected


@pytest.mark.parametrize(
    "text",
    ["over the next day", "about two days later", "seven days before launch", "6 hours later"],
)
def test_no_relative_date(text: str) -> None:
    assert list(find_relative_dates(text)) == []


def test_dates_without_a_year() -> None:
    text = "a fire on January 27 at Cape Kennedy, 1 December 2016, 30 February, and 3 March."
    found = list(find_partial_dates(text))
    assert [text[p.start : p.end] for p in found] == ["January 27", "3 March"]
    first = found[0].in_year(1967)
    assert first is not None
    assert first.literal.value == "1967-01-27"
    (leap,) = find_partial_dates("on 29 February")
    assert leap.in_year(1967) is None
