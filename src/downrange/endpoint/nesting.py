"""Refuses queries that are nested deeper than the engine's parser can follow.

The parser is recursive and overflows its stack at some thousands of brackets. That costs a
process; to count them first costs nothing.
"""

from __future__ import annotations

from downrange.errors import Place, QueryError
from downrange.query.tokens import Token, significant

DEEPEST = 256
"""The most brackets that may be open at once, and the most prefix signs in a row."""

_OPENING = frozenset("{([")
_CLOSING = frozenset("})]")
_SIGNS = frozenset("!^+-")


def refuse_nesting(tokens: tuple[Token, ...]) -> None:
    """Raise ``QueryError`` at the first bracket or sign that goes too deep."""
    if len(tokens) <= DEEPEST:
        return
    depth = signs = 0
    for token in significant(tokens):
        signs = signs + 1 if token.text in _SIGNS else 0
        if token.text in _OPENING:
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
        if depth > DEEPEST or signs > DEEPEST:
            raise QueryError(
                f"The query is nested more than {DEEPEST} deep.",
                place=_place(tokens, token),
                advice="Write it with fewer brackets.",
            )


def _place(tokens: tuple[Token, ...], culprit: Token) -> Place:
    before = []
    for token in tokens:
        if token is culprit:
            break
        before.append(token.text)
    text = "".join(before)
    return Place("query", text.count("\n") + 1, len(text) - text.rfind("\n"))
