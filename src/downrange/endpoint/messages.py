"""HTTP for this package: what came, what goes back, and who went away in between.

The endpoint answers many small queries, so it speaks ASGI itself instead of through a
framework's request and response objects; https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.types import Message, Receive, Scope, Send

from downrange.endpoint.gates import busy

T = TypeVar("T")

Header = tuple[bytes, bytes]

DATA_POLICY = b"default-src 'none'; sandbox; frame-ancestors 'none'"
"""For everything that is no page: a result may well be XML that a browser would run scripts of."""

_GRACE = 0.1
"""Seconds after which it is worth watching whether a client is still there."""

_PIECE = 256 * 1024
_PATIENCE = 30.0
"""Seconds that a client has to take each piece of a large result."""


class RequestError(Exception):
    """A request cannot be carried out; the status says why, the message what to do."""

    def __init__(self, status: int, message: str, headers: Iterable[Header] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = tuple(headers)


class ClientGoneError(Exception):
    """Nobody is there any more to answer to."""


@dataclass(frozen=True, slots=True)
class Response:
    """A status, a content type, a body, and headers beyond those that all have."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[Header, ...] = field(default=())
    policy: bytes = DATA_POLICY


def header(scope: Scope, name: bytes) -> str:
    """A header of the request, its lines joined by commas; empty where there is none."""
    found = [value for key, value in scope["headers"] if key == name]
    return b",".join(found).decode("latin-1") if found else ""


def client(scope: Scope) -> str:
    """The address of who asks."""
    address = scope.get("client")
    return address[0] if address else ""


def is_known(scope: Scope, tag: str) -> bool:
    """Whether the client has this version already (``If-None-Match``)."""
    told = header(scope, b"if-none-match")
    if not told or not tag:
        return False
    names = {name.strip().removeprefix("W/") for name in told.split(",")}
    return told.strip() == "*" or tag.removeprefix("W/") in names


async def body_of(scope: Scope, receive: Receive, most: int) -> bytes:
    """The body of a request. Raises ``RequestError`` 413 where it is larger than ``most``."""
    too_large = RequestError(
        413, f"The request has more than {most:,} bytes, which is the limit here."
    )
    announced = header(scope, b"content-length")
    if announced.isdigit() and int(announced[:20]) > most:
        raise too_large
    pieces: list[bytes] = []
    held = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        pieces.append(message.get("body", b""))
        held += len(pieces[-1])
        if held > most:
            raise too_large
        if not message.get("more_body"):
            return b"".join(pieces)


async def attended(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """What the work gives; it is cancelled, and ``ClientGoneError`` raised, if nobody waits."""
    task = asyncio.ensure_future(work)
    watching: asyncio.Future[None] | None = None
    try:
        await asyncio.wait((task,), timeout=_GRACE)
        if not task.done():
            watching = asyncio.ensure_future(_departure(receive))
            await asyncio.wait((task, watching), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise ClientGoneError
        return task.result()
    finally:
        for waited in (task, watching):
            if waited is None:
                continue
            waited.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await waited  # what it raised has been told above, or interests nobody any more


async def _departure(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return


class Room:
    """How much of large results may be in memory for clients that are slow to read them."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def taken(self, response: Response) -> Iterator[None]:
        """Keep room for a response while it is sent. Raises ``Refused`` where there is none."""
        size = len(response.body) if len(response.body) > _PIECE else 0
        if size > self._free:
            raise busy()
        self._free -= size
        try:
            yield
        finally:
            self._free += size


async def reply(send: Send, response: Response, method: str) -> None:
    """Send a response; without its body to a HEAD, and in pieces where it is large.

    It is broken off, visibly for the client, where one takes too long to read a piece.
    """
    body = response.body
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": [
                (b"content-type", response.content_type.encode("latin-1")),
                (b"content-length", b"%d" % len(body)),
                (b"access-control-allow-origin", b"*"),
                (b"x-content-type-options", b"nosniff"),
                (b"content-security-policy", response.policy),
                *response.headers,
            ]
            if response.status not in (204, 304)
            else [
                (b"access-control-allow-origin", b"*"),
                *response.headers,
            ],
        }
    )
    if method == "HEAD" or len(body) <= _PIECE:
        await send(_piece(b"" if method == "HEAD" else body, more=False))
        return
    view = memoryview(body)
    for start in range(0, len(body), _PIECE):
        piece = _piece(bytes(view[start : start + _PIECE]), more=start + _PIECE < len(body))
        try:
            async with asyncio.timeout(_PATIENCE):
                await send(piece)
        except TimeoutError:
            return  # what the head has promised is not there: the server closes the connection


def _piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}
