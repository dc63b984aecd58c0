"""Numbers in digits and in words: ``2,442``, ``−3.5``, ``1½``, ``twenty-one``, ``34th``.

A comma, a no-break space, a narrow no-break space and a thin space separate thousands, a full
stop the fraction, as English articles write them. ``NUMBER`` is a regular expression other
grammars build on; it has no group and never scans a text more than once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

import ahocorasick

from downrange.values.places import matches_at

_ONES = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1
    )
}
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14} | {
    f"{stem}teen": value for value, stem in enumerate(("fif", "six", "seven", "eigh", "nine"), 15)
}
_TENS = {
    f"{stem}ty": 10 * value
    for value, stem in enumerate(("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine"), 2)
}
_SCALES = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
_HUNDRED = "hundred"
_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_100 = rf"(?:(?:{_any(_TENS)})(?:[-\s](?:{_any(_ONES)}))?|{_any(_TEENS)}|{_any(_ONES)})"
_BELOW_1000 = (
    rf"(?:(?:{_any(_ONES)}|a)[-\s]hundred(?:\s(?:and\s)?{_BELOW_100}(?!\s(?:hundred|thousand)))?"
    rf"|{_BELOW_100})"
)
_SCALE = r"(?:thousand|million|billion|trillion)"
WORDS = (
    rf"(?i:\b(?:half\sa\sdozen|a\sdozen|a\s{_SCALE}"
    rf"|{_BELOW_1000}(?:\s{_SCALE}(?:\s(?:and\s)?{_BELOW_1000})?){{0,3}})"
    rf"(?:\sand\sa\s(?:half|quarter))?)\b"
)
"""A cardinal in words. ``two and three`` is two numbers, ``three and a half`` one."""

DIGITS = (
    r"(?:(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3}){1,8}(?!\d)|\d{1,30})(?:\.\d{1,20})?"
    r"(?:[½¼¾]|[-\s]1/2(?!\d))?|[½¼¾])"
)
"""A number in digits, without a sign."""

NUMBER = rf"(?:[−+-]?{DIGITS}(?:[\s-]{_SCALE}\b)?|{WORDS})"
"""A number in digits, with or without a word of scale, or one in words."""

_NUMBER = re.compile(NUMBER)
_BOUNDED = re.compile(
    rf"(?<![\w.,:/°′″+−–-])(?=[\d½¼¾−+-]|(?i:[aefhnost]))(?:{NUMBER})(?![\w/:°]|[-–]\w|[.,]\d)"
)
_SEPARATORS = re.compile(r"[,\s]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``text[start:end]`` reads as ``value``."""

    start: int
    end: int
    value: Decimal


def number_value(words: str) -> Decimal:
    """The number that ``words``, a whole match of ``NUMBER``, state.

    White space between digits separates thousands. Raises ``ValueError`` where they are no
    number.
    """
    plain = words.strip()
    first = plain.lstrip("−+-")[:1]
    try:
        if first.isdigit() or first in _FRACTIONS:
            return _digits_value(plain)
        return _words_value(plain)
    except (InvalidOperation, KeyError, IndexError) as error:
        raise ValueError(f"{words!r} is no number") from error


def parse_number(text: str) -> Number | None:
    """The number that a whole value is, surrounding white space aside, or ``None``."""
    stripped = text.strip()
    if not stripped or _NUMBER.fullmatch(stripped) is None:
        return None
    start = text.index(stripped)
    return Number(start, start + len(stripped), number_value(stripped))


def find_numbers(text: str) -> Iterator[Number]:
    """Every number that stands alone: no part of a designator, date, time or decimal.

    ``34 orbits`` and ``three rockets`` have one, ``MS-04``, ``65P``, ``1/5`` none.
    """
    for match in matches_at(number_places(text), _BOUNDED, text):
        yield Number(match.start(), match.end(), number_value(match[0]))


def _digits_value(words: str) -> Decimal:
    negative = words[0] in "−-"
    rest = words.lstrip("−+-")
    scale = Decimal(1)
    for name, size in _SCALES.items():
        if rest.endswith(name):
            scale, rest = size, rest[: -len(name)].rstrip(" \u00a0\u202f\u2009-\n\t")
    fraction = Decimal(0)
    for sign, part in _FRACTIONS.items():
        if rest.endswith(sign) and rest != "1/2":
            fraction, rest = part, rest[: -len(sign)].rstrip(" \u00a0\u202f\u2009-")
    whole = Decimal(_SEPARATORS.sub("", rest) or "0")
    value = (whole + fraction) * scale
    return -value if negative else value


