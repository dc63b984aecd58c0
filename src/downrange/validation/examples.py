"""Checks shapes against their examples: data that conform, and data that must fail just so.

``shapes/README.md`` has the conventions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from downrange.validation.coverage import can_fail
from downrange.validation.engine import Data
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
    background = background if isinstance(background, bytes) else list(background)
    failures: list[ExampleFailure] = []
    seen: set[Path] = set()
    for paths in (document_files(folder), dataset_files(folder)):
        if not paths:
            continue
        shapes = ShapeSet(ShapeFile.read(path) for path in paths)
        for path, file in zip(paths, shapes.files, strict=True):
            if path.name != HEADER:
                examples = path.with_suffix(".examples.trig")
                seen.add(examples)
                failures += _check_file(shapes, file, examples, background, engine)
    for stray in sorted(set(folder.glob("*.examples.trig")) - seen):
        failures.append(ExampleFailure(stray.name, "", "there is no file of shapes of that name"))
    return failures


def _check_file(
    shapes: ShapeSet, file: ShapeFile, path: Path, background: Data, engine: str
) -> Iterator[ExampleFailure]:
    if not path.exists():
        yield ExampleFailure(path.name, "", "is missing; every file of shapes has examples")
        return
    examples = read_examples(path)
    yield from _misnamed(path, examples)
    own = shapes.restricted_to(file)
    validator = make_validator(own, background, engine)
    given: set[Term | None] = set()
    for example in examples:
        results = [
            result
            for result in validator.validate(example.quads)
            if own.file_of(result.source_shape) is file
        ]
        given.update(r.source_constraint or r.source_shape for r in results)
        for message in differences(example.expectations, results):
            yield ExampleFailure(path.name, example.name, message)
    for shape in sorted(can_fail(own) & file.described(), key=str):
        if shape not in given:
            yield ExampleFailure(path.name, local_name(shape), "no example makes this shape fail")
        if not own.states_message(shape, None):
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
