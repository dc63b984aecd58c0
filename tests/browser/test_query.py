"""The query page of the server: a question, a query of one's own, a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import ON_SERVER, PHONE, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, ON_SERVER]

MASSES = "SELECT ?launch ?payload { ?c sf:launchMass ?launch ; sf:payloadMass ?payload }"
"""“Launch Mass: 7285 kg” and “Payload Mass: 2442 kg”."""

SCRIPTS = pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])


def cells(page: Page) -> list[str]:
    return [
        cell.strip()
        for cell in page.locator("section[aria-labelledby=answer] td").all_inner_texts()
    ]


def write(page: Page, query: str) -> None:
    """Into the editor, if there is one, as into the plain form."""
    editor = page.locator(".CodeMirror")
    if editor.count():
        editor.click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(query)
    else:
        page.locator("textarea#query").fill(query)


@SCRIPTS
def test_a_query_of_ones_own(visit: Visit, java_script_enabled: bool) -> None:
    page = visit("sparql", java_script_enabled=java_script_enabled)
    write(page, MASSES)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#answer").wait_for()
    assert cells(page) == ["7285", "2442"]


@SCRIPTS
def test_a_named_question(visit: Visit, java_script_enabled: bool) -> None:
    page = visit("sparql", java_script_enabled=java_script_enabled)
    page.locator(".examples form").get_by_role("button", name="Cargo manifest", exact=True).click()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    if not cells(page):
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("#answer").wait_for()
    assert any("710" in cell for cell in cells(page))


def test_entities_in_the_answer_lead_to_their_pages(visit: Visit) -> None:
    page = visit(f"sparql?query={quote('SELECT ?c { ?c sf:launchMass ?m }')}&format=html")
    page.locator("section[aria-labelledby=answer] td a").first.click()
    page.wait_for_url("**/id/spacecraft/progress-ms-04*")
    assert page.get_by_role("heading", level=1).inner_text() == "Progress MS-04"


@pytest.mark.parametrize("name", ["csv", "json", "tsv", "xml"])
def test_the_answer_as_it_is(visit: Visit, name: str) -> None:
    page = visit(f"sparql?query={quote(MASSES)}&format=html")
    link = page.locator(f"p.raw a[href$='format={name}'], p.raw a[href*='format={name}&']")
    answer = page.request.get(link.evaluate("(e) => e.href"))
    assert answer.ok
    assert "7285" in answer.text()


def test_a_mistake_is_told_with_its_place(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}sparql")
    write(page, "SELECT * {\n  ?s ?p\n}")
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name="Ask", exact=True).click()
    assert navigation.value.status == 400
    assert "3" in page.locator("#problem-title").inner_text(), "line 3, where an object is missing"
    assert page.locator("#problem").is_visible()
    page.close()


def test_what_stands_in_a_literal_is_never_mark_up(visit: Visit) -> None:
    attack = "<img src=x onerror=alert(1)><script>document.title='run'</script>"
    query = f'SELECT ("{attack}" AS ?x) ("</textarea>{attack}" AS ?y) {{}}'
    page = visit(f"sparql?query={quote(query)}&format=html")
    assert page.locator("main img").count() == 0
    assert page.title() != "run"
    assert cells(page)[0].strip('"') == attack


def test_the_query_page_fits_a_phone(visit: Visit) -> None:
    page = visit(
        f"sparql?query={quote(MASSES)}&format=html", viewport=PHONE, is_mobile=True, has_touch=True
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