def _words_value(words: str) -> Decimal:
    tokens = [t for t in re.split(r"[-\s]", words.casefold()) if t]
    fraction = Decimal(0)
    if tokens[-3:-1] == ["and", "a"] and tokens[-1] in {"half", "quarter"}:
        fraction = Decimal("0.5") if tokens[-1] == "half" else Decimal("0.25")
        tokens = tokens[:-3]
    if tokens[-1] == "dozen":
        return Decimal(6 if tokens[0] == "half" else 12) + fraction
    total, group = Decimal(0), Decimal(0)
    small = _ONES | _TEENS | _TENS | {"a": 1, "and": 0}
    for word in tokens:
        if word in _SCALES:
            total, group = total + group * _SCALES[word], Decimal(0)
        elif word == _HUNDRED:
            group *= 100
        else:
            group += small[word]
    # "two and a half million" is no form of WORDS, so a fraction is always one of units.
    return total + group + fraction


_ORDINAL_ONES = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
}
_ORDINAL_TEENS = {
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
}
_ORDINAL_TENS = {ten[:-1] + "ieth": value for ten, value in _TENS.items()}
_ORDINAL = re.compile(
    rf"(?<![\w.,:/-])(?=[\d]|(?i:[efnst]))(?:(\d{{1,6}})(st|nd|rd|th)"
    rf"|(?i:(?:({_any(_TENS)})[-\s])?({_any(_ORDINAL_ONES)}))"
    rf"|(?i:({_any(_ORDINAL_TEENS)}|{_any(_ORDINAL_TENS)})))"
    r"(?![\w]|[-\s]to[-\s]last|[-\s]last|[-\s]half|[-\s]quarter)"
)


def find_ordinals(text: str) -> Iterator[Number]:
    """Every ordinal: ``34th``, ``twenty-first``, ``third``.

    ``second to last`` is no 2, and ``second`` after a number is a unit of time.
    """
    for match in matches_at(number_places(text), _ORDINAL, text):
        digits, suffix, tens, one, other = match.groups()
        if digits:
            if suffix != _ordinal_suffix(int(digits)):
                continue
            value = int(digits)
        elif one:
            value = _ORDINAL_ONES[one.casefold()] + (_TENS[tens.casefold()] if tens else 0)
            if value == 2 and _TIME_BEFORE.search(text, max(0, match.start() - 12), match.start()):
                continue
        else:
            value = (_ORDINAL_TEENS | _ORDINAL_TENS)[other.casefold()]
        yield Number(match.start(), match.end(), Decimal(value))


_TIME_BEFORE = re.compile(rf"(?:\d|\bper|\beach|\bevery|\b(?:{_any(_ONES)}))[-\s]?\Z")


def _ordinal_suffix(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


_SPELT = (
    *("half", "quarter", "dozen", _HUNDRED, *_ONES, *_TEENS, *_TENS, *_SCALES),
    *(*_ORDINAL_ONES, *_ORDINAL_TEENS, *_ORDINAL_TENS),
)
_FIGURE = re.compile(r"[\d½¼¾](?<!\w.)")


@cache
def _spelt() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in _SPELT:
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=8)
def number_places(text: str) -> tuple[int, ...]:
    """Where a number may begin in a text, in digits, behind a sign or in words; in order.

    Every grammar of numbers need only be tried there, so the text is gone through once for all
    of them. Where there is no place, no number, quantity, time or duration is in the text.
    """
    found = {match.start() for match in _FIGURE.finditer(text)}
    found |= {place - 1 for place in found if place and text[place - 1] in "−+-"}
    lower = text.lower()
    # Where lower case would move them, words with a capital are left out.
    for last, length in _spelt().iter(lower if len(lower) == len(text) else text):
        start = last + 1 - length
        around = text[start - 1 : start], text[last + 1 : last + 2]
        if not any(map(_is_word_character, around)):
            # "a hundred" begins with its article.
            found |= {start, start - 2} if text[start - 2 : start - 1] in ("a", "A") else {start}
    return tuple(sorted(found))


def _is_word_character(character: str) -> bool:
    return character.isalnum() or character == "_"


def may_have_numbers(text: str) -> bool:
    """Whether a text may have a number at all, in digits or words; quicker than to look for one.

    Where it is false, no number, quantity, time or duration is in the text.
    """
    return bool(number_places(text))
