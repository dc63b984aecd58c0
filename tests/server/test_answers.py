"""What the server answers: headers, conditions, codings, links, files, search."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections import Counter
from collections.abc import Mapping

import pytest
from pyoxigraph import RdfFormat, parse

from downrange.publication import Publication
from downrange.publication.negotiation import POLICY
from downrange.server import application
from downrange.server.downloads import Download
from tests.server.asking import ask, ask_at_once
from tests.server.conftest import DOCUMENT, MISSION, Get

BASE = "https://w3id.org/downrange/"
PAGE = f"/{MISSION}.html"
DATA = f"/{MISSION}.ttl"
EVERYWHERE = [
    *("/", PAGE, DATA, f"/{MISSION}", "/ns", "/dataset.nq", "/robots.txt", "/sitemap.xml"),
    *("/search.json", "/questions", "/elsewhere", "/search.html?q=fuel"),
]


@pytest.mark.parametrize("target", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE", "BREW"])
def test_every_answer_is_safe_to_show_and_open_to_scripts(
    get: Get, target: str, method: str
) -> None:
    answer = get(target, method)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].lower().split(", ")
    assert {"etag", "link", "location", "last-modified"} <= set(exposed)
    if method in ("POST", "DELETE", "BREW"):
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("target", EVERYWHERE)
def test_head_is_get_without_the_content(get: Get, target: str) -> None:
    whole, head = get(target), get(target, "HEAD")
    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
    assert int(whole.headers["content-length"]) == len(whole.body)


def test_the_pages_and_the_data_are_those_of_the_site(get: Get, publication: Publication) -> None:
    assert get(PAGE).text == publication.page(MISSION)
    assert get("/").text == get("/index.html").text == publication.page("")
    told = {str(quad) for quad in parse(get(f"/{MISSION}.nt").text, format=RdfFormat.N_TRIPLES)}
    merged = {f"{q.subject} {q.predicate} {q.object}" for q in publication.data(MISSION)}
    assert told == merged


def test_a_preflight_is_allowed(get: Get) -> None:
    answer = get(
        f"/{MISSION}",
        "OPTIONS",
        Origin="https://example.org",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="accept,if-none-match",
    )
    assert answer.status == 204
    assert "GET" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert {"accept", "if-none-match", "range"} <= set(allowed)
    assert answer.body == b""


# Representations


def test_each_representation_has_its_own_strong_tag(get: Get) -> None:
    answers = [get(f"/{MISSION}.{extension}") for extension in ("html", "ttl", "jsonld", "nt")]
    answers += [get(PAGE, Accept_Encoding="gzip"), get(f"/{DOCUMENT}.html")]
    tags = [answer.headers["etag"] for answer in answers]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)
    assert len({answer.headers["last-modified"] for answer in answers}) == 1


@pytest.mark.parametrize("coding", ["", "gzip"])
@pytest.mark.parametrize("target", [PAGE, DATA, "/", "/search.html?q=fuel", "/dataset.nq"])
def test_what_a_client_has_is_not_sent_again(get: Get, target: str, coding: str) -> None:
    headers = {"Accept_Encoding": coding} if coding else {}
    first = get(target, **headers)
    again = get(target, If_None_Match=f'"other", W/{first.headers["etag"]}', **headers)
    assert (again.status, again.body) == (304, b"")
    for kept in ("etag", "last-modified", "cache-control", "link"):
        assert again.headers[kept] == first.headers[kept]
    assert again.headers.get("vary") == first.headers.get("vary")
    assert "content-length" not in again.headers
    assert get(target, If_None_Match='"other"', **headers).status == 200
    assert get(target, If_None_Match="*", **headers).status == 304
    since = first.headers["last-modified"]
    assert get(target, If_Modified_Since=since, **headers).status == 304
    assert get(target, "HEAD", If_Modified_Since=since, **headers).status == 304
    assert get(target, If_Match='"other"', **headers).status == 412


def test_the_tag_is_compared_after_the_coding_is_chosen(get: Get) -> None:
    plain = get(PAGE).headers["etag"]
    assert get(PAGE, If_None_Match=plain).status == 304
    assert get(PAGE, If_None_Match=plain, Accept_Encoding="gzip").status == 200


def test_compressed_for_those_who_ask(get: Get) -> None:
    plain, zipped = get(PAGE), get(PAGE, Accept_Encoding="br, gzip;q=0.8")
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body) / 3
    for answer in (plain, zipped):
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_files_named_by_their_content_are_kept_for_ever(get: Get, publication: Publication) -> None:
    for name, content in publication.assets().items():
        answer = get(f"/{name}")
        assert answer.body == content
        assert "immutable" in answer.headers["cache-control"]
    assert "no-cache" in get(PAGE).headers["cache-control"]


# Links


def test_a_page_leads_to_its_data_and_to_what_to_cite(get: Get) -> None:
    links = get(PAGE).links
    assert ("canonical", f"{BASE}{MISSION}.html") in links
    assert ("cite-as", f"{BASE}{MISSION}") in links
    assert ("license", "https://creativecommons.org/licenses/by-sa/4.0/") in links
    assert ("describedby", DATA) in links
    for extension in ("ttl", "jsonld", "nt"):
        assert ("alternate", f"/{MISSION}.{extension}") in links
    assert ("type", f"{BASE}ns#Mission") in links
    assert ("type", "https://schema.org/AboutPage") in links
    assert ("collection", "/dataset.html") in links


def test_data_lead_to_the_thing_and_to_its_page(get: Get) -> None:
    links = get(DATA).links
    assert ("canonical", f"{BASE}{MISSION}.ttl") in links
    assert ("describes", f"{BASE}{MISSION}") in links
    assert ("alternate", PAGE) in links
    assert ("license", "https://creativecommons.org/licenses/by-sa/4.0/") in links


def test_the_dataset_leads_to_its_files_and_they_to_it(get: Get) -> None:
    items = {target for relation, target in get("/dataset.html").links if relation == "item"}
    assert items == {"/dataset.nq", "/dataset.trig", "/dataset.ttl", "/dataset.jsonld"}
    for item in items:
        links = get(item, "HEAD").links
        assert ("collection", "/dataset.html") in links
        assert ("describedby", "/void.ttl") in links


def test_every_link_leads_somewhere(get: Get) -> None:
    seen = {"/", PAGE, DATA, "/dataset.html", "/search.html"}
    for page in sorted(seen):
        for _, target in get(page).links:
            if target.startswith("/"):
                assert get(target, "HEAD").status == 200, f"{page} -> {target}"


def test_links_are_ascii(get: Get, publication: Publication) -> None:
    (path,) = (p for p in publication.paths() if p.startswith("id/mission/прогресс"))
    target = "/id/mission/%D0%BF%D1%80%D0%BE%D0%B3%D1%80%D0%B5%D1%81%D1%81"
    answer = get(f"/{path.encode().decode('latin-1')}.html")
    assert answer.status == 404, "a server decodes; the application gets what is encoded"
    quoted = "".join(f"%{b:02X}" if b > 127 else chr(b) for b in path.encode())
    found = get(f"/{quoted}.html")
    assert found.status == 200
    assert any(t.startswith(target) for relation, t in found.links if relation == "describedby")


# The whole dataset


def test_a_file_is_what_its_checksum_says(get: Get, publication: Publication) -> None:
    for dump in publication.reading.catalogue.dumps:
        answer = get(f"/{dump.name}")
        assert answer.media_type == dump.media_type
        assert hashlib.sha256(answer.body).hexdigest() == dump.sha256
        assert len(answer.body) == dump.size
        digest = base64.b64encode(hashlib.sha256(answer.body).digest()).decode()
        assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
        assert dump.sha256 in get("/dataset.html").text
        assert dump.sha256 in get("/void.ttl").text


def test_a_part_of_a_file(get: Get) -> None:
    whole = get("/dataset.nq")
    assert whole.headers["accept-ranges"] == "bytes"
    size = len(whole.body)
    part = get("/dataset.nq", Range="bytes=10-29")
    assert (part.status, part.body) == (206, whole.body[10:30])
    assert part.headers["content-range"] == f"bytes 10-29/{size}"
    assert part.headers["content-length"] == "20"
    end = get("/dataset.nq", Range="bytes=-5")
    assert (end.status, end.body) == (206, whole.body[-5:])
    tag = whole.headers["etag"]
    assert get("/dataset.nq", Range="bytes=0-4", If_Range=tag).status == 206
    assert get("/dataset.nq", Range="bytes=0-4", If_Range='"old"').status == 200
    assert get("/dataset.nq", "HEAD", Range="bytes=0-4").status == 200
    beyond = get("/dataset.nq", Range=f"bytes={size}-")
    assert beyond.status == 416
    assert beyond.headers["content-range"] == f"bytes */{size}"


# Search


def test_search_answers_without_a_script(get: Get) -> None:
    assert get("/search?q=orlan").headers["location"] == "/search.html?q=orlan"
    answer = get("/search.html?q=Kazakhstan+rendezvous")
    assert answer.status == 200
    assert 'value="Kazakhstan rendezvous"' in answer.text
    assert "<mark>Kazakhstan</mark>" in answer.text
    first = get("/search.html?q=progress+ms-04").text.partition("<ol>")[2].partition("</a>")[0]
    assert f'href="{MISSION}.html"' in first
    assert "0 found" in get("/search.html?q=xyzzy").text
    assert get("/search.html?q=").text == get("/search.html").text
    assert get("/search.html?q=%20").text == get("/search.html").text


def test_searches_do_not_pile_up(
    publication: Publication, downloads: Mapping[str, Download]
) -> None:
    app = application(publication, downloads)
    answers = ask_at_once(app, [f"/search.html?q=word{n}" for n in range(60)])
    counted = Counter(answer.status for answer in answers)
    assert counted == {200: 32, 503: 28}
    assert all(a.headers["retry-after"] == "2" for a in answers if a.status == 503)
    assert ask(app, "/search.html?q=word").status == 200


def test_a_page_is_made_once_for_all_who_wait(
    publication: Publication, downloads: Mapping[str, Download], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, made = application(publication, downloads), []
    page = publication.page

    def counting(path: str) -> str | None:
        made.append(path)
        return page(path)

    monkeypatch.setattr(publication, "page", counting)
    answers = ask_at_once(app, [PAGE] * 20)
    assert {answer.status for answer in answers} == {200}
    assert made == [MISSION]


@pytest.mark.parametrize(
    "query",
    [
        *("%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cb%3E", "%FF%FE", "%00", "a" * 5000),
        *("(((((", "%5B%5C", "&".join(["q=a"] * 2000), "%0D%0ASet-Cookie:%20a=b"),
    ],
)
def test_a_hostile_search_is_harmless(get: Get, query: str) -> None:
    answer = get(f"/search.html?q={query}")
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert '"><b>' not in answer.text
    assert "set-cookie" not in answer.headers


# The rest


def test_robots_and_sitemap_name_every_page(get: Get, publication: Publication) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in get("/robots.txt").text
    listed = get("/sitemap.xml").text.count("<loc>")
    assert listed == len(list(publication.paths()))


def test_what_is_held_stays_within_its_bounds(
    publication: Publication, downloads: Mapping[str, Download]
) -> None:
    app = application(publication, downloads, memory=300_000)
    for path in list(publication.paths())[:24]:
        target = f"/{path}.html" if path else "/"
        quoted = "".join(f"%{b:02X}" if b > 127 else chr(b) for b in target.encode())
        assert ask(app, quoted).status == 200
        assert app.shelf.held + app.unpacked.held <= 300_000
    assert len(app.shelf) > 1
