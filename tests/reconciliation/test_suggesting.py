"""Suggestions: by the beginning of names, by words within them, by id, page by page."""

from __future__ import annotations

from typing import Any

import httpx
import pytest


def suggested(client: httpx.Client, kind: str, prefix: str, cursor: int = 0) -> list[Any]:
    answer = client.get(f"suggest/{kind}", params={"prefix": prefix, "cursor": cursor})
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["result"]
    return found


def ids(found: list[Any]) -> list[str]:
    return [each["id"] for each in found]


def test_a_name_finds_its_bearers_first(client: httpx.Client) -> None:
    assert ids(suggested(client, "entity", "Tern MS-04")) == [
        "mission/tern-ms-04",
        "spacecraft/tern-ms-04",
        "event/tern-ms-04-launch",
        "event/tern-ms-04-docking-planned",
    ]


@pytest.mark.parametrize("prefix", ["Tern MS-0", "tern ms", "TERN", "Te"])
def test_the_beginning_of_a_name_finds_it(client: httpx.Client, prefix: str) -> None:
    found = ids(suggested(client, "entity", prefix))
    assert "mission/tern-ms-04" in found
    assert "mission/tern-ms-05" in found


def test_a_word_within_a_name_finds_it(client: httpx.Client) -> None:
    assert ids(suggested(client, "entity", "gul"))[:2] == [
        "person/ada-gull",
        "person/ada-gull-engineer",
    ]
    assert ids(suggested(client, "entity", "cosmod")) == ["spaceport/skerry-cosmodrome"]
    assert ids(suggested(client, "entity", "Чай")) == ["person/чайка"]


def test_another_name_finds_it_and_types_tell_it_from_others(client: httpx.Client) -> None:
    found = suggested(client, "entity", "Skerry")
    assert [(e["id"], [t["id"] for t in e["notable"]]) for e in found] == [
        ("place/skerry", ["sf:Place"]),
        ("spaceport/skerry-cosmodrome", ["sf:Spaceport"]),
        ("launch-site/skerry-1", ["sf:LaunchSite"]),
    ]
    assert all(each["description"] for each in found)


@pytest.mark.parametrize(
    "prefix", ["mission/tern-ms-04", "https://example.org/id/mission/tern-ms-04"]
)
def test_an_id_finds_its_entity(client: httpx.Client, prefix: str) -> None:
    assert ids(suggested(client, "entity", prefix))[0] == "mission/tern-ms-04"


def test_the_cursor_skips(client: httpx.Client) -> None:
    pages = []
    while page := ids(suggested(client, "entity", "", sum(map(len, pages)))):
        pages.append(page)
    everything = [name for page in pages for name in page]
    assert len(pages[0]) == 10
    assert len(everything) == len(set(everything)) == 18
    assert ids(suggested(client, "entity", "t", 9_999_999_999)) == []
    [*_, last] = suggested(client, "property", "")
    assert suggested(client, "property", "", 9)[0] == last


def test_types(client: httpx.Client) -> None:
    assert ids(suggested(client, "type", "space"))[:2] == ["sf:SpaceStation", "sf:Spacecraft"]
    [station] = suggested(client, "type", "sf:SpaceStation")
    assert station["name"] == "space station"
    assert station["broader"] == [{"id": "sf:Spacecraft", "name": "spacecraft"}]
    assert ids(suggested(client, "type", "Q2133344")) == ["sf:Mission"]
    assert ids(suggested(client, "type", "station")) == ["sf:SpaceStation"]


def test_properties(client: httpx.Client) -> None:
    found = suggested(client, "property", "launch mass")
    assert [(each["id"], each["name"]) for each in found] == [("sf:launchMass", "launch mass")]
    assert found[0]["description"].endswith("In kg.")
    assert ids(suggested(client, "property", "cosp")) == ["sf:cosparId"]
    assert "sf:launchMass" in ids(suggested(client, "property", "mass"))
    assert ids(suggested(client, "property", "sf:launchT")) == ["sf:launchTime"]
    # What entities have comes before what only the ontology has.
    assert ids(suggested(client, "property", "launch"))[0] == "sf:launch"


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_strange_prefixes_do_no_harm(client: httpx.Client, kind: str) -> None:
    for prefix in ("\0", "'\"<>", "%", "💥", "sf:", ":", "://", "x" * 500):
        assert isinstance(suggested(client, kind, prefix), list)
    assert client.get(f"suggest/{kind}", params={"prefix": "x" * 501}).status_code == 400
    assert client.get(f"suggest/{kind}").status_code == 400
