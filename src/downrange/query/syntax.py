"""What the engine says of a query that it cannot parse, told to the query's author."""

from __future__ import annotations

import re

from downrange.errors import Place, QueryError

_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")
_READABLE = re.compile(r'"([^"\s]+)"|\b([A-Z]{2,})\b')
_SAID_IN_WORDS = re.compile(r"(?:one of |, )?([A-Z][a-z]+(?: [A-Za-z]+){2,})")


def syntax_error(sparql: str, message: str) -> QueryError:
    """The error for a query and the engine's message, with line and column, both from 1."""
    match = _POSITION.match(message)
    if match is None:
        return QueryError(f"The query is not valid SPARQL: {message}.")
    line, column, expected = int(match[1]), int(match[2]), match[3]
    return QueryError(
        f"The query is not valid SPARQL near {_excerpt(sparql, line)}.",
        place=Place("query", line, column),
        advice=_advice(expected),
    )


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
    return f"Expected {' or '.join(tokens)}." if tokens else ""
