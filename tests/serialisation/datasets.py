"""Quads to write: a small article, and nasty ones by hypothesis; and readers to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import rdflib
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from downrange.namespaces import expand
from downrange.serialisation.layout import Json, Layout

BASE = "https://w3id.org/downrange/"
FACTS = NamedNode(BASE + "graph/facts")
ARTICLE_GRAPH = NamedNode(BASE + "graph/document/en.wikipedia.org/progress-ms-04")

CONTEXT: dict[str, Json] = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "sf": "https://w3id.org/downrange/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "prov": "http://www.w3.org/ns/prov#",
    "Mission": "sf:Mission",
    "asserted": "sf:asserted",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "launch": {"@id": "sf:launch", "@type": "@id"},
    "hasEvent": {"@id": "sf:hasEvent", "@type": "@id", "@container": "@set"},
    "launchMass": {"@id": "sf:launchMass", "@type": "xsd:decimal"},
    "crewSize": {"@id": "sf:crewSize", "@type": "xsd:integer"},
    "asWritten": {"@id": "sf:asWritten"},
    "noteInEnglish": {"@id": "sf:note", "@language": "en"},
    "modality": {"@id": "sf:modality", "@type": "@vocab"},
}
LAYOUT = Layout(base=BASE, context=CONTEXT)


def iri(path: str) -> NamedNode:
    """An IRI under the base, or of a compact one."""
    head = path.partition(":")[0]
    return expand(path) if ":" in path and "/" not in head else NamedNode(BASE + path)


def typed(lexical: str, datatype: str) -> Literal:
    return Literal(lexical, datatype=expand(datatype))


def article(launch_mass: Decimal = Decimal(7285)) -> list[Quad]:
    """A few statements of the kind that the article gives, in no particular order."""
    statement = iri("statement/en.wikipedia.org/progress-ms-04/5b1e0a3a9c04d7f2")
    mission, launch = iri("id/mission/progress-ms-04"), iri("id/event/progress-ms-04-launch")
    loss = iri("id/event/progress-ms-04-telemetry-loss")
    spacecraft = iri("id/spacecraft/progress-ms-04")
    facts = [
        (spacecraft, "rdf:type", iri("sf:Spacecraft")),
        (spacecraft, "sf:launchMass", typed(str(launch_mass), "xsd:decimal")),
        (spacecraft, "sf:power", typed("0.5", "xsd:decimal")),
        (mission, "rdfs:label", Literal("Progress MS-04", language="en")),
        (mission, "rdfs:label", Literal("Прогресс МС-04", language="ru")),
        (mission, "rdf:type", iri("sf:Mission")),
        (mission, "sf:hasEvent", loss),
        (mission, "sf:hasEvent", launch),
        (mission, "sf:launch", launch),
        (mission, "sf:crewSize", typed("0", "xsd:integer")),
        (launch, "rdf:type", iri("sf:Launch")),
        (launch, "sf:launchTime", typed("2016-12-01T14:51:52Z", "xsd:dateTime")),
        (iri("id/organization/роскосмос"), "rdf:type", iri("sf:Organization")),
    ]
    evidence = [
        (statement, "rdf:type", iri("sf:Statement")),
        (statement, "rdf:subject", spacecraft),
        (statement, "sf:modality", iri("sf:asserted")),
        (statement, "sf:asWritten", Literal("7285 kg")),
        (statement, "sf:extractedBy", iri("mapping/infobox-spaceflight#launch_mass")),
    ]
    return [
        Quad(subject, expand(predicate), value, graph)
        for graph, rows in ((FACTS, facts), (ARTICLE_GRAPH, evidence))
        for subject, predicate, value in rows
    ]


_AWKWARD = [
    *('"', '""', '"""', "'''", "\\", "\\u0022", "\n", "\r", "\r\n", "\t", "\b", "\f", "\x0b"),
    *("\x01", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffd", "\ufffe", "\uffff"),
    *("\u202e", "\u200f", "\u061c", "🚀", "\U0001fffe", "e\u0301", "]]>", "<!--", "&amp;", "@en"),
    *("^^", " ", "  ", "# no comment", "${x}", "%20", "{", "}", "_:b", ".", ";"),
]
# NUL is left out: RDF 1.2 bars it, and readers differ.
TEXTS = st.lists(
    st.sampled_from(_AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    max_size=8,
).map(lambda parts: "".join(parts).replace("\0", ""))

_LEXICAL = st.sampled_from(
    (
        *("7285", "7285.5", "007", "+5", "-0", "-0.0", ".5", "5.", "1e3", "NaN", ""),
        *("true", "1", "TRUE", "2016-12-01", "2016-12-01T14:51:52Z", "1.50"),
        *("9007199254740993", "12345678901234567890"),
    )
)
_DATATYPES = st.sampled_from(
    (
        *("xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:date", "xsd:dateTime"),
        *("xsd:gYear", "xsd:anyURI", "geo:wktLiteral", "rdf:JSON", "xsd:int"),
    )
)
LITERALS = (
    st.builds(Literal, TEXTS)
    | st.builds(
        Literal, TEXTS, language=st.sampled_from(["en", "en-gb", "zh-hant-tw", "x-klingon"])
    )
    | st.builds(typed, _LEXICAL, _DATATYPES)
    | st.builds(typed, TEXTS, st.just("geo:wktLiteral"))
    # Doubles in their canonical form alone: PyLD rewrites the others.
    | st.builds(typed, st.sampled_from(("7.285E3", "-1.0E-7")), st.just("xsd:double"))
)

_SEGMENTS = (
    *("progress-ms-04", "soyuz-u-(p15000-148)", "~x", "%20", "l'aigle", "юрий-гагарин", "天宮"),
    *("a.b", "a..b", "..", ".", "-", "1", "0a", "a:b", "a;b", "a,b=c", "a&b", "*", "!", "$", "+"),
    *("@x", "हिन्दी", "🚀", "a_b", "\u200fa", "a?b", "a#b", "#", "?x=1&y='2'", "", "x/", "//x"),
    *("a#b/c", "a/./b", "a/../b", "a//b", "mission", "schema:a"),
)
_NAMESPACES = (
    *(
        BASE,
        BASE + "id/mission/",
        BASE + "id/event/",
        BASE + "id/schema/",
        BASE + "document/e.org/",
    ),
    *("http://example.org/", "https://w3id.org/downrange/ns#", "http://www.wikidata.org/entity/"),
    *("https://w3id.org/other/", "urn:uuid:", "tag:a,2016:", "http://xn--e1afmkfd.xn--p1ai:8080/"),
)


def _valid(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = st.sampled_from(
    tuple(NamedNode(n + s) for n in _NAMESPACES for s in _SEGMENTS if _valid(n + s))
)
_PREDICATES = (
    st.sampled_from([expand(t) for t in ("rdf:type", "rdfs:label", "sf:launch", "sf:hasEvent")])
    | st.sampled_from([expand(t) for t in ("sf:launchMass", "sf:crewSize", "sf:modality")])
    | st.sampled_from([expand(t) for t in ("sf:note", "sf:asWritten", "rdf:value", "rdf:_1")])
    | IRIS
)
QUADS = st.lists(
    st.builds(Quad, IRIS, _PREDICATES, IRIS | LITERALS, IRIS | st.just(DefaultGraph())), max_size=12
)


def lines(quads: Iterable[Quad]) -> list[str]:
    """The quads as pyoxigraph writes them, each once, sorted: what formats are compared by."""
    return sorted({str(quad) for quad in quads})


def triple_lines(quads: Iterable[Quad]) -> list[str]:
    """As ``lines``, with the graphs merged."""
    return lines(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def read_by_rdflib(text: str, syntax: str) -> list[str]:
    """The lines of a document as rdflib reads it; its literal normalisation must be off."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text.encode(), format=syntax)
    return lines(Quad(_node(s), _node(p), _term(o), _graph(g)) for s, p, o, g in dataset.quads())


def _graph(name: object) -> NamedNode | DefaultGraph:
    return DefaultGraph() if name in (None, DATASET_DEFAULT_GRAPH_ID) else _node(name)


def _node(node: object) -> NamedNode:
    assert isinstance(node, rdflib.URIRef)
    return NamedNode(str(node))


def _term(term: object) -> NamedNode | Literal:
    if not isinstance(term, rdflib.Literal):
        return _node(term)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=_node(term.datatype) if term.datatype else None)
