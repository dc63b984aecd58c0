"""The article's publication, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import downrange
from downrange.dataset import Dataset
from downrange.project import Project
from downrange.publication import Publication
from tests.publication.pages import Element, parsed

MISSION = "id/mission/progress-ms-04"
DOCUMENT = "document/en.wikipedia.org/progress-ms-04"

GetPage = Callable[[str], Element]


@pytest.fixture(scope="session")
def dataset(repository: Path, article: Path) -> Dataset:
    return downrange.build([article], project=Project.load(repository))


@pytest.fixture(scope="session")
def publication(dataset: Dataset) -> Publication:
    return Publication.of(dataset)


@pytest.fixture(scope="session")
def text(article: Path) -> str:
    return article.read_text("utf-8")


@pytest.fixture(scope="session")
def get(publication: Publication) -> GetPage:
    """A page as a tree."""
    made: dict[str, Element] = {}

    def get(path: str) -> Element:
        if path not in made:
            html = publication.page(path)
            assert html is not None, f"no page {path}"
            made[path] = parsed(html)
        return made[path]

    return get
