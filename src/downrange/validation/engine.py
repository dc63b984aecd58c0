"""What a validation engine is, and what it gives: the one interface of all SHACL engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from downrange.findings import Severity
from downrange.validation.paths import Path, show_path
from downrange.validation.triples import Node, Term, as_term

Data = Iterable[Triple | Quad] | bytes
"""A data graph: triples, quads (the names of graphs are dropped) or N-Triples in UTF-8."""


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result, the same from every engine.

    ``path`` is ``None`` where a constraint is about the node itself. ``message`` is the one
    that the shape or its SPARQL constraint states, empty where it states none (what engines
    then make up differs). ``source_shape`` and ``source_constraint`` (of SPARQL constraints
    only) have the IRIs that ``downrange.validation.shapes`` gives to anonymous ones.

    https://www.w3.org/TR/shacl/#results-validation-result
    """

    focus_node: Term
    path: Path | None
    component: NamedNode
    severity: Severity
    message: str
    value: Term | None
    source_shape: Node | None
    source_constraint: Node | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """What results are sorted by: focus node, path, component, value, and all the rest."""
        return (
            str(self.focus_node),
            show_path(self.path) if self.path is not None else "",
            self.component.value,
            str(self.value) if self.value is not None else "",
            str(self.source_shape),
            str(self.source_constraint),
            str(int(self.severity)),
            self.message,
        )


class Validator(Protocol):
    """Shapes made ready once, against which any number of data graphs are validated."""

    @property
    def name(self) -> str:
        """The engine's name: ``shacl`` or ``pyshacl``."""

    def validate(self, data: Data) -> list[Result]:
        """Validate one data graph; the results are sorted by ``Result.order``.

        Raises ``ValidationError`` where the data are no RDF 1.1 graph or the engine fails.
        """


def ntriples(data: Data) -> bytes:
    """The data graph as N-Triples. Bytes are taken to be N-Triples and returned as they are.

    Raises ``ValidationError`` for the triple terms of RDF 1.2.
    """
    if isinstance(data, bytes):
        return data
    return serialize(map(_plain, data), format=RdfFormat.N_TRIPLES) or b""


def _plain(triple: Triple | Quad) -> Triple:
    as_term(triple.object)
    return triple if isinstance(triple, Triple) else triple.triple
