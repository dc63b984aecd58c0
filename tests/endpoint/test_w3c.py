"""The W3C's test cases for the protocols: those that apply are run, the others are named."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from tests.endpoint.w3c import Case, check_response, read_cases, triples
from tests.endpoint.w3c_running import (
    EARL,
    HOST,
    SUBJECT,
    Outcome,
    endpoint_over,
    outcomes,
    report,
    run,
    send,
)

_MANIFESTS = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11"
_CASES = read_cases(_MANIFESTS) if _MANIFESTS.is_dir() else ()
_APPLICABLE = [case for case in _CASES if not case.inapplicable]
_OTHERS = [case for case in _CASES if case.inapplicable]


@pytest.mark.parametrize("case", _APPLICABLE, ids=lambda case: case.id)
def test_case(shared: Path, case: Case) -> None:
    run(case)


def test_all_cases_are_known(shared: Path) -> None:
    """As many as the manifests describe, and just those left out that must write."""
    cases = read_cases(shared / "w3c" / "sparql11")
    described = sum(
        (shared / "w3c" / "sparql11" / name).read_text("utf-8").count("mf:name ")
        for name in (
            "protocol/manifest.ttl",
            "graph-store-protocol/manifest-direct.ttl",
            "graph-store-protocol/manifest-indirect.ttl",
            "service-description/manifest.ttl",
        )
    )
    assert len(cases) == described
    assert len({case.iri for case in cases}) == len(cases)
    left_out = {case.id for case in cases if case.inapplicable}
    assert left_out == {
        *("update_dataset_default_graph", "update_dataset_default_graphs"),
        *("update_dataset_named_graphs", "update_dataset_full", "update_post_form"),
        *("update_post_direct", "update_base_uri"),
        *("put_get_repeat_direct", "put_delete_get_delete_direct"),
        *("post_get_post_get_direct", "head_existing_direct"),
        *("put_get_repeat_indirect", "put_get_default", "put_delete_get_delete_indirect"),
        *("post_get_post_get_indirect", "post_get_new_graph", "head_existing_indirect"),
        *("put_get_uri_pct_encoded_indirect", "put_get_uri_pct_encoded_twice"),
    }


def _reading_halves() -> list[Case]:
    """Those of the graph store that write, but whose reads can be run when we write for them.

    The case that learns from a response where its graph is cannot.
    """
    return [
        case
        for case in _OTHERS
        if case.kind == "GraphStoreProtocolTest" and case.id != "post_get_new_graph"
    ]


@pytest.mark.parametrize("case", _reading_halves(), ids=lambda case: case.id)
def test_what_a_writing_case_reads(shared: Path, case: Case) -> None:
    """Its writes are made in the store behind the endpoint, then its reads come as they are."""
    graphs: dict[str, set] = {}  # type: ignore[type-arg]
    read = 0
    for request in case.requests:
        headers = dict(request.headers)
        if "multipart" in headers.get("content-type", ""):
            break  # what it says is in parts, which only a server that writes has to tell apart
        name = _name(request.path)
        match request.method:
            case "PUT":
                graphs[name] = set(triples(request.text))
            case "POST":
                graphs.setdefault(name, set()).update(triples(request.text))
            case "DELETE":
                graphs.pop(name, None)
            case _:
                endpoint = endpoint_over(
                    Quad(*triple, NamedNode(graph) if graph else None)
                    for graph, said in graphs.items()
                    for triple in said
                )
                check_response(request, send(endpoint, request))
                read += 1
    assert read


def _name(path: str) -> str:
    """The graph that a request of a case is about, empty for the default graph."""
    from urllib.parse import parse_qs, urlsplit  # noqa: PLC0415

    parts = urlsplit(path)
    if parts.query == "default":
        return ""
    if parts.query:
        return parse_qs(parts.query)["graph"][0]
    return f"{HOST}/graphs{parts.path.removeprefix('/gsp')}"


@pytest.fixture(scope="module")
def found(shared: Path) -> list[Outcome]:
    return outcomes(read_cases(shared / "w3c" / "sparql11"))


def test_the_report_is_valid(found: list[Outcome], tmp_path: Path) -> None:
    """EARL 1.0 Schema: an assertion has one asserter, subject, test and result with outcome.

    With DOWNRANGE_EARL=FILE the report is kept there.
    """
    text = report(found)
    target = Path(os.environ.get("DOWNRANGE_EARL") or tmp_path / "earl.ttl")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    store = Store()
    store.extend(parse(path=str(target), format=RdfFormat.TURTLE, base_iri=SUBJECT))
    rows = store.query(
        "SELECT ?assertion (COUNT(DISTINCT ?by) AS ?bys) (COUNT(DISTINCT ?subject) AS ?subjects)"
        " (COUNT(DISTINCT ?test) AS ?tests) (COUNT(DISTINCT ?outcome) AS ?outcomes)"
        " (SAMPLE(?test) AS ?case) (SAMPLE(?outcome) AS ?word) {"
        " ?assertion a earl:Assertion ; earl:assertedBy ?by ; earl:subject ?subject ;"
        "   earl:test ?test ; earl:mode earl:automatic ;"
        "   earl:result [ a earl:TestResult ; earl:outcome ?outcome ]"
        " } GROUP BY ?assertion",
        prefixes={"earl": EARL},
    )
    told = [
        ([row[name].value for name in ("bys", "subjects", "tests", "outcomes")], row["word"].value)
        for row in rows  # type: ignore[union-attr]
    ]
    assert all(counts == ["1", "1", "1", "1"] for counts, _ in told)
    assert Counter(word for _, word in told) == {
        f"{EARL}passed": len(_APPLICABLE),
        f"{EARL}inapplicable": len(_OTHERS),
    }


def test_a_case_can_fail(shared: Path) -> None:
    """A query that must be answered true is not so on an endpoint without the data."""
    (case,) = [c for c in _CASES if c.id == "query_dataset_default_graphs_get"]
    with pytest.raises(AssertionError, match="false"):
        check_response(case.requests[0], send(endpoint_over(()), case.requests[0]))
