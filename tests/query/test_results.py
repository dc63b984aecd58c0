"""Answers as text, by the specifications of SPARQL 1.1's result formats."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    Triple,
    parse_query_results,
)
from pyoxigraph import QuerySolutions as Solved
from rich.console import Console

from downrange.errors import QueryError
from downrange.query.answers import Graph, Row, Solutions, Truth
from downrange.query.results import print_answer
from downrange.query.table import cell_width, rich_table
from tests.serialisation.datasets import LAYOUT, iri, typed

MISSION = iri("id/mission/progress-ms-04")
AWKWARD = Solutions(
    ("node", "value"),
    (
        Row({"node": MISSION, "value": typed("7285.5", "xsd:decimal")}),
        Row({"node": BlankNode("b"), "value": Literal('a "b",\tc\n<&>\\', language="en")}),
        Row({"node": NamedNode("http://example.org/?a=1&b='2'"), "value": None}),
        Row({"node": None, "value": typed("7285", "xsd:decimal")}),
        Row({"node": MISSION, "value": Literal("true")}),
        Row({"node": MISSION, "value": typed("5", "xsd:integer")}),
    ),
)


def test_a_table_has_short_names_and_aligned_columns() -> None:
    heavy, light = typed("7285", "xsd:decimal"), typed("5", "xsd:integer")
    answer = Solutions(
        ("mission", "label", "mass"),
        (
            Row({"mission": MISSION, "label": Literal("Прогресс"), "mass": heavy}),
            Row({"mission": iri("document/s/a"), "label": Literal("天宮"), "mass": light}),
        ),
    )
    assert print_answer(answer, "table", LAYOUT) == (
        "mission                 label     mass\n"
        "----------------------  --------  ----\n"
        "mission:progress-ms-04  Прогресс  7285\n"
        "<document/s/a>          天宮         5\n"
    )


def test_a_table_shows_what_a_terminal_would_obey() -> None:
    answer = Solutions(("x",), (Row({"x": Literal("\x1b[31mred\u202e\n")}),))
    assert print_answer(answer, "table", LAYOUT).splitlines()[2] == r"\x1b[31mred\u202e\n"


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("天宮", 4), ("e\u0301", 1), ("🚀", 2), ("Прогресс", 8)]
)
def test_widths_are_counted_in_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_the_rich_table_prints_markup_as_text() -> None:
    answer = Solutions(("x",), (Row({"x": Literal("[bold]7285[/bold]")}),))
    out = StringIO()
    Console(file=out, width=60).print(rich_table(answer, LAYOUT))
    assert "[bold]7285[/bold]" in out.getvalue()


def test_csv_is_as_the_specification_says() -> None:
    assert print_answer(AWKWARD, "csv", LAYOUT) == (
        "node,value\r\n"
        "https://w3id.org/downrange/id/mission/progress-ms-04,7285.5\r\n"
        '_:b,"a ""b"",\tc\n<&>\\"\r\n'
        "http://example.org/?a=1&b='2',\r\n"
        ",7285\r\n"
        "https://w3id.org/downrange/id/mission/progress-ms-04,true\r\n"
        "https://w3id.org/downrange/id/mission/progress-ms-04,5\r\n"
    )


def test_tsv_is_as_the_specification_says() -> None:
    mission = "<https://w3id.org/downrange/id/mission/progress-ms-04>"
    assert print_answer(AWKWARD, "tsv", LAYOUT) == (
        "?node\t?value\n"
        f"{mission}\t7285.5\n"
        '_:b\t"a \\"b\\",\\tc\\n<&>\\\\"@en\n'
        "<http://example.org/?a=1&b='2'>\t\n"
        '\t"7285"^^<http://www.w3.org/2001/XMLSchema#decimal>\n'
        f'{mission}\t"true"\n'
        f"{mission}\t5\n"
    )


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("json", QueryResultsFormat.JSON),
        ("xml", QueryResultsFormat.XML),
        ("tsv", QueryResultsFormat.TSV),
    ],
)
def test_another_reader_finds_the_same_terms(form: str, syntax: QueryResultsFormat) -> None:
    read = parse_query_results(print_answer(AWKWARD, form, LAYOUT).encode(), syntax)
    assert isinstance(read, Solved)
    assert [v.value for v in read.variables] == ["node", "value"]
    found = [[s["node"], s["value"]] for s in read]
    expected = [[row.node, row.value] for row in AWKWARD]
    assert [[_label(t) for t in row] for row in found] == [[_label(t) for t in r] for r in expected]


def _label(term: object) -> str:
    return "blank" if isinstance(term, BlankNode) else str(term)


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_in_every_format(value: bool) -> None:
    answer, word = Truth(value), "true" if value else "false"
    for form in ("table", "csv", "tsv"):
        assert print_answer(answer, form, LAYOUT) == f"{word}\n"
    assert json.loads(print_answer(answer, "json", LAYOUT)) == {"head": {}, "boolean": value}
    root = ElementTree.fromstring(print_answer(answer, "xml", LAYOUT))
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == word


def test_a_graph_is_turtle_unless_told_otherwise() -> None:
    graph = Graph(frozenset({Triple(MISSION, iri("sf:launch"), iri("id/event/a"))}))
    expected = "mission:progress-ms-04\n    sf:launch event:a ;\n.\n"
    assert print_answer(graph, "ttl", LAYOUT).endswith(expected)
    assert print_answer(graph, "table", LAYOUT).endswith(expected)
    document: dict[str, Any] = json.loads(print_answer(graph, "json", LAYOUT))
    assert document["@graph"][0]["launch"] == "id/event/a"
    assert "<sf:launch rdf:resource=" in print_answer(graph, "xml", LAYOUT)


@pytest.mark.parametrize(
    ("answer", "form", "words"),
    [
        (AWKWARD, "ttl", "ask with CONSTRUCT"),
        (Truth(True), "ttl", "yes or no"),
        (Graph(frozenset()), "csv", "Use table, ttl, json, xml"),
        (AWKWARD, "yaml", "There is no result format 'yaml'"),
    ],
)
def test_a_format_that_cannot_hold_the_answer_is_refused(
    answer: Solutions | Truth | Graph, form: str, words: str
) -> None:
    with pytest.raises(QueryError, match=words):
        print_answer(answer, form, LAYOUT)


def test_xml_refuses_what_it_cannot_hold() -> None:
    answer = Solutions(("x",), (Row({"x": Literal("a\x01")}),))
    with pytest.raises(QueryError, match=r"U\+0001"):
        print_answer(answer, "xml", LAYOUT)


def test_no_rows_are_still_a_result() -> None:
    empty = Solutions(("x",), ())
    assert print_answer(empty, "table", LAYOUT) == "x\n-\n"
    assert print_answer(empty, "csv", LAYOUT) == "x\r\n"
    assert json.loads(print_answer(empty, "json", LAYOUT))["results"] == {"bindings": []}
