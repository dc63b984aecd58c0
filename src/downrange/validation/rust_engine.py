"""The engine of the PyPI package ``shacl``, written in Rust: fast, young, and pinned.

https://github.com/pwin/SHACL_Engine
"""

from __future__ import annotations

import shacl
from pyoxigraph import RdfFormat, parse

from downrange.errors import Place, ValidationError
from downrange.validation.engine import Data, Result, ntriples
from downrange.validation.report_graph import read_report
from downrange.validation.shapes import ShapeFile, ShapeSet
from downrange.validation.wording import harmless


class RustValidator:
    """Shapes compiled by ``shacl``; ``background`` (the ontology) is part of every data graph.

    Raises ``ValidationError`` where shapes are ill-formed, naming the file.
    """

    name = "shacl"

    def __init__(self, shapes: ShapeSet, background: Data) -> None:
        self._shapes = shapes
        self._background = ntriples(background)
        self._compiled = _compile(shapes)

    def validate(self, data: Data) -> list[Result]:
        text = _text(self._background, ntriples(data))
        try:
            report = self._compiled.validate_text(text, format="ntriples")
        except ValueError as error:
            for file, own in self._shapes.by_file():
                _blame(file, own, text)
            raise ValidationError(
                f"shacl could not read the data: {harmless(str(error))}."
            ) from error
        if not len(report):
            return []
        written = report.serialize("ntriples")
        return read_report(parse(written, format=RdfFormat.N_TRIPLES), self._shapes)


def _text(*parts: bytes) -> str:
    try:
        return b"\n".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValidationError(
            f"the data graph is not UTF-8: {error}.", advice="Convert the file to UTF-8."
        ) from error


def _compile(shapes: ShapeSet) -> shacl.Shapes:
    try:
        return _compiled(shapes)
    except ValueError as error:
        for file, own in shapes.by_file():
            _blame(file, own, "")
        raise ValidationError(f"the shapes are ill-formed: {harmless(str(error))}.") from error


def _compiled(shapes: ShapeSet) -> shacl.Shapes:
    return shacl.Shapes.from_text(ntriples(shapes.triples).decode(), format="ntriples")


def _blame(file: ShapeFile, own: ShapeSet, text: str) -> None:
    """Raise ``ValidationError`` where this file's shapes fail to compile or to run on the data."""
    try:
        _compiled(own).validate_text(text, format="ntriples")
    except ValueError as error:
        raise ValidationError(
            f"the shapes are ill-formed: {harmless(str(error))}.",
            place=Place(file.name),
            advice="See shapes/README.md and https://www.w3.org/TR/shacl/.",
        ) from error
