"""The W3C's test cases for the SPARQL 1.1 protocols, read from their manifests and run.

The cases describe requests and responses in RDF (HTTP Vocabulary in RDF). Those that need
nothing but reading are run against an endpoint of ours; each of the others is listed with the
reason. ``python -m tests.endpoint.w3c FILE`` writes what came out as an EARL report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse
from pyoxigraph import Dataset as Canonical

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MANIFESTS = (
    "protocol/manifest.ttl",
    "graph-store-protocol/manifest-direct.ttl",
    "graph-store-protocol/manifest-indirect.ttl",
    "service-description/manifest.ttl",
)

WRITES = "it writes, and the endpoint only reads"

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects of one response; ``graph`` is what its body says, if that is given."""

    statuses: frozenset[str]
    truth: bool | None
    format: str
    content_type: str
    graph: str | None


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    text: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """A test case: its IRI, its name, the graphs it is about, and its requests in order."""

    iri: str
    name: str
    kind: str
    graphs: tuple[tuple[str, Path], ...]
    requests: tuple[Request, ...]

    @property
    def id(self) -> str:
        return self.iri.rpartition("#")[2]

    @property
    def inapplicable(self) -> str:
        """Why the case cannot be run against an endpoint that only reads; empty if it can.

        A case that expects nothing but refusals can.
        """
        for request in self.requests:
            refused = request.expected.statuses <= {"StatusCode4xx", "StatusCode5xx"}
            if not refused and _writes(request):
                return WRITES
        return ""


def _writes(request: Request) -> bool:
    if request.method in ("PUT", "DELETE", "PATCH"):
        return True
    headers = dict(request.headers)
    return request.method == "POST" and (
        request.path.startswith(("/gsp", "$LOCATION"))
        or "sparql-update" in headers.get("content-type", "")
        or request.text.startswith("update=")
        or "&update=" in request.text
    )


def read_cases(folder: Path) -> tuple[Case, ...]:
    """All cases of the manifests in a folder, in their order."""
    return tuple(case for name in MANIFESTS for case in _Manifest(folder / name).cases())


