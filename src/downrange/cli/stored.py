"""Validates a dataset as it lies in a file, the way a build validates it before writing.

A document's shapes run on its graph with the direct triples that it gives. In a file the direct
triples of all documents stand together, so those that a document gives are told by its
statements; descriptions (types, labels, links) of the nodes it speaks of go with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from downrange.namespaces import expand
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.background import read_background
from downrange.validation.engines import make_validator
from downrange.validation.report import Report, make_report
from downrange.validation.shapes import ShapeSet, dataset_shapes, document_shapes
from downrange.vocabulary import Vocabulary

_SUBJECT = expand("rdf:subject")
_PREDICATE = expand("rdf:predicate")
_OBJECT = expand("rdf:object")
_DOCUMENT_GRAPHS = "/graph/document/"


def validate_store(
    store: Store, project: Project, vocabulary: Vocabulary, engine: str = ""
) -> Report:
    """The report on a dataset's quads: each document by itself, then all together.

    A file without graphs, or with one document, is validated as one. Raises
    ``ValidationError`` where an engine or a shape is missing or wrong.
    """
    folder = project.resource(Resource.SHAPES)
    background = read_background(project.resource(Resource.ONTOLOGY))
    quads = list(store)
    documents = _documents(store)
    parts = [_share(quads, document, vocabulary) for document in documents]
    if len(documents) < 2:
        parts = [quads]

    def reports(shapes: ShapeSet, data: Iterable[list[Quad]]) -> Iterator[Report]:
        validator = make_validator(shapes, background, engine)
        for part in data:
            yield make_report(validator.validate(part), part, shapes)

    found = list(reports(document_shapes(folder), parts))
    together = dataset_shapes(folder) if len(documents) > 1 else None
    if together is not None:
        found += reports(together, [quads])
    return Report.joined(found)


def _documents(store: Store) -> list[NamedNode]:
    names = (name for name in store.named_graphs() if isinstance(name, NamedNode))
    return sorted((name for name in names if _DOCUMENT_GRAPHS in name.value), key=str)


def _share(quads: list[Quad], document: NamedNode, vocabulary: Vocabulary) -> list[Quad]:
    """One document's graph and its share of the direct layer."""
    own = [quad for quad in quads if quad.graph_name == document]
    said, nodes = _said(own)
    share = list(own)
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, NamedNode) and _DOCUMENT_GRAPHS in name.value:
            continue
        term = vocabulary.properties.get(quad.predicate)
        if term is not None and term.evidenced:
            if (quad.subject, quad.predicate, quad.object) in said:
                share.append(quad)
        elif quad.subject in nodes:
            share.append(quad)
    return share


_Parts = tuple[object, object, object]


def _said(own: Iterable[Quad]) -> tuple[set[_Parts], set[object]]:
    """The triples that a document's statements are about, and the nodes in them."""
    parts: dict[object, dict[object, object]] = {}
    for quad in own:
        if quad.predicate in (_SUBJECT, _PREDICATE, _OBJECT):
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
    said = {
        (part.get(_SUBJECT), part.get(_PREDICATE), part.get(_OBJECT)) for part in parts.values()
    }
    return said, {node for triple in said for node in triple if isinstance(node, NamedNode)}
