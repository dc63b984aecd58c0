"""The hygiene rules: the ontology keeps them all, and each finds a seeded offender."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from downrange.errors import QueryError, VocabularyError
from downrange.namespaces import SF
from downrange.query.hygiene import hygiene, offences, terms_used

_PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# For each rule what offends it, and what of the same kind does not.
_SEEDS = {
    "concept-outside-scheme": (
        "sf:bad a skos:Concept .",
        "sf:bad a skos:Concept ; skos:inScheme sf:s . sf:s a skos:ConceptScheme .",
    ),
    "defined-by-missing": (
        "sf:bad a owl:Class ; rdfs:isDefinedBy sf:nothing .",
        "sf:bad a owl:Class ; rdfs:isDefinedBy <urn:o> . <urn:o> a owl:Ontology .",
    ),
    "definition-missing": (
        'sf:bad a owl:Class ; skos:definition "Eine Mission."@de .',
        'sf:bad a owl:Class ; skos:definition "A mission."@en .',
    ),
    "definition-repeated": (
        'sf:bad skos:definition "A mass."@en . sf:c skos:definition "A mass."@en .',
        'sf:bad skos:definition "A mass."@en . sf:c skos:definition "A moon."@en .',
    ),
    "definition-unfinished": (
        'sf:bad skos:definition "A mass"@en .',
        'sf:bad skos:definition "A mass."@en .',
    ),
    "domain-makes-real": (
        "sf:bad rdfs:domain sf:Docking . sf:Docking rdfs:subClassOf sf:Event .",
        "sf:bad schema:domainIncludes sf:Docking . sf:Docking rdfs:subClassOf sf:Event .",
    ),
    "domain-missing": (
        "sf:bad a owl:ObjectProperty .",
        "sf:bad a owl:ObjectProperty ; schema:domainIncludes sf:Mission .",
    ),
    "domain-twice": (
        "sf:bad rdfs:domain sf:Mission, sf:Cargo .",
        "sf:bad schema:domainIncludes sf:Mission, sf:Cargo .",
    ),
    "evidence-of-evidence": (
        "sf:bad sf:evidenced true ; rdfs:domain sf:Statement .",
        "sf:bad sf:evidenced true ; rdfs:domain sf:Mission .",
    ),
    "example-missing": (
        "sf:bad a skos:ConceptScheme .",
        'sf:bad a skos:ConceptScheme ; skos:example "x" .',
    ),
    "functional-property": (
        "sf:bad a owl:FunctionalProperty .",
        "sf:bad a owl:ObjectProperty ; sf:singleValued true .",
    ),
    "kind-ambiguous": ("sf:bad a owl:Class, skos:Concept .", "sf:bad a owl:Class ."),
    "label-ambiguous": (
        'sf:bad a owl:Class ; rdfs:label "mass"@en . sf:c a owl:Class ; rdfs:label "mass"@en .',
        'sf:bad a owl:Class ; rdfs:label "orbit"@en .'
        'sf:c a owl:ObjectProperty ; rdfs:label "orbit"@en .',
    ),
    "label-missing": (
        'sf:bad a owl:Class ; rdfs:label "mission" .',
        'sf:bad a owl:Class ; rdfs:label "mission"@en .',
    ),
    "name-style": (
        "sf:bad a owl:Class .",
        "sf:Good a owl:Class . sf:bad a owl:DatatypeProperty .",
    ),
    "outside-owl-rl": (
        "sf:bad rdfs:subClassOf [ a owl:Restriction ] .",
        "sf:bad a owl:ObjectProperty ; owl:inverseOf sf:c .",
    ),
    "range-missing": (
        "sf:bad a owl:DatatypeProperty .",
        "sf:bad a owl:DatatypeProperty ; rdfs:range xsd:date .",
    ),
    "range-of-wrong-kind": (
        "sf:bad a owl:DatatypeProperty ; rdfs:range sf:Person .",
        "sf:bad a owl:ObjectProperty ; rdfs:range sf:Person .",
    ),
    "segment-missing": (
        "sf:bad a owl:Class .",
        'sf:bad a owl:Class ; rdfs:subClassOf sf:Top . sf:Top a owl:Class ; sf:iriSegment "top" .',
    ),
    "term-unasked": (
        "sf:bad a owl:Class .",
        "sf:bad a owl:Class ; rdfs:subClassOf sf:Top .<urn:question:q> dcterms:references sf:Top .",
    ),
    "term-undeclared": (
        "<urn:x> rdfs:seeAlso sf:bad .",
        "<urn:x> rdfs:seeAlso sf:bad . sf:bad a owl:Class .",
    ),
    "unit-missing": (
        "sf:bad rdfs:range xsd:decimal .",
        "sf:bad rdfs:range xsd:decimal ; qudt:hasUnit unit:KiloGM .",
    ),
    "unit-undescribed": (
        "sf:bad qudt:hasUnit unit:SLUG .",
        "sf:bad qudt:hasUnit unit:KiloGM ."
        'unit:KiloGM a qudt:Unit ; rdfs:label "kilogram"@en ; qudt:ucumCode "kg" .',
    ),
    "wikidata-equivalence": (
        "sf:bad owl:equivalentProperty wd:P619 .",
        "sf:bad skos:closeMatch wd:P619 .",
    ),
    "wikidata-property-gone": (
        "sf:bad skos:closeMatch wd:P448 .",
        "sf:bad skos:closeMatch wd:P1427 .",
    ),
}


def _offenders(rule: Path, turtle: str) -> set[str]:
    store = Store()
    store.load(_PREFIXES + turtle, format=RdfFormat.TURTLE)
    return {finding.entity for finding in offences(rule, store)}


def test_the_ontology_keeps_every_rule(ontology: Path) -> None:
    files = [ontology / "spaceflight.ttl", ontology / "alignments.ttl"]
    found = hygiene(ontology / "rules", files, ontology / "questions")
    assert [finding.message for finding in found] == []


def test_every_rule_has_a_seeded_offender(ontology: Path) -> None:
    assert {path.stem for path in (ontology / "rules").glob("*.rq")} == set(_SEEDS)


@pytest.mark.parametrize("name", sorted(_SEEDS))
def test_a_rule_finds_its_offender_and_nothing_else(ontology: Path, name: str) -> None:
    rule = ontology / "rules" / f"{name}.rq"
    offending, proper = _SEEDS[name]
    assert f"{SF}bad" in _offenders(rule, offending)
    assert f"{SF}bad" not in _offenders(rule, proper)


def test_a_finding_names_the_term_and_says_what_is_wrong(ontology: Path) -> None:
    store = Store()
    store.load(f"{_PREFIXES}sf:bad a owl:ObjectProperty .", format=RdfFormat.TURTLE)
    rule = ontology / "rules" / "domain-missing.rq"
    (finding,) = offences(rule, store)
    assert finding.code == "domain-missing"
    assert finding.entity == f"{SF}bad"
    assert finding.message == "sf:bad has neither rdfs:domain nor schema:domainIncludes."


def test_a_question_uses_the_terms_it_names_but_not_those_in_its_comments() -> None:
    question = f"# about sf:Cargo\nSELECT * {{ ?m sf:launch ?l . ?l a <{SF}Launch> }}"
    assert {term.value for term in terms_used(question)} == {f"{SF}launch", f"{SF}Launch"}


@pytest.mark.parametrize("text", ["SELECT ?term WHERE {}", "ASK {}", "SELECT ?term ?message WHERE"])
def test_a_rule_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    rule = tmp_path / "rule.rq"
    rule.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match="rule"):
        list(offences(rule, Store()))


def test_an_ontology_that_is_no_turtle_is_refused(ontology: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("sf:x a owl:Class .", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"bad\.ttl"):
        list(hygiene(ontology / "rules", [path], ontology / "questions"))
