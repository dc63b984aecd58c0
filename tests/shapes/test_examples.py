"""Every example beside the shapes gives exactly the results it states, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.validation.examples import check_examples, check_file
from downrange.validation.shapes import HEADER, ShapeFile, ShapeSet, dataset_files, document_files

SHAPES = Path(__file__).resolve().parents[2] / "shapes"
FILES = [p for p in (*document_files(SHAPES), *dataset_files(SHAPES)) if p.name != HEADER]


@pytest.fixture(scope="module")
def sets() -> dict[bool, ShapeSet]:
    """The shapes for one document (``False``) and for many (``True``)."""
    return {
        several: ShapeSet(ShapeFile.read(path) for path in files(SHAPES))
        for several, files in ((False, document_files), (True, dataset_files))
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_give_what_they_state(
    path: Path, engine: str, sets: dict[bool, ShapeSet], ontology: bytes
) -> None:
    shapes = sets[path.name.startswith("dataset-")]
    failures = check_file(shapes, path, ontology, engine)
    assert [str(failure) for failure in failures] == []


def test_no_file_of_examples_is_left_over(ontology: bytes) -> None:
    assert [str(failure) for failure in check_examples(SHAPES, ontology, "shacl")] == []
