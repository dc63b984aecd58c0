"""Every competency question answers what its expected answer says, on its fixture.

The answers were written from the fixtures' text, never from the program's output.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib.plugins.sparql import prepareQuery

from downrange.dataset.build import build
from downrange.namespaces import expand
from downrange.project import Project
from downrange.query.answers import Solutions
from downrange.query.engine import ask
from downrange.query.expected import compare_in_order, read_expected
from downrange.query.questions import (
    Question,
    load_questions,
    parameter_values,
    resolver,
)
from downrange.vocabulary import Vocabulary

_REPOSITORY = Path(__file__).resolve().parents[2]
_BASE = "https://w3id.org/downrange/"
_QUESTIONS = {q.name: q for q in load_questions(_REPOSITORY / "ontology" / "questions")}
# Questions whose right answer on their fixture is none; each is seen to answer below.
_NONE = {"orbit-reached", "planned-as-done", "unevidenced"}


@cache
def _fixture(names: str) -> Store:
    """The data a question is asked on: documents that are built, TriG, the ontology."""
    store = Store()
    documents = []
    for name in names.split():
        file = _REPOSITORY / "tests" / "fixtures" / name
        if name == "ontology":
            for turtle in ("spaceflight.ttl", "alignments.ttl"):
                path = str(_REPOSITORY / "ontology" / turtle)
                store.load(path=path, format=RdfFormat.TURTLE)
        elif name == "article":
            documents.append(_REPOSITORY / "data" / "documents" / "progress-ms-04.txt")
        elif file.with_suffix(".txt").exists():
            documents.append(file.with_suffix(".txt"))
        else:
            store.load(path=str(file.with_suffix(".trig")), format=RdfFormat.TRIG)
    if documents:
        store.bulk_extend(build(documents, project=Project.load(_REPOSITORY)).quads)
    return store


def _answer(question: Question, vocabulary: Vocabulary, store: Store, **given: str) -> Solutions:
    values = parameter_values(question, given, resolver(vocabulary, _BASE))
    answer = ask(store, question.sparql, bindings=values, base=_BASE)
    assert isinstance(answer, Solutions)
    return answer


def test_there_are_enough_questions() -> None:
    assert len(_QUESTIONS) >= 40


@pytest.mark.parametrize("name", sorted(_QUESTIONS))
def test_a_question_gives_its_expected_answer(name: str, vocabulary: Vocabulary) -> None:
    question = _QUESTIONS[name]
    answer = _answer(question, vocabulary, _fixture(question.fixture))
    comparison = compare_in_order(answer, read_expected(question.expected, base=_BASE))
    details = "\n".join(map(str, (*comparison.missing, *comparison.unexpected)))
    assert comparison.agrees, f"{comparison.message}\n{details}"
    assert bool(len(answer)) == (name not in _NONE)


@pytest.mark.parametrize("name", sorted(_QUESTIONS))
def test_a_question_says_what_it_asks_and_is_standard_sparql(name: str) -> None:
    question = _QUESTIONS[name]
    assert question.title
    assert question.text.endswith("?")
    assert question.fixture
    assert "ORDER BY" in question.sparql, "the rows need one order"
    prepareQuery(question.sparql)  # without supplied prefixes, by another parser
    for parameter in question.parameters:
        assert parameter.default is not None
        assert re.search(rf"\?{parameter.name}\b", question.sparql.split("WHERE", 1)[1])


@pytest.mark.parametrize("name", sorted(_QUESTIONS))
def test_no_title_or_question_is_asked_twice(name: str) -> None:
    question = _QUESTIONS[name]
    others = [q for q in _QUESTIONS.values() if q.name != name]
    assert question.title not in {q.title for q in others}
    assert question.text not in {q.text for q in others}


def test_a_parameter_changes_the_answer(vocabulary: Vocabulary) -> None:
    store = _fixture("crewed second-flight")
    (row,) = _answer(_QUESTIONS["neighbours"], vocabulary, store, mission="Fixture 2")
    assert row.python("previous") == "Fixture 1"


def test_an_orbit_that_was_reached_is_found(vocabulary: Vocabulary) -> None:
    (row,) = _answer(_QUESTIONS["orbit-reached"], vocabulary, _fixture("probe"), mission="farer-1")
    assert row.python("orbit") == "orbit of Farer 1"


def _with(store: Store, *triples: tuple[str, str, str]) -> Store:
    seeded = Store()
    seeded.bulk_extend(store)
    for subject, predicate, value in triples:
        graph = NamedNode(f"{_BASE}graph/facts")
        seeded.add(Quad(_named(subject), _named(predicate), _named(value), graph))
    return seeded


def _named(name: str) -> NamedNode:
    return expand(name) if ":" in name else NamedNode(_BASE + name)


def test_a_fact_without_evidence_is_found(vocabulary: Vocabulary) -> None:
    question = _QUESTIONS["unevidenced"]
    seed = ("id/mission/progress-ms-04", "sf:operator", "id/organization/nasa")
    seeded = _with(_fixture(question.fixture), seed)
    (row,) = _answer(question, vocabulary, seeded)
    assert [row["subject"], row["property"], row["value"]] == [_named(name) for name in seed]


def test_a_plan_taken_for_a_fact_is_found(vocabulary: Vocabulary) -> None:
    question = _QUESTIONS["planned-as-done"]
    plan = "id/orbit/progress-ms-04-orbit-planned"
    seeded = _with(_fixture(question.fixture), (plan, "rdf:type", "sf:Orbit"))
    (row,) = _answer(question, vocabulary, seeded)
    assert (row["plan"], row["class"]) == (_named(plan), expand("sf:Orbit"))


@pytest.mark.parametrize(
    "path", sorted((_REPOSITORY / "tests" / "fixtures").glob("*.trig")), ids=lambda p: p.stem
)
def test_a_fixture_uses_only_terms_that_exist(path: Path, vocabulary: Vocabulary) -> None:
    known = {*vocabulary.classes, *vocabulary.properties, *vocabulary.concepts}
    for quad in parse(path=str(path), format=RdfFormat.TRIG):
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(expand("sf:").value):
                assert term in known, term
