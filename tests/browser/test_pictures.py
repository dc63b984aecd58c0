"""Every kind of page as a picture, for people to look at: in ``.ci/pictures``, or wherever
``DOWNRANGE_PICTURES`` says. ``entity.png`` and ``document.png`` are those of the README, which
are copied to ``docs/images`` when the look changes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, ON_SERVER, PHONE, Visit
from tests.browser.kinds import PAGES, SERVED

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n"
TALLEST = 3000
README_SIZE = {"width": 1280, "height": 880}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("device", ["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_picture_of_each_kind(
    visit: Visit, pictures: Path, name: str, device: str, colours: str
) -> None:
    phone = device == "phone"
    viewport = PHONE if phone else DESK
    page = visit(
        PAGES[name], color_scheme=colours, viewport=viewport, is_mobile=phone, has_touch=phone
    )
    page.wait_for_load_state("networkidle")
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    file = pictures / f"{name}-{device}-{colours}.png"
    page.screenshot(
        path=file,
        full_page=True,
        clip={"x": 0, "y": 0, "width": viewport["width"], "height": height},
    )
    assert file.read_bytes().startswith(PNG)


@ON_SERVER
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", SERVED)
def test_a_picture_of_the_server_s_own(
    visit: Visit, pictures: Path, name: str, colours: str
) -> None:
    page = visit(SERVED[name], color_scheme=colours)
    page.wait_for_load_state("networkidle")
    file = pictures / f"{name}-desk-{colours}.png"
    page.screenshot(path=file)
    assert file.read_bytes().startswith(PNG)


def test_an_entity_for_the_readme(visit: Visit, pictures: Path) -> None:
    """With the words of one fact shown."""
    page = visit(PAGES["mission"], viewport=README_SIZE)
    fact = page.locator(".fact", has=page.get_by_role("link", name="outcome", exact=True)).first
    fact.locator("summary").first.hover()
    fact.locator("blockquote").first.wait_for()
    page.screenshot(path=pictures / "entity.png")


def test_a_document_for_the_readme(visit: Visit, pictures: Path) -> None:
    """With what one passage says."""
    page = visit(PAGES["document"], viewport=README_SIZE)
    page.locator("a.s", has_text="telemetry was lost").first.click()
    page.locator(".note:visible").wait_for()
    page.screenshot(path=pictures / "document.png")


def test_the_readme_shows_both(repository: Path) -> None:
    shown = re.findall(r"\]\((docs/images/[a-z]+\.png)\)", (repository / "README.md").read_text())
    assert shown == ["docs/images/entity.png", "docs/images/document.png"]
    for name in shown:
        picture = (repository / name).read_bytes()
        assert picture.startswith(PNG)
        assert int.from_bytes(picture[16:20]) == README_SIZE["width"]
