"""The benchmark's measure, on sentences whose scores are counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from downrange.errors import EvaluationError
from downrange.evaluation.text2kgbench import (
    RELATIONS,
    Benchmark,
    Result,
    Sentence,
    Triple,
    load_relations,
    load_sentences,
    triples,
)
from downrange.facts.model import Modality
from downrange.namespaces import expand
from tests.evaluation.conftest import APOLLO, EISELE, SCHIRRA, day, entity, fact

FLEW = "astronaut mission"
DOCKED = "spacecraft docking/undocking date"


def sentence(*gold: Triple) -> Sentence:
    return Sentence("1", "A sentence.", gold)


def test_labels_are_compared_without_spaces_underscores_and_case() -> None:
    one = Triple("Wally_Schirra", FLEW, "APOLLO 7")
    assert one.key == Triple("wally schirra", "astronaut_mission", "Apollo7").key
    assert one.key == "wallyschirraastronautmissionapollo7"


def test_a_sentence_scores_what_it_was_asked() -> None:
    asked = sentence(Triple("A", FLEW, "M"), Triple("B", FLEW, "M"))
    read = (Triple("A", FLEW, "M"), Triple("C", FLEW, "M"), Triple("M", DOCKED, "01 May 1990"))
    result = Result(asked, read)
    assert result.compared == read[:2]  # the gold has no docking date
    assert (result.precision, result.recall, result.f1) == (0.5, 0.5, 0.5)


def test_averages_are_over_all_sentences_the_silent_ones_too() -> None:
    gold = Triple("A", FLEW, "M")
    found = Benchmark(
        (
            Result(sentence(gold), (gold,)),
            Result(sentence(gold), (gold, Triple("B", FLEW, "M"))),
            Result(sentence(gold), ()),
            Result(sentence(gold), (Triple("M", DOCKED, "1990"),)),
        )
    )
    assert found.precision == pytest.approx((1 + 0.5) / 4)
    assert found.recall == pytest.approx(2 / 4)
    assert found.f1 == pytest.approx((1 + 2 / 3) / 4)
    assert found.answered_precision == pytest.approx((1 + 0.5) / 2)
    assert len(found.of_relation(FLEW).results) == 4
    assert found.of_relation(DOCKED).answered_precision is None


def test_facts_become_triples() -> None:
    docking = entity("event/apollo-7-docking-mir", "sf:Docking", "docking")
    landing = entity("event/apollo-7-landing", "sf:Landing", "landing")
    texas = entity("place/texas", "sf:Place", "Texas")
    found = triples(
        [
            fact(APOLLO, "sf:crewMember", SCHIRRA),
            fact(APOLLO, "sf:backupCrewMember", EISELE),
            fact(APOLLO, "sf:hasEvent", docking),
            fact(docking, "sf:time", day("2016-03-02")),
            fact(APOLLO, "sf:hasEvent", landing),
            fact(landing, "sf:place", texas),
            fact(landing, "sf:time", day("2016-03-02")),
        ]
    )
    assert found == (
        Triple("Wally Schirra", FLEW, "Apollo 7"),
        Triple("Apollo 7", "backup or reserve team or crew", "Donn Eisele"),
        Triple("Apollo 7", DOCKED, "02 March 2016"),
        Triple("Apollo 7", "location of landing", "Texas"),
    )


def test_where_a_lander_landed_is_a_place_of_landing_and_what_a_craft_passed_is_none() -> None:
    moon = entity("celestial-body/moon", "sf:CelestialBody", "Moon")
    touch = entity("event/luna-9-encounter-moon", "sf:Encounter", "encounter")
    passing = entity("event/luna-3-encounter-moon", "sf:Encounter", "encounter")
    luna_9, luna_3 = (entity(f"mission/luna-{n}", "sf:Mission", f"Luna {n}") for n in (9, 3))
    found = triples(
        [
            fact(luna_9, "sf:hasEvent", touch),
            fact(touch, "sf:target", moon),
            fact(touch, "sf:encounterKind", expand("sf:lander")),
            fact(luna_3, "sf:hasEvent", passing),
            fact(passing, "sf:target", moon),
            fact(passing, "sf:encounterKind", expand("sf:flyby")),
        ]
    )
    assert found == (Triple("Luna 9", "location of landing", "Moon"),)


def test_only_what_is_asserted_becomes_a_triple() -> None:
    plan = entity("event/apollo-7-docking-planned", "sf:Plan", "plan", "sf:Docking")
    facts = [
        fact(APOLLO, "sf:crewMember", SCHIRRA, modality=Modality.DENIED),
        fact(plan, "sf:time", day("2016-03-02")),
    ]
    assert triples(facts) == ()


def test_rows_of_one_sentence_are_one_sentence(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "sub_label": "A", "rel_label": FLEW, "obj_label": "M", "sent": "A and B."},
        {"id": "2", "sub_label": "B", "rel_label": FLEW, "obj_label": "M", "sent": "A and B."},
        {"id": "3", "sub_label": "X", "rel_label": "constellation", "obj_label": "Y", "sent": "X"},
        {"id": "4", "sent": "C.", "triples": [{"sub": "C", "rel": FLEW, "obj": "M"}]},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert load_sentences([path]) == (
        Sentence("1", "A and B.", (Triple("A", FLEW, "M"), Triple("B", FLEW, "M"))),
        Sentence("4", "C.", (Triple("C", FLEW, "M"),)),
    )


@pytest.mark.parametrize("row", [{"sent": ""}, {"sent": "A."}, {"sent": "A.", "triples": [{}]}])
def test_a_row_that_is_no_example_is_refused(tmp_path: Path, row: dict[str, object]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    with pytest.raises(EvaluationError, match=r"rows\.jsonl:1"):
        load_sentences([path])


def test_the_benchmarks_own_files_are_read(shared: Path) -> None:
    folder = shared / "text2kgbench"
    assert load_relations(folder / "space-ontology.json") == RELATIONS
    files = [folder / "space-train.jsonl", folder / "space-validation.jsonl"]
    found = load_sentences(files)
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(found) == len({row["sent"] for row in rows})
    assert sum(len(one.gold) for one in found) == len(rows)


def test_an_ontology_without_the_relations_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ontology.json"
    path.write_text('{"relations": [{"pid": "P450", "label": "flew"}]}', "utf-8")
    with pytest.raises(EvaluationError, match="P622"):
        load_relations(path)
