"""Data extension: what the cells of a column hold."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

MISSION = "mission/tern-ms-04"


def extend(client: httpx.Client, *properties: object, ids: tuple[str, ...] = (MISSION,)) -> Any:
    query = {"ids": list(ids), "properties": list(properties)}
    return client.post("", data={"extend": json.dumps(query)})


def cells(client: httpx.Client, name: str, **settings: object) -> object:
    answer = extend(client, {"id": name, "settings": settings})
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"][MISSION][name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sf:launchTime", [{"date": "2031-02-03T04:05:06Z"}]),
        ("sf:launchMass", [{"int": 7285}]),
        ("sf:orbitsCompleted", [{"int": 12}]),
        ("sf:operator", [{"id": "organization/avian", "name": "Avian Space Corporation"}]),
        ("sf:outcome", [{"str": "success"}]),
        ("sf:cosparId", [{"str": "2031-007A"}]),
        ("P247", [{"str": "2031-007A"}]),
        ("launchSite", [{"id": "launch-site/skerry-1", "name": "Skerry Site 1"}]),
        ("skos:altLabel", [{"str": "Tern 65P"}]),
        ("sf:crewMember", []),
    ],
)
def test_values_are_what_they_are(client: httpx.Client, name: str, expected: object) -> None:
    assert cells(client, name) == expected


def test_settings_say_what_the_cells_hold(client: httpx.Client) -> None:
    assert cells(client, "sf:launchMass", content="words") == [{"str": "7285 kg"}]
    assert cells(client, "sf:launchTime", content="words") == [
        {"str": "3 February 2031, 04:05:06 UTC"}
    ]
    assert cells(client, "sf:operator", content="iris") == [
        {"str": "https://example.org/id/organization/avian"}
    ]
    assert cells(client, "sf:launchMass", content="quotations") == [{"str": "Launch Mass: 7285 kg"}]
    assert cells(client, "sf:operator", content="quotations") == []


def test_a_month_is_no_moment(client: httpx.Client) -> None:
    answer = extend(client, {"id": "sf:launchTime"}, ids=("mission/tern-ms-05",)).json()
    assert answer["rows"]["mission/tern-ms-05"]["sf:launchTime"] == [{"str": "2031-05"}]


def test_the_limit_counts_values(client: httpx.Client) -> None:
    places = "sf:launch"
    for limit in (0, "0", "", None):
        assert cells(client, places, limit=limit) != []
    assert cells(client, places, limit=1.0) == cells(client, places, limit="1")


def test_columns_of_entities_have_a_type(client: httpx.Client) -> None:
    columns = ({"id": "sf:operator"}, {"id": "sf:launchMass"})
    assert extend(client, *columns).json()["meta"] == [
        {
            "id": "sf:operator",
            "name": "operator",
            "type": {"id": "sf:Organization", "name": "organisation"},
        },
        {"id": "sf:launchMass", "name": "launch mass"},
    ]


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        (({"id": "sf:lunchMass"},), "sf:launchMass"),
        (({"id": "sf:operator", "settings": {"content": "songs"}},), "values, words, iris"),
        (({"id": "sf:operator", "settings": {"limit": -1}},), "positive whole number"),
        (({"id": "sf:operator"}, {"id": "sf:operator"}), "twice"),
        (({},), "has no 'id'"),
        (({"id": "sf:operator", "sort": 1},), "unknown key"),
    ],
)
def test_what_is_wrong_is_told(client: httpx.Client, properties: Any, words: str) -> None:
    answer = extend(client, *properties)
    assert answer.status_code == 400
    body = answer.json()
    assert words in f"{body['message']} {body['advice']}"
    assert body["where"].startswith("extend")


def test_properties_are_proposed_for_a_type(client: httpx.Client) -> None:
    answer = client.get("properties", params={"type": "sf:Mission", "limit": 3}).json()
    assert (answer["type"], answer["limit"]) == ("sf:Mission", 3)
    # All three missions have a label and a designation, or none, which is said too.
    assert [each["id"] for each in answer["properties"]][:2] == ["rdfs:label", "sf:cosparId"]
    everything = client.get("properties", params={"type": "sf:Mission"}).json()
    names = [each["id"] for each in everything["properties"]]
    # What a mission's launch and spacecraft have, tables of missions have too.
    assert {"sf:launchTime", "sf:launchMass", "sf:operator"} <= set(names)
    assert "sf:partOf" not in names
    assert "rdf:type" not in names
    assert client.get("properties").json()["properties"]
    misspelt = client.get("properties?type=sf:Misson")
    assert misspelt.json()["advice"].startswith("Did you mean sf:Mission")
