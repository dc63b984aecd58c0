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
from downrange.serialisation.turtle import block, name_everything, separated, write_term

_INDENT = "    "


def trig(quads: Iterable[Quad], layout: Layout) -> Iterator[str]:
    """The chunks of the TriG document: the default graph, then facts, documents and the rest."""
    names = Names(layout)
    graphs = [
        (graph, descriptions(members, layout.base))
        for graph, members in by_graph(with_canonical_labels(quads), layout.base)
    ]
    for graph, described in graphs:
        name_everything(described, names)
        if not isinstance(graph, DefaultGraph):
            write_term(graph, names)
    yield names.header()
    for number, (graph, described) in enumerate(graphs):
        if number:
            yield "\n"
        yield from _graph(graph, described, names)


def _graph(graph: GraphName, described: list[Description], names: Names) -> Iterator[str]:
    if isinstance(graph, DefaultGraph):
        yield from separated(block(description, names, "") for description in described)
        return
    yield f"{write_term(graph, names)} {{\n"
    yield from separated(block(description, names, _INDENT) for description in described)
    yield "}\n"
