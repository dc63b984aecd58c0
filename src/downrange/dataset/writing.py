"""Writes the files of a build, and the VoID description that goes with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from downrange.collecting import rarely_collected
from downrange.dataset.entry import (
    class_partition,
    dataset_iri,
    distribution,
    dump_name,
    dump_of,
    identity,
)
from downrange.documents.model import Document
from downrange.namespaces import PREFIXES, expand
from downrange.project import Project
from downrange.resources import Resource
from downrange.serialisation.formats import find_format
from downrange.serialisation.layout import Layout
from downrange.validation.report import Report
from downrange.validation.report_text import report_text
from downrange.validation.report_turtle import report_turtle
from downrange.values.literals import integer_literal

FORMATS = ("nquads", "trig", "turtle", "jsonld")
_TYPE = expand("rdf:type")


class Written(Protocol):
    """What is written."""

    @property
    def project(self) -> Project: ...
    @property
    def documents(self) -> tuple[Document, ...]: ...
    @property
    def quads(self) -> frozenset[Quad]: ...
    @property
    def report(self) -> Report: ...


def layout_of(project: Project) -> Layout:
    """How a project's data are laid out as text."""
    published = json.loads(project.resource(Resource.CONTEXT).read_text("utf-8"))
    return Layout(project.base, PREFIXES, published["@context"])


@rarely_collected()
def write(dataset: Written, folder: Path) -> None:
    """Write ``dataset.nq .trig .ttl .jsonld``, ``report.txt .ttl`` and ``void.ttl``.

    The bytes depend on the dataset alone. Raises ``OSError`` where the folder cannot be
    written.
    """
    layout = layout_of(dataset.project)
    for name in FORMATS:
        format_ = find_format(name)
        path = folder / dump_name(name)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(format_.write(dataset.quads, layout))
    _save(folder / "report.txt", report_text(dataset.report))
    _save(folder / "report.ttl", report_turtle(dataset.report))
    _save(folder / "void.ttl", find_format("turtle").text(set(_void(dataset, folder)), layout))


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _void(dataset: Written, folder: Path) -> Iterator[Quad]:
    """The dataset's VoID and DCAT description."""
    project = dataset.project
    whole = dataset_iri(project)
    merged = {quad.triple for quad in dataset.quads}
    yield from identity(project)
    for name, count in (
        ("void:triples", len(merged)),
        ("void:distinctSubjects", len({triple.subject for triple in merged})),
        ("void:distinctObjects", len({triple.object for triple in merged})),
        ("void:properties", len({triple.predicate for triple in merged})),
    ):
        yield Quad(whole, expand(name), integer_literal(count))
    for name in FORMATS:
        yield from distribution(project, dump_of(name, (folder / dump_name(name)).read_bytes()))
    for cls, count in _entities(dataset.quads, project.base).items():
        yield from class_partition(project, cls, count)


def _entities(quads: frozenset[Quad], base: str) -> Counter[str]:
    """How many entities there are of each class."""
    facts = NamedNode(f"{base}graph/facts")
    return Counter(
        quad.object.value
        for quad in quads
        if quad.predicate == _TYPE
        and quad.graph_name == facts
        and isinstance(quad.object, NamedNode)
    )
