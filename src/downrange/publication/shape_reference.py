"""The reference of the shapes: what the data are held to, in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from downrange.namespaces import SF, contract, expand
from downrange.project import Project
from downrange.publication.names import SHAPES, Names, Reference
from downrange.resources import Resource
from downrange.validation.shapes import (
    ADVICE,
    TARGETS,
    ShapeFile,
    ShapeSet,
    dataset_files,
    document_files,
)
from downrange.validation.triples import Term

_VALUE = re.compile(r"\{\?\w+\}")
"""Where a message has a value of the offender."""

_PATH = expand("sh:path")
_MESSAGE = expand("sh:message")
_PROPERTY = expand("sh:property")
_SPARQL = expand("sh:sparql")
_SEVERITY = expand("sh:severity")
_COMMENT = expand("rdfs:comment")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule: the property it is about (may be empty), what is expected, what to do if not."""

    property: Reference | None
    path: str
    message: str
    advice: str
    severity: str


@dataclass(frozen=True, slots=True)
class ShapePage:
    """A named shape with its rules."""

    name: str
    comment: str
    targets: tuple[Reference, ...]
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class ShapeReference:
    """Reads the shapes for their reference."""

    project: Project
    names: Names

    @cached_property
    def _set(self) -> ShapeSet:
        folder = self.project.resource(Resource.SHAPES)
        files = sorted({*document_files(folder), *dataset_files(folder)})
        return ShapeSet(ShapeFile.read(path) for path in files)

    @cached_property
    def pages(self) -> tuple[ShapePage, ...]:
        """The named shapes that have a target, by name."""
        named = {
            shape
            for shape in self._set.shapes()
            if self._targets(shape) and shape.value.startswith(SHAPES)
        }
        return tuple(self._page(shape) for shape in sorted(named, key=str))

    def of_term(self, term: NamedNode) -> list[Reference]:
        """The shapes that a class is the target of, or a property is held to."""
        return self._by_term.get(term.value, [])

    @cached_property
    def _by_term(self) -> dict[str, list[Reference]]:
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for page in self.pages:
            reference = Reference(SHAPES + page.name, page.name, "shapes", page.name)
            properties = [c.property for c in page.constraints if c.property]
            for used in {target.iri for target in (*page.targets, *properties)}:
                found[used].append(reference)
        return found

    def _targets(self, shape: NamedNode) -> list[NamedNode]:
        return [
            target
            for predicate in TARGETS
            for target in self._set.graph.objects(shape, predicate)
            if isinstance(target, NamedNode)
        ]

    def _page(self, shape: NamedNode) -> ShapePage:
        graph = self._set.graph
        return ShapePage(
            shape.value.removeprefix(SHAPES),
            graph.text(shape, _COMMENT),
            tuple(
                self.names.reference(target.value)
                for target in sorted(self._targets(shape), key=str)
            ),
            tuple(sorted(self._constraints(shape), key=lambda c: (c.path, c.message))),
        )

    def _constraints(self, shape: NamedNode) -> Iterator[Constraint]:
        graph = self._set.graph
        if graph.text(shape, _MESSAGE):
            yield self._constraint(shape, shape, None)
        for predicate in (_PROPERTY, _SPARQL):
            for part in graph.objects(shape, predicate):
                yield self._constraint(shape, part, graph.first(part, _PATH))

    def _constraint(self, shape: NamedNode, part: Term, path: Term | None) -> Constraint:
        graph = self._set.graph
        severity = graph.first(part, _SEVERITY) or graph.first(shape, _SEVERITY)
        term = path if isinstance(path, NamedNode) and path.value.startswith(SF) else None
        return Constraint(
            self.names.reference(term.value) if term else None,
            self._path(path),
            _VALUE.sub("…", graph.text(part, _MESSAGE)),
            graph.text(part, ADVICE) or graph.text(shape, ADVICE),
            severity.value.rpartition("#")[2] if isinstance(severity, NamedNode) else "Violation",
        )

    def _path(self, path: Term | None) -> str:
        if path is None:
            return ""
        return contract(path) if isinstance(path, NamedNode) else "a path of several properties"
