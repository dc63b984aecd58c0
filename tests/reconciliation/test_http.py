"""The service at the level of HTTP: methods, origins, limits, and errors that say what to do."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from downrange.publication import Publication
from downrange.reconciliation.app import mounted, reconciliation_app
from downrange.reconciliation.forms import MOST_BYTES
from downrange.reconciliation.query import BATCH_SIZE
from tests.reconciliation.serving import serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    """An error's parts, once it is known to be one as every error is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    body: dict[str, Any] = answer.json()
    assert body["status"] == "error"
    assert body["message"]
    return body


@pytest.mark.parametrize("path", ["", "/"])
def test_the_manifest_is_at_the_address_itself(web: httpx.Client, address: str, path: str) -> None:
    answer = web.get(address + path)
    assert answer.status_code == 200
    manifest = answer.json()
    assert manifest["identifierSpace"] == "https://example.org/id/"
    assert manifest["schemaSpace"] == "https://w3id.org/downrange/ns#"
    assert manifest["versions"] == ["0.2"]
    assert manifest["batchSize"] == BATCH_SIZE
    assert {"id": "sf:Mission", "name": "mission"} in manifest["defaultTypes"]


def test_every_address_in_the_manifest_answers(web: httpx.Client, address: str) -> None:
    manifest = web.get(address).json()
    name = "mission%2Ftern-ms-04"
    suggest = manifest["suggest"]
    places = [
        manifest["documentation"],
        manifest["logo"],
        manifest["feature_view"]["url"].replace("{{id}}", "label"),
        manifest["preview"]["url"].replace("{{id}}", name),
        *(f"{s['service_url']}{s['service_path']}?prefix=t" for s in suggest.values()),
        f"{address}/flyout/entity?id={name}",
        "{service_url}{service_path}".format(**manifest["extend"]["propose_properties"]),
    ]
    for kind, example in (("entity", name), ("type", "sf%3AMission"), ("property", "sf%3Amass")):
        flyout = suggest[kind]["flyout_service_url"] + suggest[kind]["flyout_service_path"]
        places.append(flyout.replace("${id}", example))
    for place in places:
        assert place.startswith(address)
        assert web.get(place).status_code == 200, place


