"""What holds for every kind of page: it fits a phone, is dark in the dark, needs no script."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, Visit
from tests.browser.kinds import PAGES

pytestmark = pytest.mark.browser

EVERY = pytest.mark.parametrize("name", PAGES)
_LIGHTNESS = """() => {
    const lightness = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const style = getComputedStyle(document.body);
    return [lightness(style.backgroundColor), lightness(style.color)];
}"""


@EVERY
@pytest.mark.parametrize("width", [320, 375])
def test_no_page_is_wider_than_a_phone(visit: Visit, name: str, width: int) -> None:
    page = visit(PAGES[name], viewport={**PHONE, "width": width}, is_mobile=True, has_touch=True)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    beyond = page.evaluate(
        """(width) => document.documentElement.scrollWidth <= width ? [] :
            [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > width)
                .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5)""",
        width,
    )
    assert beyond == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@EVERY
def test_dark_and_light(visit: Visit, name: str) -> None:
    paper, ink = visit(PAGES[name], color_scheme="light").evaluate(_LIGHTNESS)
    assert paper > 0.9
    assert ink < 0.2
    paper, ink = visit(PAGES[name], color_scheme="dark").evaluate(_LIGHTNESS)
    assert paper < 0.15
    assert ink > 0.7


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"found"}))
def test_without_a_script_the_page_says_the_same(visit: Visit, name: str) -> None:
    """But for the results of a search, instead of which everything is listed."""
    without = visit(PAGES[name], java_script_enabled=False).locator("main").inner_text()
    assert len(without) > 60
    assert visit(PAGES[name]).locator("main").inner_text() == without


def test_all_pages_are_reached_from_the_front(visit: Visit) -> None:
    page = visit(PAGES["front"])
    for name in ("Search", "Questions", "Conflicts", "Ontology", "Data"):
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name).click()
        page.wait_for_load_state()
        current = page.locator("nav [aria-current]")
        assert current.inner_text() == name
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_question_shows_its_live_answer(visit: Visit) -> None:
    """“710 kg” of fuel is what the infobox says."""
    page = visit(PAGES["questions"])
    page.get_by_role("link", name="Cargo manifest", exact=True).click()
    page.wait_for_url("**/questions/cargo-manifest.html")
    cells = page.locator("td").all_inner_texts()
    assert any("710" in cell for cell in cells)
