"""Hands quads to rdflib."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyoxigraph import Triple as QuotedTriple
from rdflib.term import Node


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """The quads in an ``rdflib.Dataset``; its default graph is the union of all graphs.

    Literals keep their lexical form: rdflib's own normalisation of them is not asked for.
    """
    dataset = rdflib.Dataset(default_union=True)
    for quad in quads:
        graph = (
            dataset.graph(rdflib.URIRef(quad.graph_name.value))
            if isinstance(quad.graph_name, NamedNode)
            else dataset.default_graph
        )
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return dataset


def _term(term: NamedNode | BlankNode | Literal | QuotedTriple) -> Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        plain = datatype == rdflib.XSD.string
        return rdflib.Literal(term.value, datatype=None if plain else datatype, normalize=False)
    raise TypeError(f"rdflib has no triple terms: {term}")
