"""Whether named questions give their expected answers, each on the data its header names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, Store

import downrange
from downrange.dataset.asking import ontology_store
from downrange.errors import DownrangeError, QueryError
from downrange.project import Project
from downrange.query.answers import Answer
from downrange.query.engine import ask
from downrange.query.expected import compare, compare_in_order, read_expected
from downrange.query.questions import Question, load_all_questions, parameter_values, resolver
from downrange.query.services import at_home
from downrange.query.tokens import is_ordered
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary

_FIXTURES = Path("tests", "fixtures")


def wrong_questions(project: Project, vocabulary: Vocabulary) -> Iterator[str]:
    """What is wrong with each question: its header, its SPARQL, its answer.

    Answers are compared where the questions are the project's own. The package's questions
    are only read and parsed, for a project does not have the data that their answers are of.
    A federated question is asked of its fixture alone, which holds what the other endpoint would
    say.
    """
    folder = project.resource(Resource.QUESTIONS)
    own = folder.is_relative_to(project.root)
    for question in load_all_questions(folder):
        try:
            store = _fixture(project, question.fixture) if own else Store()
            answer = _answer(question, store, project, vocabulary)
            problem = _difference(question, answer, project) if own else ""
        except DownrangeError as error:
            problem = str(error)
        if problem:
            yield f"{question.path.name}: {problem}"


def _answer(question: Question, store: Store, project: Project, vocabulary: Vocabulary) -> Answer:
    values = parameter_values(question, {}, resolver(vocabulary, project.base))
    return ask(store, at_home(question.sparql), bindings=values, base=project.base)


def _difference(question: Question, answer: Answer, project: Project) -> str:
    if not question.expected.is_file():
        return f"it has no expected answer, {question.expected.name}"
    expected = read_expected(question.expected, base=project.base)
    compared = compare_in_order if is_ordered(question.sparql) else compare
    return compared(answer, expected).message


@cache
def _fixture(project: Project, names: str) -> Store:
    """The data that a question's header names, joined: documents are built, TriG is loaded.

    ``ontology`` is the ontology, ``article`` the project's documents, and any other ``NAME``
    is ``tests/fixtures/NAME.txt`` or ``NAME.trig``.
    """
    store = Store()
    documents: list[Path] = []
    for name in names.split():
        text = (project.root / _FIXTURES / name).with_suffix(".txt")
        trig = text.with_suffix(".trig")
        if name == "ontology":
            store.bulk_extend(ontology_store(project.resource(Resource.ONTOLOGY)))
        elif name == "article":
            documents.append(project.documents)
        elif text.is_file():
            documents.append(text)
        elif trig.is_file():
            store.load(path=str(trig), format=RdfFormat.TRIG)
        else:
            raise QueryError(
                f"there is no data for its fixture {name!r}.",
                advice=f"Write {text} or {trig.name}, or name ontology or article.",
            )
    if documents:
        store.bulk_extend(downrange.build(documents, project=project).quads)
    return store
