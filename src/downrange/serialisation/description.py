"""Quads regrouped as descriptions: what is said of each subject, in the order people read.

Missions come first, then their spacecraft, events, orbits and cargo, then what missions
share (vehicles, sites, organisations), then the evidence (statements, passages, conflicts,
documents); anything else follows by IRI. The order depends on the statements alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

ENTITY_PATH = "id/"
"""Where entities live under the base: ``{base}id/{class}/{slug}``."""

_SEGMENTS = (
    *("mission", "spacecraft", "event", "orbit", "cargo"),
    *("module", "docking-port", "equipment-group", "stage", "engine"),
    *("launch-vehicle", "spacecraft-type", "launch-vehicle-type", "engine-type", "vessel"),
    *("launch-site", "spaceport", "place", "celestial-body", "orbit-regime", "reference-system"),
    *("organization", "programme", "person", "role", "monetary-amount", "circumstance"),
)
EVIDENCE_SEGMENTS = ("statement", "passage", "conflict", "document")
"""What says so, and where: these live at the base itself, ``{base}statement/...``."""

_PATHS = (
    *(f"{ENTITY_PATH}{segment}/" for segment in _SEGMENTS),
    ENTITY_PATH,
    *(f"{segment}/" for segment in EVIDENCE_SEGMENTS),
)
_GRAPHS = ("graph/facts", "graph/document/", "graph/conflicts", "graph/authority", "graph/links")

_FIRST_PREDICATES = {
    iri: rank
    for rank, iri in enumerate(
        (
            RDF_TYPE,
            _RDFS + "label",
            _SKOS + "prefLabel",
            _SKOS + "altLabel",
            _RDF + "subject",
            _RDF + "predicate",
            _RDF + "object",
        )
    )
}


@dataclass(frozen=True, slots=True)
class Description:
    """One subject with its properties; type and labels first, then by IRI, objects sorted."""

    subject: Subject
    properties: tuple[tuple[NamedNode, tuple[Term, ...]], ...]


def descriptions(quads: Iterable[Quad], base: str) -> list[Description]:
    """What the quads say of each subject, whatever the graph, each triple once."""
    grouped: dict[Subject, dict[NamedNode, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value, _graph in quads:
        grouped[subject][predicate].add(value)
    rank = _Rank(base, _PATHS)
    return [
        Description(
            subject,
            tuple((p, _sorted(objects)) for p, objects in _in_order(properties)),
        )
        for subject, properties in sorted(grouped.items(), key=lambda item: rank.of(item[0]))
    ]


def by_graph(quads: Iterable[Quad], base: str) -> list[tuple[GraphName, list[Quad]]]:
    """The quads of each graph, the default graph first, then facts, documents and the rest."""
    grouped: dict[GraphName, list[Quad]] = defaultdict(list)
    for quad in quads:
        grouped[quad.graph_name].append(quad)
    rank = _Rank(base, _GRAPHS)
    return sorted(grouped.items(), key=lambda item: rank.of(item[0]))


def _sorted(objects: set[Term]) -> tuple[Term, ...]:
    return tuple(objects) if len(objects) == 1 else tuple(sorted(objects, key=str))


def _in_order(properties: dict[NamedNode, set[Term]]) -> list[tuple[NamedNode, set[Term]]]:
    last = len(_FIRST_PREDICATES)
    return sorted(
        properties.items(),
        key=lambda item: (_FIRST_PREDICATES.get(item[0].value, last), item[0].value),
    )


class _Rank:
    """The place of a node in a list of paths under the base; unlisted ones last, by IRI."""

    def __init__(self, base: str, paths: tuple[str, ...]) -> None:
        self._base = base
        self._ranks = {path: rank for rank, path in enumerate(paths)}

    def of(self, node: Subject | GraphName) -> tuple[int, str]:
        if isinstance(node, DefaultGraph):
            return (-1, "")
        if not isinstance(node, NamedNode):
            return (len(self._ranks) + 1, str(node))
        return (self._place(node.value), node.value)

    def _place(self, iri: str) -> int:
        unlisted = len(self._ranks)
        if not self._base or not iri.startswith(self._base):
            return unlisted
        path = iri[len(self._base) :]
        first, _, rest = path.partition("/")
        second, _, _ = rest.partition("/")
        for prefix in (path, f"{first}/{second}/", f"{first}/"):
            if prefix in self._ranks:
                return self._ranks[prefix]
        return unlisted
