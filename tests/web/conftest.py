"""The article's site on nginx, on Apache and on our server, at the root and below a path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.site import write_site
from tests.web.hosts import apache, folder_for_anyone, free_port, nginx, serve

CYRILLIC = "Прогресс МС-99"
"""The title of a second document, so that some addresses are not ASCII."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site on a host: its address, which is the base of its IRIs, and what lies there."""

    host: str
    address: str
    publication: Publication
    log: Path


HOSTS = {"nginx": nginx, "apache": apache, "serve": serve}
PREFIXES = ("/", "/missions/")


@pytest.fixture(
    scope="session",
    params=[(name, prefix) for name in HOSTS for prefix in PREFIXES],
    ids=[f"{name} at {prefix}" for name in HOSTS for prefix in PREFIXES],
)
def site(request: pytest.FixtureRequest, repository: Path, article: Path) -> Iterator[Site]:
    """The site on each host, at each place."""
    with hosted(*request.param, repository, article) as site:
        yield site


@pytest.fixture(scope="session")
def served(repository: Path, article: Path) -> Iterator[Site]:
    """The site on our server, whose endpoint clients ask."""
    with hosted("serve", "/", repository, article) as site:
        yield site


@contextmanager
def hosted(name: str, prefix: str, repository: Path, article: Path) -> Iterator[Site]:
    """A site at a place of a host; the base of its IRIs is where it is."""
    port = free_port()
    address = f"http://127.0.0.1:{port}{prefix}"
    with folder_for_anyone() as folder:
        project = project_at(address, repository, article, folder / "project")
        publication = Publication.of(downrange.build(project=project))
        if name != "serve":
            (folder / "web").mkdir()
            write_site(publication, folder / "web" / prefix.strip("/"))
            (folder / "web").chmod(0o755)
        with HOSTS[name](folder, port, prefix):
            log = folder / ("project" if name == "serve" else "") / "output.log"
            yield Site(name, address, publication, log)


def project_at(address: str, repository: Path, article: Path, folder: Path) -> Project:
    """A project with the article and another document, whose IRIs begin with an address."""
    documents = folder / "data" / "documents"
    documents.mkdir(parents=True)
    settings = (repository / "downrange.toml").read_text("utf-8")
    base = Project.load(repository).base
    (folder / "downrange.toml").write_text(settings.replace(base, address), "utf-8")
    for file in article.parent.glob(f"{article.stem}*"):
        shutil.copy(file, documents)
    shutil.copytree(repository / "data" / "annotations", folder / "data" / "annotations")
    row = {"id": "other", "title": CYRILLIC, "text": "- Operator: Роскосмос\n\nIt was launched."}
    (documents / "other.jsonl").write_text(json.dumps(row), "utf-8")
    return Project.load(folder)
