"""What the store tests share: a server for the session, and the article as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores.jena import Jena
from tests.stores.published import ARTICLE, built
from tests.stores.virtuoso import Virtuoso, running_virtuoso


@pytest.fixture(scope="session")
def article_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every file that a build of the article writes."""
    folder = tmp_path_factory.mktemp("article")
    built(ARTICLE).write(folder)
    return folder


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """One server for all tests; each says what it holds."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Jena:
    """Jena's command line tools."""
    return Jena.mended(tmp_path_factory.mktemp("jena"))
