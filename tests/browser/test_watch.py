"""The watch sees what it is there to see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.hosts import file_server
from tests.browser.watching import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("<script>document.title = 'run'</script>", "Content Security Policy"),
        ("<p style='color: red'>red</p>", "Content Security Policy"),
        ("<img src='http://127.0.0.2:9/x.png' alt=''>", "Content Security Policy"),
        ("<script src='missing.js'></script>", "404"),
        ("<p>nothing wrong</p>", None),
    ],
)
def test_a_fault_is_complained_of(
    chromium: Browser, tmp_path: Path, fault: str, complaint: str | None
) -> None:
    (tmp_path / "page.html").write_text(
        f"<!DOCTYPE html><title>as made</title><link rel=icon href=data:,>{fault}", "utf-8"
    )
    with file_server(tmp_path) as address:
        context = chromium.new_context(base_url=address)
        watch = Watch(address)
        watch.over(context)
        page = context.new_page()
        page.goto("page.html", wait_until="networkidle")
        assert page.title() == "as made"
        context.close()
    if complaint is None:
        assert watch.complaints == []
    else:
        assert any(complaint in one for one in watch.complaints), watch.complaints


def test_another_host_is_complained_of(chromium: Browser, tmp_path: Path) -> None:
    """Where no policy forbids it: a link that is followed."""
    (tmp_path / "page.html").write_text(
        "<!DOCTYPE html><link rel=icon href=data:,><a href='http://127.0.0.2:9/'>away</a>", "utf-8"
    )
    with file_server(tmp_path) as address:
        context = chromium.new_context(base_url=address)
        watch = Watch(address)
        watch.over(context)
        page = context.new_page()
        page.goto("page.html")
        with context.expect_event("requestfailed"):
            page.get_by_text("away").click()
        context.close()
    assert any("another host: http://127.0.0.2:9/" in one for one in watch.complaints)
