"""Validates a dataset: each document's graph by itself, then all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from pyoxigraph import Quad

from downrange.collecting import rarely_collected
from downrange.findings import Finding
from downrange.graph.document import DocumentGraph
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.background import read_background
from downrange.validation.engine import Validator
from downrange.validation.engines import make_validator
from downrange.validation.report import Report, make_report
from downrange.validation.shapes import ShapeSet, dataset_shapes, document_shapes


class Validated(Protocol):
    """What is validated."""

    @property
    def project(self) -> Project: ...
    @property
    def graphs(self) -> tuple[DocumentGraph, ...]: ...
    @property
    def quads(self) -> frozenset[Quad]: ...
    @property
    def noticed(self) -> tuple[Finding, ...]: ...


@rarely_collected()
def validate(dataset: Validated, engine: str = "") -> Report:
    """The report on a dataset, with the findings of its readers and mappings.

    Shapes run on one document's graph with the direct triples it gives; those that need
    several documents run on the union. Raises ``ValidationError`` where an engine or a shape
    is missing or wrong.
    """
    folder = dataset.project.resource(Resource.SHAPES)
    background = read_background(dataset.project.resource(Resource.ONTOLOGY))
    shapes = document_shapes(folder)
    validator = make_validator(shapes, background, engine)
    reports = [_report(validator, g.quads, shapes, g.iri.value) for g in dataset.graphs]
    together = dataset_shapes(folder) if len(dataset.graphs) > 1 else None
    if together is not None:
        of_all = make_validator(together, background, engine)
        reports.append(_report(of_all, dataset.quads, together, ""))
    return Report.joined(reports, dataset.noticed)


def _report(validator: Validator, quads: Iterable[Quad], shapes: ShapeSet, document: str) -> Report:
    data = list(quads)
    return make_report(validator.validate(data), data, shapes, document)
