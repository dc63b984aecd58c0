"""Shapes and graphs written in a few lines of Turtle."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse

from downrange.validation.engine import Validator
from downrange.validation.engines import make_validator
from downrange.validation.shapes import ShapeFile, ShapeSet

PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shapes: <https://w3id.org/downrange/shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

HEADER = """
<https://w3id.org/downrange/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "sf" ; sh:namespace "https://w3id.org/downrange/ns#"^^xsd:anyURI ] ,
        [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#"^^xsd:anyURI ] .
"""


def shape_set(*turtles: str) -> ShapeSet:
    """Shapes from Turtle without prefixes, one file each, called ``0.ttl``, ``1.ttl`` …"""
    return ShapeSet(ShapeFile.parse(f"{i}.ttl", PREFIXES + t) for i, t in enumerate(turtles))


def validator(turtle: str, engine: str, background: Iterable[Quad] = ()) -> Validator:
    return make_validator(shape_set(HEADER, turtle), list(background), engine)


def graph(turtle: str) -> list[Quad]:
    """Triples of Turtle without prefixes."""
    return list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))
