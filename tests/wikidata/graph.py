"""Small datasets in the shape of a build, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from downrange.identity import content_hash
from downrange.namespaces import expand

BASE = "https://w3id.org/downrange/"
WIKIPEDIA = "https://en.wikipedia.org/wiki/Invented_1"
REPORT = "https://example.org/reports/invented-1"

Term = NamedNode | Literal


def node(path: str) -> NamedNode:
    """``id/mission/invented-1`` under the base."""
    return NamedNode(f"{BASE}id/{path}")


def typed(words: str, datatype: str) -> Literal:
    """``typed("7285", "xsd:decimal")``."""
    return Literal(words, datatype=expand(datatype))


@dataclass
class Dataset:
    """Quads of a dataset, added claim by claim; the graph names matter to nobody here."""

    quads: list[Quad] = field(default_factory=list)

    def add(self, subject: NamedNode, predicate: str, value: Term) -> None:
        self.quads.append(Quad(subject, expand(predicate), value))

    def entity(self, path: str, label: str, *classes: str) -> NamedNode:
        """An entity with its label and classes (superclasses too, as a build writes them)."""
        iri = node(path)
        self.add(iri, "rdfs:label", Literal(label, language="en"))
        for cls in classes:
            self.add(iri, "rdf:type", expand(cls))
        return iri

    def link(self, subject: NamedNode, item: str, predicate: str = "skos:exactMatch") -> None:
        self.add(subject, predicate, expand(f"wd:{item}"))

    def document(self, url: str, title: str, retrieved: str = "", publisher: str = "") -> NamedNode:
        iri = NamedNode(f"{BASE}document/{content_hash([url])}")
        self.add(iri, "rdfs:label", Literal(title, language="en"))
        if url:
            self.add(iri, "dcterms:source", NamedNode(url))
        if retrieved:
            self.add(iri, "dcterms:dateSubmitted", typed(retrieved, "xsd:date"))
        if publisher:
            self.add(iri, "dcterms:publisher", Literal(publisher))
        return iri

    def claim(
        self,
        subject: NamedNode,
        predicate: str,
        value: Term,
        *,
        words: str,
        document: NamedNode,
        modality: str = "asserted",
        **marks: str,
    ) -> NamedNode:
        """A statement with its passage, and the plain triple where it is asserted."""
        parts = (subject.value, predicate, str(value), modality, document.value)
        statement = NamedNode(f"{BASE}statement/{content_hash(parts)}")
        passage = NamedNode(f"{BASE}passage/{content_hash((*parts, words))}")
        self.add(statement, "rdf:type", expand("sf:Statement"))
        self.add(statement, "rdf:subject", subject)
        self.add(statement, "rdf:predicate", expand(predicate))
        self.add(statement, "rdf:object", value)
        self.add(statement, "sf:modality", expand(f"sf:{modality}"))
        self.add(statement, "prov:wasDerivedFrom", passage)
        for name, mark in marks.items():
            self.add(statement, f"sf:{name}", Literal(mark))
        self.add(passage, "oa:exact", Literal(words))
        self.add(passage, "sf:section", Literal("Infobox"))
        self.add(passage, "prov:wasQuotedFrom", document)
        if modality == "asserted" and value not in (expand("sf:none"), expand("sf:unknown")):
            self.add(subject, predicate, value)
        return statement

    def conflict(self, kind: str, *members: NamedNode) -> None:
        iri = NamedNode(f"{BASE}conflict/{content_hash(m.value for m in members)}")
        self.add(iri, "rdf:type", expand("sf:Conflict"))
        self.add(iri, "sf:conflictKind", Literal(kind))
        self.add(iri, "rdfs:comment", Literal("The sources differ on it.", language="en"))
        for member in members:
            self.add(iri, "sf:member", member)

    def n_quads(self) -> Iterator[str]:
        for quad in self.quads:
            yield f"{quad.subject} {quad.predicate} {quad.object} .\n"
