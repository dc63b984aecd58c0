"""What speaks for and against an item being the one that an entity stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from downrange.identity import slugify
from downrange.linking.alignment import Alignment
from downrange.linking.item import Item, Moment
from downrange.linking.subject import Subject, name_slugs
from downrange.links.model import LinkTable
from downrange.namespaces import PREFIXES, contract, expand

T = TypeVar("T")

_NONE = expand("sf:none")
_SERIAL = expand("sf:serialNumber")
_STRING = expand("xsd:string")
_TIMES = {expand(f"xsd:{name}") for name in ("dateTime", "date", "gYearMonth", "gYear")}
_SERIAL_IN_A_NAME = re.compile(r"(?:\bs/n|\bno\.?|№|\bserial(?: number)?)\s*([\w-]*\d[\w-]*)", re.I)


class Kind(StrEnum):
    """Kinds of evidence."""

    LABEL = "label"
    ALIAS = "alias"
    PART_OF_NAME = "part of the name"
    CLASS = "class"
    IDENTIFIER = "identifier"
    DATE = "date"
    RELATION = "relation"
    INDIVIDUAL = "relation to an individual"


# What few things are tied to. An operator, a country or a type is shared by whole series.
_INDIVIDUALS = {"mission", "person"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One comparison: of what, and both sides. ``agreement`` runs from 0 (no) to 1 (yes)."""

    kind: Kind
    name: str
    ours: str
    theirs: str
    agreement: float

    @property
    def disagrees(self) -> bool:
        return self.agreement == 0

    def __str__(self) -> str:
        if self.disagrees:
            return f"{self.name}: {self.ours} is not {self.theirs}"
        return f"{self.name}: {self.theirs}"


