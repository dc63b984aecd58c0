"""Values that somebody asks for beside those that the graph has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation, Overflow
from enum import StrEnum
from functools import lru_cache

from pyoxigraph import NamedNode

from downrange.identity import slugify
from downrange.linking.features import plain_identifier
from downrange.publication.index import Index, Term, iri
from downrange.publication.wording import TIMES
from downrange.reconciliation.identifiers import Identifiers
from downrange.reconciliation.query import Entity, Value
from downrange.reconciliation.register import Register
from downrange.reconciliation.terms import Property
from downrange.values.times import parse_time

_IDENTIFIERS = frozenset(map(iri, ("sf:cosparId", "sf:satcatNumber", "sf:serialNumber")))
"""Properties whose values name one thing only."""
_NUMBERS = frozenset(map(iri, ("xsd:decimal", "xsd:integer")))
_NONE, _UNKNOWN = iri("sf:none"), iri("sf:unknown")
_PART_OF = (iri("sf:partOf"), iri("sf:country"))
_ISO = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T[\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?")
_MIDNIGHT = "T00:00:00"
_NEAR = Decimal("0.01")
_IN_PART = 0.5


class Kind(StrEnum):
    """What kind of value is compared."""

    IDENTIFIER = "identifier"
    DATE = "date"
    NUMBER = "number"
    RELATION = "relation"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far values agree: 1 yes, 0 no, 0.5 as far as one of them goes."""

    kind: Kind
    agreement: float


@dataclass(frozen=True)
class Comparer:
    """Compares values in a dataset."""

    index: Index
    register: Register
    identifiers: Identifiers

    def compare(
        self, term: Property, told: Iterable[Term], asked: Iterable[Value]
    ) -> Comparison | None:
        """The best that any two values agree; ``None`` where there is nothing to compare.

        A thing that is said to have no designation disagrees with any; of what is said to be
        unknown, nothing is known.
        """
        known = [value for value in told if _node(value) != _UNKNOWN]
        wanted = [value for value in asked if not isinstance(value, str) or value.strip()]
        if not known or not wanted:
            return None
        found = [self._agreement(term, t, a) for t in known for a in wanted]
        return Comparison(kind_of(term, known[0]), float(max(found)))

    def keys(self, term: Property, told: Term) -> Iterator[str]:
        """What a value of the graph is found by."""
        if isinstance(told, NamedNode):
            yield told.value
        elif told.datatype.value in TIMES:
            yield told.value[:10]
        elif told.datatype.value in _NUMBERS:
            number = _number(told.value)
            yield str(number.normalize()) if number is not None else told.value
        elif key := _text_key(term, told.value):
            yield key

    def asked_keys(self, term: Property, asked: Value) -> Iterator[str]:
        """What a value that is asked for would be found by, whatever kind it turns out to be."""
        match asked:
            case Entity(id=name):
                if node := self.identifiers.node(name):
                    yield node
            case Decimal():
                yield str(_canonical(asked))
            case str():
                if key := _text_key(term, asked):
                    yield key
                if node := self.identifiers.node(asked):
                    yield node
                if (number := _number(asked, term.unit)) is not None:
                    yield str(_canonical(number))
                if time := _time(asked):
                    yield time[:10]

    def _agreement(self, term: Property, told: Term, asked: Value) -> float:
        if isinstance(told, NamedNode):
            return self._relation(told.value, asked)
        if isinstance(asked, Entity):
            return 0
        kind = kind_of(term, told)
        if kind is Kind.DATE:
            return _same_time(_time(str(asked)), told.value)
        if kind is Kind.NUMBER:
            number = asked if isinstance(asked, Decimal) else _number(str(asked), term.unit)
            return _same_number(number, _number(told.value))
        text = str(asked).casefold() if isinstance(asked, bool) else str(asked)
        wanted, found = _text_key(term, text), _text_key(term, told.value)
        return float(bool(wanted) and wanted == found)

    def _relation(self, told: str, asked: Value) -> float:
        """1 for the same entity, 0.5 for what it is a part of (a pad of a spaceport)."""
        if told == _NONE:
            return float(isinstance(asked, str) and slugify(asked) == "none")
        if self._is(told, asked):
            return 1
        wider = {node for name in _PART_OF for node in self.index.nodes(told, name)}
        wider |= {node for one in tuple(wider) for node in self.index.nodes(one, _PART_OF[0])}
        return _IN_PART if any(self._is(node, asked) for node in sorted(wider)) else 0

    def _is(self, node: str, asked: Value) -> bool:
        if isinstance(asked, Entity):
            return self.identifiers.node(asked.id) == node
        if not isinstance(asked, str):
            return False
        number = self.register.numbers.get(node)
        slug = slugify(asked)
        if number is not None and self.register.is_named(number, (slug,)):
            return True
        if slug and slug == slugify(self.index.label(node)):
            return True
        return self.identifiers.node(asked) == node


