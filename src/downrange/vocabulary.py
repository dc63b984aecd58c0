"""The ontology as the code sees it: classes, properties, units and ranges.

Everything here is read from ``ontology/spaceflight.ttl``; nothing is repeated in code, so a
new property needs no change here. See DESIGN section 3 for the annotations.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from downrange.errors import Place, VocabularyError
from downrange.namespaces import SF, contract, expand

_TYPE = expand("rdf:type")
_LABEL = expand("rdfs:label")
_SUBCLASS = expand("rdfs:subClassOf")
_DOMAIN = expand("rdfs:domain")
_RANGE = expand("rdfs:range")
_UNIT = expand("qudt:hasUnit")
_SYMBOL = expand("qudt:symbol")
_BROADER = expand("skos:broader")
_EVIDENCED = expand("sf:evidenced")
_SINGLE = expand("sf:singleValued")
_SEGMENT = expand("sf:iriSegment")
_PROPERTY_TYPES = {expand("owl:DatatypeProperty"), expand("owl:ObjectProperty")}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept of the ontology."""

    iri: NamedNode
    label: str


@dataclass(frozen=True, slots=True)
class ClassTerm(Term):
    """A class; ``segment`` is its path segment in entity IRIs (``launch-vehicle``).

    ``ancestors`` are all its superclasses within the ontology, nearest first.
    """

    segment: str
    ancestors: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class PropertyTerm(Term):
    """A property with what the code needs of it.

    ``range`` is a class or a datatype, ``None`` where it has none. ``unit`` is the QUDT unit
    in which its values are published and ``unit_symbol`` how to print it (``kg``). ``domains``
    and ``ranges`` also hold what ``schema:domainIncludes`` and ``rangeIncludes`` list.
    """

    range: NamedNode | None
    unit: NamedNode | None
    unit_symbol: str
    evidenced: bool
    single_valued: bool
    domains: frozenset[NamedNode]
    ranges: frozenset[NamedNode]


@dataclass(frozen=True, slots=True)
class ConceptTerm(Term):
    """A concept; ``broader`` is the one that it is a kind of, ``None`` for a top concept."""

    broader: NamedNode | None


T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms of the ontology, by IRI."""

    classes: Mapping[NamedNode, ClassTerm]
    properties: Mapping[NamedNode, PropertyTerm]
    concepts: Mapping[NamedNode, ConceptTerm]

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read the ontology's Turtle; raises ``VocabularyError`` where it is none."""
        return _load(path, path.stat().st_mtime_ns)

    def property(self, curie: str) -> PropertyTerm:
        """The property ``sf:launchMass``; raises ``VocabularyError`` with the nearest names."""
        return _named(curie, self.properties, "property")

    def class_(self, curie: str) -> ClassTerm:
        """The class ``sf:Mission``; raises ``VocabularyError`` with the nearest names."""
        return _named(curie, self.classes, "class")

    def concept(self, curie: str) -> ConceptTerm:
        """The concept ``sf:fuel``; raises ``VocabularyError`` with the nearest names."""
        return _named(curie, self.concepts, "concept")

    def is_a(self, cls: NamedNode, ancestor: NamedNode) -> bool:
        """Whether ``cls`` is ``ancestor`` or one of its subclasses."""
        return cls == ancestor or (cls in self.classes and ancestor in self.classes[cls].ancestors)


def _named(curie: str, terms: Mapping[NamedNode, T], kind: str) -> T:
    try:
        return terms[expand(curie)]
    except (KeyError, ValueError):
        near = difflib.get_close_matches(curie, [contract(iri) for iri in terms], n=3)
        advice = f"Did you mean {' or '.join(near)}?" if near else "See ontology/spaceflight.ttl."
        raise VocabularyError(f"the ontology has no {kind} {curie!r}.", advice=advice) from None


@lru_cache(maxsize=8)
def _load(path: Path, _modified: int) -> Vocabulary:
    try:
        triples = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise VocabularyError(
            f"the ontology is not valid Turtle: {error.msg}",
            place=Place(str(path), error.lineno, error.offset),
        ) from error
    about: dict[NamedNode, dict[NamedNode, list[object]]] = {}
    for quad in triples:
        if isinstance(quad.subject, NamedNode):
            about.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return _Reading(about).vocabulary()


@dataclass(frozen=True, slots=True)
class _Reading:
    about: Mapping[NamedNode, Mapping[NamedNode, list[object]]]

    def vocabulary(self) -> Vocabulary:
        own = [iri for iri in self.about if iri.value.startswith(SF)]
        return Vocabulary(
            classes={c.iri: c for c in map(self.class_term, self.typed(own, "owl:Class"))},
            properties={
                iri: self.property_term(iri)
                for iri in own
                if _PROPERTY_TYPES.intersection(self.objects(iri, _TYPE))
            },
            concepts={
                iri: ConceptTerm(iri, self.text(iri, _LABEL), self.named(iri, _BROADER))
                for iri in self.typed(own, "skos:Concept")
            },
        )

    def typed(self, own: Iterable[NamedNode], curie: str) -> list[NamedNode]:
        return [iri for iri in own if expand(curie) in self.objects(iri, _TYPE)]

    def objects(self, iri: NamedNode, predicate: NamedNode) -> list[object]:
        return self.about.get(iri, {}).get(predicate, [])

    def named(self, iri: NamedNode, predicate: NamedNode) -> NamedNode | None:
        found = (o for o in self.objects(iri, predicate) if isinstance(o, NamedNode))
        return next(found, None)

    def all_named(self, iri: NamedNode, *predicates: NamedNode) -> frozenset[NamedNode]:
        found = (o for predicate in predicates for o in self.objects(iri, predicate))
        return frozenset(o for o in found if isinstance(o, NamedNode))

    def text(self, iri: NamedNode, predicate: NamedNode) -> str:
        found = (o.value for o in self.objects(iri, predicate) if isinstance(o, Literal))
        return next(found, "")

    def class_term(self, iri: NamedNode) -> ClassTerm:
        ancestors: list[NamedNode] = []
        level = [iri]
        while level:
            level = [
                parent
                for cls in level
                for parent in self.objects(cls, _SUBCLASS)
                if isinstance(parent, NamedNode) and parent.value.startswith(SF)
            ]
            ancestors += [parent for parent in level if parent not in ancestors]
        segment = next(filter(None, (self.text(c, _SEGMENT) for c in (iri, *ancestors))), "")
        return ClassTerm(iri, self.text(iri, _LABEL), segment, tuple(ancestors))

    def property_term(self, iri: NamedNode) -> PropertyTerm:
        unit = self.named(iri, _UNIT)
        return PropertyTerm(
            iri,
            self.text(iri, _LABEL),
            range=self.named(iri, _RANGE),
            unit=unit,
            unit_symbol=self.text(unit, _SYMBOL) if unit else "",
            evidenced=self.text(iri, _EVIDENCED) == "true",
            single_valued=self.text(iri, _SINGLE) == "true",
            domains=self.all_named(iri, _DOMAIN, expand("schema:domainIncludes")),
            ranges=self.all_named(iri, _RANGE, expand("schema:rangeIncludes")),
        )
