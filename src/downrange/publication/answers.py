"""The questions with their live answers, as tables of words and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from downrange.dataset.asking import answer
from downrange.errors import QueryError
from downrange.publication.examples import asked_here
from downrange.publication.names import Reference
from downrange.publication.reading import Reading
from downrange.publication.wording import TIMES, Shown, number_in_words, time_in_words
from downrange.query.answers import Answer, Solutions, Truth
from downrange.query.questions import Question, load_questions, resolver
from downrange.resources import Resource

_MOST_ROWS = 200
_SELECT = re.compile(r"\bSELECT\s+(?:DISTINCT\s+)?(.*?)\bWHERE\b", re.DOTALL)
_EXPRESSION = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\bAS\s+(\?\w+)\s*\)")
_VARIABLE = re.compile(r"\?(\w+)")
_ORDER = re.compile(r"(\bORDER\s+BY\b[^{}]*?)\s*(\b(?:LIMIT|OFFSET)\b[^{}]*)?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer for the values that its parameters have by default.

    ``problem`` says why there is none; ``more`` is how many rows are left out.
    """

    question: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[Shown | None, ...], ...]
    more: int
    truth: str
    problem: str
    body: str


@dataclass(frozen=True)
class Answers:
    """Asks the named questions of one dataset."""

    reading: Reading

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        edition = self.reading.edition
        resolve = resolver(edition.vocabulary, edition.project.base)
        return tuple(
            asked_here(question, self.reading.index, edition.vocabulary, resolve)
            for question in load_questions(edition.project.resource(Resource.QUESTIONS))
        )

    def answered(self, question: Question) -> Answered:
        """A question and its answer."""
        edition = self.reading.edition
        body = _without_header(question.sparql)
        ordered = replace(question, sparql=in_full_order(question.sparql))
        try:
            found = answer(
                ordered, {}, lambda: self.reading.store, edition.project, edition.vocabulary
            )
        except QueryError as error:
            return Answered(question, (), (), 0, "", str(error), body)
        return self._table(question, found, body)

    def _table(self, question: Question, found: Answer, body: str) -> Answered:
        if isinstance(found, Truth):
            return Answered(question, (), (), 0, "Yes." if found else "No.", "", body)
        if isinstance(found, Solutions):
            rows = tuple(
                tuple(self._cell(row[name]) for name in found.variables)
                for row in found.rows[:_MOST_ROWS]
            )
            return Answered(question, found.variables, rows, len(found) - len(rows), "", "", body)
        triples = sorted(found, key=str)
        rows = tuple(
            (self._cell(t.subject), self._cell(t.predicate), self._cell(t.object))
            for t in triples[:_MOST_ROWS]
        )
        columns = ("subject", "predicate", "object")
        return Answered(question, columns, rows, len(triples) - len(rows), "", "", body)

    def _cell(self, term: object) -> Shown | None:
        if isinstance(term, NamedNode):
            reference: Reference = self.reading.names.reference(term.value)
            return Shown(reference.label, reference)
        return self._literal(term) if isinstance(term, Literal) else None

    def _literal(self, term: Literal) -> Shown:
        datatype = term.datatype.value
        if datatype in TIMES:
            return Shown(time_in_words(term.value), machine=term.value)
        if datatype.endswith(("#decimal", "#integer")):
            return Shown(number_in_words(term.value))
        return Shown(term.value, language=term.language or "")


def in_full_order(sparql: str) -> str:
    """A SELECT query whose rows come in one order only: ties are broken by every column.

    Engines give tied rows in whatever order they find them, which may differ from run to run.
    """
    body = _without_header(sparql)
    select = _SELECT.search(body)
    columns = _VARIABLE.findall(_EXPRESSION.sub(r"\1", select[1])) if select else []
    if not columns:
        return sparql
    ties = " ".join(f"?{column}" for column in columns)
    ordered = _ORDER.search(body)
    if ordered is None:
        return f"{body}\nORDER BY {ties}"
    return f"{body[: ordered.end(1)]} {ties} {ordered[2] or ''}".rstrip()


def _without_header(sparql: str) -> str:
    lines = sparql.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        del lines[0]
    return "\n".join(lines)
