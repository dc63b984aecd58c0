from __future__ import annotations

from decimal import Decimal

import pytest

from downrange.values.money import find_money, parse_money


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("insured for 2,135 billion rubles through", "2135000000", "2135000000", "RUB"),
        ("$165—220M", "165000000", "220000000", "USD"),
        ("$165–220M", "165000000", "220000000", "USD"),
        ("US$ 1.2 million", "1200000", "1200000", "USD"),
        ("$400,540.05", "400540.05", "400540.05", "USD"),
        ("EUR 5m", "5000000", "5000000", "EUR"),
        ("€10.5 billion", "10500000000", "10500000000", "EUR"),
        ("₹450 crore", "4500000000", "4500000000", "INR"),
        ("three million dollars", "3000000", "3000000", "USD"),
        ("1,234 million dollars", "1234000000", "1234000000", "USD"),
        ("2,100 billion rubles", "2100000000000", "2100000000000", "RUB"),
        ("188 million roubles", "188000000", "188000000", "RUB"),
        ("CA$3", "3", "3", "CAD"),
        ("$1.8-billion rover", "1800000000", "1800000000", "USD"),
    ],
)
def test_amounts(text: str, low: str, high: str, currency: str) -> None:
    money = parse_money(text)
    assert money is not None
    assert (money.low, money.high, money.currency) == (Decimal(low), Decimal(high), currency)
    assert money.value == (Decimal(low) if low == high else None)


def test_a_reading_is_stated() -> None:
    rubles = parse_money("2,135 billion rubles")
    dollars = parse_money("about 5 dollars")
    euros = parse_money("€5")
    assert rubles is not None
    assert dollars is not None
    assert euros is not None
    assert "2.135 billion" in rubles.interpretation
    assert "United States" in dollars.interpretation
    assert dollars.qualifier == "about"
    assert euros.interpretation == ""


@pytest.mark.parametrize(
    "text", ["", "5 pounds", "$", "2,135 billion", "MS-04", "5 km", "a yen for"]
)
def test_no_money(text: str) -> None:
    assert list(find_money(text)) == []


def test_several_in_order() -> None:
    text = "at $1.00 per mile, plus $4.00 for the first, less 20 percent, paid 5 euros"
    assert [text[m.start : m.end] for m in find_money(text)] == ["$1.00", "$4.00", "5 euros"]
