from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.durations import find_durations, find_elapsed, parse_duration

_H, _D = 3600, 86400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5 days, 22 hours, 23 minutes", 5 * _D + 22 * _H + 23 * 60),
        # Apollo 13 and Apollo 16, as their articles write it.
        ("5\u00a0days, 22\u00a0hours, 54\u00a0minutes, 41\u00a0seconds", 5 * _D + 22 * _H + 3281),
        ("07\u00a0hours, 11\u00a0minutes, 02\u00a0seconds", 7 * _H + 662),
        ("11 days, 1 hour, and 51 minutes", 11 * _D + _H + 51 * 60),
        ("a 5-hour and 40 minute final excursion", 5 * _H + 40 * 60),
        ("The 4-minute, 24-second burn", 264),
        ("4\u00a0days achieved", 4 * _D),
        ("6 min 23 s", 383),
        ("5h 22m", 5 * _H + 22 * 60),
        ("six minutes and 23 seconds", 383),
        ("an hour and 23 minutes", _H + 23 * 60),
        ("half an hour", 1800),
        ("3¾ hours", 13500),
        ("the two-day, 34-orbit trip", 2 * _D),
        ("two weeks", 14 * _D),
    ],
)
def test_seconds(text: str, seconds: int) -> None:
    duration = parse_duration(text)
    assert duration is not None
    assert duration.seconds == seconds
    assert duration.months is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("a three and a half month suspension of flights", "3.5"),
        ("21 months", "21"),
        ("a year and a half", "18"),
        ("2 years, 3 months", "27"),
        ("four years earlier", "48"),
    ],
)
def test_months(text: str, months: str) -> None:
    duration = parse_duration(text)
    assert duration is not None
    assert duration.months == Decimal(months)
    assert duration.seconds is None


def test_a_duration_of_both_parts_is_neither_number() -> None:
    duration = parse_duration("2 years, 3 months, 5 days")
    assert duration is not None
    assert (duration.low_months, duration.low_seconds) == (27, 5 * _D)
    assert duration.seconds is None
    assert duration.months is None


def test_a_range_keeps_both_ends() -> None:
    duration = parse_duration("24 to 48 hours")
    assert duration is not None
    assert (duration.low_seconds, duration.high_seconds) == (24 * _H, 48 * _H)
    assert duration.seconds is None


def test_a_qualifier_and_what_follows() -> None:
    text = "Up to 14 days (planned)"
    duration = parse_duration(text)
    assert duration is not None
    assert (duration.seconds, duration.qualifier) == (14 * _D, "at most")
    assert text[duration.whole_end :] == " (planned)"


def test_two_durations_stay_two() -> None:
    text = "lasted six minutes, which was 87 seconds longer; 2 hours, 3 hours"
    assert [d.seconds for d in find_durations(text)] == [360, 87, 2 * _H, 3 * _H]


@pytest.mark.parametrize(
    "text", ["Failed to orbit following control failure", "", "T+382.3 seconds", "the third day"]
)
def test_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "words", "seconds", "qualifier"),
    [
        ("lost at T+382.3 seconds, about", "T+382.3 seconds", "382.3", ""),
        ("T+6:23 it", "T+6:23", "383", ""),
        ("T+1:02:33.", "T+1:02:33", "3753", ""),
        ("at T plus 6 minutes 23 seconds the", "T plus 6 minutes 23 seconds", "383", ""),
        ("on hold at T minus 10 minutes.", "T minus 10 minutes", "-600", ""),
        (
            "separated six minutes and 23 seconds into launch, and",
            "six minutes and 23 seconds into launch",
            "383",
            "",
        ),
        ("139 seconds into the flight", "139 seconds into the flight", "139", ""),
        ("self-destructing 37 seconds after launch", "37 seconds after launch", "37", ""),
        ("just under 12 minutes after lift-off", "12 minutes after lift-off", "720", "almost"),
        ("Two minutes before launch, they", "Two minutes before launch", "-120", ""),
        (
            "UTC (142:54:47 Ground Elapsed Time)",
            "142:54:47 Ground Elapsed Time",
            "514487",
            "",
        ),
    ],
)
def test_elapsed(text: str, words: str, seconds: str, qualifier: str) -> None:
    (elapsed,) = find_elapsed(text)
    assert text[elapsed.start : elapsed.end] == words
    assert elapsed.seconds == Decimal(seconds)
    assert elapsed.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "about two minutes into the Blok I stage burn",
        "Soyuz T-3 and Soyuz T-10",
        "two days later",
        "six months after launch",
        "STS-107",
    ],
)
def test_no_elapsed_time(text: str) -> None:
    assert list(find_elapsed(text)) == []


def test_the_article(article: Path, shared: Path) -> None:
    path = article if article.is_file() else shared / "documents/text/progress-ms-04.txt"
    text = path.read_text(encoding="utf-8")
    assert [e.seconds for e in find_elapsed(text)] == [360, Decimal("382.3"), 383]


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59), st.integers(1, 59))
def test_a_written_duration_is_read_back(days: int, hours: int, minutes: int, seconds: int) -> None:
    total = days * _D + hours * _H + minutes * 60 + seconds
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")]
    words = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    for text in (", ".join(words), " ".join(words), ", and ".join(words)):
        duration = parse_duration(text)
        assert duration is not None
        assert duration.seconds == total
        assert (duration.start, duration.end) == (0, len(text))
