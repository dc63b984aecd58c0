"""The article on Progress MS-04: everything it says is annotated, and where it disagrees is told.

Every expected value is from the text of the article.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import downrange
from downrange.annotations.coverage import coverage
from downrange.dataset import Dataset
from downrange.facts.model import Entity, Fact
from downrange.graph.conflicts import Conflict
from downrange.graph.model import Statement
from downrange.namespaces import contract
from downrange.project import Project
from downrange.resources import CHECKOUT
from tests.cli.conftest import Run

BY_HAND = 216
"""The atomic facts of its prose by an independent count."""


@lru_cache(maxsize=1)
def dataset() -> Dataset:
    article = CHECKOUT / "data/documents/progress-ms-04.txt"
    return downrange.build([str(article)], project=Project.load(CHECKOUT))


def annotated() -> list[Fact]:
    return [f for f in dataset().facts if f.extracted_by.startswith("annotation/")]


def path(node: Entity | NamedNode) -> str:
    iri = node.iri if isinstance(node, Entity) else node
    return iri.value.rpartition("/id/")[2]


def test_nothing_that_it_says_is_left_out() -> None:
    (document,) = dataset().documents
    covered = coverage(document, annotated())
    assert len(covered) == 41
    assert [one.sentence.text for one in covered if not one.facts] == []


def test_there_are_as_many_statements_as_facts_were_counted() -> None:
    said = {
        (f.subject.iri, f.property, str(f.value), f.modality, f.evidence.span)
        for f in annotated()
        if f.as_written or f.interpretation
    }
    assert len(said) >= BY_HAND


def test_it_breaks_no_shape() -> None:
    assert [finding.message for finding in dataset().findings] == []


def test_its_annotations_pass_the_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    outcome = run("annotate", "check")
    assert outcome.status == 0, outcome.out


ASSERTED = {
    ("mission/progress-ms-04", "sf:outcome", "sf:failedToOrbit"),
    ("event/progress-ms-04-launch", "sf:firstSince", "mission/progress-m-27m"),
    ("event/progress-ms-04-docking-zvezda-planned", "sf:time", "2016-12-03T16:43:06Z"),
    ("event/progress-ms-04-docking-zvezda-planned", "sf:orbitNumber", "34"),
    ("event/progress-ms-04-docking-zvezda-planned", "sf:mode", "fully automated"),
    ("event/progress-ms-04-docking-zvezda-planned", "sf:dockingPort", "docking-port/zvezda-aft"),
    (
        "event/progress-ms-04-launch-planned",
        "sf:supersedes",
        "event/progress-ms-04-launch-2016-07-01-planned",
    ),
    ("event/progress-ms-04-explosion", "sf:place", "place/tuva"),
    ("event/progress-ms-04-impact", "sf:distance", "3500"),
    ("monetary-amount/2135000000-rub", "sf:value", "2135000000"),
    ("monetary-amount/2135000000-rub", "sf:currency", "RUB"),
    ("event/ivan-koptev-resignation", "sf:time", "2017-01-23"),
    ("event/government-of-russia-suspension-2017-01-28", "sf:durationMonths", "3.5"),
    ("event/progress-ms-04-collision-hypothesis", "sf:itemCount", "2"),
    ("event/progress-m-27m-loss", "sf:time", "2015-04-28"),
}


@pytest.mark.parametrize("triple", sorted(ASSERTED), ids=" ".join)
def test_the_direct_layer_says(triple: tuple[str, str, str]) -> None:
    subject, predicate, value = triple
    facts = dataset().graphs[0].quads
    found = {
        words(quad.object)
        for quad in facts
        if isinstance(quad.subject, NamedNode)
        and path(quad.subject) == subject
        and contract(quad.predicate) == predicate
    }
    assert value in found


def words(value: object) -> str:
    if isinstance(value, Literal):
        return value.value
    assert isinstance(value, NamedNode)
    return path(value) if "/id/" in value.value else contract(value)


SURE = [
    ("event/progress-ms-04-separation", "sf:participant", "asserted", "preliminary investigation"),
    ("cargo/progress-ms-04-mini-greenhouse", "sf:cargoKind", "asserted", "TASS"),
    ("event/progress-ms-04-insurance", "sf:amount", "asserted", "Roscosmos"),
    ("event/progress-ms-04-investigation-planned", "sf:endTime", "planned", "Roscosmos"),
    ("event/progress-ms-04-pump-fire-hypothesis", "sf:participant", "probable", "Roscosmos"),
    ("event/progress-ms-04-pump-fire-hypothesis", "sf:cause", "probable", "Roscosmos"),
    ("event/progress-ms-04-collision-hypothesis", "sf:target", "probable", ""),
    ("event/progress-ms-04-telemetry-loss", "sf:cause", "suspected", ""),
    ("event/progress-ms-04-blok-i-antenna-damage-hypothesis", "sf:target", "possible", ""),
    ("launch-vehicle-type/soyuz-2", "sf:hasPart", "denied", ""),
    ("event/government-of-russia-recall-2017-01-28", "sf:target", "asserted", "Government"),
]


@pytest.mark.parametrize(("subject", "predicate", "modality", "speaker"), SURE)
def test_how_sure_and_by_whose_account(
    subject: str, predicate: str, modality: str, speaker: str
) -> None:
    said = [
        (f.modality.value, f.attributed_to.label if f.attributed_to else "")
        for f in annotated()
        if path(f.subject) == subject and contract(f.property) == predicate
    ]
    assert any(m == modality and who.startswith(speaker) for m, who in said), said


def test_how_exactly() -> None:
    said = {
        (contract(f.property), f.value.value): f.qualifier
        for f in annotated()
        if isinstance(f.value, Literal)
    }
    assert said["sf:mass", "2450"] == "about"
    assert said["sf:distance", "3500"] == "about"
    assert said["sf:itemCount", "2"] == "at least"
    assert said["sf:duration", "120"] == "about"
    assert said["sf:massLost", "2400"] == ""


def test_what_was_only_supposed_never_happened() -> None:
    happened = {
        path(quad.object)
        for quad in dataset().quads
        if contract(quad.predicate) == "sf:hasEvent" and isinstance(quad.object, NamedNode)
    }
    assert "event/progress-ms-04-telemetry-loss" in happened
    assert not any("hypothesis" in event or "planned" in event for event in happened)


def conflict(kind: str, *values: str) -> Conflict:
    """The one conflict of a kind with these values among its members'."""
    found = [
        c
        for c in dataset().conflicts
        if c.kind == kind and set(values) <= {value_of(item) for item in c.members}
    ]
    assert len(found) == 1, [(c.kind, c.sentence) for c in dataset().conflicts]
    return found[0]


