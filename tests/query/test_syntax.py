"""The place of a fault in a query: the first word that cannot stand where it does."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from downrange.errors import QueryError
from downrange.query.syntax import syntax_error


def parse(sparql: str) -> None:
    Store().query(sparql)


def fault(sparql: str) -> QueryError:
    try:
        parse(sparql)
    except SyntaxError as error:
        return syntax_error(sparql, str(error), parse)
    raise AssertionError("there is no fault")


# ``^`` stands under the fault.
@pytest.mark.parametrize(
    "marked",
    [
        "SELEC * {}\n^",
        "SELECT * { ?s ?p ?o ) } LIMIT 10\n                    ^",
        "SELECT ?x ?y WERE { ?x ?p ?y } ORDER BY ?x LIMIT 10 OFFSET 20\n             ^",
        "SELECT (COUNT(?s) AS) { ?s ?p ?o } LIMIT 2\n                    ^",
        "ASK {}}<b>\n      ^",
        "ASK { ?s ?p 'x'^^<http://a> } LIMIT 10 10\n                                       ^",
        "SELECT * { ?s ?p ?o FILTER(?o != ?p && ?s >= 3 } LIMIT 10\n"
        "                                               ^",
        "ASK { ?s ?p 'abc }\n                  ^",
        "ASK {\n     ^",
        "CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }\n                  ^",
    ],
)
def test_the_place_is_that_of_the_culprit(marked: str) -> None:
    sparql, _, mark = marked.rpartition("\n")
    place = fault(sparql).place
    assert place is not None
    assert (place.line, place.column) == (1, mark.index("^") + 1)


def test_lines_are_counted_and_spaces_passed_over() -> None:
    place = fault("# a comment\nSELECT * {\n  ?s ?p ?o .\n  ?s ?p   }\nORDER BY ?s").place
    assert place is not None
    assert (place.line, place.column) == (4, 11)


def test_a_long_query_is_told_what_the_engine_says() -> None:
    place = fault("ASK { " + "?s ?p ?o . " * 200 + ")").place
    assert place is not None
    assert place.line == 1


def test_what_is_wrong_in_meaning_is_told_in_words() -> None:
    assert "SELECT * is not authorized with GROUP BY" in str(
        fault("SELECT * { ?s ?p ?o } GROUP BY ?s")
    )
    assert "declare it with PREFIX" in str(fault("ASK { ?s foo:bar ?o }"))