class _Manifest:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = Store()
        self._store.load(path=str(path), format=RdfFormat.TURTLE, base_iri=path.absolute().as_uri())

    def cases(self) -> Iterator[Case]:
        (entries,) = (q.object for q in self._quads(None, f"{MF}entries"))
        for node in self._members(entries):
            assert isinstance(node, NamedNode)
            # The default graph of a manifest knows everything that the case says.
            if not self._all(node, f"{MF}name"):
                continue  # an entry that is listed and not described: head_non_existing_direct
            yield self._case(node)
        yield from self._unlisted(entries)

    def _unlisted(self, entries: object) -> Iterator[Case]:
        """Cases that are described, but that the list of entries has forgotten."""
        listed = set(self._members(entries))
        for quad in self._quads(None, f"{MF}name"):
            if quad.subject not in listed:
                yield self._case(quad.subject)

    def _case(self, node: object) -> Case:
        (kind,) = self._all(node, f"{RDF}type")
        graphs = tuple(
            (self._text(given, f"{RDFS}label"), self._file(given))
            for given in self._all(node, f"{UT}graphData")
        )
        requests: tuple[Request, ...] = ()
        for action in self._all(node, f"{MF}action"):
            (listed,) = self._all(action, f"{HT}requests")
            requests += tuple(map(self._request, self._members(listed)))
        return Case(
            *(node.value, self._text(node, f"{MF}name")),  # type: ignore[attr-defined]
            *(kind.value.rpartition("#")[2], graphs, requests),
        )

    def _file(self, node: object) -> Path:
        (file,) = self._all(node, f"{UT}graph")
        return self._path.parent / unquote(file.value.rpartition("/")[2])

    def _request(self, node: object) -> Request:
        text, body = self._body(node)
        (response,) = self._all(node, f"{HT}resp")
        return Request(
            self._text(node, f"{HT}methodName"),
            self._text(node, f"{HT}absolutePath"),
            tuple(self._headers(node)),
            body,
            text,
            self._expected(response),
        )

    def _expected(self, node: object) -> Expected:
        statuses = frozenset(
            status.value.rpartition("#")[2] for status in self._all(node, f"{MF}expectedStatus")
        )
        truths = self._all(node, f"{MF}expectedBoolean")
        formats = self._all(node, f"{MF}expectedFormat")
        headers = dict(self._headers(node))
        text, body = self._body(node)
        return Expected(
            statuses,
            truths[0].value == "true" if truths else None,
            formats[0].value if formats else "",
            headers.get("content-type", ""),
            None if body is None else text,
        )

    def _headers(self, node: object) -> Iterator[tuple[str, str]]:
        for listed in self._all(node, f"{HT}headers"):
            for header in self._members(listed):
                name = self._text(header, f"{HT}fieldName").lower()
                yield name, self._text(header, f"{HT}fieldValue")

    def _body(self, node: object) -> tuple[str, bytes | None]:
        for body in self._all(node, f"{HT}body"):
            text = self._text(body, f"{CNT}chars")
            return text, text.encode(self._text(body, f"{CNT}characterEncoding"))
        return "", None

    def _members(self, node: object) -> Iterator[object]:
        while isinstance(node, BlankNode):
            (first,) = self._all(node, f"{RDF}first")
            yield first
            (node,) = self._all(node, f"{RDF}rest")

    def _text(self, node: object, predicate: str) -> str:
        (value,) = self._all(node, predicate)
        return value.value

    def _all(self, node: object, predicate: str) -> list[NamedNode | Literal]:
        return [quad.object for quad in self._quads(node, predicate)]  # type: ignore[misc]

    def _quads(self, node: object, predicate: str) -> Iterator:  # type: ignore[type-arg]
        return self._store.quads_for_pattern(node, NamedNode(predicate), None, None)  # type: ignore[arg-type]


Send = Callable[[Request], httpx.Response]

_NAMES = {200: "OK", 201: "Created", 204: "NoContent", 404: "NotFound"}


def check(case: Case, send: Send) -> None:
    """Run a case; ``AssertionError`` where a response is not as the case expects."""
    for request in case.requests:
        check_response(request, send(request))


def check_response(request: Request, response: httpx.Response) -> None:
    """Raise ``AssertionError`` where the response is not what the request expects."""
    expected = request.expected
    said = f"{request.method} {request.path}: {response.status_code} {response.text[:200]}"
    allowed = {f"StatusCode{response.status_code // 100}xx", _NAMES.get(response.status_code)}
    assert expected.statuses & allowed, said
    content_type = response.headers.get("content-type", "")
    if expected.truth is not None:
        assert response.json()["boolean"] is expected.truth, said
    if expected.content_type:
        assert content_type == expected.content_type, said
    match expected.format:
        case "tabular":
            assert "bindings" in response.json()["results"], said
        case "RDF":
            triples(response.text, content_type)  # there may be none, but they must be RDF
        case "boolean":
            assert isinstance(response.json()["boolean"], bool), said
    if expected.graph is not None:
        assert isomorphic(triples(response.text, content_type), triples(expected.graph)), said


def triples(text: str, content_type: str = "text/turtle") -> frozenset[Triple]:
    rdf_format = RdfFormat.from_media_type(content_type)
    assert rdf_format is not None, f"{content_type} is not RDF"
    return frozenset(quad.triple for quad in parse(text, format=rdf_format))


def isomorphic(one: frozenset[Triple], other: frozenset[Triple]) -> bool:
    """Whether two graphs are the same but for the names of their blank nodes."""
    return _canonical(one) == _canonical(other)


def _canonical(graph: frozenset[Triple]) -> set[str]:
    from pyoxigraph import CanonicalizationAlgorithm, Quad  # noqa: PLC0415

    dataset = Canonical(Quad(t.subject, t.predicate, t.object) for t in graph)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}
