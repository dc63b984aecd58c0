"""Types and properties by whatever a client calls them.

A type or property is called ``sf:Mission``, by its IRI, or by its name alone (``Mission``); or by
the id of a Wikidata class or property that the ontology is aligned to (``Q2133344``, ``P619``).
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from downrange.linking.alignment import Alignment, Names
from downrange.namespaces import PREFIXES, SF, contract, expand
from downrange.project import Project
from downrange.publication.index import iri
from downrange.publication.terms import ontology_quads
from downrange.resources import Resource
from downrange.vocabulary import ClassTerm, PropertyTerm, Vocabulary

_DEFINITIONS = (expand("skos:definition"), expand("rdfs:comment"))
_OF_OTHERS = {
    iri("rdfs:label"): ("name", "What it is called."),
    iri("skos:altLabel"): ("other name", "What else it is called."),
    iri("skos:exactMatch"): ("same thing elsewhere", "The Wikidata item that is the same thing."),
    iri("skos:closeMatch"): ("nearly the same elsewhere", "What elsewhere is nearly the same."),
}
"""Properties that entities have and that are not the ontology's own."""


@dataclass(frozen=True, slots=True)
class TypeTerm:
    """A type: ``sf:Mission``, its name and what it means."""

    id: str
    iri: str
    name: str
    definition: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: ``sf:launchMass``, its name, what it means, and the unit of its values.

    ``type`` is the class of its values, empty where they are no entities. ``domains`` are the
    IRIs of the classes that have it.
    """

    id: str
    iri: str
    name: str
    definition: str
    unit: str
    type: str
    domains: frozenset[str]


class Terms:
    """The ontology's classes and properties, for a project."""

    def __init__(self, project: Project, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._definitions = _definitions(project)
        found = [self._type(term) for term in vocabulary.classes.values()]
        self.types = {term.iri: term for term in sorted(found, key=lambda term: term.id)}
        own = [self._property(term) for term in vocabulary.properties.values()]
        own += [
            Property(contract(NamedNode(name)), name, *words, "", "", frozenset())
            for name, words in _OF_OTHERS.items()
        ]
        self.properties = {term.iri: term for term in sorted(own, key=lambda term: term.id)}
        file = project.resource(Resource.ONTOLOGY) / "alignments.ttl"
        self.alignment = (
            Alignment.load(file, vocabulary) if file.is_file() else Alignment({}, {}, {}, {})
        )

    def find_types(self, name: str) -> frozenset[str]:
        """The IRIs of the classes that a name means; empty where it means none."""
        direct = _iri(name)
        if direct in self.types:
            return frozenset((direct,))
        return self._aligned_types.get(_last_part(name), frozenset())

    def find_properties(self, name: str) -> tuple[Property, ...]:
        """The properties that a name means; empty where it means none."""
        direct = self.properties.get(_iri(name))
        if direct is not None:
            return (direct,)
        return self._nearest.get(_last_part(name), ())

    def find_related(self, name: str) -> tuple[Property, ...]:
        """The properties that merely have to do with what a Wikidata property says."""
        same = self.find_properties(name)
        found = self._related.get(_last_part(name), ())
        return tuple(term for term in found if term not in same)

    def nearest_types(self, name: str) -> list[str]:
        """The ids of types that a wrong one may have been meant to be."""
        return difflib.get_close_matches(name, [term.id for term in self.types.values()], n=3)

    def nearest_properties(self, name: str) -> list[str]:
        """The ids of properties that a wrong one may have been meant to be."""
        return difflib.get_close_matches(name, [term.id for term in self.properties.values()], n=3)

    def type_name(self, name: str) -> str:
        """What to call a class by its IRI."""
        known = self.types.get(name)
        return known.name if known else contract(NamedNode(name))

    @cached_property
    def _aligned_types(self) -> dict[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for term, names in self.alignment.classes.items():
            for name in names:
                found[name].add(term.value)
        return {name: frozenset(terms) for name, terms in found.items()}

    @cached_property
    def _nearest(self) -> dict[str, tuple[Property, ...]]:
        return self._aligned(self.alignment.nearest)

    @cached_property
    def _related(self) -> dict[str, tuple[Property, ...]]:
        return self._aligned(self.alignment.related)

    def _aligned(self, names: Names) -> dict[str, tuple[Property, ...]]:
        """The properties that each Wikidata property stands for."""
        found: defaultdict[str, list[Property]] = defaultdict(list)
        for term in self.properties.values():
            for name in names.get(NamedNode(term.iri), ()):
                found[name].append(term)
        return {name: tuple(terms) for name, terms in found.items()}

    def _type(self, term: ClassTerm) -> TypeTerm:
        # Ancestors stand nearest first: those of the first are all the others, or it has none.
        above = [name for name in term.ancestors if self._is_direct(name, term.ancestors)]
        broader = tuple(contract(name) for name in above)
        name = term.iri.value
        return TypeTerm(
            contract(term.iri),
            name,
            term.label or contract(term.iri),
            self._definitions.get(name, ""),
            broader,
        )

    def _is_direct(self, name: NamedNode, among: Iterable[NamedNode]) -> bool:
        """Whether a superclass is above none of the others."""
        classes = self._vocabulary.classes
        return not any(name in classes[o].ancestors for o in among if o in classes and o != name)

    def _property(self, term: PropertyTerm) -> Property:
        kind = term.range if term.range in self._vocabulary.classes else None
        return Property(
            contract(term.iri),
            term.iri.value,
            term.label or contract(term.iri),
            self._definitions.get(term.iri.value, ""),
            term.unit_symbol,
            contract(kind) if kind else "",
            frozenset(domain.value for domain in term.domains),
        )


def _definitions(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    quads = sorted(ontology_quads(project), key=str)
    for predicate in reversed(_DEFINITIONS):
        for quad in quads:
            if quad.predicate == predicate and isinstance(quad.object, Literal):
                found[_text(quad.subject)] = quad.object.value
    return found


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _iri(name: str) -> str:
    """The IRI that a client's name of a term may be: an IRI, a compact one, a name alone."""
    prefix, colon, local = name.partition(":")
    if colon:
        return PREFIXES[prefix] + local if prefix in PREFIXES else name
    return SF + name


def _last_part(name: str) -> str:
    """``P619`` of ``wdt:P619`` or of its IRI."""
    return name.rpartition("/")[2].rpartition(":")[2]
