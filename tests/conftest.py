"""Fixtures that every test folder shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def article(repository: Path) -> Path:
    """The one article that the repository carries."""
    return repository / "data" / "documents" / "progress-ms-04.txt"


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of further material beside the checkout, which a user may not have.

    A test that asks for it is skipped, by name, where the folder is absent; in continuous
    integration (``CI=true``) its absence is a failure, so that no run passes by skipping.
    """
    folder = repository.parent / "shared"
    if not folder.is_dir():
        message = f"needs the folder {folder}, which is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
