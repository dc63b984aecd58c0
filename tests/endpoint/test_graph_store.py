"""The read half of the Graph Store Protocol, https://www.w3.org/TR/sparql11-http-rdf-update/"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from downrange.endpoint import Endpoint
from tests.endpoint.conftest import BASE, DATA
from tests.endpoint.inline import ask

FACTS = f"/graphs?graph={quote(f'{BASE}graph/facts', safe='')}"
TEN = f"{BASE}graph/document/local/десять"


def lines(text: str) -> set[str]:
    return {line for line in text.splitlines() if line}


def triples_of(graph: str) -> set[str]:
    """The lines of the data that are in a graph, without its name; all of them for none."""
    end = f" <{graph}> ." if graph else ""
    return {
        f"{line.rpartition(' <')[0]} ." for line in DATA.splitlines() if line and line.endswith(end)
    }


@pytest.mark.parametrize(
    ("address", "graph"),
    [
        (FACTS, f"{BASE}graph/facts"),
        ("/graph/facts", f"{BASE}graph/facts"),
        (f"/graphs?graph={quote(TEN, safe='')}", TEN),
        (f"/graph/{quote('document/local/десять')}", TEN),
        ("/graphs?default", ""),
        ("/graphs?default=", ""),
    ],
)
def test_a_graph_is_named_by_parameter_or_path(
    endpoint: Endpoint, address: str, graph: str
) -> None:
    response = ask(endpoint, "GET", address, accept="application/n-triples")
    assert response.status_code == 200
    assert lines(response.text) == triples_of(graph)


@pytest.mark.parametrize(
    ("accept", "rdf_format"),
    [
        ("", RdfFormat.TURTLE),
        ("*/*", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json, text/turtle;q=0.9", RdfFormat.JSON_LD),
    ],
)
def test_the_format_is_negotiated(endpoint: Endpoint, accept: str, rdf_format: RdfFormat) -> None:
    response = ask(endpoint, "GET", FACTS, accept=accept)
    assert response.headers["content-type"].partition(";")[0] == rdf_format.media_type
    assert len(list(parse(response.content, format=rdf_format))) == 3


def test_all_graphs_with_their_names(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/graphs", accept="application/n-quads")
    assert lines(response.text) == lines(DATA)
    assert ask(endpoint, "GET", "/graphs", accept="text/turtle").status_code == 406


def test_to_people_they_are_listed(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/graphs", accept="text/html")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<code>{BASE}graph/facts</code></td><td>3</td>" in response.text
    assert quote(TEN, safe="") in response.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graphs?graph=http://example.org/none", 404),
        ("/graph/none", 404),
        ("/graphs/none", 404),
        ("/graphs?graph=facts", 400),
        ("/graphs?graph=", 400),
        ("/graphs?graph=http://a/&graph=http://b/", 400),
        ("/graphs?graph=http://a/&default", 400),
        ("/graphs?default=yes", 400),
        ("/graphs?graph=http://a/%3E%20%7B", 400),
        ("/graphs?graph=http://a/%ff", 400),
        ("/graph/facts?default", 400),
        ("/graph/../../etc/passwd", 404),
        ("/graph/%2e%2e/%3E%3Cscript%3E", 404),
        (f"{FACTS}&format=csv", 400),
        (f"{FACTS}&format=nt", 200),
    ],
)
def test_statuses(endpoint: Endpoint, address: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        assert ask(endpoint, method, address).status_code == status
    # A client that a browser is must not be shown what it asked for as a page.
    assert (
        ask(endpoint, "GET", address)
        .headers["content-type"]
        .startswith("text/plain" if status >= 400 else "application/n-triples")
    )


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", [FACTS, "/graphs", "/graphs?default", "/graph/facts"])
def test_nothing_can_be_written(endpoint: Endpoint, method: str, address: str) -> None:
    response = ask(endpoint, method, address, body=b"<a> <b> <c> .", content_type="text/turtle")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "only read" in response.text


def test_head_and_tags(endpoint: Endpoint) -> None:
    got = ask(endpoint, "GET", FACTS)
    head = ask(endpoint, "HEAD", FACTS)
    assert head.content == b""
    assert head.headers["content-length"] == str(len(got.content))
    again = ask(endpoint, "GET", FACTS, if_none_match=got.headers["etag"])
    assert again.status_code == 304


def test_nothing_acceptable(endpoint: Endpoint) -> None:
    assert ask(endpoint, "GET", FACTS, accept="text/csv").status_code == 406
