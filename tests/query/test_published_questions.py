"""The questions the project publishes can all be asked as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from downrange.query.answers import Solutions
from downrange.query.engine import ask, known_prefixes
from downrange.query.expected import read_expected
from downrange.query.questions import Question, load_questions, parameter_values, resolver
from downrange.vocabulary import Vocabulary
from tests.serialisation.datasets import BASE

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@pytest.mark.parametrize(
    "question", load_questions(ONTOLOGY / "questions"), ids=lambda question: question.name
)
def test_a_question_can_be_asked_and_has_its_expected_columns(question: Question) -> None:
    vocabulary = Vocabulary.load(ONTOLOGY / "spaceflight.ttl")
    prefixes = known_prefixes(vocabulary, BASE)
    bindings = parameter_values(question, {}, resolver(vocabulary, BASE))
    answer = ask(Store(), question.sparql, bindings=bindings, prefixes=prefixes, base=BASE)
    expected = read_expected(question.expected, prefixes=prefixes, base=BASE)
    assert question.title
    assert question.text
    assert type(answer) is type(expected)
    if isinstance(answer, Solutions) and isinstance(expected, Solutions):
        assert answer.variables == expected.variables
