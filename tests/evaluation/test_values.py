"""When literals are the same: tolerance, precision, words. Bounds are worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from downrange.evaluation.values import same_number, same_precision, same_text, same_time


@pytest.mark.parametrize(
    ("gold", "unit", "read", "expected"),
    [
        ("2442", "kg", "2442", True),
        ("2,442", "kg", "2442", True),
        ("2442", "kg", "2454.2", True),  # 0.5 % of 2442 is 12.21
        ("2442", "kg", "2454.3", False),
        ("2442", "kg", "2429.7", False),
        ("12", "kg", "12.5", True),  # half a unit of the last place is more than 0.5 %
        ("12", "kg", "12.6", False),
        ("12.0", "kg", "12.07", False),
        ("16519", "kg", "36419", False),
        ("1", "t", "1400", True),  # half a tonne
        ("1.0", "t", "1050", True),
        ("1.0", "t", "1051", False),
        ("10", "km", "10", False),  # a length is no mass
        ("ten", "kg", "10", False),
    ],
)
def test_masses(gold: str, unit: str, read: str, expected: bool) -> None:
    assert same_number(gold, unit, Decimal(read), "kg") is expected


@pytest.mark.parametrize(("read", "expected"), [("163", True), ("164", False), ("162.9", False)])
def test_counts_are_exact(read: str, expected: bool) -> None:
    assert same_number("163", "", Decimal(read), "") is expected


def test_minutes_are_compared_in_seconds() -> None:
    assert same_number("6", "min", Decimal(360), "s")
    assert same_number("6", "min", Decimal(390), "s")
    assert not same_number("6", "min", Decimal(391), "s")


@pytest.mark.parametrize(
    ("gold", "read", "expected"),
    [
        ("1968-10-11", "1968-10-11", True),
        ("1968-10-11T15:02:45Z", "1968-10-11", True),
        ("1968-10", "1968-10-11T15:02:45Z", True),
        ("1968-10-11T15:02Z", "1968-10-11T15:02:45Z", True),
        ("1968-10-11T15:03Z", "1968-10-11T15:02:45Z", False),
        ("1968-10-11", "1968-10-12T00:00:00Z", False),
        ("1968", "1969", False),
        ("October 1968", "1968-10", False),
    ],
)
def test_times_agree_at_the_coarser_precision(gold: str, read: str, expected: bool) -> None:
    assert same_time(gold, read) is expected


def test_digits_that_nobody_wrote_do_not_count() -> None:
    assert same_time("1968-10-11T15:02:45Z", "1968-10-11T15:02:00Z", "minute")
    assert not same_time("1968-10-11T15:02:45Z", "1968-10-11T15:02:00Z")


def test_precision_is_told_apart_from_agreement() -> None:
    assert same_precision("1968-10-11", "1968-10-12")
    assert not same_precision("1968-10-11", "1968-10")
    assert same_precision("1968-10-11T15:02Z", "1968-10-11T15:02:00Z", "minute")


@pytest.mark.parametrize(
    ("gold", "read", "expected"),
    [
        ("Commander", "commander", True),
        ("command module pilot", "Command-Module Pilot", True),
        ("all Proton-M engines", "all Proton-M 2nd engines", True),
        ("pilot", "command module pilot", False),  # one word of three is less than half
        ("module pilot", "command module pilot", True),
        ("module commander", "command module pilot", False),
    ],
)
def test_texts(gold: str, read: str, expected: bool) -> None:
    assert same_text(gold, read) is expected
