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


def run(app: Application, case: Case, root: str = "") -> None:
    answer = ask(app, f"{root}/{case.path}", **case.headers)
    case.check(answer, f"{HOST}{root}/")


def name(case: Case) -> str:
    return f"{case.path} {case.accept[:60]}"


@pytest.mark.parametrize("case", [*CASES, *EXACT], ids=name)
def test_the_table(app: Application, case: Case) -> None:
    run(app, case)


def test_what_a_document_says_is_told_on_its_page(
    app: Application, publication: Publication
) -> None:
    for case in told_of(publication):
        run(app, case)


def test_addresses_that_are_not_ascii(app: Application, publication: Publication) -> None:
    (path,) = (p for p in publication.paths() if p.startswith("id/mission/прогресс"))
    for case in not_ascii(publication, path):
        run(app, case)


@pytest.fixture(scope="module")
def below(publication: Publication, downloads: Mapping[str, Download]) -> Application:
    """The application as a proxy shows it below a path."""
    return application(publication, downloads, root_path="/missions/")


def test_the_table_below_a_path(below: Application, publication: Publication) -> None:
    """All of it but the files themselves, which are the same."""
    for case in (*CASES, *told_of(publication)):
        if case.status != 200:
            run(below, case, "/missions")


def test_a_proxy_may_strip_the_path_or_not(below: Application) -> None:
    for target in ("/missions/ns", "/ns"):
        assert ask(below, target).headers["location"] == "/missions/ns.html"
    for target in ("/missions/robots.txt", "/robots.txt", "/missions/robots.txt"):
        assert ask(below, target).status == 200
    assert ask(below, "/missionsns").status == 404
    bare = ask(below, "/missions")
    assert (bare.status, bare.headers["location"]) == (308, "/missions/"), "for relative links"
