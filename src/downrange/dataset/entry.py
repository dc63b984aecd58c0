"""What a catalogue says of any dataset, and of each file that holds it whole: VoID and DCAT 3.

https://www.w3.org/TR/void/ , https://www.w3.org/TR/vocab-dcat-3/ . The description that lies beside
a build and the one that is published name the same things alike, because both are made of this.
Parts of the dataset are fragments of its own IRI, so that each leads to the description.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from downrange.namespaces import SF, expand
from downrange.project import Project
from downrange.serialisation.formats import find_format
from downrange.values.literals import integer_literal

_TYPE = expand("rdf:type")
_SPDX = "http://spdx.org/rdf/terms#"
_IANA = "https://www.iana.org/assignments/media-types/"
_FORMAT_IRIS = {
    "nquads": "http://www.w3.org/ns/formats/N-Quads",
    "trig": "http://www.w3.org/ns/formats/TriG",
    "turtle": "http://www.w3.org/ns/formats/Turtle",
    "jsonld": "http://www.w3.org/ns/formats/JSON-LD",
}


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole dataset; ``size`` is in bytes."""

    name: str
    title: str
    media_type: str
    format_name: str
    size: int
    sha256: str


def dump_name(format_name: str) -> str:
    """``dataset.nq``."""
    return f"dataset.{find_format(format_name).extension}"


def dump_of(format_name: str, content: bytes) -> Dump:
    """The file in a format, by its content."""
    format_ = find_format(format_name)
    return Dump(
        dump_name(format_name),
        format_.title,
        format_.media_type,
        format_name,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )


def dataset_iri(project: Project) -> NamedNode:
    """The dataset itself: ``{base}dataset``."""
    return NamedNode(f"{project.base}dataset")


def identity(project: Project) -> Iterator[Quad]:
    """What it is called, whose it is, on which terms; and that ``void.ttl`` is about it."""
    whole = dataset_iri(project)
    for cls in ("void:Dataset", "dcat:Dataset"):
        yield Quad(whole, _TYPE, expand(cls))
    texts = (
        ("dcterms:title", project.title),
        ("dcterms:description", project.description),
        ("dcat:version", project.version),
    )
    for name, words in texts:
        if words:
            yield Quad(whole, expand(name), Literal(words))
    if project.licence:
        yield Quad(whole, expand("dcterms:license"), NamedNode(project.licence))
    if project.publisher:
        # DCMI: the publisher is an agent, never a text.
        publisher = NamedNode(f"{whole.value}#publisher")
        yield Quad(whole, expand("dcterms:publisher"), publisher)
        yield Quad(publisher, _TYPE, expand("foaf:Agent"))
        yield Quad(publisher, expand("foaf:name"), Literal(project.publisher))
    yield Quad(whole, expand("void:uriSpace"), Literal(project.base))
    yield Quad(whole, expand("void:vocabulary"), NamedNode(SF))
    description = NamedNode(f"{project.base}void.ttl")
    yield Quad(description, _TYPE, expand("void:DatasetDescription"))
    yield Quad(description, expand("foaf:primaryTopic"), whole)


def identified(project: Project, entry: Iterable[Quad]) -> Project:
    """The project with what ``identity`` once said of it, and ``entry`` still says.

    What the entry does not tell becomes empty: a licence is the dataset's or nobody's.
    """
    whole = dataset_iri(project)
    told = {
        (subject, predicate): value.value
        for subject, predicate, value, _ in entry
        if isinstance(value, NamedNode | Literal)
    }

    def of(node: NamedNode, name: str) -> str:
        return told.get((node, expand(name)), "")

    publisher = NamedNode(f"{whole.value}#publisher")
    return replace(
        project,
        title=of(whole, "dcterms:title"),
        description=of(whole, "dcterms:description"),
        version=of(whole, "dcat:version"),
        licence=of(whole, "dcterms:license"),
        publisher=of(publisher, "foaf:name"),
    )


def distribution(project: Project, dump: Dump) -> Iterator[Quad]:
    """A file with the whole dataset: where it is, its format, its size and its checksum."""
    whole = dataset_iri(project)
    node = NamedNode(f"{whole.value}#{dump.format_name}")
    address = NamedNode(f"{project.base}{dump.name}")
    yield Quad(whole, expand("void:dataDump"), address)
    yield Quad(whole, expand("void:feature"), NamedNode(_FORMAT_IRIS[dump.format_name]))
    yield Quad(whole, expand("dcat:distribution"), node)
    yield Quad(node, _TYPE, expand("dcat:Distribution"))
    yield Quad(node, expand("dcterms:title"), Literal(dump.title, language="en"))
    yield Quad(node, expand("dcat:downloadURL"), address)
    yield Quad(node, expand("dcat:accessURL"), address)
    yield Quad(node, expand("dcat:mediaType"), NamedNode(f"{_IANA}{dump.media_type}"))
    size = Literal(str(dump.size), datatype=expand("xsd:nonNegativeInteger"))
    yield Quad(node, expand("dcat:byteSize"), size)
    if project.licence:
        yield Quad(node, expand("dcterms:license"), NamedNode(project.licence))
    checksum = NamedNode(f"{node.value}-checksum")
    yield Quad(node, NamedNode(f"{_SPDX}checksum"), checksum)
    yield Quad(checksum, _TYPE, NamedNode(f"{_SPDX}Checksum"))
    algorithm = NamedNode(f"{_SPDX}checksumAlgorithm_sha256")
    yield Quad(checksum, NamedNode(f"{_SPDX}algorithm"), algorithm)
    digest = Literal(dump.sha256, datatype=expand("xsd:hexBinary"))
    yield Quad(checksum, NamedNode(f"{_SPDX}checksumValue"), digest)


def class_partition(project: Project, cls: str, entities: int) -> Iterator[Quad]:
    """How many entities there are of a class."""
    part = _part(project, "class", cls)
    yield Quad(dataset_iri(project), expand("void:classPartition"), part)
    yield Quad(part, _TYPE, expand("void:Dataset"))
    yield Quad(part, expand("void:class"), NamedNode(cls))
    yield Quad(part, expand("void:entities"), integer_literal(entities))


def property_partition(project: Project, predicate: str, triples: int) -> Iterator[Quad]:
    """How many triples there are of a property."""
    part = _part(project, "property", predicate)
    yield Quad(dataset_iri(project), expand("void:propertyPartition"), part)
    yield Quad(part, _TYPE, expand("void:Dataset"))
    yield Quad(part, expand("void:property"), NamedNode(predicate))
    yield Quad(part, expand("void:triples"), integer_literal(triples))


def _part(project: Project, kind: str, node: str) -> NamedNode:
    digest = hashlib.sha256(node.encode()).hexdigest()[:12]
    name = node.removeprefix(SF) if node.startswith(SF) else digest
    return NamedNode(f"{dataset_iri(project).value}#{kind}-{name}")
