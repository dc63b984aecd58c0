"""The article's publication as an application, made once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.server import Application, application
from downrange.server.downloads import Download, downloads_of_dataset
from tests.server.asking import Answer, ask

MISSION = "id/mission/progress-ms-04"
DOCUMENT = "document/en.wikipedia.org/progress-ms-04"
CYRILLIC = "Прогресс МС-99"
"""The title of a second document, so that some addresses are not ASCII."""

CHANGED = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)

Get = Callable[..., Answer]


@pytest.fixture(scope="session")
def publication(
    repository: Path, article: Path, tmp_path_factory: pytest.TempPathFactory
) -> Publication:
    corpus = tmp_path_factory.mktemp("documents") / "other.jsonl"
    row = {"id": "other", "title": CYRILLIC, "text": "- Operator: Роскосмос\n\nIt was launched."}
    corpus.write_text(json.dumps(row), "utf-8")
    project = Project.load(repository)
    return Publication.of(downrange.build([article, corpus], project=project))


@pytest.fixture(scope="session")
def downloads(publication: Publication) -> Mapping[str, Download]:
    return downloads_of_dataset(publication.reading.dumps)


@pytest.fixture(scope="session")
def app(publication: Publication, downloads: Mapping[str, Download]) -> Application:
    return application(publication, downloads, modified=CHANGED)


@pytest.fixture(scope="session")
def get(app: Application) -> Get:
    """Ask the application for a target."""

    def get(target: str, method: str = "GET", /, **headers: str) -> Answer:
        return ask(app, target, method, **headers)

    return get
