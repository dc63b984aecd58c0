"""A graph in memory, looked up by subject and predicate, in an order that never varies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from downrange.errors import ValidationError
from downrange.namespaces import expand

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

_FIRST = expand("rdf:first")
_REST = expand("rdf:rest")
_NIL = expand("rdf:nil")


class Graph:
    """Triples by subject and predicate; the names of graphs are dropped, duplicates too.

    Objects keep the order in which they came, so sort where that order is not fixed.
    """

    __slots__ = ("_about",)

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        about: dict[object, dict[NamedNode, dict[Term, None]]] = {}
        for triple in triples:
            objects = about.setdefault(triple.subject, {}).setdefault(triple.predicate, {})
            objects[as_term(triple.object)] = None
        self._about = about

    def __contains__(self, subject: object) -> bool:
        return subject in self._about

    def subjects(self) -> Iterator[Node]:
        """Every subject, in the order in which they came."""
        for subject in self._about:
            if isinstance(subject, NamedNode | BlankNode):
                yield subject

    def predicates(self, subject: Term) -> list[NamedNode]:
        return list(self._about.get(subject, ()))

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return list(self._about.get(subject, {}).get(predicate, ()))

    def first(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The one object, the least in N-Triples order where there are several."""
        return min(self.objects(subject, predicate), key=str, default=None)

    def text(self, subject: Term, predicate: NamedNode) -> str:
        """The lexical form of the one literal, empty where there is none."""
        found = [o for o in self.objects(subject, predicate) if isinstance(o, Literal)]
        return min(found, key=str).value if found else ""

    def description(self, subject: Term) -> Iterator[tuple[NamedNode, Term]]:
        """All that is said of a subject: predicate and object."""
        for predicate, objects in self._about.get(subject, {}).items():
            for value in objects:
                yield predicate, value

    def list_members(self, head: Term) -> list[Term]:
        """The members of an RDF list; raises ``ValidationError`` where it is ill-formed."""
        members: list[Term] = []
        cell, seen = head, {head}
        while cell != _NIL:
            firsts, rests = self.objects(cell, _FIRST), self.objects(cell, _REST)
            if len(firsts) != 1 or len(rests) != 1 or rests[0] in seen:
                raise ValidationError(
                    f"an RDF list is broken: a cell has {len(firsts)} rdf:first and "
                    f"{len(rests)} rdf:rest, or the list runs in a circle.",
                    advice="Write the list in Turtle's brackets: ( … ).",
                )
            members.append(firsts[0])
            cell = rests[0]
            seen.add(cell)
        return members

    def is_list(self, node: Term) -> bool:
        return node == _NIL or bool(self.objects(node, _FIRST))


def as_term(value: object) -> Term:
    """An RDF 1.1 term; raises ``ValidationError`` for the triple terms of RDF 1.2."""
    if isinstance(value, NamedNode | BlankNode | Literal):
        return value
    raise ValidationError(
        f"the graph holds the triple term {value}, which SHACL says nothing about.",
        advice="Describe the statement with an sf:Statement instead.",
    )
