"""Where statements disagree across properties, modalities and nodes: rules, not one article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Fact, Modality
from downrange.graph.conflicts import Conflict, find_conflicts
from downrange.graph.model import Rank
from downrange.graph.statements import direct, statements
from downrange.identity import DocumentName
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE, XSD_DATE_TIME, decimal_literal
from tests.facts.reading import BASE, vocabulary
from tests.graph.building import MINTER, fact

NAME = DocumentName("example.org", "test")


def entity(path: str, cls: str, label: str = "") -> Entity:
    return Entity(NamedNode(f"{BASE}id/{path}"), expand(cls), label or path)


MISSION = entity("mission/test-1", "sf:Mission", "Test 1")
LAUNCH = entity("event/test-1-launch", "sf:Launch")
CARGO = entity("cargo/test-1-total-cargo", "sf:Cargo")
LOSS = entity("event/test-1-telemetry-loss", "sf:TelemetryLoss", "the loss of telemetry")
LEAK = entity("circumstance/leak", "sf:Circumstance", "a leak")
SPARK = entity("circumstance/spark", "sf:Circumstance", "a spark")
PAD = entity("launch-site/pad-1", "sf:LaunchSite")
PORT = entity("spaceport/port", "sf:Spaceport")


def conflicts(facts: Iterable[Fact]) -> tuple[Conflict, ...]:
    said = statements(facts, NAME, MINTER, vocabulary())
    return find_conflicts(said, MINTER, vocabulary())


def number(
    value: str, predicate: str, subject: Entity, written: str = "", qualifier: str = ""
) -> Fact:
    said = fact(decimal_literal(Decimal(value)), predicate, subject=subject, qualifier=qualifier)
    return replace(said, as_written=written)


def date(words: str) -> Literal:
    return Literal(words, datatype=XSD_DATE)


def cause(
    value: Entity | NamedNode, modality: Modality = Modality.ASSERTED, subject: Entity = LOSS
) -> Fact:
    return fact(value, "sf:cause", modality, subject=subject)


@pytest.mark.parametrize("modality", [Modality.PROBABLE, Modality.SUSPECTED, Modality.POSSIBLE])
def test_causes_of_which_one_is_unsure(modality: Modality) -> None:
    (found,) = conflicts([cause(LEAK), cause(SPARK, modality)])
    assert found.kind == "hypothesis"
    assert {item.object for item in found.members} == {LEAK.iri, SPARK.iri}
    assert "a leak" in found.sentence
    assert "a spark" in found.sentence


def test_causes_that_are_certain_work_together() -> None:
    assert conflicts([cause(LEAK), cause(SPARK)]) == ()


def test_one_cause_told_twice_with_less_certainty() -> None:
    assert conflicts([cause(LEAK), cause(LEAK, Modality.POSSIBLE)]) == ()


def test_a_cause_that_is_denied_is_no_alternative() -> None:
    assert conflicts([cause(LEAK, Modality.POSSIBLE), cause(SPARK, Modality.DENIED)]) == ()


def test_what_is_asserted_and_denied() -> None:
    (found,) = conflicts([cause(LEAK), cause(LEAK, Modality.DENIED)])
    assert {item.modality for item in found.members} == {Modality.ASSERTED, Modality.DENIED}


def test_an_unsure_number_beside_a_certain_one() -> None:
    one = number("382.3", "sf:elapsedTime", LOSS)
    other = number("383", "sf:elapsedTime", LOSS)
    (found,) = conflicts([replace(one, modality=Modality.PROBABLE), other])
    assert found.kind == "value"
    assert found.difference == decimal_literal(Decimal("0.7"))


@pytest.mark.parametrize(
    ("written", "kind"),
    [("six minutes", "rounding"), ("360 seconds", "value"), ("6 min 0 s", "value")],
)
def test_a_number_is_as_fine_as_it_is_written(written: str, kind: str) -> None:
    coarse = number("360", "sf:elapsedTime", LOSS, written)
    fine = number("382.3", "sf:elapsedTime", LOSS, "T+382.3 seconds")
    (found,) = conflicts([coarse, fine])
    assert found.kind == kind


def cargo(outcome: str) -> list[Fact]:
    return [
        fact(expand(outcome), "sf:outcome", subject=MISSION),
        fact(CARGO, "sf:carries", subject=MISSION),
        fact(expand("sf:totalCargo"), "sf:cargoKind", subject=CARGO),
        number("2442", "sf:mass", CARGO, "2442 kg"),
        number("1000", "sf:massLost", CARGO, "1000 kg"),
    ]


def test_all_cargo_is_lost_where_nothing_reached_orbit() -> None:
    (found,) = conflicts(cargo("sf:failedToOrbit"))
    assert found.kind == "value"
    assert {item.object.value for item in found.members} == {"2442", "1000"}


def test_a_part_of_the_cargo_may_be_lost() -> None:
    assert conflicts(cargo("sf:partialFailure")) == ()


def test_a_launch_that_succeeded_and_a_mission_that_never_reached_orbit() -> None:
    told = [
        fact(LAUNCH, "sf:launch", subject=MISSION),
        fact(expand("sf:success"), "sf:outcome", subject=LAUNCH),
        fact(expand("sf:failedToOrbit"), "sf:outcome", subject=MISSION),
    ]
    (found,) = conflicts(told)
    assert found.kind == "outcome"
    assert "whether Test 1 reached orbit" in found.sentence
    # A mission may fail after a launch that went well.
    failed = fact(expand("sf:failure"), "sf:outcome", subject=MISSION)
    assert conflicts([*told[:2], failed]) == ()


def test_what_is_known_to_be_wrong_stays_in_its_conflict_and_out_of_the_direct_layer() -> None:
    reached = fact(expand("sf:success"), "sf:outcome", subject=MISSION)
    told = [
        replace(reached, deprecated="all else denies it"),
        fact(expand("sf:failedToOrbit"), "sf:outcome", subject=MISSION),
    ]
    said = statements(told, NAME, MINTER, vocabulary())
    assert {i.object.value.rpartition("#")[2]: (i.rank, i.rank_reason) for i in said} == {
        "success": (Rank.DEPRECATED, "all else denies it"),
        "failedToOrbit": (Rank.NORMAL, ""),
    }
    assert [item.object for item in direct(said)] == [expand("sf:failedToOrbit")]
    (found,) = find_conflicts(said, MINTER, vocabulary())
    assert set(found.members) == set(said)


def test_what_is_known_to_be_wrong_is_not_preferred_for_being_fine() -> None:
    coarse, fine = (fact(date(d), "sf:launchTime", subject=LAUNCH) for d in ("2016-12-01", "2016"))
    fine = replace(fine, value=Literal("2016-12-01T14:51:52Z", datatype=XSD_DATE_TIME))
    said = statements([coarse, replace(fine, deprecated="a slip")], NAME, MINTER, vocabulary())
    assert [item.object.value for item in direct(said)] == ["2016-12-01"]


@pytest.mark.parametrize("part", [(PAD, "sf:partOf", PORT), (PORT, "sf:hasPart", PAD)])
def test_a_part_is_the_finer_value(part: tuple[Entity, str, Entity]) -> None:
    subject, predicate, value = part
    sites = [fact(site, "sf:launchSite", subject=LAUNCH) for site in (PAD, PORT)]
    (found,) = conflicts(sites)
    assert found.kind == "value"
    said = statements([*sites, fact(value, predicate, subject=subject)], NAME, MINTER, vocabulary())
    assert find_conflicts(said, MINTER, vocabulary()) == ()
    assert [i.object for i in said if i.rank.value == "preferred"] == [PAD.iri]


def test_a_conflict_within_a_larger_one_is_left_out() -> None:
    about = number("2450", "sf:mass", CARGO, "about 2450 kg", "about")
    lost = number("2400", "sf:massLost", CARGO, "2,400 kg")
    told = [about, lost, *cargo("sf:failedToOrbit")[:4]]
    (found,) = conflicts(told)
    assert {item.object.value for item in found.members} == {"2442", "2450", "2400"}
    assert found.kind == "rounding"


def test_of_several_plans_the_one_that_did_not_come_true() -> None:
    def planned(key: str, day: str) -> Fact:
        plan = entity(f"event/test-1-launch{key}-planned", "sf:Plan")
        plan = replace(plan, stands_for=expand("sf:Launch"))
        return fact(date(day), "sf:launchTime", Modality.PLANNED, subject=plan)

    came = fact(date("2016-12-01"), "sf:launchTime", subject=LAUNCH)
    told = [planned("-2016-07-01", "2016-07-01"), planned("", "2016-12-01"), came]
    (found,) = conflicts(told)
    assert found.kind == "planActual"
    assert {item.object.value for item in found.members} == {"2016-07-01", "2016-12-01"}
    assert len(found.members) == 2
