"""The ontology as validation needs it: joined to every data graph.

SHACL looks for subclasses in the data graph (``sh:targetClass sf:Event`` must reach an
``sf:Docking``), and shapes ask which properties are ``sf:evidenced``.
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from downrange.errors import Place, ValidationError
from downrange.validation.engine import ntriples

ONTOLOGY = "spaceflight.ttl"


def read_background(folder: Path) -> bytes:
    """The ontology of a folder (``ontology/``) as N-Triples, to be given to ``make_validator``.

    Raises ``ValidationError`` where it is missing or no Turtle.
    """
    path = folder / ONTOLOGY
    try:
        return ntriples(parse(path.read_bytes(), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ValidationError(
            f"the ontology is not valid Turtle: {error.msg}.",
            place=Place(str(path), error.lineno, error.offset),
            advice="Correct the line.",
        ) from None
    except OSError as error:
        raise ValidationError(
            f"the ontology cannot be read: {error}.",
            advice="Name its folder in downrange.toml, or reinstall downrange.",
        ) from error
