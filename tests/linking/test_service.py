"""The Reconciliation API 0.2, as a client of it; the answers have the shapes of its examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.linking.judgement import judge
from downrange.linking.service import ReconciliationSource
from downrange.linking.transport import Transport
from downrange.links.model import LinkTable
from downrange.vocabulary import Vocabulary
from tests.linking.server import Reply, Request, in_turn, of_json, serving
from tests.linking.subjects import subject

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "An invented service about Wikidata",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
}
RESULT = [
    {
        "id": "Q990000001",
        "name": "Tern 4",
        "description": "invented",
        "score": 100,
        "match": True,
        "features": [{"id": "all_labels", "value": 100}],
        "type": [{"id": "Q2133344", "name": "space mission"}],
    },
    {"id": "Q990000002", "name": "Tern", "score": 41.5, "match": False, "type": ["Q5"]},
    {"id": "L7", "name": "tern", "score": 3, "match": False},
]


def service(request: Request) -> Reply:
    if request.method == "GET":
        return of_json(MANIFEST)
    queries = json.loads(request.parameters["queries"])
    return of_json({key: {"result": RESULT} for key in queries})


def test_candidates_come_with_name_and_type(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    tern = subject("mission/tern-4", vocabulary)
    with serving(service) as served, Transport(tmp_path) as transport:
        source = ReconciliationSource.connect(transport, served.url, alignment)
        judgement = judge(tern, source, alignment, LinkTable())
    manifest, query = served.asked
    assert (manifest.method, manifest.parameters) == ("GET", {})
    assert json.loads(query.parameters["queries"]) == {
        "q0": {
            "query": "Tern 4",
            "limit": 10,
            "properties": [{"pid": "P247", "v": "2031-007A"}],
        }
    }
    assert [c.item.id for c in judgement.candidates] == ["Q990000001", "Q990000002"]
    # The service is sure of itself; it has shown neither a date nor a designation.
    assert judgement.accepted is None


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (MANIFEST | {"versions": ["1.0-draft"]}, r"version \['1.0-draft'\].*speaks 0.2"),
        ({"name": "x"}, "version unknown"),
        (MANIFEST | {"identifierSpace": "http://viaf.org/viaf/"}, "viaf.*Wikidata's items"),
        (MANIFEST | {"identifierSpace": ["http://www.wikidata.org/entity/"]}, "Wikidata's items"),
    ],
)
def test_another_version_or_another_space_is_refused(
    alignment: Alignment, tmp_path: Path, manifest: object, words: str
) -> None:
    with (
        serving(in_turn(of_json(manifest))) as served,
        Transport(tmp_path) as transport,
        pytest.raises(LinkError, match=words),
    ):
        ReconciliationSource.connect(transport, served.url, alignment)


@pytest.mark.parametrize("answer", [{}, {"q0": []}, {"q0": {"result": "x"}}, {"status": "error"}])
def test_an_answer_without_a_result_is_an_error(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path, answer: object
) -> None:
    with (
        serving(in_turn(of_json(MANIFEST), of_json(answer))) as served,
        Transport(tmp_path) as transport,
    ):
        source = ReconciliationSource.connect(transport, served.url, alignment)
        with pytest.raises(LinkError, match="no result for 'Tern 4'"):
            source.candidates(subject("mission/tern-4", vocabulary))


def test_what_is_not_as_specified_is_left_out(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    odd = [3, None, {"id": 7}, {"id": "Q990000005", "name": None, "type": "Q5"}, RESULT[0]]
    odd += [RESULT[0] | {"name": "the same once more"}]
    with (
        serving(in_turn(of_json(MANIFEST), of_json({"q0": {"result": odd}}))) as served,
        Transport(tmp_path) as transport,
    ):
        source = ReconciliationSource.connect(transport, served.url, alignment)
        items = source.candidates(subject("mission/tern-4", vocabulary))
    assert [item.label for item in items] == ["Q990000005", "Tern 4"]
