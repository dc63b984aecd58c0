"""The engine pyshacl, on rdflib: slow, long in use, and the judge of the other one.

https://github.com/RDFLib/pySHACL
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from downrange.errors import Place, ValidationError
from downrange.namespaces import expand
from downrange.validation.engine import Data, Result
from downrange.validation.report_graph import read_report
from downrange.validation.shapes import ShapeFile, ShapeSet
from downrange.validation.triples import Node, Term, as_term
from downrange.validation.wording import harmless

_STRING = expand("xsd:string")
_RdflibTriple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


class PyshaclValidator:
    """Shapes for pyshacl; ``background`` (the ontology) is part of every data graph.

    Raises ``ValidationError`` where shapes are ill-formed, naming the file.
    """

    name = "pyshacl"

    def __init__(self, shapes: ShapeSet, background: Data) -> None:
        self._shapes = shapes
        self._data = _graph(_to_rdflib(_triples(background)))
        self._shapes_graph = _graph(_to_rdflib(shapes.triples))
        with _quiet():
            self._report(_graph([]))

    def validate(self, data: Data) -> list[Result]:
        with _quiet():
            # rdflib takes longer to load the ontology than most data take to be validated.
            new = [triple for triple in _to_rdflib(_triples(data)) if triple not in self._data]
            self._data.addN((s, p, o, self._data) for s, p, o in new)
            try:
                return read_report(_from_rdflib(self._report(self._data)), self._shapes)
            finally:
                for triple in new:
                    self._data.remove(triple)

    def _report(self, data: rdflib.Graph) -> rdflib.Graph:
        try:
            return _run(data, self._shapes_graph)
        except _PyshaclError as error:
            for file, own in self._shapes.by_file():
                _blame(file, own, data)
            raise ValidationError(
                f"pyshacl could not validate the data: {harmless(str(error))}."
            ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pyshacl and rdflib off standard error: what they say there is in the results too."""
    loggers = [logging.getLogger(name) for name in ("pyshacl-validate", "rdflib.term")]
    before = [logger.disabled for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.disabled = True
        try:
            yield
        finally:
            for logger, disabled in zip(loggers, before, strict=True):
                logger.disabled = disabled


class _PyshaclError(Exception):
    """Whatever went wrong within pyshacl: it lets errors of any kind through."""


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report graph; raises ``_PyshaclError`` where the shapes are ill-formed.

    ``focus_nodes`` must never be given: with it pyshacl passes ``sh:or``, ``sh:and``,
    ``sh:xone`` and ``sh:node`` unseen.
    """
    try:
        _, report, text = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            inplace=True,
        )
    except Exception as error:
        raise _PyshaclError(str(error)) from error
    if not isinstance(report, rdflib.Graph):
        raise _PyshaclError(text)
    return report


def _blame(file: ShapeFile, own: ShapeSet, data: rdflib.Graph) -> None:
    """Raise ``ValidationError`` where this file's shapes alone make pyshacl fail."""
    try:
        _run(data, _graph(_to_rdflib(own.triples)))
    except _PyshaclError as error:
        raise ValidationError(
            f"the shapes are ill-formed: {harmless(str(error))}.",
            place=Place(file.name),
            advice="See shapes/README.md and https://www.w3.org/TR/shacl/.",
        ) from error


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
