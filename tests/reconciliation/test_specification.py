"""Requests and answers against the specification's own schemas and examples."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from downrange.reconciliation.extending import Content
from downrange.reconciliation.query import read_batch
from downrange.reconciliation.refusal import RefusalError
from tests.reconciliation.specification import examples, problems

PLACES = {
    "suggest-entities-response": "suggest/entity?prefix=tern",
    "suggest-types-response": "suggest/type?prefix=space",
    "suggest-properties-response": "suggest/property?prefix=launch",
    "data-extension-property-proposal": "properties?type=sf:Mission&limit=5",
}


@pytest.mark.parametrize("path", ["", "wikidata"])
def test_the_manifest(shared: Path, client: httpx.Client, path: str) -> None:
    manifest = client.get(path).json()
    assert problems(shared, "manifest", manifest) == []


@pytest.mark.parametrize("schema", PLACES)
def test_suggestions_and_proposals(shared: Path, client: httpx.Client, schema: str) -> None:
    answer = client.get(PLACES[schema]).json()
    assert problems(shared, schema, answer) == []
    assert all(answer.values())


def test_every_valid_batch_is_answered(shared: Path, client: httpx.Client) -> None:
    seen = 0
    for name, batch in examples(shared, "reconciliation-query-batch", "valid"):
        answer = client.post("", data={"queries": json.dumps(batch)})
        assert answer.status_code == 200, (name, answer.text)
        assert answer.json().keys() == batch.keys(), name
        assert problems(shared, "reconciliation-result-batch", answer.json()) == []
        assert client.get("", params={"queries": json.dumps(batch)}).json() == answer.json()
        seen += 1
    assert seen >= 4


def test_every_invalid_batch_is_refused(shared: Path) -> None:
    seen = 0
    for name, batch in examples(shared, "reconciliation-query-batch", "invalid"):
        with pytest.raises(RefusalError) as refused:
            read_batch(json.dumps(batch))
        assert refused.value.where.startswith("queries/q"), name
        seen += 1
    assert seen >= 3


def test_candidates_with_everything(shared: Path, client: httpx.Client) -> None:
    batch = {
        "q0": {"query": "Tern MS-04", "limit": 3},
        "q1": {
            "query": "tern ms-04",
            "type": ["sf:Mission"],
            "type_strict": "any",
            "properties": [{"pid": "sf:launchTime", "v": ["2031-02-03", 3, True, {"id": "x"}]}],
        },
        "q2": {"query": "nobody"},
    }
    assert problems(shared, "reconciliation-query-batch", batch) == []
    answer = client.post("", data={"queries": json.dumps(batch)}).json()
    assert problems(shared, "reconciliation-result-batch", answer) == []
    assert [len(answer[key]["result"]) for key in batch] == [3, 1, 0]
    for candidate in answer["q0"]["result"]:
        named = [feature["id"] for feature in candidate["features"]]
        assert len(named) == len(set(named))


@pytest.mark.parametrize("content", Content)
def test_extension(shared: Path, client: httpx.Client, content: Content) -> None:
    settings = {"content": content.value, "limit": "3"}
    names = ("sf:launchTime", "sf:launchMass", "sf:operator", "sf:outcome", "sf:orbitsCompleted")
    query = {
        "ids": ["mission/tern-ms-04", "mission/tern-m-04m", "nothing"],
        "properties": [{"id": name, "settings": settings} for name in names],
    }
    assert problems(shared, "data-extension-query", query) == []
    answer = client.post("", data={"extend": json.dumps(query)}).json()
    assert problems(shared, "data-extension-response", answer) == []
    assert list(answer["rows"]) == query["ids"]
    assert [column["id"] for column in answer["meta"]] == list(names)
    assert client.get("", params={"extend": json.dumps(query)}).json() == answer


def test_the_schemas_can_fail(shared: Path) -> None:
    for schema in ("manifest", "data-extension-response", "reconciliation-result-batch"):
        invalid = list(examples(shared, schema, "invalid"))
        assert invalid
        assert any(problems(shared, schema, value) for _, value in invalid)
