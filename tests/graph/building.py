"""Builds a document's graph from a text, and looks at it as sets of words."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from downrange.documents.metadata import Metadata
from downrange.documents.model import Span
from downrange.facts.model import Entity, Evidence, Fact, Modality
from downrange.graph.document import DocumentGraph, document_graph
from downrange.identity import Minter
from downrange.namespaces import expand
from tests.facts.reading import BASE, document, read, vocabulary

MINTER = Minter(BASE)
FACTS = MINTER.graph("facts")


def graph(text: str, url: str = "https://en.wikipedia.org/wiki/Test_1") -> DocumentGraph:
    return document_graph(read(document(text, metadata=Metadata(url=url))), MINTER, vocabulary())


def article(*lines: str, prose: str = "Prose.") -> str:
    return "= Test 1 =\n\nTest 1\n" + "\n".join(lines) + f"\n\n{prose}\n"


def direct(graph: DocumentGraph, predicate: str) -> set[str]:
    """The values that the direct layer gives a property."""
    return {
        quad.object.value
        for quad in graph.quads
        if quad.graph_name == FACTS
        and quad.predicate == expand(predicate)
        and isinstance(quad.object, NamedNode | Literal)
    }


def fact(
    value: Entity | NamedNode | Literal,
    predicate: str = "sf:launchMass",
    modality: Modality = Modality.ASSERTED,
    qualifier: str = "",
    precision: str = "",
    subject: Entity | None = None,
) -> Fact:
    """A fact about a craft, quoted from the first characters of a text."""
    about = subject or Entity(
        NamedNode(f"{BASE}id/spacecraft/test-1"), expand("sf:Spacecraft"), "Test 1"
    )
    return Fact(
        about,
        expand(predicate),
        value,
        Evidence(Span(0, 5), "Lead"),
        "mapping/test#row",
        modality=modality,
        qualifier=qualifier,
        precision=precision,
    )


def lines(quads: frozenset[Quad]) -> set[str]:
    return {str(quad) for quad in quads}
