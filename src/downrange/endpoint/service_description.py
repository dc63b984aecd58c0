"""What an endpoint can do, in RDF: https://www.w3.org/TR/sparql11-service-description/

Only what is true is said: the formats that are negotiated, the union of the named graphs as the
default graph, federation where some host is allowed, and each named graph with its size.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from pyoxigraph import serialize as serialise

from downrange.endpoint.media_types import GRAPHS, ROWS, Format
from downrange.endpoint.replies import Result
from downrange.namespaces import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}

_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
_VOID = PREFIXES["void"]
_INTEGER = NamedNode(f"{PREFIXES['xsd']}integer")


@dataclass(frozen=True, slots=True)
class GraphCount:
    """A named graph and how many triples it has."""

    name: str
    triples: int


def read_counts(result: Result) -> tuple[GraphCount, ...]:
    """The graphs of a result of ``Task.COUNTS``, by name."""
    rows = json.loads(result.body)["results"]["bindings"]
    found = [GraphCount(row["graph"]["value"], int(row["triples"]["value"])) for row in rows]
    return tuple(sorted(found, key=lambda count: count.name))


@dataclass(frozen=True, slots=True)
class ServiceDescription:
    """The description of one endpoint at the URL ``address``.

    ``features`` are names of the vocabulary; ``dataset`` is the IRI of the dataset described in
    VoID, if there is one.
    """

    address: str
    features: Collection[str]
    graphs: tuple[GraphCount, ...]
    dataset: str = ""
    licence: str = ""

    def text(self, form: Format) -> bytes:
        """The description in one of ``GRAPHS``."""
        prefixes = {"sd": SD, "void": _VOID, "dcterms": PREFIXES["dcterms"]}
        return serialise(self.triples(), format=FORMATS[form.name], prefixes=prefixes) or b""

    def triples(self) -> Iterator[Triple]:
        """The description; ``ValueError`` where ``address`` is no IRI."""
        service, dataset, default = NamedNode(self.address), BlankNode("d"), BlankNode("g")
        yield Triple(service, _TYPE, _sd("Service"))
        yield Triple(service, _sd("endpoint"), service)
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
        for feature in self.features:
            yield Triple(service, _sd("feature"), _sd(feature))
        for form in (*ROWS, *GRAPHS):
            yield Triple(service, _sd("resultFormat"), NamedNode(form.identity))
        yield Triple(service, _sd("defaultDataset"), dataset)
        yield Triple(dataset, _TYPE, _sd("Dataset"))
        if self.dataset:
            described = NamedNode(self.dataset)
            yield Triple(dataset, NamedNode(f"{PREFIXES['rdfs']}seeAlso"), described)
        if self.licence:
            licence = NamedNode(f"{PREFIXES['dcterms']}license")
            yield Triple(dataset, licence, NamedNode(self.licence))
        yield Triple(dataset, _sd("defaultGraph"), default)
        yield Triple(default, _TYPE, _sd("Graph"))
        for number, count in enumerate(self.graphs):
            yield from _named_graph(dataset, count, number)


def _named_graph(dataset: BlankNode, count: GraphCount, number: int) -> Iterator[Triple]:
    named, graph = BlankNode(f"n{number}"), BlankNode(f"g{number}")
    yield Triple(dataset, _sd("namedGraph"), named)
    yield Triple(named, _TYPE, _sd("NamedGraph"))
    yield Triple(named, _sd("name"), NamedNode(count.name))
    yield Triple(named, _sd("graph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))
    yield Triple(
        graph, NamedNode(f"{_VOID}triples"), Literal(str(count.triples), datatype=_INTEGER)
    )


def _sd(name: str) -> NamedNode:
    return NamedNode(f"{SD}{name}")
