"""Services mounted beside the publication, and their start and end with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, MutableMapping
from contextlib import asynccontextmanager

import pytest
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from downrange.namespaces import expand
from downrange.publication import Publication
from downrange.publication.edition import Edition, Services
from downrange.server import Application, Mounts, application
from downrange.server.downloads import Download
from tests.server.asking import ask

POLICY = "default-src 'none'; frame-ancestors *"


async def told(request: Request) -> PlainTextResponse:
    """Says at which URL it is asked, and by whom."""
    asked = f"{request.url.scheme} {request.url.path} {request.client and request.client.host}"
    return PlainTextResponse(asked, headers={"Content-Security-Policy": POLICY})


@pytest.fixture(scope="module")
def mounted(publication: Publication, downloads: Mapping[str, Download]) -> Application:
    async def below(scope: object, receive: object, send: object) -> None:
        await PlainTextResponse("below")(scope, receive, send)  # type: ignore[arg-type]

    routes = (Route("/sparql", told), Mount("/reconcile", app=below))
    return application(publication, downloads, Mounts(routes), root_path="/missions")


def test_a_service_answers_its_paths_and_no_other(mounted: Application) -> None:
    assert ask(mounted, "/missions/sparql").text == "http /missions/sparql 127.0.0.1"
    assert ask(mounted, "/sparql?query=x").text == "http /missions/sparql 127.0.0.1"
    assert ask(mounted, "/reconcile/suggest").text == "below"
    assert ask(mounted, "/sparqls").status == 404
    assert ask(mounted, "/ns").status == 303


def test_a_service_is_as_safe_as_a_page_and_keeps_its_own_headers(mounted: Application) -> None:
    headers = ask(mounted, "/sparql").headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"


def test_a_proxy_on_this_machine_is_believed(mounted: Application) -> None:
    passed_on = {"X_Forwarded_For": "203.0.113.7", "X_Forwarded_Proto": "https"}
    answer = ask(mounted, "/missions/sparql", **passed_on)
    assert answer.text == "https /missions/sparql 203.0.113.7"


def test_services_run_as_long_as_the_server(
    publication: Publication, downloads: Mapping[str, Download]
) -> None:
    events = []

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        events.append("started")
        try:
            yield
        finally:
            events.append("stopped")

    app = application(publication, downloads, Mounts((), (running,)))
    incoming = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> MutableMapping[str, object]:
        return {"type": next(incoming)}

    async def send(message: MutableMapping[str, object]) -> None:
        events.append(str(message["type"]))

    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert events == [
        *("started", "lifespan.startup.complete"),
        *("stopped", "lifespan.shutdown.complete"),
    ]


def test_a_service_that_cannot_start_is_told(
    publication: Publication, downloads: Mapping[str, Download]
) -> None:
    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        raise OSError("no store")
        yield

    app = application(publication, downloads, Mounts((), (running,)))
    sent: list[MutableMapping[str, object]] = []

    async def receive() -> MutableMapping[str, object]:
        return {"type": "lifespan.startup"}

    async def send(message: MutableMapping[str, object]) -> None:
        sent.append(message)

    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert sent == [{"type": "lifespan.startup.failed", "message": "no store"}]


def test_the_catalogue_names_the_services_there_are(publication: Publication) -> None:
    base = publication.edition.project.base

    def told_of(services: Services) -> dict[str, set[str]]:
        old = publication.edition
        edition = Edition(
            *(old.project, old.vocabulary, frozenset(), (), old.verdict), services=services
        )
        found: dict[str, set[str]] = {}
        for quad in Publication(edition).data("dataset"):
            if isinstance(quad.object, NamedNode):
                found.setdefault(quad.predicate.value, set()).add(quad.object.value)
        return found

    served = told_of(Services(sparql="sparql", reconciliation="reconcile"))
    assert served[expand("void:sparqlEndpoint").value] == {f"{base}sparql"}
    assert served[expand("dcat:endpointURL").value] == {f"{base}sparql", f"{base}reconcile"}
    assert served[expand("dcat:servesDataset").value] == {f"{base}dataset"}
    assert expand("void:sparqlEndpoint").value not in told_of(Services())
