"""Which other endpoints a query may ask: none, unless its host is allowed by name.

SPARQL 1.1 Federated Query (https://www.w3.org/TR/sparql11-federated-query/) lets a query send a
part of itself elsewhere. The query engine goes out itself, follows no redirect and waits without
end, so what may be asked is decided here, before it sees the query, and the wait is limited.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from downrange.errors import QueryError
from downrange.query.tokens import Kind, Token, significant, tokenise

LONGEST_WAIT = 90.0
"""Seconds after which an endpoint is given up; Wikidata itself stops a query after 60."""

T = TypeVar("T")


def asks_services(sparql: str) -> bool:
    """Whether a query has a SERVICE part."""
    return any(_says_service(token) for token in significant(tokenise(sparql)))


def refuse_services(tokens: tuple[Token, ...], allowed: Collection[str] = ()) -> None:
    """Raise ``QueryError`` for a SERVICE whose host is not among those allowed.

    A host is a name, or a name and a port. The endpoint must be written as an IRI, for a variable
    or a prefixed name could be any. A glued ``SERVICEex:name`` is a SERVICE too, since the engine
    needs no space after the keyword.
    """
    told = list(significant(tokens))
    for position, token in enumerate(told):
        if not _says_service(token):
            continue
        following = [t for t in told[position + 1 : position + 3] if t.keyword != "SILENT"]
        endpoint = following[0] if following else token
        host = _host(endpoint) if token.keyword == "SERVICE" else None
        if host is None or not host & set(allowed):
            found = f"{token.text} {endpoint.text}" if endpoint is not token else token.text
            raise QueryError(
                f"The query asks another endpoint with SERVICE (found {found!r}).",
                advice="Queries stay within the dataset: remove the SERVICE part, or allow its "
                "host (--allow-service HOST), the endpoint written as <https://HOST/...>.",
            )


def at_home(sparql: str) -> str:
    """The query with its SERVICE parts asked of the dataset itself.

    That is how a federated question is checked without a network: on data that hold what the
    other endpoint would say.
    """
    kept: list[str] = []
    leaving = False
    for token in tokenise(sparql):
        if token.keyword == "SERVICE":
            leaving = True
        elif not leaving or token.text == "{":
            leaving = False
            kept.append(token.text)
    return "".join(kept)


def in_time(action: Callable[[], T], limit: float = LONGEST_WAIT) -> T:
    """What an action returns, or raises, within some seconds; raises ``QueryError`` after them."""
    outcome: list[T | BaseException] = []

    def act() -> None:
        try:
            outcome.append(action())
        except BaseException as error:
            # Without its frames: what they hold of the engine may not leave this thread.
            outcome.append(error.with_traceback(None))

    # A daemon: the engine cannot be called back, and must not keep the program from ending.
    worker = threading.Thread(target=act, daemon=True)
    worker.start()
    worker.join(limit)
    if not outcome:
        raise QueryError(
            f"The endpoint of a SERVICE did not answer within {limit:.0f} s.",
            advice="Try again later, or ask it for less.",
        )
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result


def _says_service(token: Token) -> bool:
    head = token.text.partition(":")[0] if token.kind is Kind.PREFIXED else token.keyword
    return "SERVICE" in head.upper()


def _host(endpoint: Token) -> set[str] | None:
    """The host of an IRI, without and with its port; ``None`` where it is no plain web address.

    An IRI with an escape (``\\u002e``) is refused: the engine would read another one.
    """
    if endpoint.kind is not Kind.IRI or "\\" in endpoint.text:
        return None
    parts = _split(endpoint.text[1:-1])
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return {parts.hostname, parts.netloc}


def _split(iri: str) -> SplitResult | None:
    try:
        return urlsplit(iri)
    except ValueError:
        return None
