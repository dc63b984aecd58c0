"""Parameters: a value takes the place of a variable, and can do nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, Store

from downrange.errors import QueryError
from downrange.query.answers import Solutions, Truth
from downrange.query.binding import bind
from downrange.query.engine import ask
from downrange.query.store import memory_store
from tests.serialisation.datasets import BASE, LITERALS, TEXTS, iri, typed

MISSION = iri("id/mission/progress-ms-04")
MASS = typed("7000", "xsd:decimal")


def values(store: Store, sparql: str, **bindings: str | Literal | NamedNode) -> list[list[str]]:
    answer = ask(store, sparql, bindings=bindings, base=BASE)
    assert isinstance(answer, Solutions)
    return [[str(term) for term in row.values()] for row in answer]


def test_a_bound_variable_need_not_be_selected(store: Store) -> None:
    assert values(store, "SELECT ?e { ?mission sf:launch ?e }", mission=MISSION) == [
        [f"<{BASE}id/event/progress-ms-04-launch>"]
    ]


def test_a_selected_one_is_still_a_column(store: Store) -> None:
    (row,) = values(store, "SELECT ?mission ?e { ?mission sf:launch ?e }", mission=MISSION)
    assert row == [str(MISSION), f"<{BASE}id/event/progress-ms-04-launch>"]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?c { ?c sf:launchMass ?m FILTER(?m > ?least) }",
        "SELECT ?c { { ?c sf:launchMass ?m FILTER(?m > ?least) } UNION { ?c a sf:Orbit } }",
        "SELECT ?c { { SELECT ?c { ?c sf:launchMass ?m FILTER(?m > $least) } } }",
        "SELECT ?c { ?c a ?t OPTIONAL { ?c sf:launchMass ?m FILTER(?m>?least) } FILTER(?m) }",
        "SELECT ?c { ?c sf:launchMass ?m } GROUP BY ?c ?least HAVING(MIN(?m) > ?least)",
        "SELECT ?c { ?c sf:launchMass ?m FILTER(?m > ?least) } ORDER BY ?least DESC(?least) ?c",
        "SELECT ?c { ?c sf:launchMass ?m FILTER(?m>?least-1) } LIMIT 5",
    ],
)
def test_a_parameter_counts_wherever_it_stands(store: Store, sparql: str) -> None:
    assert values(store, sparql, least=MASS) == [[f"<{BASE}id/spacecraft/progress-ms-04>"]]
    assert values(store, sparql, least=typed("8000", "xsd:decimal")) == []


def test_a_parameter_may_be_counted_by_and_projected(store: Store) -> None:
    sparql = "SELECT ?mission (COUNT(?e) AS ?events) { ?mission sf:hasEvent ?e } GROUP BY ?mission"
    assert values(store, sparql, mission=MISSION) == [
        [str(MISSION), '"2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ]


def test_strings_and_comments_are_left_alone() -> None:
    sparql = 'SELECT ?x { ?x ?y "?m" , \'?m\' , """?m""" , <http://e/?m> . # ?m\n ?m ?y ?x }'
    assert bind(sparql, {"m": Literal("v")}) == sparql.replace("\n ?m ?y", '\n  "v"  ?y')


def test_a_variable_that_only_begins_alike_is_another() -> None:
    assert bind("SELECT ?ms { ?ms ?p ?m }", {"m": Literal("v")}) == 'SELECT ?ms { ?ms ?p  "v"  }'


@pytest.mark.parametrize(
    "attack",
    [
        '" } ; DROP ALL #',
        '"^^<http://e/> } #',
        "' } #",
        "\\",
        "\\u0022 } #",
        "\\U00000022",
        '\\" } #',
        "x\n} SERVICE <http://127.0.0.1/> {",
        '"""',
        "?mission",
        "> } <",
    ],
)
def test_a_string_arrives_as_itself(store: Store, attack: str) -> None:
    assert values(store, "SELECT ?x { }", x=attack) == [[str(Literal(attack))]]
    assert ask(store, 'ASK { FILTER(STR(?x) = "v") }', bindings={"x": attack}) == Truth(False)


@given(text=TEXTS)
@settings(deadline=None)
def test_any_string_arrives_as_itself(text: str) -> None:
    answer = ask(Store(), "SELECT (STR(?x) AS ?y) { }", bindings={"x": text})
    assert isinstance(answer, Solutions)
    assert [row.python("y") for row in answer] == [text]


@given(literal=LITERALS)
@settings(deadline=None)
def test_any_literal_matches_itself_alone(literal: Literal) -> None:
    other = Quad(iri("id/event/other"), iri("sf:note"), Literal("another"))
    store = memory_store([Quad(MISSION, iri("sf:note"), literal), other])
    answer = ask(store, "SELECT ?s { ?s sf:note ?note }", bindings={"note": literal})
    assert isinstance(answer, Solutions)
    assert [row.s for row in answer] == [MISSION]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { BIND(1 AS ?m) }",
        "SELECT (COUNT(*) AS ?m) { }",
        "SELECT * { VALUES ?m { 1 } }",
        "SELECT * { VALUES (?x ?m) { (1 2) } }",
    ],
)
def test_a_variable_that_the_query_sets_is_no_parameter(sparql: str) -> None:
    with pytest.raises(QueryError, match=r"gives \?m a value itself"):
        bind(sparql, {"m": Literal("v")})


def test_an_unknown_parameter_is_told_the_variables(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no variable \?mision. It has \?mission, \?e"):
        ask(store, "SELECT * { ?mission sf:launch ?e }", bindings={"mision": MISSION})


def test_a_value_that_cannot_stand_there_says_so(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot stand where the query uses it"):
        ask(store, "SELECT * { ?s ?p ?o }", bindings={"p": "a string"})


def test_an_error_is_placed_in_the_query_as_written(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, "SELECT ?m { ?m a ?t\n ?? }", bindings={"m": MISSION})
    assert caught.value.place is not None
    assert caught.value.place.line == 2
