"""A request as the server sees it: its path, its headers, and the way to answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, unquote_plus

from starlette.types import Scope, Send

from downrange.server.headers import Headers
from downrange.server.representation import Message

_MOST_FIELDS = 64
_AS_SENT = "!$%&'()*+,/:;=@-._~"


@dataclass(frozen=True)
class Request:
    """``raw_path`` is as it travelled, relative to the root of the site, with its first slash."""

    scope: Scope
    send: Send
    raw_path: bytes

    @cached_property
    def path(self) -> str | None:
        """The path decoded, without its first slash; ``None`` for one that nothing can have.

        A slash that is percent-encoded is none that parts segments, and no name has one.
        """
        raw = self.raw_path.decode("latin-1")
        if "%" not in raw:
            return raw[1:] if raw.isascii() else None
        if "%2f" in raw.lower():
            return None
        try:
            return unquote(raw, errors="strict")[1:]
        except UnicodeDecodeError:
            return None

    @cached_property
    def url_path(self) -> str:
        """The path as it travelled, without its first slash."""
        return self.raw_path[1:].decode("latin-1")

    @cached_property
    def headers(self) -> Mapping[bytes, bytes]:
        """By name in lower case; the values of one that is repeated are joined with commas."""
        found = dict[bytes, bytes]()
        for name, value in self.scope["headers"]:
            found[name] = b"%b, %b" % (found[name], value) if name in found else value
        return found

    @property
    def accept(self) -> str:
        return self.headers.get(b"accept", b"").decode("latin-1")

    @property
    def method(self) -> str:
        method: str = self.scope["method"]
        return method

    @property
    def query(self) -> bytes:
        """The query as it travelled."""
        query: bytes = self.scope["query_string"]
        return query

    def asked(self, name: str) -> str:
        """The first value of a parameter of the query; empty where there is none."""
        for field in self.query.decode("latin-1").split("&")[:_MOST_FIELDS]:
            key, _, value = field.partition("=")
            if key == name:
                return unquote_plus(value)
        return ""

    async def answer(self, status: int, headers: Headers, content: bytes = b"") -> None:
        """Send an answer; of its content nothing for HEAD."""
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        body = b"" if self.method == "HEAD" else content
        await self.send({"type": "http.response.body", "body": body})

    async def answer_with(self, start: Message, content: bytes) -> None:
        """Send an answer whose head is held ready."""
        await self.send(start)  # type: ignore[arg-type]
        body = b"" if self.method == "HEAD" else content
        await self.send({"type": "http.response.body", "body": body})


def raw_path_of(scope: Scope) -> bytes:
    """The path of a request as it travelled; encoded anew where the server kept only the other."""
    raw: bytes | None = scope.get("raw_path")
    return raw if raw is not None else quote(scope["path"], safe=_AS_SENT).encode()
