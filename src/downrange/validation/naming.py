"""Gives anonymous shapes IRIs, so that a result names the same shape in every engine.

The blank node of a property shape means nothing outside the one graph it was parsed into.
Before any engine sees the shapes, each anonymous shape and SPARQL constraint is therefore
named after the shape that holds it, its path and a hash of its content:
``shapes:Orbit-inclination-1f0c9a2e``. (RDF 1.1 calls this skolemisation.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from downrange.errors import ValidationError
from downrange.namespaces import expand
from downrange.validation.triples import Graph, Node, Term, as_term

SHAPES = "https://w3id.org/downrange/shapes#"

_PATH = expand("sh:path")
_HELD_ALONE = tuple(
    map(expand, ("sh:property", "sh:node", "sh:not", "sh:qualifiedValueShape", "sh:sparql"))
)
_HELD_IN_LISTS = tuple(map(expand, ("sh:and", "sh:or", "sh:xone")))
_TOP_LEVEL = set(map(expand, ("sh:NodeShape", "sh:PropertyShape")))
_TYPE = expand("rdf:type")


def name_anonymous_shapes(triples: Iterable[Triple]) -> list[Triple]:
    """The same triples with an IRI for every anonymous shape and SPARQL constraint.

    Blank nodes that are no shapes (lists, paths, prefix declarations) stay. Raises
    ``ValidationError`` where blank nodes form a circle.
    """
    triples = list(triples)
    graph = Graph(triples)
    names = _Naming(graph).names()
    return [
        Triple(
            names.get(t.subject, t.subject),
            t.predicate,
            names.get(t.object, t.object),
        )
        for t in triples
    ]


def held_by(graph: Graph, shape: Term) -> Iterator[Term]:
    """The shapes and SPARQL constraints that a shape holds, directly or in a list."""
    for predicate in _HELD_ALONE:
        yield from graph.objects(shape, predicate)
    for predicate in _HELD_IN_LISTS:
        for head in graph.objects(shape, predicate):
            yield from graph.list_members(head)


class _Naming:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[object, NamedNode] = {}
        self._digests: dict[Term, str] = {}

    def names(self) -> dict[object, NamedNode]:
        named = (s for s in self._graph.subjects() if isinstance(s, NamedNode))
        for shape in sorted(named, key=str):
            self._name_held(shape, shape)
        orphans = (s for s in self._graph.subjects() if self._is_orphan(s))
        for orphan in sorted(orphans, key=self._digest):
            if isinstance(orphan, BlankNode):
                self._name(orphan, NamedNode(SHAPES + "anonymous"))
        return self._names

    def _is_orphan(self, node: Node) -> bool:
        typed = _TOP_LEVEL.intersection(self._graph.objects(node, _TYPE))
        return isinstance(node, BlankNode) and node not in self._names and bool(typed)

    def _name(self, shape: BlankNode, holder: NamedNode) -> None:
        path = self._graph.first(shape, _PATH)
        local = "-" + _local_name(path) if isinstance(path, NamedNode) else ""
        name = NamedNode(f"{holder.value}{local}-{self._digest(shape)[:8]}")
        self._names[shape] = name
        self._name_held(shape, name)

    def _name_held(self, shape: Node, name: NamedNode) -> None:
        for held in sorted(held_by(self._graph, shape), key=self._digest):
            if isinstance(held, BlankNode) and held not in self._names:
                self._name(held, name)

    def _digest(self, node: Term) -> str:
        """A hash of a blank node's whole description, whatever its label; other terms' text."""
        if not isinstance(node, BlankNode):
            return str(node)
        known = self._digests.get(node)
        if known == "":
            raise ValidationError(
                "blank nodes of the shapes refer to each other in a circle.",
                advice="Give one of these shapes an IRI.",
            )
        if known is None:
            self._digests[node] = ""
            known = hashlib.sha256("\n".join(self._content(node)).encode()).hexdigest()
            self._digests[node] = known
        return known

    def _content(self, node: BlankNode) -> list[str]:
        if self._graph.is_list(node):
            return ["list", *(self._digest(as_term(m)) for m in self._graph.list_members(node))]
        described = self._graph.description(node)
        return sorted(f"{predicate} {self._digest(value)}" for predicate, value in described)


def _local_name(iri: NamedNode) -> str:
    return iri.value.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
