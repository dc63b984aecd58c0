"""The JSON-LD context: derived, fresh, and lossless in another processor."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld

from downrange.errors import VocabularyError
from downrange.serialisation.published_context import context, context_text, is_fresh

_BASE = "https://w3id.org/downrange/"
_PREFIXES = """
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def test_the_published_context_is_fresh(ontology: Path, spaceflight: str) -> None:
    published = (ontology / "context.jsonld").read_text(encoding="utf-8")
    assert is_fresh(published, spaceflight)
    assert not is_fresh(published, spaceflight.replace("sf:launchMass", "sf:liftOffMass"))


@pytest.mark.parametrize(
    ("turtle", "definition"),
    [
        ("sf:a a owl:Class .", "sf:a"),
        ("sf:a a owl:ObjectProperty ; rdfs:range sf:Mission .", {"@id": "sf:a", "@type": "@id"}),
        ("sf:a a owl:ObjectProperty .", {"@id": "sf:a", "@type": "@id"}),
        (
            "sf:a a owl:ObjectProperty ; rdfs:range skos:Concept .",
            {"@id": "sf:a", "@type": "@vocab"},
        ),
        (
            "sf:a a owl:DatatypeProperty ; rdfs:range xsd:decimal .",
            {"@id": "sf:a", "@type": "xsd:decimal"},
        ),
        ("sf:a a owl:DatatypeProperty ; rdfs:range xsd:string .", "sf:a"),
        ("sf:a a owl:DatatypeProperty ; schema:rangeIncludes xsd:date, xsd:gYear .", "sf:a"),
        (
            "sf:a a owl:DatatypeProperty ; rdfs:range rdf:langString .",
            {"@id": "sf:a", "@container": "@language"},
        ),
    ],
)
def test_a_definition_follows_from_the_range(turtle: str, definition: object) -> None:
    terms = context(_PREFIXES + turtle)["@context"]
    assert isinstance(terms, dict)
    assert terms["a"] == definition


@pytest.mark.parametrize("name", ["rdf", "subject", "type"])
def test_a_name_with_another_meaning_is_refused(name: str) -> None:
    with pytest.raises(VocabularyError, match=name):
        context(f"{_PREFIXES}sf:{name} a owl:Class .")


def test_an_ontology_that_is_no_turtle_is_refused() -> None:
    with pytest.raises(VocabularyError, match="not valid Turtle"):
        context("sf:a a owl:Class .")


def test_the_text_is_canonical_json(spaceflight: str) -> None:
    text = context_text(spaceflight)
    assert text.endswith("}\n")
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n" == text


def test_every_term_has_a_key(ontology: Path, spaceflight: str) -> None:
    terms = context(spaceflight)["@context"]
    assert isinstance(terms, dict)
    for name in ("Mission", "launchMass", "modality", "planned", "hasEvent", "failedToOrbit"):
        assert name in terms


# Written by hand, as a reader of the documentation would.
_DOCUMENT = {
    "@id": "id/mission/progress-ms-04",
    "type": "Mission",
    "label": {"en": "Progress MS-04", "ru": "Прогресс МC-04"},
    "outcome": "failedToOrbit",
    "operator": "id/organization/roscosmos",
    "plannedEvent": {
        "id": "id/event/progress-ms-04-docking-zvezda-planned",
        "type": "Plan",
        "planOf": "Docking",
        "orbitNumber": 34,
        "time": {"@value": "2016-12-03T16:43:06Z", "@type": "xsd:dateTime"},
        "earliest": "2016-12-03T16:43:06Z",
    },
    "spacecraft": {
        "id": "id/spacecraft/progress-ms-04",
        "launchMass": "7285",
        "serialNumber": "434",
    },
}
_TRIPLES = """
@base <https://w3id.org/downrange/> .
<id/mission/progress-ms-04> a sf:Mission ;
    rdfs:label "Progress MS-04"@en, "Прогресс МC-04"@ru ;
    sf:outcome sf:failedToOrbit ;
    sf:operator <id/organization/roscosmos> ;
    sf:plannedEvent <id/event/progress-ms-04-docking-zvezda-planned> ;
    sf:spacecraft <id/spacecraft/progress-ms-04> .
<id/event/progress-ms-04-docking-zvezda-planned> a sf:Plan ;
    sf:planOf sf:Docking ;
    sf:orbitNumber 34 ;
    sf:time "2016-12-03T16:43:06Z"^^xsd:dateTime ;
    sf:earliest "2016-12-03T16:43:06Z"^^xsd:dateTime .
<id/spacecraft/progress-ms-04> sf:launchMass "7285"^^xsd:decimal ; sf:serialNumber "434" .
"""


def _triples_of(document: object) -> set[pyoxigraph.Quad]:
    n_quads = jsonld.to_rdf(document, {"base": _BASE, "format": "application/n-quads"})
    return set(pyoxigraph.parse(n_quads, format=pyoxigraph.RdfFormat.N_QUADS))


def test_another_processor_reads_the_intended_triples(ontology: Path) -> None:
    published = json.loads((ontology / "context.jsonld").read_text(encoding="utf-8"))
    wanted = set(pyoxigraph.parse(_PREFIXES + _TRIPLES, format=pyoxigraph.RdfFormat.TURTLE))
    assert _triples_of(published | _DOCUMENT) == wanted


def test_compacting_and_expanding_loses_nothing(ontology: Path) -> None:
    published = json.loads((ontology / "context.jsonld").read_text(encoding="utf-8"))
    compacted = jsonld.compact(published | _DOCUMENT, published, {"base": _BASE})
    assert _triples_of(compacted) == _triples_of(published | _DOCUMENT)
