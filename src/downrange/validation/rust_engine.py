"""The engine of the PyPI package ``shacl``, written in Rust: fast, young, and pinned.

https://github.com/pwin/SHACL_Engine
"""

from __future__ import annotations

import shacl
from pyoxigraph import Quad, RdfFormat, Triple, parse

from downrange.errors import Place, ValidationError
from downrange.validation.engine import Data, Result, ntriples
from downrange.validation.report_graph import read_report
from downrange.validation.shapes import ShapeSet


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
            raise ValidationError(
                f"shacl could not validate the data: {error}.",
                advice="Validate with --engine pyshacl, which may say more.",
            ) from error
        if not len(report):
            return []
        written = report.serialize("ntriples")
        return read_report(_parsed(written), self._shapes)


def _text(*parts: bytes) -> str:
    try:
        return b"\n".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValidationError(
            f"the data graph is not UTF-8: {error}.", advice="Convert the file to UTF-8."
        ) from error


def _parsed(text: str) -> list[Quad]:
    return list(parse(text, format=RdfFormat.N_TRIPLES))


def _compile(shapes: ShapeSet) -> shacl.Shapes:
    try:
        return _compile_triples(shapes.triples)
    except ValueError as error:
        for file in shapes.files:
            _blame(file.name, shapes.restricted_to(file).triples)
        raise ValidationError(f"the shapes are ill-formed: {error}.") from error


def _blame(name: str, triples: list[Triple]) -> None:
    """Raise ``ValidationError`` where this file, with those it needs, does not compile."""
    try:
        _compile_triples(triples)
    except ValueError as error:
        raise ValidationError(
            f"the shapes are ill-formed: {error}.",
            place=Place(name),
            advice="See shapes/README.md and https://www.w3.org/TR/shacl/.",
        ) from error


def _compile_triples(triples: list[Triple]) -> shacl.Shapes:
    return shacl.Shapes.from_text(ntriples(triples).decode(), format="ntriples")
