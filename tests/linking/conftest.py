"""What the tests of linking share: the real ontology and its alignments."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.linking.alignment import Alignment
from downrange.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary(repository: Path) -> Vocabulary:
    return Vocabulary.load(repository / "ontology" / "spaceflight.ttl")


@pytest.fixture(scope="session")
def alignment(repository: Path, vocabulary: Vocabulary) -> Alignment:
    return Alignment.load(repository / "ontology" / "alignments.ttl", vocabulary)
