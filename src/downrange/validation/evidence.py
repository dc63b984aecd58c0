"""Finds the words behind a validation result: its statements and their passages.

The model is DESIGN section 3: an ``sf:Statement`` has the subject, predicate and object of
a triple, and ``prov:wasDerivedFrom`` the ``sf:Passage`` that says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from downrange.namespaces import expand
from downrange.validation.engine import Result
from downrange.validation.triples import Graph, Term

_SUBJECT = expand("rdf:subject")
_PREDICATE = expand("rdf:predicate")
_OBJECT = expand("rdf:object")
_DERIVED = expand("prov:wasDerivedFrom")
_MEMBER = expand("sf:member")
_EXACT = expand("oa:exact")
_START = expand("oa:start")
_END = expand("oa:end")
_SOURCE = expand("oa:hasSource")
_LABEL = expand("rdfs:label")
_PREFERRED = expand("skos:prefLabel")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: ``text[start:end]``, in code points.

    ``document`` is its IRI; ``start`` and ``end`` are ``None`` where the graph does not tell.
    """

    iri: str
    document: str
    exact: str
    start: int | None
    end: int | None

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.document, self.start or 0, self.end or 0, self.iri)


class Evidence:
    """The statements and passages of a graph."""

    def __init__(self, data: Iterable[Triple | Quad]) -> None:
        self.graph = Graph(data)
        self._statements: dict[Term, list[Term]] = {}
        self._documents: set[str] = set()
        for node in self.graph.subjects():
            for subject in self.graph.objects(node, _SUBJECT):
                self._statements.setdefault(subject, []).append(node)
            self._documents.update(source.value for source in self.graph.objects(node, _SOURCE))

    @property
    def only_document(self) -> str:
        """The IRI of the document that all passages are from; empty where there are several."""
        return next(iter(self._documents)) if len(self._documents) == 1 else ""

    def passages(self, result: Result) -> tuple[Passage, ...]:
        """The passages that say what a result is about, in the order of the text.

        Those of the focus node itself where it is a passage, a statement or a conflict; else
        those that say its subject, property and value; else its subject and property; else
        its subject and value; else those that say something of the value. Where nothing says
        any of these, the first passage that says anything of the focus node, so that a reader
        knows where to look.
        """
        own = self._own_passages(result.focus_node)
        if own:
            return own
        about = self._statements.get(result.focus_node, [])
        on_path = [s for s in about if result.path in self.graph.objects(s, _PREDICATE)]
        on_value = [s for s in about if result.value in self.graph.objects(s, _OBJECT)]
        both = [s for s in on_path if s in on_value]
        of_value = self._statements.get(result.value, []) if result.value is not None else []
        for statements in (both, on_path, on_value, of_value):
            found = self._sorted_passages(statements)
            if found:
                return found
        return self._sorted_passages(about)[:1]

    def document(self, node: Term) -> str:
        """The IRI of the document that a node is, or else of the only one there is."""
        return node.value if node.value in self._documents else self.only_document

    def label(self, node: Term) -> str:
        """What to call a node: its label, English first, else the last part of its IRI."""
        labels = [
            label
            for predicate in (_LABEL, _PREFERRED)
            for label in self.graph.objects(node, predicate)
            if isinstance(label, Literal)
        ]
        if labels:
            return min(labels, key=lambda o: (o.language not in ("en", None), o.value)).value
        if isinstance(node, NamedNode):
            return node.value.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
        return node.value

    def _own_passages(self, node: Term) -> tuple[Passage, ...]:
        if self.graph.objects(node, _EXACT):
            return (self._passage(node),)
        statements = self.graph.objects(node, _MEMBER)
        if self.graph.objects(node, _SUBJECT):
            statements.append(node)
        return self._sorted_passages(statements)

    def _sorted_passages(self, statements: Iterable[Term]) -> tuple[Passage, ...]:
        nodes = {p for s in statements for p in self.graph.objects(s, _DERIVED)}
        found = (self._passage(node) for node in nodes if self.graph.objects(node, _EXACT))
        return tuple(sorted(found, key=lambda passage: passage.order))

    def _passage(self, node: Term) -> Passage:
        source = self.graph.first(node, _SOURCE)
        return Passage(
            iri=node.value,
            document=source.value if source is not None else "",
            exact=self.graph.text(node, _EXACT),
            start=_offset(self.graph.text(node, _START)),
            end=_offset(self.graph.text(node, _END)),
        )


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
