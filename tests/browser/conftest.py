"""A headless Chromium, and the article's site for it to read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.site import write_site
from tests.browser.hosts import file_server
from tests.browser.watching import Watch
from tests.web.conftest import hosted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}

FILES, SERVER = "files", "server"
BOTH_HOSTS = pytest.mark.parametrize("address", [FILES, SERVER], indirect=True, scope="session")
ON_SERVER = pytest.mark.parametrize("address", [SERVER], indirect=True, scope="session")

OpenContext = Callable[..., "BrowserContext"]
Visit = Callable[..., "Page"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, repository: Path, article: Path) -> Path:
    """The static site of the article."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    dataset = downrange.build([article], project=Project.load(repository))
    write_site(Publication.of(dataset), folder)
    return folder


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the site is, ending in a slash: files, or ``downrange serve`` for ``BOTH_HOSTS``."""
    if getattr(request, "param", FILES) == FILES:
        with file_server(request.getfixturevalue("site")) as address:
            yield address
    else:
        repository, article = (request.getfixturevalue(n) for n in ("repository", "article"))
        with hosted("serve", "/", repository, article) as served:
            yield served.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only this group needs it

    program = shutil.which("chromium")
    assert program, "needs Debian's package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium: Browser, address: str) -> Iterator[OpenContext]:
    """Opens contexts with options of Playwright's ``new_context``; nothing may be complained of."""
    opened: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_context(**options: object) -> BrowserContext:
        context = chromium.new_context(
            **{"viewport": DESK, "base_url": address, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(10_000)
        watches.append(Watch(address))
        watches[-1].over(context)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert [complaint for watch in watches for complaint in watch.complaints] == []


@pytest.fixture
def visit(open_context: OpenContext) -> Visit:
    """Opens a page, by default on a desk, in the light, with JavaScript."""

    def visit(path: str, **options: object) -> Page:
        page = open_context(**options).new_page()
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return page

    return visit


@pytest.fixture(scope="session")
def pictures(repository: Path) -> Path:
    """Where screenshots are left for people: ``DOWNRANGE_PICTURES``, or else an ignored folder."""
    folder = Path(os.environ.get("DOWNRANGE_PICTURES", repository / ".ci" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
