"""The ontology as a text and as a set of terms."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from downrange.namespaces import SF, expand
from downrange.vocabulary import Vocabulary

# The order in which a term says what it says; see the head of spaceflight.ttl.
_ORDER = """
    dcterms:title dcterms:description dcterms:creator dcterms:license
    vann:preferredNamespacePrefix vann:preferredNamespaceUri owl:versionInfo rdfs:seeAlso
    rdfs:label skos:definition skos:example rdfs:isDefinedBy rdfs:subClassOf
    rdfs:subPropertyOf owl:inverseOf owl:disjointWith rdfs:domain schema:domainIncludes
    rdfs:range schema:rangeIncludes skos:scopeNote skos:prefLabel skos:inScheme
    skos:topConceptOf skos:broader qudt:symbol qudt:ucumCode skos:exactMatch qudt:hasUnit
    sf:iriSegment sf:evidenced sf:singleValued
"""

# DESIGN section 3 fixes these names.
_FIXED_CLASSES = """
    Mission Spacecraft Launch LaunchVehicle LaunchVehicleType SpacecraftType EngineType
    LaunchSite Spaceport Orbit Cargo Event Docking Undocking Landing Decay Separation
    TelemetryLoss Anomaly Explosion Impact Collision Investigation Announcement Resignation
    Recall Circumstance Stage Engine Module DockingPort EquipmentGroup Person Organization
    Place Programme Role Plan HypotheticalEvent Conflict Statement Passage MonetaryAmount
"""
_FIXED_PROPERTIES = """
    missionType operator programme previousMission nextMission outcome launch spacecraft orbit
    plannedOrbit plannedEvent destination crewMember backupCrewMember crewSize cosparId
    satcatNumber missionDuration orbitsCompleted distanceTravelled hasEvent carries
    serialNumber spacecraftType spacecraftBus manufacturer launchMass landingMass dryMass
    payloadMass power dimensions hasPart launchTime time launchVehicle launchSite
    launchContractor launchVehicleType designation partOf country centralBody referenceSystem
    regime periapsis apoapsis inclination period eccentricity semiMajorAxis orbitEpoch
    cargoKind mass massLost elapsedTime participant place cause target dockingPort orbitNumber
    firstSince scope planOf supersedes hypothesisOf modality asWritten extractedBy
    attributedTo statedOn qualifier interpretation rank rankReason section renderedQuotation
    member conflictKind earliest latest timePrecision wikidataItem unmappedParameter
"""


def _blocks(turtle: str) -> list[str]:
    """The statements about one term each, without prefixes and comments."""
    return [
        block
        for block in turtle.split("\n\n")
        if block.strip() and not block.startswith(("@prefix", "#"))
    ]


@pytest.mark.parametrize("name", ["spaceflight.ttl", "alignments.ttl"])
def test_two_parsers_read_the_same_triples(ontology: Path, name: str) -> None:
    text = (ontology / name).read_text(encoding="utf-8")
    ours = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    as_n_triples = pyoxigraph.serialize(ours, format=pyoxigraph.RdfFormat.N_TRIPLES)
    left = rdflib.Graph().parse(data=as_n_triples, format="nt")
    right = rdflib.Graph().parse(data=text, format="turtle")
    assert len(right) > 100
    assert to_isomorphic(left) == to_isomorphic(right)


def test_it_can_be_read_in_one_sitting(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.classes) == 60
    assert len(vocabulary.properties) == 120
    assert len(vocabulary.concepts) == 28


def test_the_fixed_names_are_there(vocabulary: Vocabulary) -> None:
    assert not {SF + n for n in _FIXED_CLASSES.split()} - {i.value for i in vocabulary.classes}
    assert not {SF + n for n in _FIXED_PROPERTIES.split()} - {
        i.value for i in vocabulary.properties
    }


def test_the_text_is_canonical(spaceflight: str) -> None:
    assert spaceflight.endswith(" .\n")
    for block in _blocks(spaceflight):
        lines = block.rstrip("\n").split("\n")
        assert re.fullmatch(r"(?:sf:\w+|unit:\w+|<\S+>) a \S+ ;", lines[0]), lines[0]
        assert lines[-1].endswith(" .")
        assert all(line.endswith(" ;") for line in lines[:-1]), block
        predicates = [re.fullmatch(r" {4}(\S+) .*", line)[1] for line in lines[1:]]  # type: ignore[index]
        assert predicates == sorted(predicates, key=_ORDER.split().index), block
        assert len(predicates) == len(set(predicates)), block


def test_each_kind_of_term_stands_in_its_part(spaceflight: str) -> None:
    kinds = [re.match(r"\S+ a (\S+)", block)[1] for block in _blocks(spaceflight)]  # type: ignore[index]
    parts = {
        "owl:Ontology": 0,
        "owl:Class": 1,
        "owl:ObjectProperty": 2,
        "owl:DatatypeProperty": 2,
        "owl:AnnotationProperty": 3,
        "skos:ConceptScheme": 4,
        "skos:Concept": 4,
        "qudt:Unit": 5,
    }
    order = [parts[kind] for kind in kinds]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("name", "unit", "symbol"),
    [
        ("launchMass", "unit:KiloGM", "kg"),
        ("periapsis", "unit:KiloM", "km"),
        ("inclination", "unit:DEG", "°"),
        ("period", "unit:MIN", "min"),
        ("missionDuration", "unit:SEC", "s"),
        ("durationMonths", "unit:MO", "mo"),
        ("power", "unit:W", "W"),
    ],
)
def test_quantities_declare_the_design_s_units(
    vocabulary: Vocabulary, name: str, unit: str, symbol: str
) -> None:
    term = vocabulary.property(f"sf:{name}")
    assert term.unit == expand(unit)
    assert term.unit_symbol == symbol
    assert term.range == expand("xsd:decimal")


@pytest.mark.parametrize("name", ["launch", "orbit", "plannedOrbit", "spacecraft", "time", "cause"])
def test_what_words_say_needs_evidence(vocabulary: Vocabulary, name: str) -> None:
    assert vocabulary.property(f"sf:{name}").evidenced


@pytest.mark.parametrize(
    "name", ["earliest", "latest", "timePrecision", "planOf", "rank", "modality", "wikidataItem"]
)
def test_what_is_derived_needs_none(vocabulary: Vocabulary, name: str) -> None:
    assert not vocabulary.property(f"sf:{name}").evidenced


@pytest.mark.parametrize(
    ("cls", "segment"),
    [
        ("Docking", "event"),
        ("HypotheticalEvent", "event"),
        ("SpaceStation", "spacecraft"),
        ("LaunchSite", "launch-site"),
        ("LaunchVehicleType", "launch-vehicle-type"),
        ("Plan", ""),
    ],
)
def test_iris_have_the_segment_of_the_top_class(
    vocabulary: Vocabulary, cls: str, segment: str
) -> None:
    assert vocabulary.class_(f"sf:{cls}").segment == segment


def test_a_hypothetical_event_is_no_event(vocabulary: Vocabulary) -> None:
    for name in ("sf:HypotheticalEvent", "sf:Plan"):
        assert vocabulary.class_(name).ancestors == ()