def value_of(item: Statement) -> str:
    return words(item.object)


@pytest.mark.parametrize(
    ("kind", "values", "difference"),
    [
        ("rounding", ("710", "705"), "5"),
        ("rounding", ("52", "50"), "2"),
        ("rounding", ("2442", "2450", "2400"), "50"),
        ("rounding", ("360", "382.3"), "22.3"),
        ("value", ("382.3", "383"), "0.7"),
    ],
)
def test_numbers_that_differ(kind: str, values: tuple[str, ...], difference: str) -> None:
    found = conflict(kind, *values)
    assert found.difference is not None
    assert Decimal(found.difference.value) == Decimal(difference)
    assert f"{difference} " in found.sentence


def test_cargo_carried_and_lost_are_one_question() -> None:
    found = conflict("rounding", "2442", "2450", "2400")
    assert {contract(item.predicate) for item in found.members} == {
        "sf:mass",
        "sf:massLost",
        "sf:payloadMass",
    }


def test_reached_orbit_or_not() -> None:
    found = conflict("outcome", "sf:success", "sf:failedToOrbit")
    assert "The Progress MS-04 was launched into orbit" in found.sentence


def test_that_it_reached_orbit_is_no_plain_triple() -> None:
    launches = dataset().query("SELECT ?outcome { ?m sf:launch ?l . ?l sf:outcome ?outcome }")
    assert [str(row.outcome) for row in launches] == []


def test_a_failure_to_orbit_is_no_contradiction_of_a_failure() -> None:
    kinds = [
        {value_of(item) for item in c.members} for c in dataset().conflicts if c.kind == "outcome"
    ]
    assert {"sf:failure", "sf:failedToOrbit"} not in kinds


def test_the_planned_and_the_actual_launch() -> None:
    found = conflict("planActual", "2016-07-01", "2016-12-01T14:51:52Z")
    assert "planned was 1 July 2016" in found.sentence


@pytest.mark.parametrize(
    "causes",
    [
        (
            "circumstance/progress-ms-04-a-manufacturing-defect-in-the-rd-0110-engine",
            "event/progress-ms-04-backup-separation-command-hypothesis",
            "event/progress-ms-04-pump-fire-hypothesis",
        ),
        (
            "circumstance/progress-ms-04-foreign-particles",
            "circumstance/progress-ms-04-assembly-error",
        ),
        ("event/progress-ms-04-anomaly", "event/progress-ms-04-collision-hypothesis"),
    ],
)
def test_causes_that_are_left_open(causes: tuple[str, ...]) -> None:
    found = conflict("hypothesis", *causes)
    assert "is left open" in found.sentence


def test_a_launch_site_and_its_cosmodrome_agree() -> None:
    sites = {"launch-site/baikonur-site-1-5", "spaceport/baikonur-cosmodrome"}
    assert not any(sites <= {value_of(item) for item in c.members} for c in dataset().conflicts)


def test_the_launch_is_told_in_several_places_and_is_one_event() -> None:
    (launched,) = [
        item
        for item in dataset().graphs[0].statements
        if path(item.subject) == "event/progress-ms-04-launch"
        and contract(item.predicate) == "sf:launchTime"
        and words(item.object) == "2016-12-01T14:51:52Z"
    ]
    by = {fact.extracted_by.partition("/")[0] for fact in launched.facts}
    assert {"mapping", "annotation"} <= by
    assert {"Infobox", "Launch failure"} <= {fact.evidence.section for fact in launched.facts}


def test_the_file_stands_where_a_reader_looks() -> None:
    assert (Path(CHECKOUT) / "data/annotations/progress-ms-04.toml").is_file()
