"""What the engine says of a query that it cannot parse, told to the query's author.

The engine's parser tells how far any of its rules has looked, and to see whether a long keyword
stands somewhere it looks that many characters ahead: the position that it reports may be well
behind the fault, often at the end of the query. So the place is looked for by parsing beginnings
of the query: the first that is wrong within, not merely unfinished, ends with the culprit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from downrange.errors import Place, QueryError
from downrange.query.tokens import Kind, tokenise

Parse = Callable[[str], None]
"""Parses a query; raises ``SyntaxError`` as the engine does."""

_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")
_READABLE = re.compile(r'"([^"\s]+)"|\b([A-Z]{2,})\b')
_SAID_IN_WORDS = re.compile(r"(?:one of |, )?((?:[A-Z][a-z]+|SELECT \*)(?: [A-Za-z]+){2,})")

_MOST_TOKENS = 300
_LONGEST_OPERATOR = 3
"""Tokens in a row that may be one sign to the engine: ``<<(``."""

_MOST_ADVICE = 6

_PADDING = " " * 64
"""More than any rule looks ahead. An unfinished query goes on behind it, a wrong one does not."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """What the engine said: how far it came, as line and column from 1, and what it expected."""

    line: int
    column: int
    expected: str

    @property
    def place(self) -> tuple[int, int]:
        return self.line, self.column

    @classmethod
    def read(cls, message: str) -> _Fault | None:
        match = _POSITION.match(message)
        return cls(int(match[1]), int(match[2]), match[3]) if match else None


def syntax_error(sparql: str, message: str, parse: Parse | None = None) -> QueryError:
    """The error for a query and the engine's message, with line and column, both from 1.

    With ``parse`` the place is that of the first word that cannot stand where it does.
    """
    fault = _Fault.read(message)
    if fault is None:
        return QueryError(f"The query is not valid SPARQL: {message}.")
    in_words = _SAID_IN_WORDS.search(fault.expected) or "Prefix not found" in fault.expected
    if parse is not None and not in_words:
        found = _first_fault(sparql, parse)
        fault = min(found, fault, key=lambda one: one.place) if found else fault
    return QueryError(
        f"The query is not valid SPARQL near {_excerpt(sparql, fault.line)}.",
        place=Place("query", fault.line, fault.column),
        advice=_advice(fault.expected),
    )


def _first_fault(sparql: str, parse: Parse) -> _Fault | None:
    """The first token that no query can have there; ``None`` where all that is wrong is the end."""
    spans = _spans(sparql)
    if len(spans) > _MOST_TOKENS:
        return None
    wrong = 0
    expected = before = ""
    for number, (_, end) in enumerate(spans):
        beginning = sparql[:end] + _PADDING
        fault = _fault_of(beginning, parse)
        if fault is None or fault.place >= _coordinates(beginning, len(beginning)):
            wrong, before = 0, fault.expected if fault else ""
            continue
        if wrong == 0:
            expected = before
        wrong += 1
        if wrong == _LONGEST_OPERATOR or number == len(spans) - 1:
            start = spans[number - wrong + 1][0]
            return _Fault(*_coordinates(sparql, start), expected)
    return None


def _fault_of(text: str, parse: Parse) -> _Fault | None:
    try:
        parse(text)
    except SyntaxError as error:
        return _Fault.read(str(error))
    return None


def _spans(sparql: str) -> Sequence[tuple[int, int]]:
    """Where each token begins and ends, spaces and comments left out."""
    found, at = [], 0
    for token in tokenise(sparql):
        if token.kind not in (Kind.SPACE, Kind.COMMENT):
            found.append((at, at + len(token.text)))
        at += len(token.text)
    return found


def _coordinates(sparql: str, offset: int) -> tuple[int, int]:
    before = sparql[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _excerpt(sparql: str, line: int) -> str:
    """The line that could not be read, or the last one with words before it."""
    lines = [text.strip() for text in sparql.splitlines()[:line]]
    return repr(next((text for text in reversed(lines) if text), "")[:80])


def _advice(expected: str) -> str:
    if "Prefix not found" in expected:
        return "Its prefix is not known: declare it with PREFIX."
    said = _SAID_IN_WORDS.search(expected)
    if said:
        return f"{said[1]}."
    words = _CHARACTER_CLASS.sub("", expected)
    tokens = sorted({quoted or word for quoted, word in _READABLE.findall(words)})
    if not tokens or len(tokens) > _MOST_ADVICE:
        return ""
    return f"Expected {' or '.join(tokens)}."
