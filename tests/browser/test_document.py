"""A document's page: passages, what they say, and jumps to places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import BOTH_HOSTS, Visit
from tests.browser.kinds import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, BOTH_HOSTS]

SCRIPTS = pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])


def in_window(page: Page, words: str) -> bool:
    box = page.locator(".text").get_by_text(words).first.bounding_box()
    assert box is not None
    return 0 <= box["y"] <= 900


@SCRIPTS
def test_a_click_shows_what_a_passage_says(visit: Visit, java_script_enabled: bool) -> None:
    page = visit(PAGES["document"], java_script_enabled=java_script_enabled)
    assert page.locator(".note:visible").count() == 0
    page.locator("a.s", has_text="Launch Mass: 7285 kg").click()
    note = page.locator(".note:visible")
    note.wait_for()
    assert note.count() == 1
    said = note.locator(".statements").inner_text()
    assert "Progress MS-04 launch mass 7285 kg" in " ".join(said.split())
    note.get_by_role("link", name="Close").click()
    note.wait_for(state="hidden")


@SCRIPTS
def test_passages_that_nest_are_all_reached(visit: Visit, java_script_enabled: bool) -> None:
    """“the loss of 2,400 kg of cargo” lies within a longer passage of its sentence."""
    page = visit(PAGES["document"], java_script_enabled=java_script_enabled)
    page.locator("a.s.deep", has_text="loss of 2,400 kg").first.click()
    seen: set[str] = set()
    waiting = [page.url]
    while waiting:
        page.goto(waiting.pop())
        note = page.locator(".note:visible")
        note.wait_for()
        seen.add(str(note.get_attribute("id")))
        for link in note.locator("ul.alsohere a").all():
            name = str(link.get_attribute("href")).removeprefix("#")
            if name not in seen and "loss of 2,400 kg" in link.inner_text():
                waiting.append(f"{page.url.partition('#')[0]}#{name}")
    assert len(seen) > 1


def test_every_passage_can_be_shown(visit: Visit) -> None:
    page = visit(PAGES["document"])
    never = page.evaluate(
        """() => {
            const linked = new Set([...document.querySelectorAll("a[href^='#p-']")]
                .map((a) => a.getAttribute("href").slice(1)));
            return [...document.querySelectorAll(".note")].map((n) => n.id)
                .filter((id) => !linked.has(id));
        }"""
    )
    assert never == []
    assert page.locator(".note").count() > 100


@SCRIPTS
def test_a_jump_to_a_passage_needs_no_script(visit: Visit, java_script_enabled: bool) -> None:
    """“telemetry was lost at T+382.3 seconds” stands far down the page."""
    page = visit(PAGES["document"], java_script_enabled=java_script_enabled)
    assert not in_window(page, "T+382.3")
    anchor = page.locator(".at:has(+ a.s:text('telemetry was lost'))").last.get_attribute("id")
    assert anchor is not None
    assert anchor.startswith("char=")
    page = visit(f"{PAGES['document']}#{anchor}", java_script_enabled=java_script_enabled)
    assert in_window(page, "T+382.3")


def test_any_other_place_is_marked_by_the_script(visit: Visit, article: Path) -> None:
    text = article.read_text("utf-8")
    start = text.find("skies of Tuva")
    assert start > 0
    page = visit(f"{PAGES['document']}#char={start},{start + 13}")
    marked = "[...CSS.highlights.get('place')].map((range) => range.toString()).join('|')"
    page.wait_for_function("CSS.highlights.has('place')")
    assert page.evaluate(marked) == "skies of Tuva"
    assert in_window(page, "skies of Tuva")


def test_colour_tells_the_kind_and_the_line_how_sure(visit: Visit) -> None:
    page = visit(PAGES["document"])
    style = "(e) => [getComputedStyle(e).textDecorationStyle, getComputedStyle(e).color]"
    planned = page.locator("a.s", has_text="Orbit Inclination: 51.66°").first
    done = page.locator("a.s", has_text="Launch Mass: 7285 kg").first
    assert planned.evaluate(style)[0] == "dashed"
    assert done.evaluate(style)[0] == "solid"
    colour = "(e) => getComputedStyle(e).textDecorationColor"
    operator = page.locator("a.s", has_text="Operator: Roscosmos").first
    assert done.evaluate(colour) != operator.evaluate(colour)
