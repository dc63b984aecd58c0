"""Asks an ASGI application within this process, with a path just as it is written."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

App = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers by name in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body in words, its content coding undone."""
        zipped = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if zipped else self.body).decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def links(self) -> set[tuple[str, str]]:
        """The targets of the ``Link`` header with their relations."""
        found = set()
        for link in filter(None, self.headers.get("link", "").split(", ")):
            target, _, rest = link.removeprefix("<").partition(">")
            relation = rest.partition('rel="')[2].partition('"')[0]
            found.add((relation, target))
        return found


async def _ask(app: App, scope: dict[str, object]) -> Answer:
    started: dict[str, Any] = {}
    body = bytearray()

    async def receive() -> MutableMapping[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            assert not started, "an answer begins once"
            started.update(message)
        else:
            assert started, "an answer begins with its head"
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    headers: dict[str, str] = {}
    for name, value in started["headers"]:
        assert name == name.lower()
        assert b"\r" not in value
        assert b"\n" not in value
        key = name.decode("ascii")
        headers[key] = (
            f"{headers[key]}, {value.decode('ascii')}" if key in headers else value.decode("ascii")
        )
    return Answer(int(started["status"]), headers, bytes(body))


def ask(app: App, target: str, method: str = "GET", /, **headers: str) -> Answer:
    """Ask for a target (``/id/x?y``); headers have ``_`` for ``-``."""
    return _runner().run(_ask(app, _scope(target, method, headers)))


def ask_at_once(app: App, targets: Iterable[str]) -> list[Answer]:
    """Ask for all of them before any is answered."""

    async def ask_all() -> list[Answer]:
        return await asyncio.gather(*(_ask(app, _scope(t, "GET", {})) for t in targets))

    return _runner().run(ask_all())


def _scope(target: str, method: str, headers: Mapping[str, str]) -> dict[str, object]:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [
            (name.replace("_", "-").lower().encode(), value.encode("latin-1"))
            for name, value in headers.items()
        ],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }


@cache
def _runner() -> asyncio.Runner:
    """One loop for all tests: making one takes longer than most answers."""
    return asyncio.Runner()
