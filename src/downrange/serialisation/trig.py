"""TriG, https://www.w3.org/TR/trig/: the Turtle of each graph inside its braces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad

from downrange.serialisation.description import (
    Description,
    GraphName,
    by_graph,
    descriptions,
)
from downrange.serialisation.layout import Layout
from downrange.serialisation.names import Names
from downrange.serialisation.nquads import with_canonical_labels
from downrange.serialisation.turtle import block, separated, write_term

_INDENT = "    "


def trig(quads: Iterable[Quad], layout: Layout) -> Iterator[str]:
    """The chunks of the TriG document: the default graph, then facts, documents and the rest."""
    names = Names(layout)
    graphs = [
        "".join(_graph(graph, descriptions(members, layout.base), names))
        for graph, members in by_graph(with_canonical_labels(quads), layout.base)
    ]
    yield names.header()
    yield from separated(graphs)


def _graph(graph: GraphName, described: list[Description], names: Names) -> Iterator[str]:
    if isinstance(graph, DefaultGraph):
        yield from separated(block(description, names, "") for description in described)
        return
    yield f"{write_term(graph, names)} {{\n"
    yield from separated(block(description, names, _INDENT) for description in described)
    yield "}\n"
