"""The services mounted beside the publication: SPARQL endpoint, graph store, reconciliation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from downrange.server.headers import SAFETY

_PROXIES = ["127.0.0.1", "::1"]

Running = Callable[[], AbstractAsyncContextManager[object]]


@dataclass(frozen=True)
class Mounts:
    """``routes`` at the root; each owns all paths with its first segment.

    ``running`` are entered when the server starts, and left when it stops.
    """

    routes: Sequence[BaseRoute] = ()
    running: Sequence[Running] = ()
    _owners: dict[str, ASGIApp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        router = _safe(Router(routes=self.routes, redirect_slashes=False))
        for route in self.routes:
            if isinstance(route, Route | Mount):
                self._owners[route.path.split("/")[1]] = router

    def find(self, path: str) -> ASGIApp | None:
        """The service that owns a path, given without its first slash."""
        return self._owners.get(path.partition("/")[0])

    @asynccontextmanager
    async def started(self) -> AsyncIterator[None]:
        """While they run."""
        async with AsyncExitStack() as stack:
            for running in self.running:
                await stack.enter_async_context(running())
            yield


def _safe(app: ASGIApp) -> ASGIApp:
    """Adds the headers that every answer has, where a service has not set them itself.

    Services treat clients fairly, and some tell their own address: behind a proxy on this
    machine both stand in what it passes on.
    """

    async def safe(scope: Scope, receive: Receive, send: Send) -> None:
        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                set_already = {name.lower() for name, _ in headers}
                headers += [pair for pair in SAFETY if pair[0] not in set_already]
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, completed)

    return ProxyHeadersMiddleware(safe, trusted_hosts=_PROXIES)  # type: ignore[arg-type,return-value]
