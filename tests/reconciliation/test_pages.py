"""Previews, flyouts and the page about the service: what they tell, and that nothing runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import pytest

from downrange.reconciliation.comparing import Kind as ValueKind
from downrange.reconciliation.evidence import MARGIN, THRESHOLD, WEIGHTS, Kind
from tests.reconciliation.terns import HOSTILE


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def test_a_preview_tells_what_an_entity_is(client: httpx.Client) -> None:
    answer = client.get("preview", params={"id": "mission/tern-ms-04"})
    text = " ".join(read(answer.text).words)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for words in ("Tern MS-04", "Tern 65P", "Avian Space Corporation", "3 February 2031"):
        assert words in text
    craft = client.get("preview", params={"id": "spacecraft/tern-ms-04"}).text
    assert "7285 kg" in craft


@pytest.mark.parametrize("path", ["preview?id=person/hostile", "about"])
def test_the_policy_lets_nothing_run_and_any_client_frame(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "*"
    assert "script-src" not in policy
    assert "x-frame-options" not in answer.headers
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_hostile_labels_are_words(client: httpx.Client) -> None:
    preview = read(client.get("preview?id=person/hostile").text)
    assert HOSTILE in preview.words
    assert not {tag for tag, _ in preview.tags} & {"script", "img"}
    assert not [name for _, found in preview.tags for name in found if name.startswith("on")]
    flyout = client.get("flyout/entity?id=person/hostile").json()
    fragment = read(flyout["html"])
    assert {tag for tag, _ in fragment.tags} == {"div", "strong", "code", "p"}
    assert HOSTILE in fragment.words
    assert flyout["id"] == "person/hostile"


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("type", "sf:Mission", "An undertaking in space"),
        ("property", "sf:launchTime", "The time of lift-off"),
        ("entity", "organization/avian", "Organisation"),
    ],
)
def test_flyouts(client: httpx.Client, kind: str, name: str, words: str) -> None:
    answer = client.get(f"flyout/{kind}", params={"id": name}).json()
    assert answer["id"] == name
    assert words in answer["html"]


def test_the_page_about_the_service_has_the_numbers_of_the_code(client: httpx.Client) -> None:
    page = client.get("about").text
    written = dict(re.findall(r'<tr id="(\w+)">.*?<td>([\d.]+)</td><td>', page))
    assert {name: float(weight) for name, weight in written.items()} == dict(WEIGHTS.agreeing)
    assert set(written) == {*Kind, *ValueKind}
    assert f"at least {THRESHOLD * 100:.0f}" in page
    assert f"at least {MARGIN * 100:.0f} behind" in page
