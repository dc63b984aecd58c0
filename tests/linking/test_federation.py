"""Queries that reach another endpoint: refused, allowed by host, limited in time."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from downrange.cli import main
from downrange.errors import QueryError
from downrange.query.answers import Solutions
from downrange.query.engine import ask
from downrange.query.expected import compare, read_expected
from downrange.query.questions import load_questions, parameter_values, resolver
from downrange.query.services import at_home, in_time
from downrange.vocabulary import Vocabulary
from tests.conftest import OutsideConnectionError
from tests.linking.server import Reply, Request, serving

BASE = "https://w3id.org/downrange/"
WIKIDATA = "https://query.wikidata.org/sparql"


@pytest.fixture
def fixture(repository: Path) -> Path:
    return repository / "tests" / "fixtures" / "linked.trig"


def part(fixture: Path, *, elsewhere: bool) -> Store:
    """The fixture without what the other endpoint says, or that alone."""
    whole = Store()
    whole.load(path=str(fixture), format=RdfFormat.TRIG)
    graph = f"{BASE}graph/elsewhere"
    made = Store()
    made.extend(q for q in whole if (q.graph_name.value == graph) == elsewhere)  # type: ignore[union-attr]
    return made


def endpoint(fixture: Path):  # type: ignore[no-untyped-def]
    """A SPARQL endpoint with Wikidata's part: https://www.w3.org/TR/sparql11-protocol/ ."""
    remote = part(fixture, elsewhere=True)

    def answer(request: Request) -> Reply:
        assert request.headers["content-type"] == "application/sparql-query"
        solutions = remote.query(request.body.decode(), use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        body = solutions.serialize(format=QueryResultsFormat.JSON)
        assert body is not None
        return Reply(body, headers={"Content-Type": "application/sparql-results+json"})

    return answer


@pytest.mark.parametrize("name", ["wikidata-classes", "wikidata-launch-dates"])
def test_a_federated_question_asks_the_other_endpoint(
    repository: Path, fixture: Path, name: str
) -> None:
    folder = repository / "ontology" / "questions" / "federated"
    [question] = [q for q in load_questions(folder) if q.name == name]
    vocabulary = Vocabulary.load(repository / "ontology" / "spaceflight.ttl")
    values = parameter_values(question, {}, resolver(vocabulary, BASE))
    here = part(fixture, elsewhere=False)
    with serving(endpoint(fixture)) as service:
        sparql = question.sparql.replace(WIKIDATA, service.url)
        assert sparql != question.sparql
        answer = ask(here, sparql, bindings=values, base=BASE, services=["127.0.0.1"])
    assert len(service.asked) == 1
    # Only what the SERVICE part holds is sent: nothing of the dataset.
    assert b"Q990000004" in service.asked[0].body
    assert b"tern-4" not in service.asked[0].body
    assert compare(answer, read_expected(question.expected, base=BASE)).agrees
    assert isinstance(answer, Solutions)
    assert len(answer) > 0


@pytest.mark.parametrize(
    "service",
    [
        "SERVICE <http://other.example/sparql>",
        "SERVICE SILENT <http://other.example/sparql>",
        "SERVICE <http://allowed.example.other.example/>",
        "SERVICE <http://allowed.example@other.example/>",
        "SERVICE <http://allowed.example:81/> { } SERVICE <http://other.example/>",
        "SERVICE <http://allowed.example\\u002eother.example/>",
        "SERVICE <http://[allowed.example/>",
        "SERVICE <file:///etc/passwd>",
        "SERVICE <//allowed.example/>",
        "SERVICE <sparql>",
        "SERVICE allowed:sparql",
        "SERVICEallowed:sparql",
        "SERVICESILENT <http://allowed.example/>",
        "SERVICE ?anywhere",
        "SERVICE",
    ],
)
def test_another_host_is_refused_whatever_is_allowed(service: str) -> None:
    sparql = f"PREFIX allowed: <http://allowed.example/> SELECT * {{ {service} {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="--allow-service HOST"):
        ask(Store(), sparql, base="http://allowed.example/", services=["allowed.example"])


@given(st.sampled_from(["a.example", "a.example:81"]), st.sampled_from(["", "SILENT "]))
def test_a_host_is_allowed_with_or_without_its_port(allowed: str, silent: str) -> None:
    refused = f"SELECT * {{ SERVICE {silent}<http://b.example:81/> {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="SERVICE"):
        ask(Store(), refused, services=[allowed])


def test_a_redirect_is_not_followed(fixture: Path) -> None:
    def away(_request: Request) -> Reply:
        return Reply(b"", 307, {"Location": "http://127.0.0.1:9/"})

    with serving(away) as service, pytest.raises(QueryError, match="307"):
        ask(
            Store(),
            f"SELECT * {{ SERVICE <{service.url}> {{ ?s ?p ?o }} }}",
            services=["127.0.0.1"],
        )


def test_an_endpoint_that_never_answers_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        store = Store()
        with pytest.raises(QueryError, match=r"did not answer within 0 s"):
            in_time(
                lambda: list(store.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")), 0.2
            )


def test_what_fails_in_time_fails_as_it_would() -> None:
    with pytest.raises(ZeroDivisionError):
        in_time(lambda: 1 // 0, 5)
    assert in_time(lambda: 42, 5) == 42


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK { SERVICE <http://e/> { ?s ?p ?o } }", "ASK { { ?s ?p ?o } }"),
        ("ASK { service silent <http://e/>{ ?s ?p ?o } }", "ASK { { ?s ?p ?o } }"),
        ('ASK { ?s ?p "SERVICE <x> {" }', 'ASK { ?s ?p "SERVICE <x> {" }'),
        ("ASK { ?service ?p ?o } # SERVICE <x>", "ASK { ?service ?p ?o } # SERVICE <x>"),
    ],
)
def test_at_home_a_query_asks_nobody_else(sparql: str, expected: str) -> None:
    assert at_home(sparql) == expected


def test_the_command_needs_to_be_allowed(
    repository: Path,
    fixture: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(repository / "downrange.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    with serving(endpoint(fixture)) as service:
        classes = "?item <http://www.wikidata.org/prop/direct/P31> ?class"
        source = f"SELECT * {{ SERVICE <{service.url}> {{ {classes} }} }}"
        command = ["downrange", "query", "-q", source, "--dataset", str(fixture), "--format", "csv"]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert "--allow-service" in capsys.readouterr().err
        assert service.asked == []
        monkeypatch.setattr(sys, "argv", [*command, "--allow-service", "127.0.0.1"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        assert "Q990000100" in capsys.readouterr().out


def test_the_tests_themselves_reach_no_other_machine_by_the_engine() -> None:
    query = f"SELECT ?s {{ SERVICE <{WIKIDATA}> {{ ?s ?p ?o }} }}"
    with pytest.raises(OutsideConnectionError, match=r"query\.wikidata\.org"):
        ask(Store(), query, services=["query.wikidata.org"])
