"""Candidates for queries: which, how sure, and when there is no doubt left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reconciliation.conftest import Ask

MISSION = "mission/tern-ms-04"
CRAFT = "spacecraft/tern-ms-04"


def ids(result: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"] for candidate in result]


def matched(result: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"] for candidate in result if candidate["match"]]


def features(candidate: dict[str, Any]) -> dict[str, float]:
    return {feature["id"]: feature["value"] for feature in candidate["features"]}


def value(pid: str, *v: object) -> dict[str, object]:
    return {"pid": pid, "v": v[0] if len(v) == 1 else list(v)}


def test_a_name_alone_is_never_a_match(ask: Ask) -> None:
    result = ask(query="Roost")
    assert ids(result) == ["spacecraft/roost"]
    assert matched(result) == []


def test_a_name_with_its_type_is_a_match_where_nothing_else_has_both(ask: Ask) -> None:
    result = ask(query="Tern MS-04", type="sf:Mission")
    assert matched(result) == [MISSION]
    assert result[0]["name"] == "Tern MS-04"
    assert result[0]["type"] == [{"id": "sf:Mission", "name": "mission"}]
    assert features(result[0]) == {"label": 1, "only": 1, "type": 1}
    # 1 - 0.4 * 0.3 * 0.7 = 0.916: the weights of label, only and type.
    assert result[0]["score"] == 92.0


def test_a_mission_and_its_spacecraft_of_one_name_are_not_told_apart_by_it(ask: Ask) -> None:
    result = ask(query="Tern MS-04")
    assert set(ids(result)[:2]) == {MISSION, CRAFT}
    assert result[0]["score"] == result[1]["score"]
    assert matched(result) == []
    shared = ask(query="Tern MS-04", properties=[value("sf:cosparId", "2031-007A")])
    assert matched(shared) == []


def test_namesakes_are_left_to_a_person(ask: Ask) -> None:
    result = ask(query="Ada Gull", type="sf:Person")
    assert set(ids(result)) >= {"person/ada-gull", "person/ada-gull-engineer"}
    assert matched(result) == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Tern MS-04", MISSION),
        ("Tern MS-05", "mission/tern-ms-05"),
        ("Tern M-04M", "mission/tern-m-04m"),
    ],
)
def test_neighbours_are_no_candidates_for_each_other(ask: Ask, asked: str, meant: str) -> None:
    result = ask(query=asked, type="sf:Mission")
    assert ids(result) == [meant]
    assert matched(result) == [meant]


@pytest.mark.parametrize("asked", ["Tern MS-06", "Tern M-04", "Tern MS-40", "Puffin-FG"])
def test_who_is_not_there_has_no_neighbour_in_their_place(ask: Ask, asked: str) -> None:
    assert ask(query=asked) == []


@pytest.mark.parametrize("asked", ["Tern MS04", "Tern MS-4", "Terns MS-04"])
def test_misspelt_names_find_candidates_and_no_match(ask: Ask, asked: str) -> None:
    result = ask(query=asked, type="sf:Mission")
    assert ids(result) == [MISSION]
    assert matched(result) == []


def test_another_name_with_its_type_is_a_match(ask: Ask) -> None:
    result = ask(query="avian", type="Organization")
    assert matched(result) == ["organization/avian"]
    assert features(result[0])["alias"] == 1


def test_a_town_is_not_its_cosmodrome(ask: Ask) -> None:
    result = ask(query="Skerry")
    assert ids(result)[:2] == ["place/skerry", "spaceport/skerry-cosmodrome"]
    assert matched(result) == []
    # A spaceport is a place, and this one is called so too.
    assert matched(ask(query="Skerry", type="sf:Place")) == []
    assert matched(ask(query="Skerry", type="sf:Spaceport")) == ["spaceport/skerry-cosmodrome"]


def test_types_hold_for_subclasses(ask: Ask) -> None:
    assert ids(ask(query="Roost", type="sf:Spacecraft")) == ["spacecraft/roost"]
    assert ids(ask(query="Roost", type="sf:SpaceStation")) == ["spacecraft/roost"]
    assert ids(ask(query="Tern MS-04", type="sf:SpaceStation")) == []


@pytest.mark.parametrize(
    "name",
    ["sf:Mission", "https://w3id.org/downrange/ns#Mission", "Mission", "Q2133344", "wd:Q2133344"],
)
def test_a_type_has_several_spellings(ask: Ask, name: str) -> None:
    assert matched(ask(query="Tern MS-04", type=name)) == [MISSION]


def test_a_plan_is_not_what_was_planned(ask: Ask) -> None:
    planned = "event/tern-ms-04-docking-planned"
    assert ids(ask(query="planned docking of Tern MS-04", type="sf:Docking")) == []
    [found] = ask(query="planned docking of Tern MS-04", type="sf:Plan")
    assert found["id"] == planned
    assert found["type"] == [{"id": "sf:Plan", "name": "plan"}]


def test_strictness(ask: Ask) -> None:
    both = ["sf:Spacecraft", "sf:SpaceStation"]
    assert ids(ask(query="Roost", type=both, type_strict="all")) == ["spacecraft/roost"]
    assert ids(ask(query="Tern MS-04", type=both, type_strict="all")) == []
    assert ids(ask(query="Tern MS-04", type=both, type_strict="any")) == [CRAFT]
    should = ask(query="Tern MS-04", type="sf:Mission", type_strict="should")
    assert ids(should)[:2] == [MISSION, CRAFT]
    assert matched(should) == [MISSION]
    # A label weighs 0.6, and a type that disagrees leaves half of it.
    assert should[1]["score"] == 30.0


def test_an_unknown_type_fits_nothing(ask: Ask) -> None:
    assert ask(query="Tern MS-04", type="DifferentiatedPerson") == []
    should = ask(query="Tern MS-05", type="DifferentiatedPerson", type_strict="should")
    assert ids(should) == ["mission/tern-ms-05", "event/tern-ms-05-launch"]
    assert matched(should) == []


def test_an_unknown_property_leaves_doubt(ask: Ask) -> None:
    assert matched(ask(query="Tern MS-04", type="sf:Mission", properties=[value("nope", 1)])) == []


def test_an_identifier_tells_namesakes_apart(ask: Ask) -> None:
    result = ask(query="Tern MS-04", properties=[value("sf:serialNumber", "404")])
    assert {features(c).get("sf:serialNumber") for c in result[:2]} == {1.0}
    result = ask(query="", properties=[value("sf:cosparId", "2031-020a")])
    assert matched(result) == ["mission/tern-ms-05"]


def test_an_identifier_that_disagrees_lowers_and_forbids(ask: Ask) -> None:
    [right] = ask(query="Tern MS-04", type="sf:Mission", properties=[value("P247", "2031-007A")])
    result = ask(query="Tern MS-04", type="sf:Mission", properties=[value("P247", "2031-020A")])
    wrong = {candidate["id"]: candidate for candidate in result}
    assert right["match"]
    assert right["score"] == 100.0
    assert features(wrong[MISSION])["P247"] == 0
    assert wrong[MISSION]["score"] < 10
    # What does have that identifier is shown, and its name is not the one asked for.
    assert "mission/tern-ms-05" in wrong
    assert matched(result) == []


def test_what_has_no_designation_disagrees_with_any(ask: Ask) -> None:
    [candidate] = ask(
        query="Tern M-04M", type="sf:Mission", properties=[value("sf:cosparId", "2031-099A")]
    )
    assert features(candidate)["sf:cosparId"] == 0


@pytest.mark.parametrize(
    ("pid", "asked", "agreement"),
    [
        ("sf:launchTime", "2031-02-03", 1),
        ("sf:launchTime", "2031-02-03T00:00:00Z", 1),
        ("sf:launchTime", "2031-02-03T10:05:06+06:00", 1),
        ("sf:launchTime", "3 February 2031", 1),
        ("sf:launchTime", "2031-02-03T23:59:59Z", 0.5),
        ("sf:launchTime", "2031-02", 0.5),
        ("sf:launchTime", "2031", 0.5),
        ("sf:launchTime", "2031-02-04", 0),
        ("sf:launchTime", "soon", 0),
        ("P619", "2031-02-03", 1),
        ("sf:launchMass", 7285, 1),
        ("sf:launchMass", 7285.0, 1),
        ("sf:launchMass", "7,285 kg", 1),
        ("sf:launchMass", 7300, 0.5),
        ("sf:launchMass", 728.5, 0),
        ("sf:launchMass", 1e300, 0),
        ("sf:orbitsCompleted", 12, 1),
        ("sf:operator", "Avian", 1),
        ("sf:operator", {"id": "organization/avian", "name": "whatever"}, 1),
        ("sf:operator", {"id": "https://example.org/id/organization/avian"}, 1),
        ("sf:operator", {"id": "person/ada-gull"}, 0),
        ("sf:operator", "Ada Gull", 0),
        ("sf:outcome", {"id": "sf:success"}, 1),
        ("sf:outcome", "success", 1),
        ("sf:outcome", True, 0),
        ("sf:launchSite", "Skerry Site 1", 1),
        ("sf:launchSite", "Skerry Cosmodrome", 0.5),
        ("sf:launchSite", "Puffin-U", 0),
        ("https://w3id.org/downrange/ns#cosparId", "2031 007a", 1),
    ],
)
def test_values_are_compared_as_what_they_are(
    ask: Ask, pid: str, asked: object, agreement: float
) -> None:
    result = ask(query="Tern MS-04", type="sf:Mission", properties=[value(pid, asked)])
    [mission] = [candidate for candidate in result if candidate["id"] == MISSION]
    assert features(mission)[pid] == agreement
    assert mission["match"] == (agreement > 0)


def test_one_of_several_values_is_enough(ask: Ask) -> None:
    several = value("sf:operator", "Nobody", {"id": "organization/avian"})
    [candidate] = ask(query="Tern MS-04", type="sf:Mission", properties=[several])
    assert features(candidate)["sf:operator"] == 1


@pytest.mark.parametrize("asked", ["", "  "])
def test_an_empty_value_says_nothing(ask: Ask, asked: str) -> None:
    [candidate] = ask(
        query="Tern MS-04", type="sf:Mission", properties=[value("sf:launchTime", asked)]
    )
    assert "sf:launchTime" not in features(candidate)


def test_what_is_only_related_cannot_disagree(ask: Ask) -> None:
    """P2067 is mass; launch mass merely has to do with it."""
    agreeing = ask(query="Tern MS-04", type="sf:Spacecraft", properties=[value("P2067", 7285)])
    other = ask(query="Tern MS-04", type="sf:Spacecraft", properties=[value("P2067", 3)])
    assert features(agreeing[0])["P2067"] == 1
    assert "P2067" not in features(other[0])


def test_entities_are_found_by_values_alone(ask: Ask) -> None:
    result = ask(type="sf:Mission", properties=[value("sf:operator", "Avian")])
    assert ids(result) == [MISSION, "mission/tern-ms-05"]
    assert matched(result) == []
    by_day = ask(type="sf:Mission", properties=[value("sf:launchTime", "2031-02-03")])
    assert ids(by_day) == [MISSION]


@pytest.mark.parametrize(
    "name", [MISSION, "https://example.org/id/mission/tern-ms-04", "id:mission/tern-ms-04"]
)
def test_an_id_is_a_match(ask: Ask, name: str) -> None:
    result = ask(query=name)
    assert (result[0]["id"], result[0]["score"], result[0]["match"]) == (MISSION, 100.0, True)
    assert matched(ask(query=name, type="sf:Person", type_strict="should")) == []


@pytest.mark.parametrize("text", ["", "   ", "###", "…", "\u0301", "🚀"])
def test_nothing_to_go_by_gives_nothing(ask: Ask, text: str) -> None:
    assert ask(query=text) == []


def test_the_limit_limits_and_never_makes_a_match(ask: Ask) -> None:
    result = ask(query="Tern MS-04", limit=1)
    assert len(result) == 1
    assert matched(result) == []


def test_scores_fall(ask: Ask) -> None:
    scores = [c["score"] for c in ask(query="Tern MS-04", limit=100)]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True)
