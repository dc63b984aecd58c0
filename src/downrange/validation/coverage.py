"""Which shapes can fail, and so must be made to fail by an example."""

from __future__ import annotations

from pyoxigraph import NamedNode

from downrange.namespaces import PREFIXES, expand
from downrange.validation.shapes import TARGETS, ShapeSet

_PROPERTY = expand("sh:property")
_SPARQL = expand("sh:sparql")
_DEACTIVATED = expand("sh:deactivated")

# What constrains nothing by itself: sh:property hands on to another shape, the rest is for people.
_NO_CONSTRAINT = frozenset(
    map(
        expand,
        (
            "sh:property",
            "sh:sparql",
            "sh:path",
            "sh:message",
            "sh:severity",
            "sh:name",
            "sh:description",
            "sh:order",
            "sh:group",
            "sh:deactivated",
            "sh:defaultValue",
            "sh:flags",
            "sh:ignoredProperties",
        ),
    )
) | frozenset(TARGETS)


def can_fail(shapes: ShapeSet) -> set[NamedNode]:
    """The shapes and SPARQL constraints that can be the source of a result.

    Those that have a target, and those they reach by ``sh:property``. What stands within
    ``sh:or``, ``sh:not``, ``sh:node`` and the like fails in the name of the shape around it.
    """
    graph = shapes.graph
    pending = [s for s in shapes.shapes() if any(graph.objects(s, t) for t in TARGETS)]
    reached: set[NamedNode] = set()
    failing: set[NamedNode] = set()
    while pending:
        shape = pending.pop()
        if shape in reached or graph.text(shape, _DEACTIVATED) == "true":
            continue
        reached.add(shape)
        held = graph.objects(shape, _PROPERTY)
        pending += [p for p in held if isinstance(p, NamedNode)]
        failing.update(c for c in graph.objects(shape, _SPARQL) if isinstance(c, NamedNode))
        if any(_constrains(predicate) for predicate in graph.predicates(shape)):
            failing.add(shape)
    return failing


def _constrains(predicate: NamedNode) -> bool:
    return predicate.value.startswith(PREFIXES["sh"]) and predicate not in _NO_CONSTRAINT
