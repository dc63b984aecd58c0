"""The project's shapes as a whole; ``tests/shapes`` holds each to its examples, on both engines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyshacl
import pytest

from downrange.namespaces import expand
from downrange.validation.engine import Validator
from downrange.validation.engines import make_validator
from downrange.validation.shapes import (
    ShapeFile,
    ShapeSet,
    dataset_files,
    document_files,
)
from tests.validation.small import shape_set

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENT_FILES = document_files(REPOSITORY / "shapes")
DATASET_FILES = dataset_files(REPOSITORY / "shapes")


@lru_cache(maxsize=2)
def shapes_of(paths: tuple[Path, ...]) -> ShapeSet:
    return ShapeSet(ShapeFile.read(path) for path in paths)


def test_no_examples_without_shapes() -> None:
    named = {p.with_suffix(".examples.trig") for p in (*DOCUMENT_FILES, *DATASET_FILES)}
    assert set((REPOSITORY / "shapes").glob("*.examples.trig")) <= named


def test_there_are_shapes_of_both_kinds() -> None:
    assert DOCUMENT_FILES
    assert DATASET_FILES


@lru_cache(maxsize=1)
def shapes_of_shacl() -> Validator:
    """The shapes that every shapes graph conforms to; the file comes with pyshacl.

    https://www.w3.org/TR/shacl/#shacl-shacl
    """
    path = Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"
    return make_validator(ShapeSet([ShapeFile.read(path)]))


@pytest.mark.parametrize("paths", [DOCUMENT_FILES, DATASET_FILES], ids=["document", "dataset"])
def test_the_shapes_conform_to_the_shapes_of_shacl_itself(paths: list[Path]) -> None:
    assert shapes_of_shacl().validate(shapes_of(tuple(paths)).triples) == []


def test_the_shapes_of_shacl_itself_refuse_what_is_wrong() -> None:
    wrong = shape_set('shapes:S a sh:NodeShape ; sh:nodeKind "IRI" .')
    [result] = shapes_of_shacl().validate(wrong.triples)
    assert result.path == expand("sh:nodeKind")
