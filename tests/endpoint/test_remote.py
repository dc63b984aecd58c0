"""Another store behind the endpoint: what is sent to it, and what its answers become."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from urllib.parse import parse_qs

import httpx
import pytest

from downrange.endpoint import Endpoint, EndpointDescription, Limits, RemoteBackend
from downrange.endpoint.media_types import wanted
from downrange.endpoint.replies import Refusal, Refused, Result
from downrange.endpoint.requests import Asked, Task
from tests.endpoint.conftest import BASE
from tests.endpoint.inline import ask

URL = "http://store.example/query"
PREFIXES = {"sf": f"{BASE}ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
RESULT = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "uri", "value": f"{BASE}id/mission/one"}}]},
}

Answering = Callable[[httpx.Request], httpx.Response]


def backend(answering: Answering, limits: Limits | None = None) -> RemoteBackend:
    transport = httpx.MockTransport(answering)
    return RemoteBackend(URL, prefixes=PREFIXES, base=BASE, limits=limits, transport=transport)


def answer(answering: Answering, asked: Asked, limits: Limits | None = None) -> Result:
    async def answered() -> Result:
        remote = backend(answering, limits)
        async with remote.running():
            return await remote.answer(asked, "somebody")

    return asyncio.run(answered())


def query(text: str, accept: str = "application/json", **graphs: tuple[str, ...]) -> Asked:
    return Asked(Task.QUERY, text, wanted(accept), **graphs)


def response(status: int, text: str = "", **headers: str) -> httpx.Response:
    """As it comes from a connection: not yet read."""

    async def pieces() -> AsyncIterator[bytes]:
        yield text.encode()

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, content=pieces(), headers=named)


def json_result(_request: httpx.Request) -> httpx.Response:
    return response(200, json.dumps(RESULT), content_type="application/json")


def test_what_is_sent() -> None:
    sent: list[httpx.Request] = []

    def answering(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return json_result(request)

    asked = query(
        'PREFIX a: <http://a/>\nSELECT ?x { ?x a:b "sh:c" ; sf:operator ?o }',
        "application/sparql-results+json, text/turtle;q=0.5",
        default_graphs=("http://g/1", "http://g/2"),
        named_graphs=("http://g/3",),
    )
    assert json.loads(answer(answering, asked).body) == RESULT
    (request,) = sent
    assert (request.method, str(request.url)) == ("POST", URL)
    fields = parse_qs(request.content.decode())
    assert fields["query"] == [f"PREFIX sf: <{BASE}ns#> {asked.text}"]
    assert fields["default-graph-uri"] == ["http://g/1", "http://g/2"]
    assert fields["named-graph-uri"] == ["http://g/3"]
    assert request.headers["accept"] == "application/sparql-results+json, text/turtle"
    assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("status", "text", "headers", "why"),
    [
        (400, "Parse error: line 3", {}, Refusal.WRONG),
        (401, "", {}, Refusal.FAR_WRONG),
        (500, "x" * 10_000, {}, Refusal.FAR_WRONG),
        (503, "", {}, Refusal.FAR_SLOW),
        (504, "", {}, Refusal.FAR_SLOW),
        (302, "", {"location": "http://127.0.0.1/"}, Refusal.FAR_WRONG),
        (200, "<html>", {"content_type": "text/html"}, Refusal.FAR_WRONG),
        (200, "", {"content_type": "text/csv"}, Refusal.UNACCEPTABLE),
        (
            200,
            "",
            {"content_type": "application/json", "content_encoding": "br"},
            Refusal.FAR_WRONG,
        ),
    ],
)
def test_what_goes_wrong_there(
    status: int, text: str, headers: dict[str, str], why: Refusal
) -> None:
    with pytest.raises(Refused) as refused:
        answer(lambda _request: response(status, text, **headers), query("ASK {}"))
    assert refused.value.why is why
    assert len(refused.value.message) < 600


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (httpx.ConnectError("refused"), Refusal.FAR_WRONG),
        (httpx.RemoteProtocolError("nonsense"), Refusal.FAR_WRONG),
        (httpx.ReadTimeout("slow"), Refusal.FAR_SLOW),
    ],
)
def test_a_store_that_cannot_be_reached(error: Exception, why: Refusal) -> None:
    def failing(_request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(Refused) as refused:
        answer(failing, query("ASK {}"))
    assert refused.value.why is why


def test_a_store_that_is_slow_is_given_up() -> None:
    async def scene() -> None:
        async def slow(_request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(30)
            raise AssertionError

        remote = RemoteBackend(
            URL, limits=Limits(seconds=0.05), transport=httpx.MockTransport(slow)
        )
        async with remote.running():
            with pytest.raises(Refused) as refused:
                await remote.answer(query("ASK {}"), "somebody")
            assert refused.value.why is Refusal.FAR_SLOW

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("limits", "why"), [(Limits(rows=0), Refusal.ROWS), (Limits(result_bytes=50), Refusal.SIZE)]
)
def test_its_results_are_held_to_the_limits(limits: Limits, why: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        answer(json_result, query("SELECT * {}"), limits)
    assert refused.value.why is why


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "DROP ALL",
        "ASK " + "{" * 1000,
    ],
)
def test_what_is_not_let_through(text: str) -> None:
    def never(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was sent")

    with pytest.raises(Refused) as refused:
        answer(never, query(text))
    assert refused.value.why is Refusal.WRONG


def test_a_page_is_made_of_its_answer() -> None:
    page = answer(json_result, query("SELECT * {}", "text/html"))
    assert '<a href="./id/mission/one">' in page.body.decode()
    with pytest.raises(Refused) as refused:
        answer(
            lambda _request: response(200, "{", content_type="application/json"),
            query("SELECT * {}", "text/html"),
        )
    assert refused.value.why is Refusal.FAR_WRONG


def test_a_graph_of_it() -> None:
    def answering(request: httpx.Request) -> httpx.Response:
        text = parse_qs(request.content.decode())["query"][0]
        if text.startswith("ASK"):
            known = {"head": {}, "boolean": "<http://g/known>" in text}
            return response(200, json.dumps(known), content_type="application/json")
        return response(200, "<http://a> <http://b> <http://c> .", content_type="text/turtle")

    known = Asked(Task.GRAPH, "http://g/known", wanted("text/turtle"))
    assert b"<http://a>" in answer(answering, known).body
    with pytest.raises(Refused) as refused:
        answer(answering, Asked(Task.GRAPH, "http://g/none", wanted("text/turtle")))
    assert refused.value.why is Refusal.UNKNOWN_GRAPH
    with pytest.raises(Refused) as refused:
        answer(answering, Asked(Task.GRAPH, "http://g> { } } #", wanted("text/turtle")))
    assert refused.value.why is Refusal.WRONG


def test_what_is_not_known_of_it_is_not_described(description: EndpointDescription) -> None:
    empty = {"head": {"vars": ["graph", "triples"]}, "results": {"bindings": []}}
    remote = backend(lambda _: response(200, json.dumps(empty), content_type="application/json"))
    text = ask(Endpoint(remote, description), "GET", "/sparql").text
    assert "SPARQL11Query" in text
    assert "UnionDefaultGraph" not in text


@pytest.mark.parametrize(
    ("far", "near"), [(400, 400), (401, 502), (500, 502), (503, 504), (504, 504)]
)
def test_statuses(description: EndpointDescription, far: int, near: int) -> None:
    """RFC 9110: 502 for an invalid answer from behind, 504 for none in time."""
    remote = backend(lambda _request: response(far, "why"))
    got = ask(Endpoint(remote, description), "GET", "/sparql?query=ASK%7B%7D")
    assert got.status_code == near
    assert "why" in got.text
    assert "etag" not in got.headers
