"""axe-core finds no serious problem on any kind of page, light or dark, on a desk or a phone.

https://github.com/dequelabs/axe-core, rules of WCAG 2.2 AA and good practice.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import DESK, ON_SERVER, PHONE, Visit
from tests.browser.hosts import file_server
from tests.browser.kinds import PAGES, REFUSED, SERVED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
_RUN = """async () => (await axe.run(document, {
    preload: false,
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
})).violations.map((violation) => ({
    rule: violation.id, impact: violation.impact, help: violation.help,
    nodes: violation.nodes.map((node) => node.html.slice(0, 200)),
}))"""


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's program, as ``npm ci`` in this folder put it there."""
    file = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    assert file.is_file(), f"run npm ci in {Path(__file__).parent}"
    return file.read_text("utf-8")


def problems(page: Page, axe: str) -> list[str]:
    """What axe finds serious, a line for each."""
    page.evaluate(axe)
    return [
        f"{found['impact']} {found['rule']}: {found['help']}\n  " + "\n  ".join(found["nodes"])
        for found in page.evaluate(_RUN)
        if found["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_problem(visit: Visit, axe: str, name: str, colours: str) -> None:
    page = visit(PAGES[name], color_scheme=colours)
    assert problems(page, axe) == []


@ON_SERVER
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", [*SERVED.values(), *REFUSED.values()])
def test_no_serious_problem_on_the_server_s_own_pages(
    chromium: Browser,
    address: str,
    axe: str,
    path: str,
    colours: Literal["light", "dark"],
    viewport: ViewportSize,
) -> None:
    page = chromium.new_page(base_url=address, color_scheme=colours, viewport=viewport)
    answer = page.goto(path)
    assert answer is not None
    assert answer.headers["content-type"].startswith("text/html")
    assert problems(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.close()


@pytest.mark.parametrize("name", ["front", "mission", "document", "conflicts"])
def test_no_serious_problem_on_a_phone(visit: Visit, axe: str, name: str) -> None:
    page = visit(PAGES[name], viewport=PHONE, is_mobile=True, has_touch=True)
    assert problems(page, axe) == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_problem_with_everything_open(
    visit: Visit, axe: str, viewport: dict[str, int]
) -> None:
    page = visit(PAGES["mission"], viewport=viewport)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert problems(page, axe) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p style='color: #bbb; background: #fff'>pale</p>", "color-contrast"),
        ("<img src='data:,'>", "image-alt"),
        ("<input>", "label"),
    ],
)
def test_a_problem_is_found(
    chromium: Browser, axe: str, tmp_path: Path, body: str, rule: str
) -> None:
    """Seeded faults, on a page without a policy."""
    (tmp_path / "page.html").write_text(
        f"<!DOCTYPE html><html lang=en><title>t</title><main><h1>t</h1>{body}</main>", "utf-8"
    )
    with file_server(tmp_path) as address:
        page = chromium.new_page(base_url=address, bypass_csp=True)
        page.goto("page.html")
        assert any(f" {rule}: " in problem for problem in problems(page, axe))
        page.close()
