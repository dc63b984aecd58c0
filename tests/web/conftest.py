"""The article's site on nginx and Apache, at the root of a host and below a path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.site import write_site
from tests.web.hosts import apache, folder_for_anyone, free_port, nginx

CYRILLIC = "Прогресс МС-99"
"""The title of a second document, so that some addresses are not ASCII."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site on a server: its address, which is the base of its IRIs, and what lies there."""

    address: str
    publication: Publication


HOSTS = {"nginx": nginx, "apache": apache}
PREFIXES = ("/", "/missions/")


def written(address: str, repository: Path, article: Path, folder: Path) -> Publication:
    """Write the site of the article into a folder, with this address as the base of its IRIs."""
    corpus = folder.parent / "other.jsonl"
    row = {"id": "other", "title": CYRILLIC, "text": "- Operator: Роскосмос\n\nIt was launched."}
    corpus.write_text(json.dumps(row), "utf-8")
    project = replace(Project.load(repository), base=address)
    publication = Publication.of(downrange.build([article, corpus], project=project))
    write_site(publication, folder)
    return publication


@pytest.fixture(
    scope="session",
    params=[(name, prefix) for name in HOSTS for prefix in PREFIXES],
    ids=[f"{name} at {prefix}" for name in HOSTS for prefix in PREFIXES],
)
def site(request: pytest.FixtureRequest, repository: Path, article: Path) -> Iterator[Site]:
    """The site on each server, at each place."""
    name, prefix = request.param
    port = free_port()
    address = f"http://127.0.0.1:{port}{prefix}"
    with folder_for_anyone() as folder:
        (folder / "web").mkdir()
        publication = written(address, repository, article, folder / "web" / prefix.strip("/"))
        (folder / "web").chmod(0o755)
        with HOSTS[name](folder, port, prefix):
            yield Site(address, publication)
