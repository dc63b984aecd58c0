"""Amounts of money with their ISO 4217 currency: ``$165–220M``, ``2,135 billion rubles``.

A word or sign that several countries share is read as the currency that texts on spaceflight
mean by it, and the reading is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from downrange.values.numbers import DIGITS, WORDS, number_places, number_value
from downrange.values.places import matches_at
from downrange.values.qualifiers import qualifier_before


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at ``text[start:end]``, in units of ``currency``, not in millions of it.

    ``low`` and ``high`` are equal unless a range is written. ``whole_start`` also takes in the
    qualifier's words.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str
    whole_start: int
    qualifier: str = ""
    interpretation: str = ""

    @property
    def value(self) -> Decimal | None:
        """The one amount it states, ``None`` for a range."""
        return self.low if self.low == self.high else None


_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "CN¥": "CNY",
    "₽": "RUB",
    "₹": "INR",
    "Rs.": "INR",
}
_WORDS = {
    "rubles": "RUB",
    "roubles": "RUB",
    "rubels": "RUB",
    "ruble": "RUB",
    "rouble": "RUB",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupees": "INR",
    "hryvnia": "UAH",
    "tenge": "KZT",
}
_CODES = ("USD", "EUR", "RUB", "GBP", "JPY", "CNY", "INR", "CAD", "AUD", "UAH", "KZT", "CHF")
_SHARED = {
    "$": "$ read as the dollar of the United States",
    "dollars": "dollars read as those of the United States",
    "dollar": "dollars read as those of the United States",
    "¥": "¥ read as the yen",
}
# Where the comma is the decimal sign, texts translated from there may keep it.
_DECIMAL_COMMA = frozenset({"RUB", "EUR", "UAH", "KZT"})
_SCALES = {
    "thousand": 3,
    "k": 3,
    "K": 3,
    "lakh": 5,
    "million": 6,
    "m": 6,
    "M": 6,
    "mn": 6,
    "crore": 7,
    "billion": 9,
    "b": 9,
    "B": 9,
    "bn": 9,
    "trillion": 12,
}
_COMMA_FOR_POINT = re.compile(r"\d{1,3},\d\d[1-9]")


def _any(words: dict[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest_first)


_SCALE = r"(?:[\s-]?(?P<scale>thousand|lakh|million|crore|billion|trillion|mn|bn|[kKmMbB])(?!\w))"
_RANGE = rf"(?P<low>{DIGITS})(?:\s?[–—-]\s?|\sto\s)(?P<high>{DIGITS})"
_AMOUNT = rf"(?:{_RANGE}|(?P<one>{DIGITS}))"
_BEFORE = rf"(?P<sign>(?<![\w$])(?:{_any(_SIGNS)}|{'|'.join(_CODES)}))"
_SIGN_FIRST = re.compile(rf"{_BEFORE}\s?{_AMOUNT}{_SCALE}?(?![\w/:]|[.,]\d)")
_LONG_SCALE = r"(?:[\s-](?P<scale>thousand|lakh|million|crore|billion|trillion))?"
_WORD_LAST = re.compile(
    rf"(?<![\w.,/$€£¥₽₹+−–-])(?:{_AMOUNT}{_LONG_SCALE}|(?P<words>{WORDS}))[\s-]"
    rf"(?P<sign>(?i:{_any(_WORDS)})|{'|'.join(_CODES)})(?!\w)"
)


def find_money(text: str) -> Iterator[Money]:
    """Every amount of money in running text, in order."""
    coded = any(code in text for code in _CODES)
    signed = coded or any(sign in text for sign in _SIGNS)
    found = [_read(text, match) for match in _SIGN_FIRST.finditer(text)] if signed else []
    lower = text.lower()
    if coded or any(word in lower for word in _WORDS):
        found.extend(
            _read(text, match) for match in matches_at(number_places(text), _WORD_LAST, text)
        )
    end = -1
    for money in sorted(found, key=lambda m: (m.start, -m.end)):
        if money.start >= end:
            yield money
            end = money.end


def parse_money(text: str) -> Money | None:
    """The first amount of money of an infobox value, ``None`` where it has none."""
    return next(find_money(text), None)


def _read(text: str, match: re.Match[str]) -> Money:
    sign = re.sub(r"\s", " ", match["sign"])
    currency = _SIGNS.get(sign) or _WORDS.get(sign.casefold()) or sign
    scale = match["scale"]
    notes = [note for note in (_SHARED.get(sign.casefold()),) if note]

    def amount(words: str) -> Decimal:
        reads_as_point = (
            scale in {"billion", "trillion", "bn"}
            and currency in _DECIMAL_COMMA
            and _COMMA_FOR_POINT.fullmatch(words) is not None
        )
        if reads_as_point:
            pointed = words.replace(",", ".")
            notes.append(f"{words} {scale} read as {pointed} {scale}: a decimal comma")
            return Decimal(pointed).scaleb(_SCALES[scale])
        return number_value(words).scaleb(_SCALES[scale] if scale else 0)

    spelled = match.groupdict().get("words")
    if spelled:
        low = high = number_value(spelled)
    else:
        low = amount(match["low"] or match["one"])
        high = amount(match["high"]) if match["high"] else low
    qualifier, whole_start = qualifier_before(text, match.start())
    return Money(
        start=match.start(),
        end=match.end(),
        low=min(low, high),
        high=max(low, high),
        currency=currency,
        whole_start=whole_start,
        qualifier=qualifier,
        interpretation="; ".join(notes),
    )
