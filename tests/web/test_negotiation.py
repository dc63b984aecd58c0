"""nginx and Apache with a site's rules, and the server as it runs, answer the same.

Both keep the conventions of linked data: https://www.w3.org/TR/cooluris/, section 4.2.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from downrange.publication.negotiation import POLICY
from tests.server.negotiation_cases import (
    CASES,
    DOCUMENT,
    EXACT,
    MISSION,
    TYPES,
    Case,
    not_ascii,
    told_of,
)
from tests.web.asking import Answer, ask
from tests.web.conftest import CYRILLIC, Site

pytestmark = pytest.mark.web


@pytest.mark.parametrize("case", [case for case in CASES if "%2e" not in case.path], ids=str)
def test_the_table_holds(site: Site, case: Case) -> None:
    case.check(ask(site.address, case.path, **case.headers), site.address)


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e/%2e%2e/etc/passwd",
        "../../etc/passwd",
        "id/../../../etc/passwd",
        "id/mission/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "id/mission/%2e%2e%5c%2e%2e%5cetc%5cpasswd",
        "id/mission/..%c0%af..%c0%afetc/passwd",
        "//etc/passwd",
        "id/mission/progress-ms-04.html%00.ttl",
        ".downrange-site/../../../../etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_site(site: Site, path: str) -> None:
    """RFC 3986, section 5.2.4: what is above the root is the root."""
    answer = ask(site.address, path, Accept="text/html")
    assert answer.status in (303, 400, 404)
    assert b"root:" not in answer.body
    location = answer.headers.get("location", "")
    assert urljoin(site.address, location).startswith(urljoin(site.address, "/"))


@pytest.mark.parametrize("breaks", ["%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D"])
def test_no_path_writes_a_header(site: Site, breaks: str) -> None:
    """Where a redirection repeats the path, and on the page of what is not there."""
    for start in ("id/mission/progress-ms-04", "passage/en.wikipedia.org/", "questions/", "x"):
        path = f"{start}{breaks}X-Evil:%20yes{breaks}{breaks}<script>alert(1)</script>"
        answer = ask(site.address, path, Accept="text/html")
        assert "x-evil" not in answer.headers
        assert b"<script>alert" not in answer.body


def test_the_finer_points_hold_where_the_grammar_is_read(site: Site) -> None:
    """Patterns cannot: nginx and Apache go by the first decimal, and by commas."""
    if site.host == "serve":
        for case in EXACT:
            case.check(ask(site.address, case.path, **case.headers), site.address)


def test_what_a_document_says_is_told_on_its_page(site: Site) -> None:
    for case in told_of(site.publication):
        answer = ask(site.address, case.path, **case.headers)
        if case.status == 406:
            assert answer.status == 406
        else:
            case.check(answer, site.address)


def test_addresses_that_are_not_ascii(site: Site) -> None:
    (path,) = (p for p in site.publication.paths() if p.startswith("id/mission/прогресс"))
    assert site.publication.title(path) == CYRILLIC
    for case in not_ascii(site.publication, path):
        case.check(_in_capitals(ask(site.address, case.path, **case.headers)), site.address)
    assert CYRILLIC in ask(site.address, f"{quote(path)}.ttl").text


def _in_capitals(answer: Answer) -> Answer:
    """``%D0`` for ``%d0``, which are the same: RFC 3986, section 6.2.2.1."""
    location = answer.headers.get("location", "")
    same = quote(unquote(location), safe=":/?#")
    return replace(answer, headers={**answer.headers, "location": same})


@pytest.mark.parametrize("extension", TYPES)
def test_what_a_representation_says_of_itself(site: Site, extension: str) -> None:
    path = f"{MISSION}.{extension}"
    answer, head = ask(site.address, path), ask(site.address, path, method="HEAD")
    for each in (answer, head):
        assert each.status == 200
        assert each.media_type == TYPES[extension]
        assert "charset=utf-8" in each.headers["content-type"].lower().replace(" ", "")
        assert each.headers["access-control-allow-origin"] == "*"
        assert each.headers["x-content-type-options"] == "nosniff"
        assert int(each.headers["content-length"]) == len(answer.body) > 1000
    assert head.body == b""


def test_every_page_has_the_policy(site: Site) -> None:
    for path in ("", f"{MISSION}.html", f"{DOCUMENT}.html", "ns.html", "search.html"):
        answer = ask(site.address, path)
        assert answer.status == 200
        assert answer.headers["content-security-policy"] == POLICY


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    first = ask(site.address, f"{MISSION}.ttl")
    again = ask(site.address, f"{MISSION}.ttl", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""
    other = ask(site.address, f"{MISSION}.nt", If_None_Match=first.headers["etag"])
    assert other.status == 200, "each representation has a tag of its own"
    since = ask(site.address, f"{MISSION}.ttl", If_Modified_Since=first.headers["last-modified"])
    assert since.status == 304


def test_a_query_string_changes_nothing(site: Site) -> None:
    answer = ask(site.address, f"{MISSION}?a=b", Accept="text/turtle")
    assert answer.status == 303
    assert urlsplit(answer.headers["location"]).path.endswith(f"{MISSION}.ttl")
