"""SPARQL cut into tokens, enough to tell words and variables from strings, IRIs and comments.

The terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, a little wider
where width is safe: the query engine parses the text again and has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from downrange.errors import QueryError


class Kind(StrEnum):
    """What a token is; the values are the group names of the pattern."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    LANGUAGE = "language"
    PREFIXED = "prefixed"
    WORD = "word"
    SPACE = "space"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its text as written; the texts of all tokens together are the query."""

    kind: Kind
    text: str

    @property
    def keyword(self) -> str:
        """The text in upper case if this is a bare word, else empty."""
        return self.text.upper() if self.kind is Kind.WORD else ""

    @property
    def variable(self) -> str:
        """The variable's name without its mark, empty for any other token."""
        return self.text[1:] if self.kind is Kind.VARIABLE else ""


_NAME = r"A-Za-z0-9_\u0080-\U0010ffff"
_TOKEN = re.compile(
    rf"""
      (?P<comment> \#[^\n\r]* )
    | (?P<iri> <[^<>"{{}}|^`\x00-\x20]*> )
    | (?P<string>
          \"\"\" (?: \"{{0,2}} (?: [^"\\] | \\. ) )* \"\"\"
        | ''' (?: '{{0,2}} (?: [^'\\] | \\. ) )* '''
        | " (?: [^"\\\n\r] | \\. )* "
        | ' (?: [^'\\\n\r] | \\. )* '
      )
    | (?P<variable> [?$][{_NAME}]+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<prefixed> (?: [{_NAME}][{_NAME}.-]* )? : (?: [{_NAME}.:-] | %[0-9A-Fa-f]{{2}} | \\. )* )
    | (?P<word> [{_NAME}]+ )
    | (?P<space> \s+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_UPDATES = {
    *("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"),
}


def tokenise(sparql: str) -> tuple[Token, ...]:
    """The tokens of a query, spaces and comments among them."""
    return tuple(Token(Kind(m.lastgroup or "other"), m[0]) for m in _TOKEN.finditer(sparql))


def significant(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens that mean something: no spaces, no comments."""
    return (token for token in tokens if token.kind not in (Kind.SPACE, Kind.COMMENT))


def refuse_updates(tokens: tuple[Token, ...]) -> None:
    """Raise ``QueryError`` for an update, which would change data."""
    first = _first_keyword(tokens)
    if first in _UPDATES:
        raise QueryError(
            f"{first} changes data, and the dataset is only read.",
            advice="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )


def is_ordered(sparql: str) -> bool:
    """Whether the query itself, not a part of it in braces, has ORDER BY."""
    depth, previous = 0, ""
    for token in significant(tokenise(sparql)):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and (previous, token.keyword) == ("ORDER", "BY"):
            return True
        previous = token.keyword
    return False


def _first_keyword(tokens: tuple[Token, ...]) -> str:
    keywords = (token.keyword for token in significant(tokens) if token.keyword)
    return next((word for word in keywords if word not in ("PREFIX", "BASE")), "")
