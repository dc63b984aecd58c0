"""Hands a validation to an engine outside Python, and takes its report back.

For Apache Jena, TopQuadrant's engine, or any other that reads files and writes a standard
report: ``write_inputs``, then for example ``shacl validate --shapes shapes.ttl --data data.nt``,
then ``read_results``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from downrange.errors import Place, ValidationError
from downrange.validation.engine import Data, Result, ntriples
from downrange.validation.report_graph import read_report
from downrange.validation.shapes import ShapeSet


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files for the other engine; N-Triples, which is Turtle too."""

    shapes: Path
    data: Path


def write_inputs(shapes: ShapeSet, background: Data, data: Data, folder: Path) -> Inputs:
    """Write ``shapes.ttl`` and ``data.nt`` (the background included) into an existing folder.

    Anonymous shapes have the IRIs that ``downrange.validation.naming`` gives them, so that the
    report names the same shapes as other engines do.
    """
    inputs = Inputs(folder / "shapes.ttl", folder / "data.nt")
    inputs.shapes.write_bytes(ntriples(shapes.triples))
    inputs.data.write_bytes(ntriples(background) + b"\n" + ntriples(data))
    return inputs


def read_results(report: Path, shapes: ShapeSet) -> list[Result]:
    """The results of a standard report in Turtle, sorted like any engine's.

    Raises ``ValidationError`` where the file holds no such report.
    """
    try:
        triples = list(parse(report.read_bytes(), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ValidationError(
            f"the report is not valid Turtle: {error.msg}.",
            place=Place(str(report), error.lineno, error.offset),
            advice="Look whether the engine wrote an error message instead.",
        ) from None
    return read_report(triples, shapes)
