"""The ontology's files, as the tests of this folder read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def ontology(repository: Path) -> Path:
    """The folder of the ontology."""
    return repository / "ontology"


@pytest.fixture(scope="session")
def spaceflight(ontology: Path) -> str:
    """The Turtle of the ontology itself."""
    return (ontology / "spaceflight.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vocabulary(ontology: Path) -> Vocabulary:
    """The ontology as the code sees it."""
    return Vocabulary.load(ontology / "spaceflight.ttl")
