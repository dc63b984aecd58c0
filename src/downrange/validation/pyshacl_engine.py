"""The engine pyshacl, on rdflib: slow, long in use, and the judge of the other one.

https://github.com/RDFLib/pySHACL
"""

from __future__ import annotations

from collections.abc import Iterable

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyshacl.errors import ReportableRuntimeError

from downrange.errors import Place, ValidationError
from downrange.namespaces import expand
from downrange.validation.engine import Data, Result
from downrange.validation.report_graph import read_report
from downrange.validation.shapes import ShapeSet
from downrange.validation.triples import Node, Term, as_term

_STRING = expand("xsd:string")
_RdflibTriple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


class PyshaclValidator:
    """Shapes for pyshacl; ``background`` (the ontology) is part of every data graph.

    Raises ``ValidationError`` where shapes are ill-formed, naming the file.
    """

    name = "pyshacl"

    def __init__(self, shapes: ShapeSet, background: Data) -> None:
        self._shapes = shapes
        self._background = list(_to_rdflib(_triples(background)))
        self._shapes_graph = _graph(_to_rdflib(shapes.triples))
        try:
            _run(_graph([]), self._shapes_graph)
        except ReportableRuntimeError as error:
            raise _blamed(shapes, error) from error

    def validate(self, data: Data) -> list[Result]:
        graph = _graph(self._background)
        for triple in _to_rdflib(_triples(data)):
            graph.add(triple)
        try:
            report = _run(graph, self._shapes_graph)
        except ReportableRuntimeError as error:
            raise ValidationError(f"pyshacl could not validate the data: {error}.") from error
        return read_report(_from_rdflib(report), self._shapes)


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report graph; raises ``ReportableRuntimeError`` where the shapes are ill-formed.

    ``focus_nodes`` must never be given: with it pyshacl passes ``sh:or``, ``sh:and``,
    ``sh:xone`` and ``sh:node`` unseen.
    """
    _, report, text = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise ReportableRuntimeError(text)
    return report


def _blamed(shapes: ShapeSet, error: ReportableRuntimeError) -> ValidationError:
    advice = "See shapes/README.md and https://www.w3.org/TR/shacl/."
    for file in shapes.files:
        try:
            _run(_graph([]), _graph(_to_rdflib(shapes.restricted_to(file).triples)))
        except ReportableRuntimeError as own:
            return ValidationError(
                f"the shapes are ill-formed: {own}.", place=Place(file.name), advice=advice
            )
    return ValidationError(f"the shapes are ill-formed: {error}.", advice=advice)


def _triples(data: Data) -> Iterable[Triple | Quad]:
    if not isinstance(data, bytes):
        return data
    try:
        return list(parse(data, format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValidationError(f"the data are not N-Triples: {error.msg}.") from error


def _graph(triples: Iterable[_RdflibTriple]) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    graph.addN((s, p, o, graph) for s, p, o in triples)
    return graph


def _to_rdflib(triples: Iterable[Triple | Quad]) -> Iterable[_RdflibTriple]:
    for triple in triples:
        yield (
            _rdflib_term(as_term(triple.subject)),
            _rdflib_term(triple.predicate),
            _rdflib_term(as_term(triple.object)),
        )


def _rdflib_term(term: Term) -> rdflib.term.Node:
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal():
            return _rdflib_literal(term)


def _rdflib_literal(literal: Literal) -> rdflib.Literal:
    """The literal with its lexical form: unless told, rdflib rewrites 1.50 as 1.5, 007 as 7.

    RDF 1.1 knows no difference between "a" and "a"^^xsd:string; rdflib does, and compares
    only the former with the strings of a query.
    """
    if literal.language is not None:
        return rdflib.Literal(literal.value, lang=literal.language, normalize=False)
    if literal.datatype == _STRING:
        return rdflib.Literal(literal.value)
    datatype = rdflib.URIRef(literal.datatype.value)
    return rdflib.Literal(literal.value, datatype=datatype, normalize=False)


def _from_rdflib(graph: rdflib.Graph) -> Iterable[Triple]:
    for subject, predicate, value in graph:
        yield Triple(_node(subject), NamedNode(str(predicate)), _term(value))


def _node(node: rdflib.term.Node) -> Node:
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))


def _term(node: rdflib.term.Node) -> Term:
    if not isinstance(node, rdflib.Literal):
        return _node(node)
    if node.language is not None:
        return Literal(str(node), language=node.language)
    if node.datatype is not None:
        return Literal(str(node), datatype=NamedNode(str(node.datatype)))
    return Literal(str(node))
