"""The values that the graph has for a property of Wikidata, each with who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from downrange.graph.terms import TIME_TYPES
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE_TIME
from downrange.vocabulary import PropertyTerm, Vocabulary
from downrange.wikidata.facts import Claim, Facts, Quotation
from downrange.wikidata.linked import Links
from downrange.wikidata.routes import Route

_Key = tuple[NamedNode | Literal, NamedNode, str, bool]

_ORBIT = expand("sf:Orbit")
_ON_THE_WAY = re.compile(
    r"\b(?:parking|transfer|initial|insertion|phasing|temporary|departure)\b", re.IGNORECASE
)

UNKNOWN, NONE = expand("sf:unknown"), expand("sf:none")


@dataclass(frozen=True, slots=True)
class OurValue:
    """One value of ours and every claim of it that is alike.

    ``item`` is the item that an entity stands for, empty where it is not linked or no entity;
    ``wider`` are the items of what it lies within, ``name`` what is linked or should be.
    ``words`` and ``label``, the property's, are for people. ``on_the_way`` tells that an orbit
    which it belongs to was one on the way to another.
    """

    term: NamedNode | Literal
    predicate: PropertyTerm
    route: Route
    claims: tuple[Claim, ...]
    label: str
    words: str
    name: str = ""
    item: str = ""
    wider: frozenset[str] = frozenset()
    on_the_way: bool = False

    @property
    def by_hand(self) -> str:
        """Why what is missing there is left to a person; empty where it is not."""
        if self.on_the_way:
            return "our sources speak of an orbit on the way, such as a parking orbit"
        return self.route.by_hand

    @property
    def holds(self) -> bool:
        return any(claim.holds for claim in self.claims)

    @property
    def is_entity(self) -> bool:
        return isinstance(self.term, NamedNode) and self.term not in (UNKNOWN, NONE)

    @property
    def qualifier(self) -> str:
        """``about``, ``at least`` ...; empty where a source says it plainly."""
        return min((claim.qualifier for claim in self.claims), key=len, default="")

    @property
    def precision(self) -> str:
        return self.claims[0].precision

    @property
    def modality(self) -> str:
        return self.claims[0].modality

    @property
    def disputed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for claim in self.claims for words in claim.disputed))

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(dict.fromkeys(q for claim in self.claims for q in claim.quotations))


@dataclass(frozen=True, slots=True)
class Ours:
    """What a comparison knows of our side."""

    facts: Facts
    links: Links
    vocabulary: Vocabulary

    def values(self, entity: NamedNode, routes: Iterable[Route]) -> list[OurValue]:
        """What the graph says of an entity by some ways, those that hold first.

        What is said of a node with an item of its own belongs to that item, not to the entity's.
        """
        found: dict[_Key, list[Claim]] = {}
        way: dict[_Key, Route] = {}
        for route in routes:
            for claim in self._claims(entity, route):
                value = claim.subject if route.predicate.startswith("^") else claim.value
                key = (value, claim.predicate, claim.modality, claim.holds)
                found.setdefault(key, []).append(claim)
                way.setdefault(key, route)
        values = [self._value(key[0], way[key], tuple(claims)) for key, claims in found.items()]
        return sorted(values, key=lambda v: (not v.holds, str(v.term)))

    def label(self, route: Route) -> str:
        """What a property is called here; of an event's time, of which event."""
        label = self.vocabulary.properties[route.term].label
        if route.of_class:
            return f"{label} of {self.vocabulary.class_(route.of_class).label}"
        return label

    def _claims(self, entity: NamedNode, route: Route) -> Iterator[Claim]:
        if route.predicate.startswith("^"):
            yield from self.facts.claims_about(entity, route.term)
            return
        for node in self.facts.nodes(entity, route.path, route.of_class):
            if node == entity or node not in self.links.exact:
                yield from self.facts.claims(node, route.term)

    def _value(
        self, term: NamedNode | Literal, route: Route, claims: tuple[Claim, ...]
    ) -> OurValue:
        known = self.vocabulary.properties[route.term]
        label = self.label(route)
        if isinstance(term, Literal):
            words = _literal_words(term, known, claims[0].precision)
            return OurValue(
                term, known, route, claims, label, words, on_the_way=self._is_on_the_way(claims)
            )
        if term in (UNKNOWN, NONE):
            words = "it is not known" if term == UNKNOWN else "there is none"
            return OurValue(term, known, route, claims, label, words)
        standing = [term]
        if route.through and not self.links.item(term):
            types = self.facts.objects(term, expand(route.through))
            standing += [node for node in types if isinstance(node, NamedNode)]
        linked = next((node for node in standing if self.links.item(node)), standing[-1])
        wider = {self.links.item(node) for node in self.facts.wider(term)} - {""}
        item = self.links.item(linked)
        name = self.facts.label(linked)
        words = self.facts.label(term)
        if linked != term and name not in words:
            words = f"{words} ({name})"
        near = frozenset(wider - {item})
        passing = self._is_on_the_way(claims)
        return OurValue(term, known, route, claims, label, words, name, item, near, passing)

    def _is_on_the_way(self, claims: Iterable[Claim]) -> bool:
        """Whether the words about an orbit call it, or any element of it, one on the way."""
        orbits = {c.subject for c in claims if _ORBIT in self.facts.classes(c.subject)}
        about = (claim for node in sorted(orbits, key=str) for claim in self.facts.all_claims(node))
        return any(_ON_THE_WAY.search(q.words) for claim in about for q in claim.quotations)


def _literal_words(term: Literal, known: PropertyTerm, precision: str) -> str:
    if term.datatype == XSD_DATE_TIME:
        clock = {"minute": 16, "hour": 13}.get(precision, len(term.value) - 1)
        return f"{term.value[:clock].replace('T', ' ')} UTC"
    if term.datatype in TIME_TYPES or not known.unit_symbol:
        return term.value
    gap = "" if known.unit_symbol == "°" else " "
    return f"{term.value}{gap}{known.unit_symbol}"
