"""The specification's own JSON schemas and examples, read where they lie."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

_HOME = "https://reconciliation-api.github.io/specs/0.2/schemas/"


def _folder(shared: Path) -> Path:
    return shared / "reconciliation" / "0.2"


@lru_cache(maxsize=1)
def _registry(shared: Path) -> Registry[Any]:
    found = []
    for path in sorted((_folder(shared) / "schemas").glob("*.json")):
        schema = json.loads(path.read_text("utf-8"))
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        found += [(_HOME + path.name, resource), (schema["$id"], resource)]
    return Registry().with_resources(found)


def problems(shared: Path, schema: str, instance: object) -> list[str]:
    """What a schema of the specification (``manifest``) finds wrong with a value."""
    registry = _registry(shared)
    contents = registry.contents(f"{_HOME}{schema}.json")
    validator = Draft7Validator(contents, registry=registry)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


def examples(shared: Path, kind: str, verdict: str) -> Iterator[tuple[str, Any]]:
    """The valid or invalid examples of a kind, by their file's name."""
    for path in sorted((_folder(shared) / "examples" / kind / verdict).glob("*.json")):
        yield path.name, json.loads(path.read_text("utf-8"))
