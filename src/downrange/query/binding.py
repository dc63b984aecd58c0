"""Parameters of a query: a term put in the place of a variable, and nothing else.

pyoxigraph's own ``substitutions`` bind only variables that the query projects, and not inside
sub-queries; a named question asks for neither. Here each occurrence of the variable becomes the
term, as if the query had been written with it. What is inserted is one term as pyoxigraph
writes it, quoted and escaped, in the place of one token, so no value can change the structure.
"""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from downrange.errors import QueryError
from downrange.query.tokens import Kind, Token, significant, tokenise

Value = NamedNode | Literal

_ENDS_A_CLAUSE = {"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"}


def bind(sparql: str, bindings: Mapping[str, Value]) -> str:
    """The query with its variables given: ``{"mission": NamedNode(...)}`` binds ``?mission``.

    A bound variable that is selected is still a column of the answer. Raises ``QueryError``
    where the query has no such variable, or gives it a value itself.
    """
    if not bindings:
        return sparql
    tokens = tokenise(sparql)
    known = {token.variable: None for token in significant(tokens) if token.variable}
    for name in bindings:
        if name not in known:
            raise QueryError(
                f"The query has no variable ?{name}.",
                advice=f"It has {_listed(list(known))}.",
            )
    position = _Position()
    return "".join(position.pass_by(token, bindings) for token in tokens)


class _Position:
    """Where in the query the reading stands, as far as a variable's meaning depends on it."""

    def __init__(self) -> None:
        self._clause = ""
        self._parentheses = 0
        self._previous = ""

    def pass_by(self, token: Token, bindings: Mapping[str, Value]) -> str:
        """The text for a token, with the value in the place of a bound variable."""
        if token.kind in (Kind.SPACE, Kind.COMMENT):
            return token.text
        text = token.text
        if token.variable in bindings:
            text = self._put(token.variable, bindings[token.variable])
        self._move(token)
        self._previous = token.keyword
        return text

    def _put(self, name: str, value: Value) -> str:
        if self._previous == "AS" or self._clause == "VALUES":
            raise QueryError(
                f"The query gives ?{name} a value itself, so it cannot be a parameter.",
                advice="Rename that variable in the query.",
            )
        if self._parentheses or not self._clause:
            # The spaces keep the term a token of its own: "x"@en must not run into -1.
            return f" {value} "
        return f"({value} AS ?{name})" if self._clause == "SELECT" else f"({value})"

    def _move(self, token: Token) -> None:
        match token.text:
            case "(":
                self._parentheses += 1
            case ")":
                self._parentheses -= 1
            case "{" | "}":
                self._clause, self._parentheses = "", 0
        if token.keyword in ("SELECT", "GROUP", "ORDER", "VALUES"):
            self._clause = token.keyword
        elif token.keyword in _ENDS_A_CLAUSE:
            self._clause = ""


def _listed(names: list[str]) -> str:
    return ", ".join(f"?{name}" for name in names) if names else "none"