def test_the_view_leads_to_the_entity_s_page(web: httpx.Client, address: str) -> None:
    view = web.get(address).json()["view"]["url"]
    answer = web.get(view.replace("{{id}}", "person%2F%D1%87%D0%B0%D0%B9%D0%BA%D0%B0"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/id/person/%D1%87%D0%B0%D0%B9%D0%BA%D0%B0"


@pytest.mark.parametrize(
    "path", ["", "suggest/entity?prefix=x", "about", "style.css", "nowhere", "suggest/entity"]
)
def test_every_origin_may_read_every_answer(client: httpx.Client, path: str) -> None:
    for headers in ({}, {"Origin": "https://openrefine.example"}):
        answer = client.get(path, headers=headers)
        assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    asked = {"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options(path, headers=asked)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    got, headed = client.get(""), client.head("")
    assert headed.content == b""
    assert headed.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "")
    refused(answer, 405)
    assert {m.strip() for m in answer.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}


def test_suggestions_are_not_posted(client: httpx.Client) -> None:
    refused(client.post("suggest/entity", data={"prefix": "t"}), 405)


def test_what_is_not_there(client: httpx.Client) -> None:
    refused(client.get("nowhere"), 404)
    refused(client.get("suggest/nothing?prefix=x"), 404)
    assert refused(client.get("preview?id=mission/nobody"), 404)["where"] == "id"
    refused(client.get("view?id=sf:Mission"), 404)
    refused(client.get("flyout/type?id=nothing"), 404)
    refused(client.get("flyout/property?id=nothing"), 404)


@pytest.mark.parametrize(
    ("batch", "where", "words"),
    [
        ("{", "queries", "not valid JSON"),
        ("", "queries", "not valid JSON"),
        ("[]", "queries", "should be an object and is an array"),
        ("null", "queries", "should be an object and is null"),
        ('{"q": 3}', "queries/q", "should be an object and is a number, '3'"),
        ('{"q": {}}', "queries/q", "neither a query nor a property"),
        ('{"q": {"query": 3}}', "queries/q/query", "should be a string"),
        ('{"q": {"query": "x", "limit": 0}}', "queries/q/limit", "positive whole number"),
        ('{"q": {"query": "x", "limit": 1.5}}', "queries/q/limit", "positive whole number"),
        ('{"q": {"query": "x", "limit": true}}', "queries/q/limit", "positive whole number"),
        ('{"q": {"query": "x", "limit": "5"}}', "queries/q/limit", "positive whole number"),
        ('{"q": {"query": "x", "limit": 1e400}}', "queries/q/limit", "positive whole number"),
        ('{"q": {"query": "x", "limit": NaN}}', "queries", "NaN is no number"),
        ('{"q": {"query": "x", "typo": 1}}', "queries/q", "unknown key 'typo'"),
        ('{"q": {"query": "x", "type": 1}}', "queries/q/type", "should be a string"),
        ('{"q": {"query": "x", "type_strict": "very"}}', "queries/q/type_strict", "'very'"),
        ('{"q": {"query": "x", "properties": {}}}', "queries/q/properties", "an array"),
        ('{"q": {"properties": [{"pid": "x"}]}}', "queries/q/properties/0", "has no 'v'"),
        ('{"q": {"properties": [{"v": "x"}]}}', "queries/q/properties/0", "has no 'pid'"),
        (
            '{"q": {"properties": [{"pid": "x", "v": null}]}}',
            "queries/q/properties/0/v",
            "a string, a number, a boolean or an object with an id and is null",
        ),
        ('{"q": {"properties": [{"pid": "x", "v": {}}]}}', "queries/q/properties/0/v", "no 'id'"),
        ('{"q": {"query": "x"}, "q": {"query": "y"}}', "queries", "'q' stands there twice"),
        ('{"q": {"query": "\\ud800"}}', "queries/q/query", "surrogate"),
        ('{"q": {"query": "%s"}}' % ("x" * 501), "queries/q/query", "501 characters"),
        ("[" * 100_000, "queries", "nested too deeply"),
        ('{"q": {"query": "x", "limit": %s}}' % ("9" * 5000), "queries", "not valid JSON"),
    ],
)
def test_a_wrong_batch_is_told_where(
    client: httpx.Client, batch: str, where: str, words: str
) -> None:
    body = refused(client.post("", data={"queries": batch}), 400)
    assert body["where"] == where
    assert words in body["message"]


def test_batches_and_bodies_have_limits(client: httpx.Client) -> None:
    batch = {f"q{at}": {"query": "x"} for at in range(BATCH_SIZE)}
    assert client.post("", data={"queries": json.dumps(batch)}).status_code == 200
    body = refused(
        client.post("", data={"queries": json.dumps(batch | {"one": {"query": "more"}})}), 413
    )
    assert str(BATCH_SIZE) in body["advice"]
    one = {"query": "x", "properties": [{"pid": "sf:mass", "v": [1] * 21}]}
    values = {f"q{at}": one for at in range(BATCH_SIZE)}
    assert (
        "1050 values"
        in refused(client.post("", data={"queries": json.dumps(values)}), 413)["message"]
    )
    large = b"queries=" + b"x" * MOST_BYTES
    refused(client.post("", content=large, headers=FORM), 413)
    many = {"ids": [str(at) for at in range(501)], "properties": []}
    refused(client.post("", data={"extend": json.dumps(many)}), 413)


def test_a_body_is_a_form(client: httpx.Client) -> None:
    refused(client.post("", content=b"{}", headers={"Content-Type": "application/json"}), 415)
    refused(client.post("", content=b"queries={}"), 415)
    refused(client.post("", content=b"queries=%ff%fe", headers=FORM), 400)
    refused(client.post("", content="queries=ö".encode(), headers=FORM), 400)
    refused(client.post("", content=b"", headers=FORM), 400)
    refused(client.post("", content=b"a=1&" * 200, headers=FORM), 400)
    refused(client.post("", data={"queries": "{}", "extend": "{}"}), 400)
    refused(client.post("", content=b"queries={}&queries={}", headers=FORM), 400)


def test_a_single_query_of_version_0_1_is_told_what_to_do(client: httpx.Client) -> None:
    assert "queries" in refused(client.get("?query=Tern"), 400)["advice"]


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "٣"])
def test_a_cursor_is_a_number(client: httpx.Client, cursor: str) -> None:
    answer = client.get("suggest/entity", params={"prefix": "t", "cursor": cursor})
    assert refused(answer, 400)["where"] == "cursor"


def test_answers_are_for_this_host(web: httpx.Client, address: str) -> None:
    answer = web.get(address, headers={"Host": "data.example.org"})
    assert answer.json()["documentation"] == "http://data.example.org/reconcile/about"
    hostile = web.get(f"{address}/about", headers={"Host": '"><script>alert(1)</script>'})
    assert "<script" not in hostile.text


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/"])
def test_behind_a_proxy_addresses_are_the_proxy_s(
    web: httpx.Client, publication: Publication, path: str
) -> None:
    app = Starlette(routes=[*mounted(reconciliation_app(publication), "/reconcile")])
    with serving(app, "/terns") as root:
        manifest = web.get(f"{root}{path}", headers={"Host": "data.example.org"}).json()
        view = web.get(f"{root}/reconcile/view?id=organization/avian")
    assert manifest["documentation"] == "http://data.example.org/terns/reconcile/about"
    assert view.headers["location"] == "https://example.org/id/organization/avian"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "q"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(value=json_values, key=st.sampled_from(["queries", "extend"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_is_answered_or_refused(
    client: httpx.Client, value: object, key: str
) -> None:
    answer = client.post("", data={key: json.dumps({"q": value})})
    assert answer.status_code in (200, 400)
    assert answer.json()
