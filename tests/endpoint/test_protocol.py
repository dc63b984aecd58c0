"""SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/, beyond the W3C's cases."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from downrange.endpoint import Endpoint
from tests.endpoint.conftest import BASE
from tests.endpoint.inline import ask

ONE = f"{BASE}id/mission/one"
MASS = "SELECT ?mass { mission:one sf:launchMass ?mass }"
"""``mission:`` and ``sf:`` are supplied."""

FORM = "application/x-www-form-urlencoded"


def get(query: str, *more: str) -> str:
    return "/sparql?" + "&".join((f"query={quote(query)}", *more))


def test_three_ways_to_ask_give_one_answer(endpoint: Endpoint) -> None:
    by_get = ask(endpoint, "GET", get(MASS))
    as_form = ask(
        *(endpoint, "POST", "/sparql"), body=f"query={quote(MASS)}".encode(), content_type=FORM
    )
    direct = ask(
        *(endpoint, "POST", "/sparql"),
        body=MASS.encode(),
        content_type="application/sparql-query; charset=UTF-8",
    )
    for response in (by_get, as_form, direct):
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert json.loads(response.text)["results"]["bindings"] == [
            {
                "mass": {
                    "type": "literal",
                    "value": "7000.5",
                    "datatype": "http://www.w3.org/2001/XMLSchema#decimal",
                }
            }
        ]


@pytest.mark.parametrize(
    ("accept", "content_type", "text"),
    [
        ("text/csv", "text/csv; charset=utf-8", "mass\r\n7000.5\r\n"),
        (
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
            "?mass\n7000.5\n",
        ),
        ("application/xml", "application/sparql-results+xml", ">7000.5</literal>"),
        (
            "text/csv;q=0.1, application/sparql-results+json;q=0.2",
            "application/sparql-results+json",
            "7000.5",
        ),
    ],
)
def test_formats_of_rows(endpoint: Endpoint, accept: str, content_type: str, text: str) -> None:
    response = ask(endpoint, "GET", get(MASS), accept=accept)
    assert response.headers["content-type"] == content_type
    assert text in response.content.decode()
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "rdf_format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
    ],
)
def test_formats_of_graphs(endpoint: Endpoint, accept: str, rdf_format: RdfFormat) -> None:
    response = ask(endpoint, "GET", get("DESCRIBE <id/mission/one>"), accept=accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    told = {quad.predicate.value for quad in parse(response.content, format=rdf_format)}
    assert told == {f"{BASE}ns#launchMass", "http://www.w3.org/2000/01/rdf-schema#label"}


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (MASS, "text/turtle"),
        (MASS, "image/png"),
        ("ASK {}", "text/csv"),  # the recommendation for CSV knows rows alone
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/sparql-results+json"),
        (MASS, "*/*;q=0"),
    ],
)
def test_nothing_acceptable(endpoint: Endpoint, query: str, accept: str) -> None:
    response = ask(endpoint, "GET", get(query), accept=accept)
    assert response.status_code == 406
    assert "application/" in response.text, "it says what there is"


def test_a_format_by_name_comes_before_the_header(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", get(MASS, "format=csv"), accept="application/xml")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'inline; filename="result.csv"'
    assert ask(endpoint, "GET", get(MASS, "format=gif")).status_code == 400
    assert ask(endpoint, "GET", get(MASS, "format=ttl")).status_code == 406


def test_the_union_is_the_default_graph(endpoint: Endpoint) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert ask(endpoint, "GET", get(query), accept="text/csv").text == "n\r\n4\r\n"


@pytest.mark.parametrize(
    ("clause", "field", "graph", "expected"),
    [
        # The query names its dataset.
        (f"FROM <{BASE}graph/facts>", "", "", 3),
        ("FROM <http://example.org/none>", "", "", 0),
        (f"FROM NAMED <{BASE}graph/facts>", "", "", 0),
        # The request names it, and that is what counts (section 2.1.4).
        ("FROM <http://example.org/none>", "default-graph-uri", f"{BASE}graph/facts", 3),
        (f"FROM <{BASE}graph/facts>", "default-graph-uri", "http://example.org/none", 0),
        (f"FROM <{BASE}graph/facts>", "named-graph-uri", f"{BASE}graph/facts", 0),
        ("", "default-graph-uri", f"{BASE}graph/document/local/десять", 1),
    ],
)
def test_the_dataset(
    endpoint: Endpoint, clause: str, field: str, graph: str, expected: int
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"
    more = [f"{field}={quote(graph)}"] if field else []
    response = ask(endpoint, "GET", get(query, *more), accept="text/csv")
    assert response.text == f"n\r\n{expected}\r\n"


def test_named_graphs_of_the_request(endpoint: Endpoint) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    named = f"named-graph-uri={quote(f'{BASE}graph/facts')}"
    only_default = f"default-graph-uri={quote(f'{BASE}graph/facts')}"
    assert ask(endpoint, "GET", get(query, named), accept="text/csv").text == "n\r\n3\r\n"
    assert ask(endpoint, "GET", get(query, only_default), accept="text/csv").text == "n\r\n0\r\n"


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?s ?p ?o }\nLIMIT abc", "Line 2, column 7"),
        ("SELECT * { ?s ?p ?o ) }\nLIMIT 10", "Line 1, column 21"),
        ("SELECT *\nWHERE { ?s ?p }", "Line 2, column 15"),
        ("ASK {", "Line 1, column 6"),
    ],
)
def test_a_wrong_query_is_told_with_its_place(endpoint: Endpoint, query: str, place: str) -> None:
    response = ask(endpoint, "GET", get(query))
    assert response.status_code == 400
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text.startswith(f"{place}: ")
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "address", "body", "content_type", "status"),
    [
        ("GET", "/sparql?query=ASK+{}&query=ASK+{}", None, "", 400),
        ("GET", "/sparql?query=%ff", None, "", 400),
        ("GET", "/sparql?update=CLEAR+ALL", None, "", 403),
        ("GET", "/sparql?query=INSERT+DATA+{<a><b><c>}", None, "", 400),
        ("GET", f"/sparql?query={'%20' * 4097}", None, "", 414),
        ("GET", "/sparql?query=ASK+{}&default-graph-uri=relative", None, "", 400),
        ("GET", "/sparql?query=ASK+{}" + "&named-graph-uri=http://a/b" * 65, None, "", 200),
        ("GET", "/sparql?" + "a=b&" * 300, None, "", 400),
        ("POST", "/sparql", b"ASK {}", "", 415),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"ASK {}", "application/sparql-query; charset=utf-16", 415),
        ("POST", "/sparql", b"ASK { ?a ?b '\xff' }", "application/sparql-query", 400),
        ("POST", "/sparql", b"query=%ff", FORM, 400),
        ("POST", "/sparql", b"q=ASK", FORM, 400),
        ("POST", "/sparql", b"query=ASK{}&query=ASK{}", FORM, 400),
        ("POST", "/sparql?query=ASK{}", b"ASK {}", "application/sparql-query", 400),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403),
        ("POST", "/sparql", b" " * 4097, "application/sparql-query", 413),
        ("POST", "/sparql", b"query=" + b"+" * 4097, FORM, 413),
        ("POST", "/sparql", b"a" * 50_000, FORM, 413),
        ("PUT", "/sparql?query=ASK{}", None, "", 405),
        ("DELETE", "/sparql", None, "", 405),
        ("BREW", "/sparql", None, "", 405),
    ],
)
def test_statuses(
    narrow: Endpoint,
    method: str,
    address: str,
    body: bytes | None,
    content_type: str,
    status: int,
) -> None:
    headers = {"content_type": content_type} if content_type else {}
    response = ask(narrow, method, address, body=body, **headers)
    assert response.status_code == status, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    if status >= 400:
        assert response.text.strip(), "it says why"
        assert len(response.text) < 1000, "and does not repeat what was sent"


def test_too_many_graphs(endpoint: Endpoint) -> None:
    graphs = [f"named-graph-uri=http://a/{number}" for number in range(65)]
    assert ask(endpoint, "GET", get("ASK {}", *graphs)).status_code == 400


def test_what_is_not_allowed_is_said(endpoint: Endpoint) -> None:
    response = ask(endpoint, "PUT", "/sparql")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_compressed_request_is_refused(endpoint: Endpoint) -> None:
    response = ask(
        *(endpoint, "POST", "/sparql"),
        body=b"ASK {}",
        content_type="application/sparql-query",
        content_encoding="gzip",
    )
    assert response.status_code == 415


def test_service_and_load_are_refused(endpoint: Endpoint) -> None:
    service = ask(
        endpoint, "GET", get("SELECT * { SERVICE <http://169.254.169.254/> { ?s ?p ?o } }")
    )
    assert service.status_code == 400
    assert "SERVICE" in service.text
    load = ask(endpoint, "GET", get("LOAD <http://169.254.169.254/>"))
    assert load.status_code == 400


def test_head_has_the_headers_alone(endpoint: Endpoint) -> None:
    with_body, without = (ask(endpoint, method, get(MASS)) for method in ("GET", "HEAD"))
    assert without.content == b""
    for name in ("content-type", "content-length", "etag", "vary"):
        assert without.headers[name] == with_body.headers[name]


def test_a_known_answer_is_not_sent_again(endpoint: Endpoint) -> None:
    first = ask(endpoint, "GET", get(MASS))
    again = ask(endpoint, "GET", get(MASS), if_none_match=first.headers["etag"])
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    as_csv = ask(endpoint, "GET", get(MASS), accept="text/csv", if_none_match=first.headers["etag"])
    assert as_csv.status_code == 200, "another format is another representation"


def test_what_changes_has_no_tag(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", get("SELECT (NOW() AS ?now) {}"))
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"


def test_preflight(endpoint: Endpoint) -> None:
    response = ask(
        *(endpoint, "OPTIONS", "/sparql"),
        origin="https://elsewhere.example",
        access_control_request_method="POST",
        access_control_request_headers="content-type",
    )
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_a_result_runs_no_script_in_a_browser(endpoint: Endpoint) -> None:
    """RDF/XML can be made to hold elements of XHTML, which a browser would take for a page."""
    query = 'CONSTRUCT { <a> <http://www.w3.org/1999/xhtmlscript> "alert(1)" } {}'
    response = ask(endpoint, "GET", get(query), accept="application/rdf+xml")
    assert response.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ('SELECT ("\\u0001" AS ?x) {}', "application/sparql-results+xml"),
        ('CONSTRUCT { <a> <b> "\\uFFFE" } {}', "application/rdf+xml"),
        ("CONSTRUCT { <a> <http://example.org/> <c> } {}", "application/rdf+xml"),
    ],
)
def test_what_xml_cannot_hold_is_not_sent_broken(
    endpoint: Endpoint, query: str, accept: str
) -> None:
    response = ask(endpoint, "GET", get(query), accept=accept)
    assert response.status_code == 406
    assert "cannot hold" in response.text


def test_a_carriage_return_survives_xml(endpoint: Endpoint) -> None:
    from xml.etree import ElementTree  # noqa: PLC0415

    query = "SELECT ?label { mission:two rdfs:label ?label }"
    response = ask(endpoint, "GET", get(query), accept="application/sparql-results+xml")
    tree = ElementTree.fromstring(response.text)
    assert [node.text for node in tree.iter() if node.tag.endswith("literal")] == ["Two <b>&\r\n"]


def test_the_description_of_the_service(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/sparql", at="http://data.example:8000")
    told = {
        (quad.predicate.value.rpartition("#")[2], getattr(quad.object, "value", ""))
        for quad in parse(response.content, format=RdfFormat.TURTLE)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    formats = "http://www.w3.org/ns/formats/"
    assert ("endpoint", "http://data.example:8000/sparql") in told
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in told
    assert ("feature", f"{sd}UnionDefaultGraph") in told
    assert ("feature", f"{sd}BasicFederatedQuery") not in told
    assert ("resultFormat", f"{formats}SPARQL_Results_CSV") in told
    assert ("name", f"{BASE}graph/facts") in told
    assert {
        value for name, value in told if name.endswith("void#triples") or "triples" in name
    } == {*("1", "3")}


def test_every_format_of_the_description_is_truly_given(endpoint: Endpoint) -> None:
    """What is described is negotiated: each media type of the W3C's list of formats."""
    media_types = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "JSON-LD": "application/ld+json",
        "RDF_XML": "application/rdf+xml",
        "TriG": "application/trig",
        "N-Quads": "application/n-quads",
    }
    response = ask(endpoint, "GET", "/sparql")
    described = {
        quad.object.value.rpartition("/")[2]  # type: ignore[union-attr]
        for quad in parse(response.content, format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#resultFormat")
    }
    assert described == set(media_types)
    for name in described:
        query = MASS if "Results" in name else "DESCRIBE <id/mission/one>"
        got = ask(endpoint, "GET", get(query), accept=media_types[name])
        assert got.headers["content-type"].partition(";")[0] == media_types[name]


def test_a_host_header_cannot_break_the_description(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/sparql", host='a"> <b')
    assert response.status_code == 400
