"""Scores of a few facts against a few gold facts, each counted by hand."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from downrange.errors import EvaluationError
from downrange.evaluation.scoring import Evaluation, Fault, Part, Share
from downrange.facts.model import Modality
from tests.evaluation.conftest import (
    APOLLO,
    CRAFT,
    EISELE,
    LAUNCH,
    LEAD_1,
    LEAD_2,
    MISSION,
    SCHIRRA,
    SLAYTON,
    Scorer,
    day,
    entity,
    fact,
    number,
)

COMMANDER = {
    "document": "Apollo 7",
    "subject": "mission/apollo-7",
    "property": "sf:crewMember",
    "value": "person/wally-schirra",
    "modality": "asserted",
    "quote": LEAD_1,
}
LAUNCHED = {
    "document": "apollo-7",
    "subject_class": "sf:Launch",
    "mission": "apollo-7",
    "property": "sf:launchTime",
    "value": "1968-10-11",
    "modality": "asserted",
    "quote": LEAD_1,
}
MASS = {
    "document": "apollo-7",
    "subject": ["spacecraft/apollo-7", "mission/apollo-7"],
    "property": "sf:launchMass",
    "value": "36419",
    "unit": "lb",
    "quote": MISSION,
}


def counts(share: Share) -> tuple[int, int]:
    return share.right, share.of


def faults(evaluation: Evaluation) -> list[Fault]:
    return [error.fault for error in evaluation.errors]


def test_three_of_four_read_and_three_of_three_right(score: Scorer) -> None:
    found = score(
        [
            fact(APOLLO, "sf:crewMember", SCHIRRA),
            fact(LAUNCH, "sf:launchTime", day("1968-10-11")),
            fact(CRAFT, "sf:launchMass", number("16519"), MISSION),
        ],
        COMMANDER,
        LAUNCHED,
        MASS,
        {**COMMANDER, "value": "person/donn-eisele"},
    )
    assert counts(found.total.precision) == (3, 3)
    assert counts(found.total.recall) == (3, 4)
    assert found.total.f1 == pytest.approx(2 * 1 * 0.75 / 1.75)
    assert [miss.gold.words for miss in found.misses] == [
        "mission/apollo-7 sf:crewMember person/donn-eisele"
    ]
    assert {kind: counts(s.recall) for kind, s in found.scores.items()} == {
        "crew": (1, 2),
        "launch": (1, 1),
        "spacecraft": (1, 1),
    }


def test_a_wrong_value_is_wrong_and_its_subject_is_not_blamed(score: Scorer) -> None:
    found = score([fact(APOLLO, "sf:crewMember", EISELE)], COMMANDER)
    assert counts(found.total.precision) == (0, 1)
    assert counts(found.total.recall) == (0, 1)
    assert found.total.f1 == 0
    assert counts(found.total.value) == (0, 1)
    assert counts(found.total.subject) == (0, 0)
    assert faults(found) == [Fault.VALUE]
    assert found.misses[0].fault is Fault.VALUE


def test_a_wrong_subject_is_wrong_and_its_value_is_not_blamed(score: Scorer) -> None:
    other = entity("mission/apollo-8", "sf:Mission", "Apollo 8")
    found = score([fact(other, "sf:crewMember", SCHIRRA)], COMMANDER)
    assert counts(found.total.precision) == (0, 1)
    assert counts(found.total.subject) == (0, 1)
    assert counts(found.total.value) == (0, 0)
    assert faults(found) == [Fault.SUBJECT]


def test_a_wrong_modality_is_wrong_in_the_strict_score_alone(score: Scorer) -> None:
    found = score([fact(APOLLO, "sf:crewMember", SCHIRRA, modality=Modality.PLANNED)], COMMANDER)
    assert counts(found.total.precision) == counts(found.total.recall) == (1, 1)
    assert counts(found.total.strict_precision) == counts(found.total.strict_recall) == (0, 1)
    assert counts(found.total.modality) == (0, 1)
    assert faults(found) == [Fault.MODALITY]
    assert found.misses[0].fault is Fault.MODALITY


def test_what_gold_does_not_have_is_spurious(score: Scorer) -> None:
    found = score(
        [
            fact(APOLLO, "sf:crewMember", SCHIRRA),
            fact(APOLLO, "sf:outcome", "sf:failure"),
        ],
        COMMANDER,
    )
    assert counts(found.total.precision) == (1, 2)
    assert faults(found) == [Fault.SPURIOUS]
    assert found.errors[0].sentence == LEAD_1


def test_precision_is_measured_in_complete_sections_only(score: Scorer) -> None:
    facts = [
        fact(APOLLO, "sf:crewMember", SCHIRRA),
        fact(APOLLO, "sf:missionDuration", number("864000"), MISSION),
    ]
    header = {"complete": [{"document": "apollo-7", "sections": ["Lead"]}]}
    assert counts(score(facts, header, COMMANDER).total.precision) == (1, 1)
    assert counts(score(facts, COMMANDER).total.precision) == (1, 2)
    assert counts(score(facts, {"complete": []}, COMMANDER).total.precision) == (0, 0)


def test_a_forbidden_fact_is_wrong_wherever_it_is(score: Scorer) -> None:
    header = {"complete": []}
    negative = {
        "negative": True,
        "document": "apollo-7",
        "subject_class": "sf:Docking",
        "property": "sf:time",
        "value": "1968",
        "modality": "asserted",
    }
    docking = entity("event/apollo-7-docking", "sf:Docking", "docking of Apollo 7")
    plan = entity("event/apollo-7-docking-planned", "sf:Plan", "planned docking", "sf:Docking")
    found = score([fact(docking, "sf:time", day("1968-10-12"))], header, COMMANDER, negative)
    assert counts(found.total.precision) == (0, 1)
    assert faults(found) == [Fault.FORBIDDEN]
    planned = score([fact(plan, "sf:time", day("1968-10-12"))], header, COMMANDER, negative)
    assert counts(planned.total.precision) == (0, 0)


def test_a_gold_fact_is_found_in_its_own_paragraph_only(score: Scorer) -> None:
    found = score([fact(APOLLO, "sf:crewMember", SCHIRRA, LEAD_2)], COMMANDER)
    assert counts(found.total.recall) == (0, 1)
    assert counts(found.total.precision) == (1, 1)  # the document does say so


def test_the_same_fact_twice_in_a_paragraph_counts_once(score: Scorer) -> None:
    found = score(
        [
            fact(APOLLO, "sf:crewMember", EISELE, LEAD_1),
            fact(APOLLO, "sf:crewMember", EISELE, LEAD_1[:20]),
        ],
        COMMANDER,
    )
    assert counts(found.total.precision) == (0, 1)


def test_a_plan_is_the_same_event_in_another_modality(score: Scorer) -> None:
    plan = entity("event/apollo-7-launch-planned", "sf:Plan", "planned launch", "sf:Launch")
    found = score([fact(plan, "sf:launchTime", day("1968-10-11"))], LAUNCHED)
    assert counts(found.total.recall) == (1, 1)
    assert counts(found.total.strict_recall) == (0, 1)
    right = score(
        [fact(plan, "sf:launchTime", day("1968-10-11"))], {**LAUNCHED, "modality": "planned"}
    )
    assert counts(right.total.strict_recall) == counts(right.total.strict_precision) == (1, 1)


def test_a_launch_has_one_time_under_two_names(score: Scorer) -> None:
    found = score(
        [
            fact(LAUNCH, "sf:launchTime", day("1968-10-11")),
            fact(LAUNCH, "sf:time", day("1968-10-11")),
        ],
        {**LAUNCHED, "property": "sf:time"},
    )
    assert counts(found.total.precision) == (1, 1)
    assert counts(found.total.recall) == (1, 1)


def test_a_tie_counts_where_nothing_else_is_said_of_its_event(score: Scorer) -> None:
    tie = fact(APOLLO, "sf:launch", LAUNCH)
    header = {"complete": [{"document": "apollo-7"}]}
    told = score([tie, fact(LAUNCH, "sf:launchTime", day("1968-10-11"))], header, LAUNCHED)
    assert counts(told.total.precision) == (1, 1)
    alone = score([tie], header, LAUNCHED)
    assert counts(alone.total.precision) == (0, 1)
    happened = {
        "subject": "mission/apollo-7",
        "property": "sf:hasEvent",
        "value_class": "sf:Launch",
    }
    wanted = score([tie], header, happened)
    assert counts(wanted.total.precision) == counts(wanted.total.recall) == (1, 1)


def test_times_tell_whether_they_are_as_precise(score: Scorer) -> None:
    found = score(
        [fact(LAUNCH, "sf:launchTime", day("1968-10-11"))],
        {**LAUNCHED, "value": "1968-10-11T15:02:45Z"},
    )
    assert counts(found.total.recall) == (1, 1)
    assert counts(found.total.exact_time) == (0, 1)


def test_speaker_and_qualifier_are_told_apart(score: Scorer) -> None:
    told = fact(
        CRAFT, "sf:launchMass", number("16519"), MISSION, speaker=SLAYTON, qualifier="about"
    )
    found = score([told], {**MASS, "attributed_to": "Deke Slayton", "qualifier": "at least"})
    assert counts(found.total.recall) == (1, 1)
    assert counts(found.total.speaker) == (1, 1)
    assert counts(found.total.qualifier) == (0, 1)


def test_reported_is_asserted_by_somebody(score: Scorer) -> None:
    told = fact(APOLLO, "sf:crewMember", SCHIRRA, speaker=SLAYTON)
    found = score([told], {**COMMANDER, "modality": "reported"})
    assert counts(found.total.strict_recall) == (1, 1)


@pytest.mark.parametrize(("part", "expected"), [(Part.ALL, 2), (Part.PROSE, 1), (Part.INFOBOX, 1)])
def test_a_part_is_scored(score: Scorer, part: Part, expected: int) -> None:
    infobox = {"subject": "mission/apollo-7", "property": "sf:crewSize", "value": 3}
    found = score([], COMMANDER, {**infobox, "section": "Infobox"}, part=part)
    assert found.total.recall.of == expected


def test_a_role_is_known_by_its_holder(score: Scorer) -> None:
    role = entity("role/apollo-7-x", "sf:Role", "a role")
    gold = {
        "subject_class": "sf:Role",
        "subject_label": "Wally Schirra",
        "mission": "apollo-7",
        "property": "sf:position",
        "value": "commander",
    }
    position = fact(role, "sf:position", Literal("commander"))
    assert counts(score([position], gold).total.recall) == (0, 1)
    held = [position, fact(role, "sf:holder", SCHIRRA)]
    assert counts(score(held, gold).total.recall) == (1, 1)
    other = {**gold, "subject_label": "Donn Eisele"}
    assert counts(score(held, other).total.recall) == (0, 1)


def test_an_event_of_another_mission_is_another_event(score: Scorer) -> None:
    launch = entity("event/apollo-8-launch", "sf:Launch", "launch of Apollo 8")
    found = score([fact(launch, "sf:launchTime", day("1968-10-11"))], LAUNCHED)
    assert counts(found.total.recall) == (0, 1)


def test_a_quotation_that_is_not_in_the_text_is_refused(score: Scorer) -> None:
    with pytest.raises(EvaluationError, match=r"gold\.jsonl:1: .*is not in apollo-7"):
        score([], {**COMMANDER, "quote": "Apollo 7 was never launched"})


def test_documents_that_were_not_read_are_refused(score: Scorer) -> None:
    with pytest.raises(EvaluationError, match="none of the documents"):
        score([], {**COMMANDER, "document": "apollo-8"})


def test_an_optional_fact_is_right_to_read_and_no_fault_to_leave(score: Scorer) -> None:
    optional = {**COMMANDER, "value": "person/donn-eisele", "optional": True}
    assert counts(score([], COMMANDER, optional).total.recall) == (0, 1)
    found = score([fact(APOLLO, "sf:crewMember", EISELE)], COMMANDER, optional)
    assert counts(found.total.precision) == (1, 1)
    assert counts(found.total.recall) == (0, 1)


def test_properties_may_be_alternatives(score: Scorer) -> None:
    either = {**LAUNCHED, "property": ["sf:startTime", "sf:launchTime"]}
    found = score([fact(LAUNCH, "sf:launchTime", day("1968-10-11"))], either)
    assert counts(found.total.precision) == counts(found.total.recall) == (1, 1)


def test_a_tie_is_said_by_whatever_else_is_said_of_its_event(score: Scorer) -> None:
    happened = {
        "subject": "mission/apollo-7",
        "property": "sf:hasEvent",
        "value_class": "sf:Launch",
        "modality": "asserted",
        "quote": LEAD_1,
    }
    told = fact(LAUNCH, "sf:launchTime", day("1968-10-11"))
    assert counts(score([told], happened).total.strict_recall) == (1, 1)
    of_another = {**happened, "subject": "mission/apollo-8"}
    assert counts(score([told], of_another).total.recall) == (0, 1)


def test_a_hypothesis_is_as_sure_as_what_is_said_of_it(score: Scorer) -> None:
    collision = entity(
        "event/apollo-7-collision-hypothesis", "sf:HypotheticalEvent", "collision", "sf:Collision"
    )
    tie = fact(APOLLO, "sf:hypotheticalEvent", collision)
    gold = {"subject": "mission/apollo-7", "property": "sf:hasEvent"} | {
        "value_class": "sf:Collision"
    }
    possible, probable = ({**gold, "modality": m} for m in ("possible", "probable"))
    assert counts(score([tie], possible).total.strict_recall) == (1, 1)
    sure = fact(collision, "sf:participant", CRAFT, modality=Modality.PROBABLE)
    assert counts(score([tie, sure], probable).total.strict_recall) == (1, 1)
    forbidden = {**gold, "modality": "asserted", "negative": True}
    assert faults(score([tie], possible, forbidden)) == []


def test_having_a_part_is_being_part_the_other_way_round(score: Scorer) -> None:
    module = entity("module/cabin", "sf:Module", "Cabin")
    gold = {"subject_label": "Apollo 7", "property": "sf:hasPart", "value_label": "Cabin"}
    found = score([fact(module, "sf:partOf", CRAFT)], gold)
    assert counts(found.total.precision) == counts(found.total.recall) == (1, 1)
    other = score([fact(CRAFT, "sf:partOf", module)], gold)
    assert counts(other.total.recall) == (0, 1)


@pytest.mark.parametrize(
    ("wanted", "expected"), [("Texas", 1), ("southern Texas", 1), ("northern Texas", 0)]
)
def test_a_place_may_be_named_more_precisely_than_gold_does(
    score: Scorer, wanted: str, expected: int
) -> None:
    landing = entity("event/apollo-7-landing", "sf:Landing", "landing of Apollo 7")
    texas = entity("place/southern-texas", "sf:Place", "southern Texas")
    gold = {"subject_class": "sf:Landing", "property": "sf:place", "value_label": wanted}
    assert score([fact(landing, "sf:place", texas)], gold).total.recall.right == expected


def test_names_that_only_begin_alike_are_others(score: Scorer) -> None:
    other = entity("mission/apollo-70", "sf:Mission", "Apollo 70")
    gold = {"subject_label": "Apollo 7", "property": "sf:crewSize", "value": 3}
    assert counts(score([fact(other, "sf:crewSize", number("3"))], gold).total.recall) == (0, 1)
