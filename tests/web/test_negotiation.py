"""nginx and Apache, with the rules that a site comes with, keep the conventions of linked data.

RFC 9110, sections 12.5.1 and 15.4.4; https://www.w3.org/TR/cooluris/, section 4.2.
"""

from __future__ import annotations

from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from downrange.publication.negotiation import POLICY
from tests.publication.test_negotiation import CASES
from tests.web.asking import Answer, ask
from tests.web.conftest import CYRILLIC, Site

pytestmark = pytest.mark.web

MISSION = "id/mission/progress-ms-04"
DOCUMENT = "document/en.wikipedia.org/progress-ms-04"
TYPES = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
NO_HEADER = ""


def accepting(site: Site, path: str, accept: str, method: str = "GET") -> Answer:
    headers = {} if accept == NO_HEADER else {"Accept": accept}
    return ask(site.address, path, method=method, **headers)


def target(site: Site, path: str, answer: Answer) -> str:
    """Where an answer sends to, relative to the site."""
    whole = urljoin(urljoin(site.address, path), answer.headers["location"])
    assert whole.startswith(site.address)
    return whole.removeprefix(site.address)


@pytest.mark.parametrize(("accept", "extension"), CASES)
def test_a_thing_is_not_its_page(site: Site, accept: str, extension: str) -> None:
    answer = accepting(site, MISSION, accept)
    assert "accept" in answer.headers["vary"].lower()
    if extension:
        assert answer.status == 303
        assert target(site, MISSION, answer) == f"{MISSION}.{extension}"
    else:
        assert answer.status == 406
        for offered in TYPES:
            assert f"{MISSION}.{offered}" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("extension", TYPES)
def test_an_address_with_an_extension_always_works(site: Site, extension: str, method: str) -> None:
    answer = accepting(site, f"{MISSION}.{extension}", "image/png", method)
    assert answer.status == 200
    assert answer.media_type == TYPES[extension]
    assert "charset=utf-8" in answer.headers["content-type"].lower().replace(" ", "")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) > 1000
    assert bool(answer.body) == (method == "GET")


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("ns", "text/turtle", "ns.ttl"),
        ("ns", "text/html", "ns.html"),
        ("shapes", "application/n-triples", "shapes.nt"),
        ("dataset", "text/html", "dataset.html"),
        ("dataset", "text/turtle", "void.ttl"),
        (".well-known/void", "text/turtle", "void.ttl"),
        (DOCUMENT, "application/ld+json", f"{DOCUMENT}.jsonld"),
        ("questions", NO_HEADER, "questions.html"),
        ("questions/cargo-manifest", NO_HEADER, "questions/cargo-manifest.html"),
        ("conflicts", "text/html", "conflicts.html"),
        ("search", "text/html", "search.html"),
    ],
)
def test_every_kind_of_resource(site: Site, path: str, accept: str, expected: str) -> None:
    answer = accepting(site, path, accept)
    assert answer.status == 303
    assert target(site, path, answer) == expected
    assert ask(site.address, expected).status == 200


@pytest.mark.parametrize("kind", ["passage", "statement"])
def test_what_a_document_says_is_told_on_its_page(site: Site, kind: str) -> None:
    prefix = f"{site.address}{kind}/en.wikipedia.org/progress-ms-04/"
    quads = site.publication.data(MISSION)
    nodes = {str(term.value) for quad in quads for term in (quad.subject, quad.object)}
    path = next(n for n in sorted(nodes) if n.startswith(prefix)).removeprefix(site.address)
    name = path.rpartition("/")[2]
    page = accepting(site, path, "text/html")
    assert page.status == 303
    assert target(site, path, page) == f"{DOCUMENT}.html#{kind[0]}-{name}"
    data = accepting(site, path, "text/turtle")
    assert data.status == 303
    assert target(site, path, data) == f"{DOCUMENT}.ttl"
    assert accepting(site, path, "image/png").status == 406


@pytest.mark.parametrize("accept", [NO_HEADER, "text/turtle", "image/png"])
@pytest.mark.parametrize("path", ["id/mission/never-flown", "conflict/0123", "elsewhere"])
def test_what_is_not_there_is_404(site: Site, path: str, accept: str) -> None:
    assert accepting(site, path, accept).status == 404


def test_addresses_that_are_not_ascii(site: Site) -> None:
    (path,) = (p for p in site.publication.paths() if p.startswith("id/mission/прогресс"))
    assert site.publication.title(path) == CYRILLIC
    answer = accepting(site, quote(path), "text/turtle")
    assert answer.status == 303
    assert unquote(target(site, path, answer)) == f"{path}.ttl"
    assert CYRILLIC in ask(site.address, f"{quote(path)}.ttl").text


def test_every_page_has_the_policy(site: Site) -> None:
    for path in ("index.html", f"{MISSION}.html", f"{DOCUMENT}.html", "ns.html", "search.html"):
        answer = ask(site.address, path)
        assert answer.status == 200
        assert answer.headers["content-security-policy"] == POLICY
    assert ask(site.address).status == 200, "the front page"


def test_a_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    first = ask(site.address, f"{MISSION}.ttl")
    again = ask(site.address, f"{MISSION}.ttl", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""
    other = ask(site.address, f"{MISSION}.nt")
    assert other.headers["etag"] != first.headers["etag"], "each representation has its own"
    since = ask(site.address, f"{MISSION}.ttl", If_Modified_Since=first.headers["last-modified"])
    assert since.status == 304


def test_a_query_string_changes_nothing(site: Site) -> None:
    answer = accepting(site, f"{MISSION}?a=b", "text/turtle")
    assert answer.status == 303
    assert urlsplit(answer.headers["location"]).path.endswith(f"{MISSION}.ttl")
