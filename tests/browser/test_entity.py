"""An entity's page: the evidence of each fact, by pointer, by finger and by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from tests.browser.conftest import BOTH_HOSTS, PHONE, Visit
from tests.browser.kinds import CRAFT, MISSION, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, BOTH_HOSTS]

WORDS = "Launch Mass: 7285 kg"
"""What the article's infobox says, at offsets 269 to 289."""


def fact(page: Page, name: str) -> Locator:
    return page.locator(".fact", has=page.get_by_role("link", name=name, exact=True)).first


def test_a_pointer_that_rests_on_the_count_sees_the_sentence(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"])
    mass = fact(page, "launch mass")
    quote = mass.locator("blockquote")
    assert not quote.is_visible()
    before = mass.bounding_box()
    mass.locator("summary").hover()
    quote.wait_for(state="visible")
    assert quote.inner_text() == WORDS
    assert mass.locator("mark").inner_text() == WORDS
    assert mass.locator("mark b").inner_text() == "7285 kg"
    assert mass.bounding_box() == before, "the page moves under the pointer"
    # The pointer may go to the words and follow the link, and they go when it leaves.
    mass.locator("figcaption a").hover()
    page.wait_for_timeout(400)
    assert quote.is_visible()
    page.get_by_role("heading", level=1).hover()
    quote.wait_for(state="hidden")


def test_escape_puts_the_words_away(visit: Visit) -> None:
    """https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus.html"""
    page = visit(PAGES["spacecraft"])
    mass = fact(page, "launch mass")
    mass.locator("summary").hover()
    mass.locator("blockquote").wait_for(state="visible")
    page.keyboard.press("Escape")
    mass.locator("blockquote").wait_for(state="hidden")


def test_a_click_keeps_the_words(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"])
    mass = fact(page, "launch mass")
    mass.locator("summary").click()
    page.get_by_role("heading", level=1).hover()
    page.wait_for_timeout(400)
    assert mass.locator("blockquote").is_visible()
    mass.locator("summary").click()
    mass.locator("blockquote").wait_for(state="hidden")


def test_the_words_stay_within_the_window(visit: Visit) -> None:
    page = visit(PAGES["mission"], viewport={"width": 700, "height": 900})
    for summary in page.locator(".evidence > summary").all()[:12]:
        summary.hover()
        words = page.locator(".evidence.peek .words")
        words.wait_for(state="visible")
        box = words.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 700
        assert page.evaluate("document.documentElement.scrollWidth") <= 700
        page.keyboard.press("Escape")


def test_a_finger_opens_the_words(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"], viewport=PHONE, is_mobile=True, has_touch=True)
    mass = fact(page, "launch mass")
    mass.locator("summary").tap()
    mass.locator("blockquote").wait_for(state="visible")
    assert mass.locator("mark").inner_text() == WORDS


def test_a_key_opens_the_words(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"])
    mass = fact(page, "launch mass")
    mass.locator("summary").focus()
    page.keyboard.press("Enter")
    mass.locator("blockquote").wait_for(state="visible")


def test_a_link_leads_to_the_place_in_the_document(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"])
    mass = fact(page, "launch mass")
    mass.locator("summary").click()
    mass.locator("figcaption a").click()
    page.wait_for_url("**/document/en.wikipedia.org/progress-ms-04.html#char=269,289")
    place = page.locator(".text").get_by_text(WORDS)
    box = place.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900, "the words are not in the window"


def test_planned_things_look_planned(visit: Visit) -> None:
    page = visit(PAGES["plan"])
    assert page.locator(".notice.planned").is_visible()
    line = page.locator("h1").evaluate("(e) => getComputedStyle(e).textDecorationStyle")
    assert line == "dashed"
    page = visit(PAGES["mission"])
    assert page.locator("svg.timeline .planned").count() > 0


def test_sides_of_a_disagreement_stand_side_by_side(visit: Visit) -> None:
    page = visit(PAGES["spacecraft"])
    page.locator("a.differs").first.click()
    sides = page.locator(".disagreement .side")
    boxes = [side.bounding_box() for side in sides.all()[:2]]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]
    assert {"2442 kg", "about 2450 kg"} <= {
        answer.split("\n")[0].removesuffix(" preferred")
        for answer in page.locator(".side .answer").all_inner_texts()
    }


@pytest.mark.parametrize("extension", ["ttl", "jsonld", "nt"])
def test_the_data_are_one_click_away(visit: Visit, extension: str) -> None:
    page = visit(PAGES["mission"])
    link = page.locator(".downloads a").and_(page.locator(f"[href$='.{extension}']"))
    answer = page.request.get(link.evaluate("(e) => e.href"))
    assert answer.url.endswith(f"/{MISSION}.{extension}")
    assert answer.ok
    quads = parse(answer.body(), RdfFormat.from_extension(extension))
    assert any(str(quad.object).endswith(f"/{CRAFT}>") for quad in quads)
