"""Runs the W3C's cases against an endpoint of ours, and tells what came out in EARL.

``python -m tests.endpoint.w3c_running MANIFESTS FILE`` writes the report, in Turtle.
https://www.w3.org/TR/EARL10-Schema/
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from downrange.endpoint import Endpoint, EndpointDescription
from downrange.namespaces import PREFIXES
from downrange.project import Project
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary
from tests.endpoint.inline import InlineBackend, ask
from tests.endpoint.w3c import Case, Request, check, read_cases, triples

HOST = "http://www.example"
_REPOSITORY = Path(__file__).resolve().parents[2]
_SD = "http://www.w3.org/ns/sparql-service-description#"


def endpoint_over(quads: Iterable[Quad]) -> Endpoint:
    """An endpoint at ``http://www.example/`` with these quads."""
    store = Store()
    store.extend(quads)
    project = Project.load(_REPOSITORY)
    ontology = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
    project = Project(root=project.root, base=f"{HOST}/", file=project.file)
    backend = InlineBackend(store, prefixes=PREFIXES, base=f"{HOST}/", edition="w3c")
    return Endpoint(backend, EndpointDescription(project, ontology))


def data_of(case: Case) -> Iterable[Quad]:
    """The graphs that a case is about."""
    for name, file in case.graphs:
        for quad in parse(path=str(file), format=RdfFormat.N_TRIPLES):
            yield Quad(*quad.triple, NamedNode(name))


def send(endpoint: Endpoint, request: Request) -> httpx.Response:
    """The response to a request, its path put where ours is."""
    path = request.path.replace("/sparql/", "/sparql", 1)
    if path.startswith("/gsp"):
        path = "/graphs" + path.removeprefix("/gsp")
    headers = {name.replace("-", "_"): value for name, value in request.headers}
    return ask(endpoint, request.method, path, body=request.body, at=HOST, **headers)


def run(case: Case) -> None:
    """Run a case that is applicable. Raises ``AssertionError`` where it fails."""
    if case.id in _DESCRIPTIONS:
        _DESCRIPTIONS[case.id](endpoint_over(()))
        return
    assert case.requests, f"{case.id} asks nothing"
    endpoint = endpoint_over(data_of(case))
    check(case, lambda request: send(endpoint, request))


def returns_rdf(endpoint: Endpoint) -> None:
    """ "GET on endpoint returns RDF"."""
    response = ask(endpoint, "GET", "/sparql")
    assert response.status_code == 200
    assert triples(response.text, response.headers["content-type"])


def has_endpoint_triple(endpoint: Endpoint) -> None:
    """ "Service description contains a matching sd:endpoint triple"."""
    response = ask(endpoint, "GET", "/sparql", at=HOST)
    address = NamedNode(f"{HOST}/sparql")
    assert address in {t.object for t in _said(response) if t.predicate.value == f"{_SD}endpoint"}


def conforms_to_schema(endpoint: Endpoint) -> None:
    """ "Service description conforms to schema": domains, ranges and what must be there.

    After section 3 of the recommendation: a service has an endpoint (functional), languages and
    features are IRIs, a named graph has one name and one graph, a dataset one default graph.
    """
    said = _said(ask(endpoint, "GET", "/sparql"))
    types = {(t.subject, t.object.value) for t in said if t.predicate.value.endswith("#type")}

    def values(name: str) -> list[tuple[object, object]]:
        return [(t.subject, t.object) for t in said if t.predicate.value == f"{_SD}{name}"]

    (service,) = {node for node, cls in types if cls == f"{_SD}Service"}
    assert len(values("endpoint")) == 1
    for name in ("supportedLanguage", "feature", "resultFormat"):
        assert values(name), f"nothing is said of sd:{name}"
        assert all(node == service and isinstance(v, NamedNode) for node, v in values(name))
    assert {v.value for _, v in values("supportedLanguage")} == {f"{_SD}SPARQL11Query"}
    ((owner, dataset),) = values("defaultDataset")
    assert owner == service
    assert (dataset, f"{_SD}Dataset") in types
    ((_, graph),) = values("defaultGraph")
    assert (graph, f"{_SD}Graph") in types
    for _, named in values("namedGraph"):
        assert (named, f"{_SD}NamedGraph") in types
        assert len([1 for node, _ in values("name") if node == named]) == 1
        ((_, graph),) = [pair for pair in values("graph") if pair[0] == named]
        assert (graph, f"{_SD}Graph") in types


_DESCRIPTIONS: Mapping[str, Callable[[Endpoint], None]] = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}


def _said(response: httpx.Response) -> list:  # type: ignore[type-arg]
    return list(triples(response.text, response.headers["content-type"]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """``word`` is a local name of EARL: passed, failed, inapplicable."""

    case: Case
    word: str
    info: str = ""


def outcomes(cases: Iterable[Case]) -> list[Outcome]:
    """What comes out of each case."""
    found = []
    for case in cases:
        if case.inapplicable:
            found.append(Outcome(case, "inapplicable", case.inapplicable))
            continue
        try:
            run(case)
        except AssertionError as error:
            found.append(Outcome(case, "failed", str(error)))
        else:
            refuses = "update" in case.id
            info = "Every update is refused, this one among them." if refuses else ""
            found.append(Outcome(case, "passed", info))
    return found


EARL = "http://www.w3.org/ns/earl#"
_DOAP = "http://usefulinc.com/ns/doap#"
SUBJECT = "https://w3id.org/downrange/software"


def report(found: Iterable[Outcome]) -> str:
    """The report in Turtle: one assertion a case, in the order of the manifests."""
    lines = [
        f"@prefix earl: <{EARL}> .",
        f"@prefix doap: <{_DOAP}> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "",
        f"<{SUBJECT}> a doap:Project , earl:TestSubject , earl:Software ;",
        '    doap:name "Downrange" ; doap:programming-language "Python" .',
        "<#run> a earl:Software ;",
        '    dcterms:title "The tests of Downrange, run by pytest" .',
    ]
    for outcome in found:
        info = f" ; earl:info {Literal(outcome.info)}" if outcome.info else ""
        lines += [
            "",
            f"[] a earl:Assertion ; earl:assertedBy <#run> ; earl:subject <{SUBJECT}> ;",
            f"    earl:test <{outcome.case.iri}> ; earl:mode earl:automatic ;",
            f"    earl:result [ a earl:TestResult ; earl:outcome earl:{outcome.word}{info} ] .",
        ]
    text = "\n".join((*lines, ""))
    quads = parse(text, format=RdfFormat.TURTLE, base_iri=SUBJECT)
    assert serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES)
    return text


if __name__ == "__main__":
    manifests, target = sys.argv[1:]
    Path(target).write_text(report(outcomes(read_cases(Path(manifests)))), encoding="utf-8")
