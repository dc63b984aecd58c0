"""Statements that answer one question differently are joined, and nothing else is."""

from __future__ import annotations

import pytest

from downrange.graph.conflicts import Conflict
from downrange.graph.document import DocumentGraph
from downrange.graph.merge import conflicts_between, merged_quads
from downrange.namespaces import expand
from tests.facts.reading import naming, vocabulary
from tests.graph.building import FACTS, MINTER, article, direct, graph

ELSEWHERE = "https://example.net/test-1"


def between(*graphs: DocumentGraph) -> tuple[Conflict, ...]:
    return conflicts_between(graphs, MINTER, vocabulary())


def test_payload_and_cargo_that_differ() -> None:
    (conflict,) = graph(article("- Payload Mass: 2442 kg", "- Cargo Mass: 2391 kg")).conflicts
    assert conflict.kind == "value"
    assert {item.object.value for item in conflict.members} == {"2442", "2391"}
    assert conflict.difference is not None
    assert conflict.difference.value == "51"
    assert "2442 kg" in conflict.sentence
    assert "2391 kg" in conflict.sentence


def test_payload_and_cargo_that_agree() -> None:
    assert graph(article("- Payload Mass: 2442 kg", "- Cargo Mass: 2442 kg")).conflicts == ()


def test_the_year_of_a_designation_and_of_the_launch() -> None:
    (conflict,) = graph(article("- COSPAR ID: 1965-033A", "- Launch Date: 19 April 1975")).conflicts
    assert conflict.kind == "identifier"
    assert {item.object.value for item in conflict.members} == {"1965-033A", "1975-04-19"}
    assert graph(article("- COSPAR ID: 1975-033A", "- Launch Date: 19 April 1975")).conflicts == ()


def test_a_designation_is_not_held_against_a_launch_that_was_only_planned() -> None:
    made = graph(article("- COSPAR ID: 1965-033A", "- Launch Date: 19 April 1975 (planned)"))
    assert made.conflicts == ()


@pytest.mark.parametrize("line", ["Orbit Periapsis: 410–430 km", "Launch Mass: 6.9 to 7.1 t"])
def test_the_ends_of_a_range_do_not_contradict_each_other(line: str) -> None:
    made = graph(article(f"- {line}"))
    assert len(made.statements) > 1
    assert made.conflicts == ()


def test_what_was_planned_and_what_came() -> None:
    (conflict,) = graph(
        article("- Mission Duration: 14 days (planned), 11 days (actual)")
    ).conflicts
    assert conflict.kind == "planActual"
    assert conflict.difference is not None
    assert conflict.difference.value == "259200"  # three days


def test_a_plan_that_came_true_is_no_conflict() -> None:
    lines = "- Launch Date: 1 July 2016 (planned)", "- Launch Date2: 1 July 2016"
    assert graph(article(*lines)).conflicts == ()


def test_a_planned_event_and_the_event_that_came() -> None:
    lines = "- Launch Date: 1 July 2016 (planned)", "- Launch Date2: 1 December 2016"
    (conflict,) = graph(article(*lines)).conflicts
    assert conflict.kind == "planActual"
    assert {item.object.value for item in conflict.members} == {"2016-07-01", "2016-12-01"}


def test_documents_that_differ_both_stand_and_are_joined_once() -> None:
    one = graph(article("- Launch Date: 1 December 2016"))
    other = graph(article("- Launch Date: 2 December 2016"), ELSEWHERE)
    (conflict,) = between(one, other)
    assert conflict.kind == "value"
    assert {item.predicate for item in conflict.members} == {expand("sf:launchTime")}
    merged = merged_quads([one, other], [conflict], naming().authority, MINTER)
    times = {q.object for q in merged if q.predicate == expand("sf:launchTime")}
    assert {t.value for t in times if hasattr(t, "value")} == {"2016-12-01", "2016-12-02"}
    assert any(q.graph_name == MINTER.graph("conflicts") for q in merged)


def test_documents_that_agree_more_or_less_finely_are_not_joined() -> None:
    one = graph(article("- Launch Date: 1 December 2016"))
    other = graph(article("- Launch Date: December 2016"), ELSEWHERE)
    assert between(one, other) == ()


def test_a_property_of_many_values_is_never_in_conflict() -> None:
    one = graph(article("- Operator: NASA"))
    other = graph(article("- Operator: ESA"), ELSEWHERE)
    assert between(one, other) == ()


def test_a_conflict_is_named_by_its_members_alone() -> None:
    one = graph(article("- Crew Size: 3"))
    other = graph(article("- Crew Size: 2"), ELSEWHERE)
    assert [c.iri for c in between(one, other)] == [c.iri for c in between(other, one)]


def test_what_one_document_says_twice_is_its_own_affair() -> None:
    twice = article("- Crew Size: 3", "- Crew Size2: 2")
    one = graph(twice)
    assert len(one.conflicts) == 1
    assert between(one) == ()


def test_a_failure_and_a_success() -> None:
    lines = "- Mission Duration: Failed to orbit", "- Decay Date: Success"
    (conflict,) = graph(article(*lines)).conflicts
    assert conflict.kind == "outcome"


def test_one_label_a_language_and_the_others_beside_it() -> None:
    one = graph("= Test 1 =\n\nTest 1\n- Next Mission: SOYUZ 12\n\nProse.\n")
    other = graph("= Test 1 =\n\nTest 1\n- Next Mission: Soyuz 12\n\nProse.\n", ELSEWHERE)
    merged = merged_quads([one, other], (), naming().authority, MINTER)
    about = [
        (q.predicate, q.object.value)
        for q in merged
        if q.graph_name == FACTS
        and getattr(q.subject, "value", "").endswith("mission/soyuz-12")
        and hasattr(q.object, "language")
    ]
    assert sorted(about, key=str) == sorted(
        [(expand("rdfs:label"), "SOYUZ 12"), (expand("skos:altLabel"), "Soyuz 12")], key=str
    )


def test_only_known_entities_that_are_spoken_of_come_along() -> None:
    made = graph(article("- Operator: NASA"))
    merged = merged_quads([made], (), naming().authority, MINTER)
    known = {q.subject for q in merged if q.graph_name == MINTER.graph("authority")}
    assert {getattr(node, "value", "") for node in known} == {
        "https://example.org/id/organization/nasa"
    }
    assert direct(made, "sf:operator") == {"https://example.org/id/organization/nasa"}
