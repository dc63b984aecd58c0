"""JSON-LD as a developer reads it, and as an independent processor expands it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as pyld
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from downrange.errors import SerialisationError
from downrange.namespaces import expand
from downrange.serialisation.context import load_context
from downrange.serialisation.formats import FORMATS, find_format
from downrange.serialisation.jsonld import entity_document, jsonld
from downrange.serialisation.layout import Json, Layout
from tests.serialisation.datasets import BASE, CONTEXT, LAYOUT, article, iri, triple_lines, typed

MISSION = iri("id/mission/progress-ms-04")


def written(quads: list[Quad], layout: Layout = LAYOUT) -> dict[str, Any]:
    document = json.loads("".join(jsonld(quads, layout)))
    assert isinstance(document, dict)
    return document


def only_node(predicate: str, *values: Literal | NamedNode) -> dict[str, Any]:
    document = written([Quad(MISSION, expand(predicate), value) for value in values])
    (node,) = document["@graph"]
    del node["id"]
    assert isinstance(node, dict)
    return node


def test_the_published_context_stands_inline_with_the_base() -> None:
    assert written(article())["@context"] == {**CONTEXT, "@base": BASE}


def test_named_graphs_hold_compact_nodes() -> None:
    facts, document = written(article())["@graph"]
    assert facts["id"] == "graph/facts"
    assert facts["@graph"][0] == {
        "id": "id/mission/progress-ms-04",
        "type": "Mission",
        "label": {"en": "Progress MS-04", "ru": "Прогресс МС-04"},
        "crewSize": 0,
        "hasEvent": [
            "id/event/progress-ms-04-launch",
            "id/event/progress-ms-04-telemetry-loss",
        ],
        "launch": "id/event/progress-ms-04-launch",
    }
    assert document["id"] == "graph/document/en.wikipedia.org/progress-ms-04"
    (statement,) = document["@graph"]
    assert statement["modality"] == "asserted"
    assert statement["asWritten"] == "7285 kg"


@pytest.mark.parametrize(
    ("predicate", "value", "expected"),
    [
        ("sf:launchMass", typed("7285", "xsd:decimal"), {"launchMass": "7285"}),
        ("sf:launchMass", typed("7285", "xsd:integer"),
         {"launchMass": {"@value": "7285", "type": "xsd:integer"}}),
        ("sf:crewSize", typed("3", "xsd:integer"), {"crewSize": 3}),
        ("sf:crewSize", typed("007", "xsd:integer"), {"crewSize": "007"}),
        ("sf:crewSize", typed("9007199254740993", "xsd:integer"), {"crewSize": "9007199254740993"}),
        ("sf:note", Literal("fine", language="en"), {"noteInEnglish": "fine"}),
        ("sf:note", Literal("gut", language="de"),
         {"noteInEnglish": {"@value": "gut", "@language": "de"}}),
        ("sf:note", Literal("plain"), {"noteInEnglish": {"@value": "plain"}}),
        ("sf:scope", typed("true", "xsd:boolean"), {"sf:scope": True}),
        ("sf:launch", NamedNode("http://example.org/x"), {"launch": "http://example.org/x"}),
        ("rdfs:label", Literal("no language"), {"rdfs:label": "no language"}),
        ("sf:target", expand("sf:asserted"), {"sf:target": {"id": "sf:asserted"}}),
    ],
)  # fmt: skip
def test_a_value_takes_the_shortest_form_that_keeps_it(
    predicate: str, value: Literal | NamedNode, expected: dict[str, Any]
) -> None:
    assert only_node(predicate, value) == expected


def test_several_values_are_sorted() -> None:
    assert only_node("sf:asWritten", Literal("b"), Literal("a")) == {"asWritten": ["a", "b"]}


def test_an_entity_is_a_tree_of_what_all_graphs_say() -> None:
    document = json.loads(entity_document(article(), MISSION, LAYOUT))
    launch, loss = document["hasEvent"]
    assert launch["type"] == "sf:Launch"
    assert loss == "id/event/progress-ms-04-telemetry-loss"
    # Embedded once: the second mention is a reference.
    assert document["launch"] == launch["id"]


def test_an_entity_holds_its_own_triples_and_its_neighbours() -> None:
    near = {MISSION, iri("id/event/progress-ms-04-launch")}
    quads = parse(entity_document(article(), MISSION, LAYOUT).encode(), RdfFormat.JSON_LD)
    assert triple_lines(quads) == triple_lines(q for q in article() if q.subject in near)


def test_an_entity_holds_what_pyld_frames() -> None:
    near = {MISSION, iri("id/event/progress-ms-04-launch")}
    merged = [Quad(q.subject, q.predicate, q.object) for q in article() if q.subject in near]
    frame = {"@context": {**CONTEXT, "@base": BASE}, "id": MISSION.value, "@embed": "@once"}
    framed = pyld.frame(written(merged), frame, {"documentLoader": None})
    ours = json.loads(entity_document(merged, MISSION, LAYOUT))
    assert pyld.to_rdf(framed) == pyld.to_rdf(ours)


def test_a_chain_of_missions_does_not_pull_in_all_of_them() -> None:
    chain = [
        Quad(iri(f"id/mission/m{n}"), expand("sf:nextMission"), iri(f"id/mission/m{n + 1}"))
        for n in range(2000)
    ]
    document = json.loads(entity_document(chain, iri("id/mission/m0"), LAYOUT))
    assert document["sf:nextMission"]["sf:nextMission"] == {"id": "id/mission/m2"}


def test_an_entity_may_point_to_itself() -> None:
    quads = [Quad(MISSION, expand("sf:launch"), MISSION)]
    assert json.loads(entity_document(quads, MISSION, LAYOUT))["launch"] == (
        "id/mission/progress-ms-04"
    )


def test_an_unknown_entity_is_an_error() -> None:
    with pytest.raises(SerialisationError, match="Nothing is said of"):
        entity_document(article(), NamedNode("http://example.org/x"), LAYOUT)


@pytest.mark.parametrize(
    "context",
    [
        {"@import": "https://example.org/context.jsonld"},
        {"parts": {"@id": "http://example.org/p", "@container": "@list"}},
        {"parts": {"@reverse": "http://example.org/p"}},
        {"parts": {"@id": "http://example.org/p", "@context": "https://example.org/c.jsonld"}},
        {"parts": {"@id": "http://example.org/p", "@type": "@json"}},
        {"@vocab": 5},
        {"term": ["http://example.org/p"]},
    ],
)
def test_a_context_that_is_not_understood_is_refused(context: dict[str, Json]) -> None:
    with pytest.raises(SerialisationError, match="does not support"):
        written(article(), Layout(base=BASE, context=context))


def test_an_iri_whose_scheme_is_a_term_is_refused_rather_than_changed() -> None:
    quads = [Quad(MISSION, expand("sf:target"), NamedNode("sf:asserted"))]
    with pytest.raises(SerialisationError, match="its scheme is also the term 'sf'"):
        written(quads)


@pytest.mark.parametrize(
    "context",
    [
        {"@vocab": "https://w3id.org/downrange/ns#"},
        {"@vocab": "https://w3id.org/downrange/ns#", "@language": "en"},
        {"@language": "en", "note": "https://w3id.org/downrange/ns#note"},
        {"@language": "en", "note": {"@id": "https://w3id.org/downrange/ns#note",
                                     "@language": None}},
        {"sf": {"@id": "https://w3id.org/downrange/ns#", "@prefix": True}},
        {"@vocab": "https://w3id.org/downrange/ns#", "launchMass": None},
        {"graph": "@graph", "id": "@id", "value": "@value", "language": {"@id": "@language"}},
    ],
)  # fmt: skip
def test_contexts_of_other_makes_expand_to_the_same_quads(context: dict[str, Json]) -> None:
    notes = [Literal("a"), Literal("b", language="en"), Literal("c", language="de")]
    quads = [*article(), *(Quad(MISSION, expand("sf:note"), note) for note in notes)]
    text = json.dumps(written(quads, Layout(base=BASE, context=context)))
    expanded = pyld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    assert sorted(expanded.splitlines()) == sorted(f"{quad} ." for quad in quads)


def test_the_published_context_keeps_every_quad(repository: Path) -> None:
    context = load_context(repository / "ontology" / "context.jsonld")
    text = "".join(jsonld(article(), Layout(base=BASE, context=context)))
    expanded = pyld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    assert sorted(expanded.splitlines()) == sorted(f"{quad} ." for quad in article())
    (spacecraft,) = [n for n in json.loads(text)["@graph"][0]["@graph"] if "launchMass" in n]
    assert (spacecraft["type"], spacecraft["launchMass"]) == ("Spacecraft", "7285")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"@context": "https://example.org/c"}'])
def test_a_file_without_an_inline_context_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "context.jsonld"
    path.write_text(text)
    with pytest.raises(SerialisationError, match="no JSON-LD context"):
        load_context(path)


@pytest.mark.parametrize("name", ["jsonld", "application/ld+json"])
def test_a_format_is_found_by_name_extension_or_media_type(name: str) -> None:
    assert find_format(name).title == "JSON-LD"


def test_an_unknown_format_is_told_the_known_ones() -> None:
    with pytest.raises(SerialisationError, match="Use one of turtle, trig, jsonld, nquads"):
        find_format("hdt")


def test_names_extensions_and_media_types_are_unique() -> None:
    for key in ("name", "extension", "media_type"):
        assert len({getattr(form, key) for form in FORMATS}) == len(FORMATS)