def kind_of(term: Property, value: Term) -> Kind:
    """What kind of value a property has."""
    if term.iri in _IDENTIFIERS:
        return Kind.IDENTIFIER
    if isinstance(value, NamedNode):
        return Kind.RELATION
    if value.datatype.value in TIMES:
        return Kind.DATE
    return Kind.NUMBER if value.datatype.value in _NUMBERS else Kind.TEXT


def is_identifier(term: Property) -> bool:
    """Whether a property's values name one thing only."""
    return term.iri in _IDENTIFIERS


def _node(value: Term) -> str:
    return value.value if isinstance(value, NamedNode) else ""


_plain = lru_cache(maxsize=4_096)(plain_identifier)


def _text_key(term: Property, text: str) -> str:
    return _plain(text) if is_identifier(term) else slugify(text)


@lru_cache(maxsize=4_096)
def _number(text: str, unit: str = "") -> Decimal | None:
    """``7285``, ``7,285`` or ``7285 kg``, where kilograms are the unit."""
    plain = text.strip().removesuffix(unit).strip().replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _canonical(number: Decimal) -> Decimal:
    try:
        return number.normalize()
    except (InvalidOperation, Overflow):
        return number


def _same_number(asked: Decimal | None, told: Decimal | None) -> float:
    """0.5 within a hundredth: rounded, or measured otherwise."""
    if asked is None or told is None or not asked.is_finite():
        return 0
    if asked == told:
        return 1
    if abs(asked.adjusted() - told.adjusted()) > 1:
        return 0
    return _IN_PART if abs(asked - told) <= abs(told) * _NEAR else 0


@lru_cache(maxsize=4_096)
def _time(text: str) -> str:
    """ISO 8601 as far as it is known, in UTC: ``2016-12-01``; empty where it is no time.

    Midnight stands for its day: that is how spreadsheets write one.
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        if match[4] is None or match[3] is None:
            return "".join(part or "" for part in match.groups()[:3])
        try:
            moment = datetime.fromisoformat(plain.replace(",", "."))
        except (ValueError, OverflowError):
            return plain[:10]
        if moment.tzinfo is not None:
            try:
                moment = moment.astimezone(UTC)
            except OverflowError:
                return plain[:10]
        return moment.strftime("%Y-%m-%dT%H:%M:%S").zfill(19).removesuffix(_MIDNIGHT)
    time = parse_time(plain)
    return time.literal.value if time else ""


def _same_time(asked: str, told: str) -> float:
    """1 for the same day or time, 0.5 where one is known only in part and fits the other."""
    if not asked:
        return 0
    if asked[:10] != told[:10]:
        known = min(asked[:10], told[:10], key=len)
        return _IN_PART if asked.startswith(known) and told.startswith(known) else 0
    if len(told[:10]) < len("2016-12-01"):
        return _IN_PART
    clocks = asked[10:19], told[10:19]
    return 1 if not all(clocks) or clocks[0] == clocks[1] else _IN_PART
