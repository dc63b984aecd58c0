"""The rules for w3id.org, on the Apache that w3id.org runs: people and programs are sent on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from downrange.publication.negotiation import w3id
from tests.publication.test_negotiation import CASES
from tests.web.asking import Answer, ask
from tests.web.hosts import apache, folder_for_anyone, free_port

pytestmark = pytest.mark.web

ELSEWHERE = "https://example.org/missions/"
MISSION = "id/mission/progress-ms-04"


@pytest.fixture(scope="module")
def w3id_address() -> Iterator[str]:
    """The folder ``downrange`` of a host like w3id.org."""
    port = free_port()
    with folder_for_anyone() as folder:
        rules = folder / "web" / "downrange" / ".htaccess"
        rules.parent.mkdir(parents=True)
        rules.write_text(w3id(ELSEWHERE), "utf-8")
        with apache(folder, port, "/"):
            yield f"http://127.0.0.1:{port}/downrange/"


def accepting(address: str, path: str, accept: str) -> Answer:
    return ask(address, path, **({"Accept": accept} if accept else {}))


@pytest.mark.parametrize(("accept", "extension"), CASES)
def test_everybody_is_sent_to_what_they_would_rather_have(
    w3id_address: str, accept: str, extension: str
) -> None:
    answer = accepting(w3id_address, MISSION, accept)
    if extension:
        assert answer.status == 303
        assert answer.headers["location"] == f"{ELSEWHERE}{MISSION}.{extension}"
    else:
        assert answer.status == 406


@pytest.mark.parametrize(
    ("path", "accept", "status", "expected"),
    [
        ("", "", 302, ""),
        ("ns", "text/turtle", 303, "ns.ttl"),
        (f"{MISSION}.ttl", "text/html", 302, f"{MISSION}.ttl"),
        ("dataset", "text/turtle", 303, "void.ttl"),
        ("passage/e.org/x/0a1b", "text/html", 303, "document/e.org/x.html#p-0a1b"),
        ("statement/e.org/x/0a1b", "text/turtle", 303, "document/e.org/x.ttl"),
        ("questions/masses", "", 303, "questions/masses.html"),
        ("search?q=a", "text/html", 303, "search.html?q=a"),
    ],
)
def test_every_kind_of_address_is_sent_on(
    w3id_address: str, path: str, accept: str, status: int, expected: str
) -> None:
    answer = accepting(w3id_address, path, accept)
    assert answer.status == status
    assert answer.headers["location"] == f"{ELSEWHERE}{expected}"
