"""Content negotiation as one table, for the server and for every host of the static site.

``CASES`` and ``told_of`` hold on all of them. ``EXACT`` hold where the ``Accept`` header is read
by its grammar, which patterns cannot do.

RFC 9110, sections 12.5.1 and 15.4.4; https://www.w3.org/TR/cooluris/, section 4.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urljoin

from downrange.publication import Publication
from tests.publication.test_negotiation import CASES as ACCEPTED

MISSION = "id/mission/progress-ms-04"
DOCUMENT = "document/en.wikipedia.org/progress-ms-04"
TYPES = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
NO_HEADER = ""


class Answer(Protocol):
    """What comes back from a host; headers by name in lower case."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def media_type(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Case:
    """A request, and what it is to be answered with.

    ``path`` and ``target`` are relative to the site; ``target`` is where 303 leads,
    ``media_type`` what 200 brings.
    """

    path: str
    accept: str = NO_HEADER
    status: int = 303
    target: str = ""
    media_type: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Those of the request."""
        return {} if self.accept == NO_HEADER else {"Accept": self.accept}

    def check(self, answer: Answer, address: str) -> None:
        """Fail where an answer of the host at an address, which ends in a slash, is wrong."""
        assert answer.status == self.status, self
        if self.target:
            whole = urljoin(urljoin(address, self.path), answer.headers["location"])
            assert whole == urljoin(address, self.target), self
        if self.status in (303, 406) and self.target != _only_page(self.path):
            assert "accept" in answer.headers["vary"].lower(), self
        if self.status == 406:
            for extension in TYPES:
                assert f".{extension}" in answer.text, self
        if self.media_type:
            assert answer.media_type == self.media_type, self


def _only_page(path: str) -> str:
    """The file of a page that is all there is of a resource."""
    return f"{path}.html"


def _mission(accept: str, extension: str) -> Case:
    if not extension:
        return Case(MISSION, accept, status=406)
    return Case(MISSION, accept, target=f"{MISSION}.{extension}")


CASES = (
    *(_mission(accept, extension) for accept, extension in ACCEPTED),
    Case("ns", "text/turtle", target="ns.ttl"),
    Case("ns", "text/html", target="ns.html"),
    Case("ns", "image/png", status=406),
    Case("shapes", "application/n-triples", target="shapes.nt"),
    Case("dataset", "text/html", target="dataset.html"),
    Case("dataset", "text/turtle", target="void.ttl"),
    Case("dataset", "application/ld+json", target="void.jsonld"),
    Case(".well-known/void", "text/turtle", target="void.ttl"),
    Case(".well-known/void", "text/html", target="dataset.html"),
    Case(DOCUMENT, "application/ld+json", target=f"{DOCUMENT}.jsonld"),
    Case(DOCUMENT, "text/html", target=f"{DOCUMENT}.html"),
    *(
        Case(path, accept, target=f"{path}.html")
        for path in ("questions", "questions/cargo-manifest", "conflicts", "report", "search")
        for accept in (NO_HEADER, "text/html", "text/turtle")
    ),
    *(
        Case(f"{path}.{extension}", accept, status=200, media_type=TYPES[extension])
        for path in (MISSION, DOCUMENT, "ns", "shapes")
        for extension in TYPES
        for accept in (NO_HEADER, "image/png", "text/turtle;q=0")
    ),
    Case("", status=200, media_type="text/html"),
    Case("index.html", status=200, media_type="text/html"),
    Case("dataset.html", status=200, media_type="text/html"),
    Case("void.ttl", status=200, media_type="text/turtle"),
    Case("dataset.ttl", status=200, media_type="text/turtle"),
    Case("dataset.nq", status=200, media_type="application/n-quads"),
    Case("dataset.trig", status=200, media_type="application/trig"),
    *(
        Case(path, accept, status=404)
        for path in ("id/mission/never-flown", "conflict/0123", "elsewhere", "id/", "ns.pdf")
        for accept in (NO_HEADER, "text/turtle", "image/png")
    ),
    Case("%2e%2e/%2e%2e/etc/passwd", status=404),
)
"""What holds on every host."""

EXACT = (
    *(
        _mission(accept, extension)
        for accept, extension in (
            # Qualities have three decimals.
            ("text/html;q=0.95,text/turtle;q=0.951", "ttl"),
            ("text/html;q=0.951,text/turtle;q=0.95", "html"),
            ("text/turtle;q=0.001", "ttl"),
            # A comma in a quoted string parts nothing.
            ('application/ld+json;profile="a,text/html,b";q=0.9,text/turtle;q=0.8', "jsonld"),
            ('application/ld+json;profile="a\\",text/html"', "jsonld"),
            # A range with a parameter is narrower than none, and wider than the bare type.
            ("text/html;level=1;q=0.2,text/html;q=0.9,text/turtle;q=0.5", "html"),
            # White space and empty elements, section 5.6.1.
            (" , text/turtle ,, ", "ttl"),
            ("text/turtle\t;\tq=0.5", "ttl"),
            # What is no quality is passed over, and so is what is no range.
            ("text/turtle;q=2,text/html;q=0.1", "html"),
            ("text/turtle;q=-1,text/html;q=0.1", "html"),
            ("text/turtle;q=high,text/html;q=0.1", "html"),
            ("turtle,text/html;q=0.1", "html"),
            ("*/turtle,text/html;q=0.1", "html"),
            ("text/,/turtle,text/html;q=0.1", "html"),
            ("text/turtle;q=,text/html;q=0.1", "html"),
            # What Java sends.
            ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),
            # A thousand ranges, and a quote that never ends.
            ("image/png," * 1000 + "text/turtle", "ttl"),
            ('text/turtle;a="', "ttl"),
        )
    ),
)
"""What holds where the header is read by its grammar."""


def told_of(publication: Publication) -> list[Case]:
    """A passage and a statement of the mission: their document tells of them."""
    base = publication.edition.project.base
    quads = publication.data(MISSION)
    nodes = sorted({str(term.value) for quad in quads for term in (quad.subject, quad.object)})  # type: ignore[union-attr]
    cases = []
    for kind in ("passage", "statement"):
        prefix = f"{base}{kind}/en.wikipedia.org/progress-ms-04/"
        path = next(node for node in nodes if node.startswith(prefix)).removeprefix(base)
        mark = f"{kind[0]}-{path.rpartition('/')[2]}"
        cases += [
            Case(path, "text/html", target=f"{DOCUMENT}.html#{mark}"),
            Case(path, NO_HEADER, target=f"{DOCUMENT}.html#{mark}"),
            Case(path, "text/turtle", target=f"{DOCUMENT}.ttl"),
            Case(path, "application/n-triples;q=0.5", target=f"{DOCUMENT}.nt"),
            Case(path, "image/png", status=406),
        ]
    return cases


def not_ascii(publication: Publication, path: str) -> list[Case]:
    """A resource whose path has letters beyond ASCII."""
    assert publication.title(path)
    address = quote(path)
    lower = address.replace("%D0", "%d0")
    return [
        Case(address, "text/turtle", target=f"{address}.ttl"),
        Case(lower, "text/html", target=f"{address}.html"),
        Case(f"{address}.ttl", status=200, media_type="text/turtle"),
    ]
