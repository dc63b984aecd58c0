"""Reads a standard ``sh:ValidationReport``, whichever engine wrote it.

Every engine's results pass through here, so that they differ in nothing but what the engine
found. https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from downrange.errors import ValidationError
from downrange.findings import Severity
from downrange.namespaces import contract, expand
from downrange.validation.engine import Result
from downrange.validation.paths import read_path
from downrange.validation.shapes import ShapeSet
from downrange.validation.triples import Graph, Node, Term

_RESULT = expand("sh:result")
_CONFORMS = expand("sh:conforms")
_FOCUS = expand("sh:focusNode")
_PATH = expand("sh:resultPath")
_VALUE = expand("sh:value")
_COMPONENT = expand("sh:sourceConstraintComponent")
_SEVERITY = expand("sh:resultSeverity")
_MESSAGE = expand("sh:resultMessage")
_SHAPE = expand("sh:sourceShape")
_CONSTRAINT = expand("sh:sourceConstraint")
_BY_SPARQL = expand("sh:SPARQLConstraintComponent")
_SPARQL = expand("sh:sparql")

SEVERITIES = {
    expand("sh:Violation"): Severity.VIOLATION,
    expand("sh:Warning"): Severity.WARNING,
    expand("sh:Info"): Severity.INFO,
}


def read_report(triples: Iterable[Triple | Quad], shapes: ShapeSet) -> list[Result]:
    """The results of a report graph about data validated against ``shapes``, sorted.

    Raises ``ValidationError`` where there is no report, or a result lacks what the
    specification demands of it.
    """
    graph = Graph(triples)
    reports = [s for s in graph.subjects() if graph.objects(s, _CONFORMS)]
    if len(reports) != 1:
        raise ValidationError(
            f"the engine gave {len(reports)} validation reports where one was expected.",
            advice="Validate with the other engine, and report this one's mistake.",
        )
    results = (_read_result(graph, node, shapes) for node in graph.objects(reports[0], _RESULT))
    return sorted(results, key=lambda result: result.order)


def _read_result(graph: Graph, node: Term, shapes: ShapeSet) -> Result:
    path = graph.first(node, _PATH)
    shape = _node(graph, node, _SHAPE)
    constraints = _constraints(graph, node, shape, shapes)
    stated = any(shapes.states_message(shape, constraint) for constraint in constraints)
    return Result(
        focus_node=_required(graph, node, _FOCUS),
        path=read_path(graph, path) if path is not None else None,
        component=_iri(graph, node, _COMPONENT),
        severity=_severity(graph, node),
        message=_message(graph, node) if stated else "",
        value=graph.first(node, _VALUE),
        source_shape=shape,
        source_constraint=constraints[0] if len(constraints) == 1 else None,
    )


def _constraints(
    graph: Graph, node: Term, shape: Node | None, shapes: ShapeSet
) -> Sequence[Node | None]:
    """The SPARQL constraint that a result names, or those that it may be of where it names none.

    Apache Jena names none. Of a result that is of no SPARQL constraint, ``None`` alone.
    """
    named = _node(graph, node, _CONSTRAINT)
    if named is not None or shape is None or _iri(graph, node, _COMPONENT) != _BY_SPARQL:
        return [named]
    held = [o for o in shapes.graph.objects(shape, _SPARQL) if isinstance(o, NamedNode)]
    return held or [None]


def _required(graph: Graph, node: Term, predicate: NamedNode) -> Term:
    found = graph.first(node, predicate)
    if found is None:
        raise ValidationError(
            f"a validation result lacks {contract(predicate)}.",
            advice="Validate with the other engine, and report this one's mistake.",
        )
    return found


def _iri(graph: Graph, node: Term, predicate: NamedNode) -> NamedNode:
    found = _required(graph, node, predicate)
    if not isinstance(found, NamedNode):
        raise ValidationError(f"the {contract(predicate)} of a validation result is {found}.")
    return found


def _node(graph: Graph, node: Term, predicate: NamedNode) -> Node | None:
    found = graph.first(node, predicate)
    return found if isinstance(found, NamedNode | BlankNode) else None


def _severity(graph: Graph, node: Term) -> Severity:
    found = _iri(graph, node, _SEVERITY)
    if found not in SEVERITIES:
        raise ValidationError(
            f"a shape has the severity {found}.",
            advice="Use sh:Violation, sh:Warning or sh:Info.",
        )
    return SEVERITIES[found]


def _message(graph: Graph, node: Term) -> str:
    """Of several messages an English one, else one without a language, else the least."""
    messages = [o for o in graph.objects(node, _MESSAGE) if isinstance(o, Literal)]
    preference = {"en": 0, None: 1}
    chosen = min(
        messages, key=lambda m: (preference.get(m.language, 2), m.value), default=Literal("")
    )
    return chosen.value
