"""The services mounted beside the publication: SPARQL endpoint, graph store, reconciliation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from downrange.server.headers import SAFETY


class Endpoint(Protocol):
    """What the server needs of a SPARQL endpoint."""

    def routes(self) -> list[BaseRoute]: ...

    def running(self) -> AbstractAsyncContextManager[object]: ...


@dataclass(frozen=True)
class Services:
    """``endpoint`` answers under ``/sparql`` and ``/graphs``, ``reconciliation`` ``/reconcile``."""

    endpoint: Endpoint | None = None
    reconciliation: ASGIApp | None = None
    _apps: dict[str, ASGIApp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.endpoint is not None:
            endpoint = _Safe(Router(routes=self.endpoint.routes(), redirect_slashes=False))
            self._apps.update({"sparql": endpoint, "graphs": endpoint})
        if self.reconciliation is not None:
            mounted = Mount("/reconcile", app=self.reconciliation)
            self._apps["reconcile"] = _Safe(Router(routes=[mounted], redirect_slashes=False))

    def find(self, path: str | None) -> ASGIApp | None:
        """The service that a path, without its first slash, belongs to."""
        return self._apps.get(path.partition("/")[0]) if path else None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While they run."""
        async with AsyncExitStack() as stack:
            if self.endpoint is not None:
                await stack.enter_async_context(self.endpoint.running())
            yield


@dataclass(frozen=True, slots=True)
class _Safe:
    """Adds the headers that every answer has, where a service has not set them itself."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                set_already = {name.lower() for name, _ in headers}
                headers += [pair for pair in SAFETY if pair[0] not in set_already]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, completed)
