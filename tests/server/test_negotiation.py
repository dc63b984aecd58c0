"""The server negotiates as the table says, at the root of a host and below a path."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from downrange.publication import Publication
from downrange.server import Application, application
from downrange.server.downloads import Download
from tests.server.asking import ask
from tests.server.negotiation_cases import CASES, EXACT, Case, not_ascii, told_of

HOST = "http://example.org"


@pytest.fixture(scope="module", params=["", "/missions"])
def host(
    request: pytest.FixtureRequest, publication: Publication, downloads: Mapping[str, Download]
) -> tuple[Application, str]:
    """The application, and where it is seen."""
    root: str = request.param
    return application(publication, downloads, root_path=root), f"{HOST}{root}/"


def run(host: tuple[Application, str], case: Case) -> None:
    app, address = host
    case.check(ask(app, f"{address.removeprefix(HOST)}{case.path}", **case.headers), address)


@pytest.mark.parametrize(
    "case", [*CASES, *EXACT], ids=lambda case: f"{case.path} {case.accept[:60]}"
)
def test_the_table(host: tuple[Application, str], case: Case) -> None:
    run(host, case)


def test_what_a_document_says_is_told_on_its_page(
    host: tuple[Application, str], publication: Publication
) -> None:
    for case in told_of(publication):
        run(host, case)


def test_addresses_that_are_not_ascii(
    host: tuple[Application, str], publication: Publication
) -> None:
    (path,) = (p for p in publication.paths() if p.startswith("id/mission/прогресс"))
    for case in not_ascii(publication, path):
        run(host, case)


def test_a_proxy_may_strip_the_path_or_not(
    publication: Publication, downloads: Mapping[str, Download]
) -> None:
    app = application(publication, downloads, root_path="/missions/")
    for target in ("/missions/ns", "/ns"):
        assert ask(app, target).headers["location"] == "/missions/ns.html"
    assert ask(app, "/missionsns").status == 404
    bare = ask(app, "/missions")
    assert (bare.status, bare.headers["location"]) == (308, "/missions/"), "for relative links"
