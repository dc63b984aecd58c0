"""Named questions: their headers, their parameters, their expected answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from downrange.errors import QueryError
from downrange.query.answers import Row, Solutions, Truth
from downrange.query.engine import ask
from downrange.query.expected import compare, compare_in_order, read_expected
from downrange.query.questions import (
    Parameter,
    find_question,
    load_questions,
    parameter_values,
    read_question,
    resolver,
)
from downrange.query.results import tsv
from downrange.query.tokens import is_ordered
from downrange.vocabulary import ClassTerm, Vocabulary
from tests.serialisation.datasets import BASE, iri, typed

MASS = """\
# Launch mass
# question: What did the spacecraft of a mission weigh at launch?
# fixture: progress-ms-04
# parameter craft: sf:Spacecraft = progress-ms-04
# parameter least: xsd:decimal
SELECT ?mass { ?craft sf:launchMass ?mass FILTER(?mass >= ?least) }
"""

_CLASSES = {
    "Mission": "mission",
    "Spacecraft": "spacecraft",
    "Document": "document",
    "Abstract": "",
}
VOCABULARY = Vocabulary(
    {
        iri(f"sf:{name}"): ClassTerm(iri(f"sf:{name}"), name, segment, ())
        for name, segment in _CLASSES.items()
    },
    {},
    {},
)
RESOLVE = resolver(VOCABULARY, BASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "launch-mass.rq").write_text(MASS)
    (tmp_path / "all-missions.rq").write_text("# title: Missions\nSELECT ?m { ?m a sf:Mission }")
    (tmp_path / "notes.txt").write_text("no question")
    return tmp_path


def test_a_header_says_what_is_asked(folder: Path) -> None:
    missions, mass = load_questions(folder)
    assert (missions.name, missions.title) == ("all-missions", "Missions")
    assert (mass.name, mass.title, mass.fixture) == ("launch-mass", "Launch mass", "progress-ms-04")
    assert mass.text == "What did the spacecraft of a mission weigh at launch?"
    assert mass.parameters == (
        Parameter("craft", "sf:Spacecraft", "progress-ms-04"),
        Parameter("least", "xsd:decimal", None),
    )
    assert mass.expected == folder / "launch-mass.tsv"


def test_a_question_is_asked_with_its_parameters(folder: Path, store: Store) -> None:
    question = find_question(load_questions(folder), "launch-mass")
    bindings = parameter_values(question, {"least": "7285"}, RESOLVE)
    answer = ask(store, question.sparql, bindings=bindings)
    assert isinstance(answer, Solutions)
    assert [row.python("mass") for row in answer] == [7285]


def test_an_unknown_question_is_told_the_nearest(folder: Path) -> None:
    with pytest.raises(QueryError, match="Did you mean launch-mass"):
        find_question(load_questions(folder), "lunch-mass")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs least"),
        ({"least": "1", "most": "2"}, "no parameter 'most'. It has craft, least"),
        ({"least": "1", "craft": "---"}, "'---' is no value for the parameter craft"),
        ({"least": "1", "craft": "http://a b"}, "is no value"),
    ],
)
def test_wrong_parameters_are_refused(folder: Path, given: dict[str, str], words: str) -> None:
    question = find_question(load_questions(folder), "launch-mass")
    with pytest.raises(QueryError, match=words):
        parameter_values(question, given, RESOLVE)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("sf:Mission", "progress-ms-04", iri("id/mission/progress-ms-04")),
        ("sf:Mission", "Progress MS-04", iri("id/mission/progress-ms-04")),
        ("sf:Mission", "https://example.org/x", NamedNode("https://example.org/x")),
        ("sf:Mission", "urn:x:y", NamedNode("urn:x:y")),
        ("sf:Concept", "sf:planned", iri("sf:planned")),
        ("sf:Document", "en.wikipedia.org/a", iri("document/en.wikipedia.org/a")),
        ("xsd:decimal", "7285", typed("7285", "xsd:decimal")),
        ("xsd:string", "https://example.org/x", Literal("https://example.org/x")),
    ],
)
def test_a_parameter_is_a_slug_a_name_an_iri_or_a_literal(
    kind: str, text: str, expected: NamedNode | Literal
) -> None:
    assert RESOLVE(Parameter("p", kind, None), text) == expected


@pytest.mark.parametrize("kind", ["sf:Abstract", "sf:Misson"])
def test_a_class_that_names_nothing_takes_no_slug(kind: str) -> None:
    with pytest.raises(QueryError, match="is no value for the parameter p"):
        RESOLVE(Parameter("p", kind, None), "progress-ms-04")


@pytest.mark.parametrize("line", ["# parameter mission", "# parameter m: nope:Mission = a"])
def test_a_wrong_header_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(f"# Title\n{line}\nASK {{}}")
    with pytest.raises(QueryError) as caught:
        read_question(path)
    assert str(caught.value.place) == f"{path}:2"


def rows(*values: int) -> Solutions:
    return Solutions(("x",), tuple(Row({"x": typed(str(v), "xsd:integer")}) for v in values))


def expected_of(tmp_path: Path, text: str) -> Solutions | Truth:
    path = tmp_path / "expected.tsv"
    path.write_text(text, encoding="utf-8")
    return read_expected(path, base=BASE)


def test_an_expected_answer_may_use_short_names(tmp_path: Path) -> None:
    text = '?m\t?mass\t?n\n<id/mission/a>\t"7285"^^xsd:decimal\t\nsf:planned\t7285.5\t"x y"@en\n'
    answer = expected_of(tmp_path, text)
    assert isinstance(answer, Solutions)
    first, second = answer.rows
    assert list(first.values()) == [iri("id/mission/a"), typed("7285", "xsd:decimal"), None]
    assert list(second.values()) == [
        *(iri("sf:planned"), typed("7285.5", "xsd:decimal"), Literal("x y", language="en")),
    ]


def test_a_printed_answer_is_an_expected_answer(tmp_path: Path, store: Store) -> None:
    answer = ask(store, "SELECT ?s ?o ?none { ?s ?p ?o }")
    assert isinstance(answer, Solutions)
    assert compare_in_order(answer, expected_of(tmp_path, tsv(answer))).agrees


def test_rows_are_compared_as_often_as_they_come() -> None:
    assert compare(rows(1, 2, 2), rows(2, 1, 2)).agrees
    difference = compare(rows(1, 2, 2), rows(1, 1, 2, 3))
    assert difference.message == "2 rows are missing, 1 are unexpected."
    assert [row.python("x") for row in difference.missing] == [1, 3]
    assert [row.python("x") for row in difference.unexpected] == [2]


def test_order_counts_only_where_it_is_asked_for() -> None:
    assert not compare_in_order(rows(1, 2), rows(2, 1)).agrees
    assert compare_in_order(rows(1, 2), rows(1, 2)).agrees


def test_columns_and_kinds_of_answer_must_agree() -> None:
    renamed = Solutions(("y",), ())
    assert "Expected the columns ?y" in compare(rows(), renamed).message
    assert not compare(Truth(True), rows()).agrees
    assert not compare(Truth(True), Truth(False)).agrees
    assert compare(Truth(False), Truth(False)).agrees


def test_a_yes_or_no_is_expected_by_its_word(tmp_path: Path) -> None:
    assert expected_of(tmp_path, "true\n") == Truth(True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("mission\n", 1),
        ("?a\t?b\n1\n", 2),
        ("?a\n1\nnonsense\n", 3),
        ("?a\n1) (2\n", 2),
        ("?a\n1 2\n", 2),
    ],
)
def test_a_wrong_expected_answer_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(QueryError) as caught:
        expected_of(tmp_path, text)
    assert caught.value.place is not None
    assert caught.value.place.line == line


@pytest.mark.parametrize(
    ("sparql", "ordered"),
    [
        ("SELECT ?x { ?x ?y ?z } ORDER BY ?x", True),
        ("SELECT ?x { ?x ?y ?z } order\nby ?x LIMIT 1", True),
        ("SELECT ?x { ?x ?y ?z }", False),
        ("SELECT ?x { { SELECT ?x { ?x ?y ?z } ORDER BY ?x LIMIT 1 } }", False),
        ('SELECT ?x { ?x ?y "ORDER BY" } # ORDER BY', False),
    ],
)
def test_only_the_querys_own_order_counts(sparql: str, ordered: bool) -> None:
    assert is_ordered(sparql) is ordered
