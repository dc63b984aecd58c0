"""The description of a resource as quads: what a client gets that asks for data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import Quad

from downrange.publication.index import CONFLICT, DERIVED, MEMBER, TYPE, iri
from downrange.publication.reading import Reading
from downrange.publication.terms import ontology_quads, shapes_quads

_CITATION = iri("sf:citation")
_KEPT = 4  # one resource is written in several formats, one after the other


class Descriptions:
    """Describes the resources of one dataset."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._index = reading.index
        self._base = reading.base
        self.merged = lru_cache(_KEPT)(self._merged)
        """The triples of a description, without the graphs they are from."""

    def of(self, path: str) -> frozenset[Quad]:
        """The quads that describe a resource; empty where nothing is known of it."""
        project = self._reading.edition.project
        match path:
            case "ns":
                return ontology_quads(project)
            case "shapes":
                return shapes_quads(project)
            case "dataset":
                return self._reading.catalogue.quads()
        if path.startswith("document/"):
            return frozenset(
                [
                    *self._index.graph(f"{self._base}graph/{path}"),
                    *self._index.quads(f"{self._base}{path}"),
                ]
            )
        if path.startswith("graph/"):
            return frozenset(self._index.graph(f"{self._base}{path}"))
        return frozenset(self._about(f"{self._base}{path}"))

    def _merged(self, path: str) -> frozenset[Quad]:
        return frozenset(Quad(q.subject, q.predicate, q.object) for q in self.of(path))

    def _about(self, node: str) -> Iterator[Quad]:
        if node not in self._index:
            return
        yield from self._index.quads(node)
        if CONFLICT in self._index.nodes(node, TYPE):
            yield from self._statements(self._index.nodes(node, MEMBER))
            return
        statements = self._index.statements_of.get(node, [])
        yield from self._statements(statements)
        yield from self._evidence(node)
        conflicts = {c for s in statements for c in self._index.conflicts_of.get(s, ())}
        for conflict in conflicts:
            yield from self._index.quads(conflict)

    def _statements(self, statements: Iterable[str]) -> Iterator[Quad]:
        for statement in statements:
            yield from self._index.quads(statement)
            yield from self._evidence(statement)

    def _evidence(self, statement: str) -> Iterator[Quad]:
        for predicate in (DERIVED, _CITATION):
            for source in self._index.nodes(statement, predicate):
                yield from self._index.quads(source)
