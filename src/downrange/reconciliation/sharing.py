"""Every origin may use the service: https://fetch.spec.whatwg.org/#http-cors-protocol

The specification asks it of every address alike, so the header is on every answer, errors and
answers to requests without an origin included, and no address knows of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EVERYBODY = (b"access-control-allow-origin", b"*")
_PREFLIGHT = (
    _EVERYBODY,
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, X-Requested-With"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
)


@dataclass(frozen=True, slots=True)
class Shared:
    """Lets scripts of every origin ask an application and read its answers."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), _EVERYBODY]}
            await send(message)

        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*_PREFLIGHT]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, shared)
