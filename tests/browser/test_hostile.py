"""Names and texts that try to become mark-up or script, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.site import write_site
from tests.browser.hosts import file_server
from tests.browser.watching import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ATTACK = (
    """Probe "><script>document.title = "run"</script><img src=x onerror='document.title="run"'>"""
)
TEXT = f"""- Operator: {ATTACK}
- Mission Type: </script><script>document.title = "run"</script>
- Launch Mass: 100 kg
- Launch Date: 1 December 2016

It was launched \U0001f680\U0001f680 by {ATTACK}. The javascript:alert(1) rocket failed in 2016.
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of a site about the attack, and its pages."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus.jsonl"
    row = {
        "id": "probe",
        "title": ATTACK,
        "url": "https://example.org/wiki/Probe",
        "licence": "javascript:document.title='run'",
        "text": TEXT,
    }
    corpus.write_text(json.dumps(row), "utf-8")
    publication = Publication.of(downrange.build([corpus], project=Project(folder)))
    write_site(publication, folder / "site")
    pages = [
        str(file.relative_to(folder / "site"))
        for kind in ("id/mission", "id/organization", "document")
        for file in sorted((folder / "site" / kind).rglob("*.html"))
    ]
    assert len(pages) >= 3
    with file_server(folder / "site") as address:
        yield address, ["index.html", "search.html?q=probe", "questions/masses.html", *pages]


def test_nothing_runs(chromium: Browser, hostile: tuple[str, list[str]]) -> None:
    """Even where the policy would not hinder it."""
    address, pages = hostile
    context = chromium.new_context(base_url=address, bypass_csp=True)
    watch = Watch(address)
    watch.over(context)
    page = context.new_page()
    shown = 0
    for path in pages:
        page.goto(path, wait_until="networkidle")
        assert page.title() != "run", path
        assert page.locator("img, [onerror], a[href^='javascript:']").count() == 0, path
        shown += '"><script>' in page.locator("main").inner_text()
    context.close()
    assert watch.complaints == []
    assert shown >= 3, "the attack is shown as it is"


def test_offsets_count_code_points(chromium: Browser, hostile: tuple[str, list[str]]) -> None:
    """Behind two rockets, each of which is one code point and two units of UTF-16."""
    address, pages = hostile
    document = next(path for path in pages if path.startswith("document/"))
    start = TEXT.index("rocket failed")
    page = chromium.new_page(base_url=address)
    page.goto(f"{document}#char={start},{start + 13}")
    page.wait_for_function("CSS.highlights.has('place')")
    marked = "[...CSS.highlights.get('place')].map((range) => range.toString()).join('|')"
    assert page.evaluate(marked) == "rocket failed"
    page.close()
