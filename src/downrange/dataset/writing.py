"""Writes the files of a build, and the VoID description that goes with them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from downrange.collecting import rarely_collected
from downrange.documents.model import Document
from downrange.namespaces import PREFIXES, SF, expand
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
        path = folder / f"dataset.{format_.extension}"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(format_.write(dataset.quads, layout))
    _save(folder / "report.txt", report_text(dataset.report))
    _save(folder / "report.ttl", report_turtle(dataset.report))
    _save(folder / "void.ttl", find_format("turtle").text(set(_void(dataset, folder)), layout))


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _void(dataset: Written, folder: Path) -> Iterator[Quad]:
    """The dataset's VoID description: https://www.w3.org/TR/void/ ."""
    project = dataset.project
    whole = NamedNode(f"{project.base}dataset")
    merged = {quad.triple for quad in dataset.quads}
    yield Quad(whole, _TYPE, expand("void:Dataset"))
    for name, words in (("dcterms:title", project.title), ("dcterms:publisher", project.publisher)):
        if words:
            yield Quad(whole, expand(name), Literal(words))
    if project.description:
        yield Quad(whole, expand("dcterms:description"), Literal(project.description))
    if project.licence:
        yield Quad(whole, expand("dcterms:license"), NamedNode(project.licence))
    yield Quad(whole, expand("void:uriSpace"), Literal(project.base))
    yield Quad(whole, expand("void:vocabulary"), NamedNode(SF))
    for name, count in (
        ("void:triples", len(merged)),
        ("void:distinctSubjects", len({triple.subject for triple in merged})),
        ("void:distinctObjects", len({triple.object for triple in merged})),
        ("void:properties", len({triple.predicate for triple in merged})),
        ("void:documents", len(dataset.documents)),
    ):
        yield Quad(whole, expand(name), integer_literal(count))
    for name in FORMATS:
        format_ = find_format(name)
        file = NamedNode(f"{project.base}dataset.{format_.extension}")
        yield Quad(whole, expand("void:dataDump"), file)
        yield Quad(file, expand("dcterms:format"), Literal(format_.media_type))
        content = (folder / f"dataset.{format_.extension}").read_bytes()
        yield Quad(file, expand("schema:sha256"), Literal(hashlib.sha256(content).hexdigest()))
        yield Quad(file, expand("schema:contentSize"), integer_literal(len(content)))
    yield from _partitions(whole, dataset.quads, project.base)


def _partitions(whole: NamedNode, quads: frozenset[Quad], base: str) -> Iterator[Quad]:
    """How many entities there are of each class."""
    facts = NamedNode(f"{base}graph/facts")
    typed = Counter(
        quad.object
        for quad in quads
        if quad.predicate == _TYPE
        and quad.graph_name == facts
        and isinstance(quad.object, NamedNode)
    )
    for cls, count in typed.items():
        part = NamedNode(f"{whole.value}/class/{cls.value.removeprefix(SF)}")
        yield Quad(whole, expand("void:classPartition"), part)
        yield Quad(part, expand("void:class"), cls)
        yield Quad(part, expand("void:entities"), integer_literal(count))
