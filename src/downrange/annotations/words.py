"""The literals that the words of a quotation state as values of a property."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal

from downrange.annotations.known import stretch
from downrange.annotations.model import Text
from downrange.namespaces import expand
from downrange.prose.mentions import Mention
from downrange.prose.values import as_value, find_values
from downrange.values.literals import XSD_DATE_TIME, XSD_DECIMAL, XSD_INTEGER, decimal_literal
from downrange.values.money import Money
from downrange.values.numbers import find_numbers
from downrange.values.times import Time
from downrange.vocabulary import PropertyTerm

_STRING = expand("xsd:string")
_CURRENCY = expand("sf:currency")
_AMOUNT = expand("sf:value")
_NUMBERS = (XSD_DECIMAL, XSD_INTEGER)


@dataclass(frozen=True, slots=True)
class Read:
    """A literal and the words that it was read from, with what loosens or explains it."""

    words: str
    literal: Literal
    qualifier: str = ""
    interpretation: str = ""
    precision: str = ""


def readings(words: str, term: PropertyTerm) -> Iterator[Read]:
    """Every value of a property that the grammars read in some words."""
    wants_time = XSD_DATE_TIME in term.ranges
    for mention in _values(words):
        written = words[mention.start : mention.end]
        value = mention.value
        if isinstance(value, Money):
            yield from _money(value, written, term)
        elif isinstance(value, Time) == wants_time:
            read = as_value(mention, term)
            if read is not None and (wants_time or read.literal.datatype == term.range):
                yield Read(
                    written, read.literal, read.qualifier, read.interpretation, read.precision
                )
    if term.range == XSD_DECIMAL:
        for number in find_numbers(words):
            yield Read(words[number.start : number.end], decimal_literal(number.value))


@lru_cache(maxsize=64)
def _values(words: str) -> tuple[Mention, ...]:
    """One quotation may state several values, of several properties."""
    return tuple(find_values(words))


def _money(money: Money, written: str, term: PropertyTerm) -> Iterator[Read]:
    if term.iri == _CURRENCY:
        yield Read(written, Literal(money.currency))
    if term.iri == _AMOUNT and money.value is not None:
        value = decimal_literal(money.value)
        yield Read(written, value, money.qualifier, money.interpretation)


def read_in(quote: str, value: Text, term: PropertyTerm) -> Read | None:
    """The value as the quotation states it, ``None`` where it is not in the words.

    ``value`` is words of the quotation or the literal's own form.
    """
    if term.range == _STRING and term.iri != _CURRENCY:
        found = stretch(value.words, quote)
        return Read(found, Literal(value.words)) if found else None
    stated = list(readings(quote, term))
    for read in stated:
        if value.words in {read.literal.value, read.words}:
            return read
    meant = {read.literal for read in readings(value.words, term)}
    agreeing = next((read for read in stated if read.literal in meant), None)
    if agreeing is None and _takes_text(term):
        found = stretch(value.words, quote)
        return Read(found, text_literal(value)) if found else None
    return agreeing


def derived(value: Text, term: PropertyTerm) -> Literal | None:
    """The literal that an annotator gives with an interpretation; ``None`` where it is none."""
    if term.range == _STRING or _takes_text(term):
        return text_literal(value)
    meant = next(readings(value.words, term), None)
    if meant is not None:
        return meant.literal
    number = next(find_numbers(value.words), None)
    if number is None or term.range not in _NUMBERS:
        return None
    return Literal(decimal_literal(number.value).value, datatype=term.range)


def text_literal(value: Text) -> Literal:
    """Words as a literal, with their language where one is given."""
    return Literal(value.words, language=value.language) if value.language else Literal(value.words)


def _takes_text(term: PropertyTerm) -> bool:
    return _STRING in term.ranges
