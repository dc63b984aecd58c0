"""Asking: prefixes, graphs, rows by name, errors that say where, and no way out of the store."""

from __future__ import annotations

import socketserver
import threading
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, Store

from downrange.errors import QueryError
from downrange.query.answers import Graph, Plain, Row, Solutions, Truth, plain
from downrange.query.engine import ask, known_prefixes
from downrange.vocabulary import Vocabulary
from tests.serialisation.datasets import BASE, iri, typed

MASS = "SELECT ?craft ?mass { ?craft sf:launchMass ?mass }"


def rows(store: Store, sparql: str) -> tuple[Row, ...]:
    answer = ask(store, sparql, base=BASE)
    assert isinstance(answer, Solutions)
    return answer.rows


def test_known_prefixes_need_no_declaration_and_graphs_are_united(store: Store) -> None:
    (row,) = rows(store, MASS)
    assert row.craft == row["craft"] == iri("id/spacecraft/progress-ms-04")
    assert row.mass == typed("7285", "xsd:decimal")
    assert row.python("mass") == Decimal(7285)


def test_a_query_may_declare_a_prefix_of_its_own(store: Store) -> None:
    answer = rows(store, "PREFIX sf: <http://example.org/> " + MASS)
    assert answer == ()


def test_iris_are_relative_to_the_base(store: Store) -> None:
    (row,) = rows(store, "SELECT ?mass { <id/spacecraft/progress-ms-04> sf:launchMass ?mass }")
    assert row.python("mass") == 7285


def test_from_asks_one_graph_alone(store: Store) -> None:
    graph = "<graph/document/en.wikipedia.org/progress-ms-04>"
    assert rows(store, f"SELECT * FROM {graph} {{ ?s sf:launchMass ?o }}") == ()
    assert len(rows(store, f"SELECT * FROM {graph} {{ ?s sf:asWritten ?o }}")) == 1


def test_the_graph_of_a_statement_can_be_asked_for(store: Store) -> None:
    (row,) = rows(store, "SELECT ?g { GRAPH ?g { ?s sf:asWritten ?o } }")
    assert row.g == iri("graph/document/en.wikipedia.org/progress-ms-04")


def test_each_kind_of_query_has_its_answer(store: Store) -> None:
    assert ask(store, "ASK { ?m a sf:Mission }") == Truth(True)
    assert ask(store, "ASK { ?m a sf:Orbit }") == Truth(False)
    described = ask(store, "DESCRIBE <id/event/progress-ms-04-launch>", base=BASE)
    assert isinstance(described, Graph)
    assert len(described) == 2
    built = ask(store, "CONSTRUCT { ?e sf:partOf ?m } WHERE { ?m sf:hasEvent ?e }")
    assert isinstance(built, Graph)
    assert {t.subject for t in built} == {
        iri("id/event/progress-ms-04-launch"),
        iri("id/event/progress-ms-04-telemetry-loss"),
    }


def test_an_unbound_column_is_none_and_an_unknown_one_an_error(store: Store) -> None:
    (row,) = rows(store, "SELECT ?craft ?x { ?craft sf:launchMass ?mass }")
    assert row.x is None
    assert row.python("x") is None
    with pytest.raises(AttributeError, match="no column 'mass', only craft, x"):
        _ = row.mass


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (typed("5", "xsd:integer"), 5),
        (typed("7285.5", "xsd:decimal"), Decimal("7285.5")),
        (typed("1.5E0", "xsd:double"), 1.5),
        (typed("-INF", "xsd:double"), float("-inf")),
        (typed("true", "xsd:boolean"), True),
        (typed("2016-12-01T14:51:52Z", "xsd:dateTime"),
         datetime(2016, 12, 1, 14, 51, 52, tzinfo=UTC)),
        (typed("2016-12", "xsd:gYearMonth"), "2016-12"),
        (typed("many", "xsd:integer"), "many"),
        (typed("maybe", "xsd:boolean"), "maybe"),
        (typed("lots", "xsd:decimal"), "lots"),
        (Literal("gee", language="en"), "gee"),
        (iri("sf:asserted"), "https://w3id.org/downrange/ns#asserted"),
        (BlankNode("b"), "b"),
        (None, None),
    ],
)  # fmt: skip
def test_plain_values(term: Literal | None, expected: Plain) -> None:
    value = plain(term)
    assert (value, type(value)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("sparql", "line", "column", "words"),
    [
        ("SELECT * { ?s ?p ?o", 1, 20, "SELECT * { ?s ?p ?o"),
        ("SELECT * {\n ?s foo:bar ?o }", 2, 13, "declare it with PREFIX"),
        ("SELECT ?s {\n ?s ?p ?o\n} LIMT 5", 3, None, "} LIMT 5"),
        ("", 1, 1, "not valid SPARQL"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", 1, None, "Duplicated variable name"),
    ],
)
def test_a_wrong_query_says_where(
    store: Store, sparql: str, line: int, column: int | None, words: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, sparql)
    place = caught.value.place
    assert place is not None
    assert place.line == line
    # The engine points at the character it could not read, or at the one before it.
    assert column is None or place.column in (column - 1, column)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
        "select * { service<ADDRESS>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <ADDRESS> { ?s ?p ?o } }",
        "PREFIX e: <ADDRESS> SELECT * { SERVICEe: { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a" # "\n SERVICE <ADDRESS> { ?s ?p ?o } }',
        'SELECT * { ?s ?p "\\"" . SERVICE <ADDRESS> { ?s ?p "\\"" } }',
        "SELECT * { ?s ?p '''it's''' . SERVICE <ADDRESS> { ?s ?p '''it's''' } }",
        "SELECT * { ?s sf:a\\#b ?o . SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<1) SERVICE <ADDRESS> { ?s ?p ?o } FILTER(1>?a) }",
        "ASK { VALUES ?e { <ADDRESS> } SERVICE ?e { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_the_network(store: Store, sparql: str) -> None:
    asked: list[bytes] = []

    class Listener(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(100))

    with socketserver.TCPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        with pytest.raises(QueryError, match="SERVICE"):
            ask(store, sparql.replace("ADDRESS", address))
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize("word", ['"SERVICE"', "'''SERVICE'''", "<http://e.org/SERVICE>",
                                  "sf:SERVICE", "?service", "5 # SERVICE\n"])  # fmt: skip
def test_the_word_service_is_allowed_where_it_is_no_keyword(store: Store, word: str) -> None:
    assert rows(store, f"SELECT * {{ ?s ?p {word} FILTER(?s = 1) }}") == ()


@pytest.mark.parametrize(
    "update",
    ["LOAD <http://127.0.0.1/>", "prefix e: <http://e/> insert data { e:a e:b e:c }", "CLEAR ALL"],
)
def test_updates_are_refused(store: Store, update: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="only read"):
        ask(store, update)
    assert len(store) == before


def test_prefixes_follow_from_the_ontology(tmp_path: Path) -> None:
    ontology = tmp_path / "ontology.ttl"
    ontology.write_text(
        "@prefix sf: <https://w3id.org/downrange/ns#> ."
        "@prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        'sf:LaunchSite a owl:Class ; sf:iriSegment "launch-site" .'
        'sf:Document a owl:Class ; sf:iriSegment "document" .'
    )
    prefixes = known_prefixes(Vocabulary.load(ontology), BASE)
    assert prefixes["launch-site"] == BASE + "id/launch-site/"
    assert "document" not in prefixes
    assert prefixes["sf"] == "https://w3id.org/downrange/ns#"
