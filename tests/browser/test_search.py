"""Search, by typing and by link."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BOTH_HOSTS, Visit
from tests.browser.kinds import PAGES

pytestmark = [pytest.mark.browser, BOTH_HOSTS]


def test_words_find_entities_as_they_are_typed(visit: Visit) -> None:
    page = visit(PAGES["search"])
    assert page.locator("#everything").is_visible()
    page.get_by_role("searchbox").press_sequentially("roscos")
    first = page.locator("#results li").first
    first.wait_for()
    assert not page.locator("#everything").is_visible()
    assert first.locator("a").inner_text() == "Roscosmos"
    first.locator("a").click()
    page.wait_for_url("**/id/organization/roscosmos.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Roscosmos"


def test_the_front_page_leads_to_what_is_sought(visit: Visit) -> None:
    page = visit(PAGES["front"])
    page.get_by_role("searchbox").fill("Progress MS-04")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search*q=Progress*MS-04")
    page.locator("#results li").first.wait_for()
    assert page.locator("#results li a").first.inner_text() == "Progress MS-04"


def test_the_text_of_documents_is_searched(visit: Visit) -> None:
    page = visit("search.html?q=rendezvous")
    row = page.locator("#results li", has_text="document")
    row.first.wait_for()
    assert "rendezvous" in row.first.locator("mark").all_inner_texts()


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("search.html?q=zzzyx")
    page.get_by_text("0 found").wait_for()


def test_what_is_typed_is_never_mark_up(visit: Visit) -> None:
    page = visit("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20telemetry")
    page.get_by_text("0 found").wait_for()
    assert page.locator("#results img").count() == 0
    page.get_by_role("searchbox").fill("<b>")
    assert page.locator("#results b").count() == 0


def test_without_a_script_it_is_found_too(visit: Visit) -> None:
    """In the list of everything, or among what the server found."""
    page = visit("search.html?q=roscosmos", java_script_enabled=False)
    page.locator("main").get_by_role("link", name="Roscosmos", exact=True).first.click()
    page.wait_for_url("**/id/organization/roscosmos.html")
