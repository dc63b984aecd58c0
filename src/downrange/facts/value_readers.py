"""How the words of an infobox value are read: one function a kind of value.

Each takes a claim and gives what it says, or nothing where the words are not of its kind;
the caller then keeps the words unread and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import RenderedText
from downrange.facts.cast import Cast
from downrange.facts.mapping import Row, value_range
from downrange.facts.model import Entity
from downrange.facts.names import entity_of, names
from downrange.facts.wording import Claim
from downrange.identity import web_address
from downrange.namespaces import expand
from downrange.values.coordinates import parse_longitude
from downrange.values.designations import find_cospar_ids, parse_satcat_numbers
from downrange.values.durations import Duration, parse_duration
from downrange.values.literals import decimal_literal, integer_literal
from downrange.values.numbers import Number, find_numbers
from downrange.values.qualifiers import qualifier_after, qualifier_before
from downrange.values.quantities import parse_quantity
from downrange.values.times import parse_time

_DURATION = expand("sf:duration")
_MONTHS = expand("sf:durationMonths")
_SPACEWALK = expand("sf:Spacewalk")
_COSPAR = expand("sf:cosparId")
_SATCAT = expand("sf:satcatNumber")


@dataclass(frozen=True, slots=True)
class About:
    """Something the same words say of another node: a vehicle's serial number, a pad's port."""

    subject: Entity
    property: NamedNode
    value: Entity | NamedNode | Literal
    words: RenderedText


@dataclass(frozen=True, slots=True)
class Said:
    """One value, the words that say it and how they were read.

    ``property`` is set where the words call for another property than the row's (a duration
    in months).
    """

    value: Entity | NamedNode | Literal
    words: RenderedText
    qualifier: str = ""
    interpretation: str = ""
    precision: str = ""
    property: NamedNode | None = None
    more: tuple[About, ...] = ()


Reader = Callable[[Claim, Row, Entity, Cast], Iterator[Said]]


def read_text(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    yield Said(Literal(claim.words.text), claim.words)


def read_names(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    cls = value_range(row, cast.naming.vocabulary)
    if cls is None:
        yield from read_text(claim, row, subject, cast)
        return
    for name in names(claim.words, cast.naming, cls):
        yield Said(entity_of(name, cast.naming, cls), name.words)


def read_quantity(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    if row.property.unit is None:
        return
    unit = row.property.unit.value.rpartition("/")[2]
    quantity = parse_quantity(claim.words.text, unit)
    if quantity is None:
        return
    said = Said(
        decimal_literal(quantity.low),
        claim.words.slice(quantity.whole_start, quantity.whole_end),
        quantity.qualifier,
        quantity.interpretation,
    )
    if quantity.low == quantity.high:
        yield said
        return
    yield from _range(said, quantity.low, quantity.high)


def _range(said: Said, low: Decimal, high: Decimal) -> Iterator[Said]:
    """A range states its two bounds."""
    for bound, qualifier in ((low, "at least"), (high, "at most")):
        interpretation = "one bound of a range"
        yield replace(
            said,
            value=decimal_literal(bound),
            qualifier=qualifier,
            interpretation=interpretation,
        )


def read_number(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    number = next(find_numbers(claim.words.text), None)
    if number is not None:
        yield _numbered(claim, number, decimal_literal(number.value))


def _numbered(claim: Claim, number: Number, value: Literal) -> Said:
    """A number and the words around it that say how exactly it is meant."""
    before, start = qualifier_before(claim.words.text, number.start)
    after, end = qualifier_after(claim.words.text, number.end)
    return Said(value, claim.words.slice(start, end), before or after)


_PLUS = re.compile(r"\n\s{0,4}(?:plus|\+)\s{0,4}(?=\d)", re.I)


def read_count(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """A whole number, or the sum that lines make: ``1 in space``, ``Plus 4 on the surface``."""
    text = claim.words.text
    starts = [0, *(plus.end() for plus in _PLUS.finditer(text))]
    terms = [next(find_numbers(text[start:]), None) for start in starts]
    numbers = [term.value for term in terms if term is not None]
    total = sum(numbers)
    if len(numbers) < len(starts) or total != int(total):
        return
    if len(numbers) > 1:
        interpretation = f"the sum of {' and '.join(str(number) for number in numbers)}"
        yield Said(integer_literal(int(total)), claim.words, interpretation=interpretation)
    elif terms[0] is not None:
        yield _numbered(claim, terms[0], integer_literal(int(total)))


def read_longitude(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """Degrees, positive to the east."""
    longitude = parse_longitude(claim.words.text)
    if longitude is not None:
        words = claim.words.slice(longitude.start, longitude.end)
        yield Said(decimal_literal(longitude.value), words)


def read_time(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    time = parse_time(claim.words.text)
    if time is not None:
        precision = time.precision.value if time.precision in {"minute", "hour"} else ""
        yield Said(
            time.literal,
            claim.words.slice(time.start, time.end),
            time.qualifier,
            time.interpretation,
            precision,
        )


def read_duration(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """Seconds, or months where the words count months or years."""
    duration = parse_duration(claim.words.text)
    if duration is None:
        return
    words = claim.words.slice(duration.whole_start, duration.whole_end)
    said = Said(Literal(""), words, duration.qualifier, duration.interpretation)
    if duration.high_months:
        yield from _calendar(replace(said, property=_MONTHS), duration)
        return
    if _SPACEWALK in {subject.cls, subject.stands_for}:
        said = replace(said, property=_DURATION)
    yield from _bounds(said, duration.low_seconds, duration.high_seconds)


def _calendar(said: Said, duration: Duration) -> Iterator[Said]:
    """A calendar duration counts whole months; the days beyond them make it more than that."""
    if duration.high_seconds and not duration.qualifier:
        said = replace(
            said,
            qualifier="more than",
            interpretation="whole months; the days beyond them are left out",
        )
    yield from _bounds(said, duration.low_months, duration.high_months)


def _bounds(said: Said, low: Decimal, high: Decimal) -> Iterator[Said]:
    if low == high:
        yield replace(said, value=decimal_literal(low))
    else:
        yield from _range(said, low, high)


def read_identifier(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    text = claim.words.text
    found = {_COSPAR: find_cospar_ids, _SATCAT: parse_satcat_numbers}.get(row.property.iri)
    for words in found(text) if found else ():
        yield Said(Literal(words.text), claim.words.slice(words.start, words.end))


_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\[\]]+")


def read_url(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """An address as written, or the one that the words link to."""
    for words in (claim.words.text, *(link.target for link in claim.words.links)):
        match = _URL.search(words)
        address = web_address(match[0]) if match else None
        if address is not None:
            yield Said(address, claim.words)
            return


def read_specification(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    yield Said(Literal(f"{row.label}: {claim.words.text}"), claim.words)


_ENCOUNTERS = {"flyby", "orbiter", "lander", "rover", "impactor"}


def read_encounter_kind(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    kind = claim.words.text.strip().casefold()
    if kind in _ENCOUNTERS:
        yield Said(cast.naming.vocabulary.concept(f"sf:{kind}").iri, claim.words)