def compare(
    subject: Subject, item: Item, kinds: frozenset[str], alignment: Alignment, table: LinkTable
) -> tuple[Feature, ...]:
    """Every comparison that both sides allow.

    ``kinds`` are the kinds of entity that the item's classes, and theirs in turn, stand for;
    ``table`` tells which items our other entities are.
    """
    comparison = _Comparison(subject, item, kinds, alignment, table)
    return tuple(
        feature
        for group in (
            comparison.names(),
            comparison.classes(),
            comparison.identifiers(),
            comparison.serials(),
            comparison.dates(),
            comparison.relations(),
        )
        for feature in group
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    subject: Subject
    item: Item
    kinds: frozenset[str]
    alignment: Alignment
    table: LinkTable

    def names(self) -> Iterator[Feature]:
        ours = self.subject.slugs
        for kind, names in ((Kind.LABEL, self.item.labels), (Kind.ALIAS, self.item.aliases)):
            for name in names:
                if name_slugs([name]) & ours:
                    yield Feature(kind, kind.value, self.subject.label, name, 1)
                    return
        words = {word for slug in ours for word in slug.split("-")}
        theirs = set(slugify(self.item.label).split("-"))
        shared = len(words & theirs) / len(words | theirs)
        yield Feature(
            Kind.PART_OF_NAME, Kind.PART_OF_NAME, self.subject.label, self.item.label, shared
        )

    def classes(self) -> Iterator[Feature]:
        """An item of classes that stand for nothing of ours tells nothing."""
        if not self.kinds:
            return
        wanted = self.subject.kinds
        agrees = bool(self.kinds & wanted)
        theirs = ", ".join(sorted(self.kinds & wanted or self.kinds))
        yield Feature(Kind.CLASS, "class", self.subject.segment, theirs, float(agrees))

    def identifiers(self) -> Iterator[Feature]:
        """Strings that name one thing only; a thing said to have none is not one that has."""
        for predicate, values in self.subject.facts.items():
            ours = [v.value for v in values if isinstance(v, Literal) and v.datatype == _STRING]
            if not ours and _NONE not in values:
                continue
            theirs = self.theirs(self.alignment.nearest.get(predicate, ()), str)
            if theirs:
                agrees = {plain_identifier(o) for o in ours} & {plain_identifier(t) for t in theirs}
                yield self.feature(
                    Kind.IDENTIFIER, _name(predicate), ours or ["none"], theirs, bool(agrees)
                )

    def serials(self) -> Iterator[Feature]:
        """Wikidata's items have serial numbers in their names at most."""
        ours = [v.value for v in self.subject.facts.get(_SERIAL, ()) if isinstance(v, Literal)]
        names = (*self.item.labels, *self.item.aliases)
        theirs = [match[1] for name in names for match in _SERIAL_IN_A_NAME.finditer(name)]
        if ours and theirs:
            agrees = {plain_identifier(o) for o in ours} & {plain_identifier(t) for t in theirs}
            yield self.feature(Kind.IDENTIFIER, _name(_SERIAL), ours, theirs, bool(agrees))

    def dates(self) -> Iterator[Feature]:
        dated = [(p, v, self.alignment.nearest) for p, v in self.subject.facts.items()]
        dated += [(c, tuple(v), self.alignment.related) for c, v in self.subject.events.items()]
        for term, values, names in dated:
            ours = [v.value for v in values if isinstance(v, Literal) and v.datatype in _TIMES]
            theirs = self.theirs(names.get(term, ()), Moment)
            if ours and theirs:
                agreement = max(_agreement(o, t) for o in ours for t in theirs)
                known = ", ".join(moment.known for moment in theirs)
                days = ", ".join(time[:10] for time in ours)
                yield Feature(Kind.DATE, _name(term), days, known, agreement)

    def relations(self) -> Iterator[Feature]:
        """Other entities that both are tied to, by a property that says the same or nearly so.

        Only the same property in the same direction can disagree.
        """
        for predicate, values in self.subject.facts.items():
            entities = [v for v in values if isinstance(v, NamedNode)]
            ours = self.items(entities)
            theirs = self.theirs(self.alignment.nearest.get(predicate, ()), str)
            shared = self.shared(predicate, ours)
            if shared or (ours and theirs):
                yield self.relation(_name(predicate), entities, shared or theirs, bool(shared))
        for predicate, subjects in self.subject.named_by.items():
            if shared := self.shared(predicate, self.items(subjects)):
                yield self.relation(f"{_name(predicate)} of", subjects, shared, True)

    def relation(
        self, name: str, entities: Iterable[NamedNode], theirs: Iterable[str], agrees: object
    ) -> Feature:
        kinds = {node.value.rpartition("/id/")[2].partition("/")[0] for node in entities}
        kind = Kind.INDIVIDUAL if kinds <= _INDIVIDUALS else Kind.RELATION
        return self.feature(kind, name, self.items(entities), theirs, agrees)

    def shared(self, predicate: NamedNode, ours: list[str]) -> list[str]:
        theirs = self.theirs(self.alignment.related.get(predicate, ()), str)
        return sorted(set(ours) & set(theirs))

    def items(self, entities: Iterable[NamedNode]) -> list[str]:
        found = (self.table.item(entity) for entity in entities)
        return [item.value.removeprefix(PREFIXES["wd"]) for item in found if item]

    def theirs(self, properties: Iterable[str], kind: type[T]) -> list[T]:
        found = (value for name in sorted(properties) for value in self.item.values(name))
        return [value for value in found if isinstance(value, kind)]

    def feature(
        self, kind: Kind, name: str, ours: Iterable[str], theirs: Iterable[str], agrees: object
    ) -> Feature:
        return Feature(kind, name, ", ".join(ours), ", ".join(theirs), float(bool(agrees)))


def _agreement(ours: str, theirs: Moment) -> float:
    """1 for the same day, which is as fine as Wikidata's times are; 0.5 for as much as is known."""
    day = ours[:10]
    if day == theirs.known and len(day) == len("2016-12-01"):
        return 1
    return 0.5 if day.startswith(theirs.known) or theirs.known.startswith(day) else 0


def plain_identifier(identifier: str) -> str:
    """The form in which identifiers are compared, empty where it has no letter and no digit.

    ``2016-045A`` and ``2016-045a``, ``041751`` and ``41751`` are the same.
    """
    return "".join(c for c in identifier.casefold() if c.isalnum()).lstrip("0")


def _name(term: NamedNode) -> str:
    """``launch site`` for ``sf:launchSite``."""
    local = contract(term).partition(":")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()
