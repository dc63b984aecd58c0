"""What is refused, in which words, and targets that nobody should send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from downrange.publication import Publication
from downrange.server import application
from downrange.server.downloads import Download
from tests.server.asking import ask
from tests.server.conftest import MISSION, Get

PAGE = f"/{MISSION}.html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "link" and values.get("rel") == "stylesheet":
            self.hrefs.append(values["href"] or "")


@pytest.mark.parametrize("path", ["/nothing", "/id/mission/nothing", "/a/b/c/d", "/a//b/"])
def test_people_get_a_page_that_looks_like_the_site(get: Get, path: str) -> None:
    answer = get(path, Accept=BROWSER)
    assert answer.status == 404
    assert answer.media_type == "text/html"
    assert "There is nothing here" in answer.text
    checker = _Checker()
    checker.feed(answer.text)
    (sheet,) = checker.hrefs
    assert sheet.startswith("../" * (path.count("/") - 1) + "assets/")
    assert 'rel="canonical"' not in answer.text
    assert "noindex" in answer.text


def test_programs_get_a_problem_and_others_text(get: Get) -> None:
    for accept in ("application/json", "application/problem+json, text/html;q=0.5"):
        answer = get("/nothing", Accept=accept)
        assert answer.media_type == "application/problem+json"
        problem = json.loads(answer.body)
        assert problem["status"] == answer.status == 404
        assert problem["title"] == "Not Found"
    for accept in ("", "*/*", "text/turtle", "image/png"):
        answer = get("/nothing", **({"Accept": accept} if accept else {}))
        assert answer.media_type == "text/plain"
        assert answer.text.startswith("404 Not Found")
    assert "accept" in answer.headers["vary"].lower()


def test_406_lists_the_alternatives(get: Get) -> None:
    urls = [f"/{MISSION}.{extension}" for extension in ("html", "ttl", "jsonld", "nt")]
    text = get(f"/{MISSION}", Accept="image/png")
    assert text.status == 406
    assert all(url in text.text for url in urls)
    assert {target for relation, target in text.links if relation == "alternate"} == set(urls)
    problem = json.loads(get(f"/{MISSION}", Accept="application/json").body)
    assert [alternative["url"] for alternative in problem["alternatives"]] == urls


def test_a_fault_is_told_and_hides_its_reason(
    publication: Publication,
    downloads: Mapping[str, Download],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = application(publication, downloads)

    def broken(_path: str) -> str:
        raise ValueError("the secret reason")

    monkeypatch.setattr(publication, "page", broken)
    for accept, media_type in (
        (BROWSER, "text/html"),
        ("application/json", "application/problem+json"),
    ):
        answer = ask(app, PAGE, Accept=accept)
        assert answer.status == 500
        assert answer.media_type == media_type
        assert "secret" not in answer.text
    assert "the secret reason" in caplog.text
    monkeypatch.undo()
    assert ask(app, PAGE).status == 200, "a fault is not held"


# Targets


@pytest.mark.parametrize(
    ("target", "status", "location"),
    [
        (f"/{MISSION}/", 308, f"/{MISSION}"),
        (f"//{MISSION}", 308, f"/{MISSION}"),
        ("/id//mission///progress-ms-04", 308, f"/{MISSION}"),
        ("/questions/", 308, "/questions"),
        ("/search/?q=a", 308, "/search?q=a"),
        ("/%69d/mission/progress-ms-04", 303, f"/{MISSION}.html"),
        ("/id%2Fmission%2Fprogress-ms-04", 404, ""),
        ("/id/mission/", 404, ""),
        ("//example.org/", 404, ""),
        ("//example.org/%2e%2e", 404, ""),
        ("/../../etc/passwd", 404, ""),
        ("/assets/../../../../etc/passwd", 404, ""),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, ""),
        ("/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/..%5c..%5cetc%5cpasswd", 404, ""),
        ("/id/mission/progress-ms-04%00.html", 404, ""),
        ("/%FF%FE", 404, ""),
        ("/%", 404, ""),
        ("/%zz", 404, ""),
        ("/id/mission/progress-ms-04%0D%0ASet-Cookie:%20a=b", 404, ""),
        ("/id/mission/progress-ms-04?%0D%0ASet-Cookie:%20a=b", 303, f"/{MISSION}.html"),
        ("/.htaccess", 404, ""),
        ("/negotiation/nginx/map.conf", 404, ""),
        ("/dataset.nq/", 308, "/dataset.nq"),
        ("/passage/en.wikipedia.org/progress-ms-04/0123", 404, ""),
    ],
)
def test_odd_targets(get: Get, target: str, status: int, location: str) -> None:
    answer = get(target, Accept="text/html")
    assert answer.status == status
    assert answer.headers.get("location", "") == location
    assert "set-cookie" not in answer.headers
    assert "root:" not in answer.text
