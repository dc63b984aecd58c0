"""A backend that evaluates in this process: for what is HTTP's alone; and requests to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager

import httpx
from pyoxigraph import Store
from starlette.applications import Starlette

from downrange.endpoint import Endpoint, Limits
from downrange.endpoint.evaluation import Evaluation, Setting
from downrange.endpoint.replies import Result
from downrange.endpoint.requests import Asked


class InlineBackend:
    """``asked`` are the tasks that came through to it."""

    def __init__(
        self,
        store: Store,
        *,
        prefixes: Mapping[str, str],
        base: str = "",
        services: Collection[str] = (),
        limits: Limits | None = None,
        edition: str = "",
    ) -> None:
        self.limits = limits or Limits()
        self.features = ("UnionDefaultGraph",)
        self.edition = edition
        self.asked: list[Asked] = []
        setting = Setting("", prefixes, base, services, self.limits)
        self._evaluation = Evaluation(store, setting)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        yield

    async def answer(self, asked: Asked, client: str) -> Result:
        self.asked.append(asked)
        return self._evaluation.answer(asked)


def ask(
    endpoint: Endpoint,
    method: str,
    address: str,
    *,
    body: bytes | None = None,
    at: str = "http://www.example",
    **headers: str,
) -> httpx.Response:
    """The response of an endpoint to one request; ``content_type=`` is a header."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=endpoint.routes()))
        async with (
            endpoint.running(),
            httpx.AsyncClient(transport=transport, base_url=at) as client,
        ):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            request = client.build_request(method, address, content=body, headers=named)
            if "accept" not in named:
                request.headers.pop("accept", None)
            return await client.send(request)

    return asyncio.run(asked())
