"""Checks shapes against their examples: data that conform, and data that must fail just so.

``shapes/README.md`` has the conventions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from downrange.validation.coverage import can_fail
from downrange.validation.engine import Data, Validator, ntriples
from downrange.validation.engines import make_validator
from downrange.validation.expectations import Example, differences, local_name, read_examples
from downrange.validation.shapes import (
    HEADER,
    ShapeFile,
    ShapeSet,
    dataset_files,
    document_files,
)
from downrange.validation.triples import Term


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """What is wrong with an example, or with a shape that no example tests.

    ``example`` is the local name of the example, or the shape, or empty where it is the file.
    """

    file: str
    example: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.example, self.message) if part)


def check_examples(folder: Path, background: Data = b"", engine: str = "") -> list[ExampleFailure]:
    """Everything wrong with the examples beside the shapes of a folder, by one engine.

    ``background`` is the ontology, as for ``make_validator``. Empty means that every example
    gives exactly the results it states, that every file of shapes has valid and invalid examples,
    and that every shape that can fail does, and says what was expected. Raises
    ``ValidationError`` where shapes or examples cannot be read at all.
    """
    background = ntriples(background)
    failures: list[ExampleFailure] = []
    strays = set(folder.glob("*.examples.trig"))
    for paths in filter(None, (document_files(folder), dataset_files(folder))):
        shapes = ShapeSet(ShapeFile.read(path) for path in paths)
        for path in paths:
            strays.discard(_examples_of(path))
            failures += check_file(shapes, path, background, engine)
    for stray in sorted(strays):
        failures.append(ExampleFailure(stray.name, "", "there is no file of shapes of that name"))
    return failures


def check_file(
    shapes: ShapeSet, path: Path, background: Data = b"", engine: str = ""
) -> list[ExampleFailure]:
    """What ``check_examples`` finds about the file ``path``, one of those in ``shapes``."""
    if path.name == HEADER:
        return []
    examples = _examples_of(path)
    if not examples.exists():
        message = "is missing; every file of shapes has examples"
        return [ExampleFailure(examples.name, "", message)]
    file = next(file for file in shapes.files if file.name == str(path))
    own = shapes.restricted_to(file)
    return list(_failures(own, file, examples, make_validator(own, background, engine)))


def _examples_of(path: Path) -> Path:
    return path.with_suffix(".examples.trig")


def _failures(
    shapes: ShapeSet, file: ShapeFile, path: Path, validator: Validator
) -> Iterator[ExampleFailure]:
    examples = read_examples(path)
    yield from _misnamed(path, examples)
    failed: set[Term | None] = set()
    for example in examples:
        results = [
            result
            for result in validator.validate(example.quads)
            if shapes.file_of(result.source_shape) is file
        ]
        failed.update(result.source_constraint or result.source_shape for result in results)
        for message in differences(example.expectations, results):
            yield ExampleFailure(path.name, example.name, message)
    for shape in sorted(can_fail(shapes) & file.described(), key=str):
        if shape not in failed:
            yield ExampleFailure(path.name, local_name(shape), "no example makes this shape fail")
        if not shapes.states_message(shape, None):
            yield ExampleFailure(file.name, local_name(shape), "has no sh:message")


def _misnamed(path: Path, examples: Sequence[Example]) -> Iterator[ExampleFailure]:
    for kind in ("valid-", "invalid-"):
        if not any(example.name.startswith(kind) for example in examples):
            yield ExampleFailure(path.name, "", f"has no example called {kind}…")
    for example in examples:
        if not example.quads:
            yield ExampleFailure(path.name, example.name, "is expected to fail but has no data")
        elif example.valid and example.expectations:
            yield ExampleFailure(path.name, example.name, "is called valid but expects results")
        elif not example.valid and not example.name.startswith("invalid-"):
            yield ExampleFailure(path.name, example.name, "is called neither valid-… nor invalid-…")
        elif not example.valid and not example.expectations:
            yield ExampleFailure(path.name, example.name, "is called invalid but expects no result")
