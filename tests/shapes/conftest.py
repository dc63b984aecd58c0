"""What the tests of the published shapes share."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.validation.background import read_background
from downrange.validation.engines import ENGINES
from downrange.validation.shapes import ShapeSet, document_shapes
from downrange.vocabulary import Vocabulary

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine's name in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def folder() -> Path:
    return REPOSITORY / "shapes"


@pytest.fixture(scope="session")
def ontology() -> bytes:
    """The ontology as it is joined to every data graph."""
    return read_background(REPOSITORY / "ontology")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(REPOSITORY / "ontology" / "spaceflight.ttl")


@pytest.fixture(scope="session")
def shapes(folder: Path) -> ShapeSet:
    """The shapes that run on one document's graph."""
    return document_shapes(folder)
