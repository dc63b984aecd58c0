"""What OpenRefine does with a service, step by step, by real HTTP; and our own client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import Literal, NamedNode

import downrange
from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.linking.judgement import judge
from downrange.linking.service import ReconciliationSource
from downrange.linking.subject import Subject
from downrange.linking.transport import Transport
from downrange.links.model import LinkTable
from downrange.namespaces import expand
from downrange.project import Project
from downrange.publication import Publication
from downrange.reconciliation.app import reconciliation_app
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary
from tests.reconciliation.serving import serving


@pytest.fixture(scope="module")
def flagship(repository: Path, article: Path) -> Iterator[str]:
    """The service over the article's dataset, running alone."""
    dataset = downrange.build([article], project=Project.load(repository))
    with serving(reconciliation_app(Publication.of(dataset))) as address:
        yield address


def found_in(web: httpx.Client, address: str, batch: object) -> Any:
    answer = web.post(address, data={"queries": json.dumps(batch)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_table_of_missions_is_matched_and_extended(web: httpx.Client, flagship: str) -> None:
    manifest = web.get(flagship).json()

    # The user picks a type by typing.
    suggest = manifest["suggest"]["type"]
    types = web.get(
        f"{suggest['service_url']}{suggest['service_path']}", params={"prefix": "miss"}
    ).json()["result"]
    assert types[0]["id"] == "sf:Mission"

    # OpenRefine first asks without a type, for a guess at the column's.
    column = ["Progress MS-04", "Progress MS-05", "Progress MS-4", "Progress MS-44", "Soyuz MS-02"]
    guess = found_in(
        web, flagship, {f"q{n}": {"query": v, "limit": 3} for n, v in enumerate(column)}
    )
    kinds = [t["id"] for c in guess["q0"]["result"] for t in c["type"]]
    assert "sf:Mission" in kinds

    # Then with the type, and another column as a property.
    batch = {
        f"q{n}": {
            "query": v,
            "type": "sf:Mission",
            "type_strict": "should",
            "limit": 5,
            "properties": [{"pid": "sf:launchTime", "v": "2016-12-01T00:00:00Z"}] if n == 0 else [],
        }
        for n, v in enumerate(column)
    }
    answer = found_in(web, flagship, batch)
    best = [(answer[f"q{n}"]["result"] or [{}])[0] for n in range(len(column))]
    assert [b.get("id") if b.get("match") else None for b in best] == [
        "mission/progress-ms-04",
        "mission/progress-ms-05",
        None,
        None,
        "mission/soyuz-ms-02",
    ]
    assert best[2]["id"] == "mission/progress-ms-04"
    assert best[3] == {}

    # A look at one, and at its page.
    name = quote(best[0]["id"], safe="")
    preview = web.get(manifest["preview"]["url"].replace("{{id}}", name))
    assert "1 December 2016" in preview.text
    view = web.get(manifest["view"]["url"].replace("{{id}}", name))
    assert view.headers["location"] == "https://w3id.org/downrange/id/mission/progress-ms-04"

    # New columns.
    proposals = manifest["extend"]["propose_properties"]
    proposed = web.get(
        f"{proposals['service_url']}{proposals['service_path']}", params={"type": "sf:Mission"}
    ).json()["properties"]
    assert {"sf:launchTime", "sf:launchMass", "sf:operator"} <= {each["id"] for each in proposed}
    query = {
        "ids": [b["id"] for b in best if b.get("match")],
        "properties": [
            {"id": "sf:launchMass"},
            {"id": "sf:operator"},
            {"id": "sf:launchTime", "settings": {"content": "quotations", "limit": 1}},
        ],
    }
    answer = web.post(flagship, data={"extend": json.dumps(query)}).json()
    row = answer["rows"]["mission/progress-ms-04"]
    assert row["sf:launchMass"] == [{"int": 7285}]
    assert row["sf:operator"] == [{"id": "organization/roscosmos", "name": "Roscosmos"}]
    assert "14:51:52" in row["sf:launchTime"][0]["str"]
    assert answer["rows"]["mission/progress-ms-05"]["sf:launchMass"] == []


@pytest.fixture(scope="module")
def alignment(repository: Path) -> Alignment:
    folder = Project.load(repository).resource(Resource.ONTOLOGY)
    vocabulary = Vocabulary.load(folder / "spaceflight.ttl")
    return Alignment.load(folder / "alignments.ttl", vocabulary)


def unlinked(name: str, cospar: str = "") -> Subject:
    """An entity of somebody else's dataset, not linked to Wikidata yet."""
    iri = NamedNode("https://elsewhere.example/id/mission/their-tern")
    facts = {expand("sf:cosparId"): (Literal(cospar),)} if cospar else {}
    return Subject(iri, "mission", (name,), facts, {}, {}, frozenset({iri}))


def test_another_project_s_link_command_takes_candidates_from_here(
    address: str, alignment: Alignment, tmp_path: Path
) -> None:
    """``downrange link --service {address}/wikidata``."""
    with Transport(tmp_path) as transport:
        source = ReconciliationSource.connect(transport, f"{address}/wikidata", alignment)
        judgement = judge(unlinked("Tern MS-04", "2031-007A"), source, alignment, LinkTable())
        neighbour = judge(unlinked("Tern MS-06"), source, alignment, LinkTable())
    [candidate] = judgement.candidates
    assert (candidate.item.id, candidate.item.label) == ("Q990000004", "Tern MS-04")
    assert "mission" in candidate.kinds
    # The service tells no statements, so that a person decides.
    assert judgement.accepted is None
    assert neighbour.candidates == ()


def test_the_dataset_s_own_ids_are_none_of_wikidata_s(
    address: str, alignment: Alignment, tmp_path: Path
) -> None:
    with (
        Transport(tmp_path) as transport,
        pytest.raises(LinkError, match=r"https://example\.org/id/.*Wikidata's items.*/wikidata"),
    ):
        ReconciliationSource.connect(transport, address, alignment)


def test_by_wikidata_s_ids_a_flight_is_one_item(web: httpx.Client, address: str) -> None:
    operator = {"pid": "P137", "v": {"id": "Q990000010"}}
    answer = found_in(
        web,
        f"{address}/wikidata",
        {
            "name": {"query": "Tern MS-04"},
            "class": {"query": "Tern MS-04", "type": "Q2133344"},
            "id": {"query": "Q990000004"},
            "value": {
                "query": "Tern MS-04",
                "properties": [operator],
            },
            "unlinked": {"query": "Tern MS-05"},
        },
    )
    assert [c["id"] for c in answer["name"]["result"]] == ["Q990000004"]
    assert [(c["id"], c["match"]) for c in answer["class"]["result"]] == [("Q990000004", True)]
    assert [(c["id"], c["score"]) for c in answer["id"]["result"]] == [("Q990000004", 100.0)]
    assert {"id": "P137", "value": 1.0} in answer["value"]["result"][0]["features"]
    assert answer["unlinked"]["result"] == []
    kinds = {t["id"] for c in answer["class"]["result"] for t in c["type"]}
    assert "Q2133344" in kinds
    refused = web.post(f"{address}/wikidata", data={"extend": "{}"})
    assert refused.status_code == 400
