"""What a dataset knows of an entity that could be compared with an item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from downrange.identity import slugify
from downrange.namespaces import SF, expand
from downrange.vocabulary import Vocabulary

_TYPE = expand("rdf:type")
_NAMES = tuple(map(expand, ("rdfs:label", "skos:altLabel", "sf:alternativeName")))
_SPACECRAFT = expand("sf:spacecraft")
_HAS_EVENT = expand("sf:hasEvent")
_LAUNCH = expand("sf:launch")
_TIME = expand("sf:time")
_NO_ITEM_OF_THEIR_OWN = {
    *("event", "orbit", "cargo", "role", "circumstance", "monetary-amount", "docking-port"),
    *("equipment-group", "statement", "passage", "document", "conflict", ""),
}
_DISAMBIGUATION = re.compile(r"\s*\([^()]*\)\s*$")

Values = Mapping[NamedNode, tuple[NamedNode | Literal, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity, its names (the label first), and what is said of it and its flight.

    ``segment`` is the kind of entity (``mission``). ``facts`` are the direct layer's, together
    with those of the launch, and for a mission of its spacecraft or the other way about, since
    Wikidata has one item for both: ``flight`` are all these entities. ``events`` leads from an
    event's class to its times. ``named_by`` leads from a property to those that have the entity
    for a value.
    """

    iri: NamedNode
    segment: str
    names: tuple[str, ...]
    facts: Values
    events: Mapping[NamedNode, tuple[Literal, ...]]
    named_by: Mapping[NamedNode, tuple[NamedNode, ...]]
    flight: frozenset[NamedNode]

    @property
    def label(self) -> str:
        return self.names[0]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of entity that its item may be of: a mission's may be of its spacecraft."""
        paths = (node.value.rpartition("/id/")[2] for node in self.flight)
        return frozenset(path.partition("/")[0] for path in paths) - _NO_ITEM_OF_THEIR_OWN

    @property
    def slugs(self) -> frozenset[str]:
        """Its names in the form in which names are compared."""
        return name_slugs(self.names)


def name_slugs(names: Iterable[str]) -> frozenset[str]:
    """The slugs of names, also without what a page's title has in parentheses at its end."""
    forms = {form for name in names for form in (name, _DISAMBIGUATION.sub("", name))}
    return frozenset(slug for slug in map(slugify, forms) if slug)


def linkable(store: Store, vocabulary: Vocabulary, base: str) -> Iterator[Subject]:
    """Every entity of a dataset that may have an item of its own, missions first, by IRI."""
    found: dict[NamedNode, str] = {}
    for quad in store.quads_for_pattern(None, _NAMES[0], None):
        node = quad.subject
        if isinstance(node, NamedNode) and node.value.startswith(f"{base}id/"):
            found[node] = node.value.removeprefix(f"{base}id/").partition("/")[0]
    segments = {term.segment for term in vocabulary.classes.values()} - _NO_ITEM_OF_THEIR_OWN
    for node, segment in sorted(found.items(), key=_missions_first):
        if segment in segments:
            yield read_subject(store, node, segment)


def read_subject(store: Store, node: NamedNode, segment: str) -> Subject:
    """What a dataset says of one entity."""
    flight = _flight(store, node)
    facts: defaultdict[NamedNode, dict[NamedNode | Literal, None]] = defaultdict(dict)
    events: defaultdict[NamedNode, dict[Literal, None]] = defaultdict(dict)
    named_by: defaultdict[NamedNode, dict[NamedNode, None]] = defaultdict(dict)
    for member in flight:
        for predicate, value in _said(store, member):
            facts[predicate][value] = None
            if predicate == _HAS_EVENT and isinstance(value, NamedNode):
                for kind in _objects(store, value, _TYPE):
                    if isinstance(kind, NamedNode):
                        times = _objects(store, value, _TIME)
                        events[kind] |= dict.fromkeys(t for t in times if isinstance(t, Literal))
    for quad in store.quads_for_pattern(None, None, node):
        if isinstance(quad.subject, NamedNode) and quad.predicate.value.startswith(SF):
            named_by[quad.predicate][quad.subject] = None
    names = [o.value for p in _NAMES for o in _objects(store, node, p) if isinstance(o, Literal)]
    return Subject(
        node,
        segment,
        tuple(dict.fromkeys(names)),
        {k: tuple(sorted(v, key=str)) for k, v in facts.items()},
        {k: tuple(sorted(v, key=str)) for k, v in events.items()},
        {k: tuple(sorted(v, key=str)) for k, v in named_by.items()},
        frozenset(flight),
    )


def _flight(store: Store, node: NamedNode) -> list[NamedNode]:
    """An entity with its launch, and for a mission or a spacecraft the other of the two.

    A spacecraft that flew on several missions is an entity of its own, and so are they.
    """
    crafts = [o for o in _objects(store, node, _SPACECRAFT) if isinstance(o, NamedNode)]
    missions = [
        quad.subject
        for quad in store.quads_for_pattern(None, _SPACECRAFT, node)
        if isinstance(quad.subject, NamedNode)
    ]
    others = [n for n in {*crafts, *missions} if _same_slug(n, node)]
    flight = [node, *sorted(others, key=str)]
    launches = [o for n in flight for o in _objects(store, n, _LAUNCH) if isinstance(o, NamedNode)]
    return list(dict.fromkeys([*flight, *launches]))


def _same_slug(one: NamedNode, other: NamedNode) -> bool:
    return one.value.rpartition("/")[2] == other.value.rpartition("/")[2]


def _said(store: Store, node: NamedNode) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    for quad in store.quads_for_pattern(node, None, None):
        if quad.predicate.value.startswith(SF) and isinstance(quad.object, NamedNode | Literal):
            yield quad.predicate, quad.object


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    found = {quad.object for quad in store.quads_for_pattern(node, predicate, None)}
    return sorted((o for o in found if isinstance(o, NamedNode | Literal)), key=str)


def _missions_first(entry: tuple[NamedNode, str]) -> tuple[bool, str]:
    return entry[1] != "mission", entry[0].value
