"""The named questions as any endpoint can be asked them, and how two answers are compared."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal

from downrange.namespaces import expand
from downrange.query.answers import Answer, Solutions
from downrange.query.binding import bind
from downrange.query.expected import compare, compare_in_order
from downrange.query.questions import Question, load_questions, parameter_values, resolver
from downrange.vocabulary import Vocabulary
from tests.stores.published import BASE, ONTOLOGY
from tests.stores.values import by_value

QUESTIONS = sorted(load_questions(ONTOLOGY / "questions"), key=lambda q: (q.fixture, q.name))
ON_THE_ARTICLE = [question for question in QUESTIONS if question.fixture == "article"]

_ORDERED = {
    expand(f"xsd:{name}") for name in ("string", "boolean", "integer", "decimal", "dateTime")
}


@cache
def given(question: Question) -> str:
    """The question with its default parameters."""
    resolve = resolver(Vocabulary.load(ONTOLOGY / "spaceflight.ttl"), BASE)
    return bind(question.sparql, parameter_values(question, {}, resolve))


def assert_same_answer(theirs: Answer, ours: Answer) -> None:
    """The same rows by value, in the same order as far as SPARQL gives them one."""
    same = compare_in_order if _has_one_order(ours) else compare
    comparison = same(by_value(theirs), by_value(ours))
    details = "\n".join(map(str, (*comparison.missing, *comparison.unexpected)))
    assert comparison.agrees, f"{comparison.message}\n{details}"


def _has_one_order(answer: Answer) -> bool:
    """Whether SPARQL 1.1 (15.1) orders every two terms of the answer that may meet in a column.

    It does not order texts with a language, nor a date and a year: Virtuoso has ``"a b"@en``
    before ``"a"@en``.
    """
    rows = answer.rows if isinstance(answer, Solutions) else ()
    literals = [term for row in rows for term in row.values() if isinstance(term, Literal)]
    return all(literal.datatype in _ORDERED for literal in literals)
