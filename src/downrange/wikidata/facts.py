"""What a dataset says of an entity, with the words that say it, read from its quads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from downrange.namespaces import SF, contract, expand
from downrange.query.answers import Solutions
from downrange.query.engine import ask

_TYPE = expand("rdf:type")
_LABEL = expand("rdfs:label")
_SUBJECT = expand("rdf:subject")
_PREDICATE = expand("rdf:predicate")
_OBJECT = expand("rdf:object")
_MEMBER = expand("sf:member")
# What came may differ from what was planned without either being wrong.
_NO_CONTRADICTION = "planActual"
_WIDER = tuple(map(expand, ("sf:partOf", "sf:launchVehicleType", "sf:spacecraftType")))


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words that say something, and the document they stand in.

    ``url`` is where the document is from and ``retrieved`` when (ISO 8601), as its metadata
    have them; ``publisher`` is a name. What is not known is empty.
    """

    words: str
    section: str
    document: NamedNode
    title: str
    url: str
    publisher: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a dataset.

    ``modality`` is the name of our concept (``asserted``); ``holds`` tells whether the direct
    layer says it too: it is asserted, and no better one stands beside it. ``disputed`` are the
    sentences of the conflicts it is in.
    """

    statement: NamedNode
    subject: NamedNode
    predicate: NamedNode
    value: NamedNode | Literal
    modality: str
    holds: bool
    qualifier: str
    precision: str
    as_written: str
    disputed: tuple[str, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A dataset's store, asked for what a comparison needs; answers are sorted."""

    store: Store

    def nodes(self, entity: NamedNode, path: str, of_class: str) -> list[NamedNode]:
        """Where a SPARQL property path leads from an entity, by the direct layer.

        An empty path leads to the entity itself.
        """
        if not path:
            return [entity]
        kind = f"; a {of_class}" if of_class else ""
        sparql = f"SELECT DISTINCT ?node {{ ?entity {path} ?node . ?node a ?class {kind} }}"
        answer = ask(self.store, sparql, bindings={"entity": entity})
        rows = answer if isinstance(answer, Solutions) else ()
        return sorted((n for row in rows if isinstance(n := row["node"], NamedNode)), key=str)

    def claims(self, subject: NamedNode, predicate: NamedNode) -> list[Claim]:
        """Every statement of a node by a property, whatever its modality."""
        return [c for c in self.all_claims(subject) if c.predicate == predicate]

    def all_claims(self, subject: NamedNode) -> list[Claim]:
        """Every statement of a node."""
        return list(self._claims(_SUBJECT, subject))

    def claims_about(self, value: NamedNode, predicate: NamedNode) -> list[Claim]:
        """Every statement that has a node for the value of a property."""
        return [c for c in self._claims(_OBJECT, value) if c.predicate == predicate]

    def label(self, node: NamedNode) -> str:
        """The English label, any label, or the compact IRI."""
        labels = [o for o in self.objects(node, _LABEL) if isinstance(o, Literal)]
        best = min(labels, key=lambda o: (o.language != "en", o.value), default=None)
        return contract(node) if best is None else best.value

    def classes(self, node: NamedNode) -> list[NamedNode]:
        return self._named(node, _TYPE)

    def wider(self, node: NamedNode) -> set[NamedNode]:
        """What a node lies within or is one of, over any number of steps: a pad's spaceport."""
        found: set[NamedNode] = set()
        level = {node}
        while level:
            level = {up for each in level for p in _WIDER for up in self._named(each, p)} - found
            found |= level
        return found - {node}

    def objects(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        quads = self.store.quads_for_pattern(node, predicate, None)
        found = {q.object for q in quads if isinstance(q.object, NamedNode | Literal)}
        return sorted(found, key=str)

    def _claims(self, role: NamedNode, node: NamedNode) -> Iterator[Claim]:
        statements = {quad.subject for quad in self.store.quads_for_pattern(None, role, node)}
        for statement in sorted((s for s in statements if isinstance(s, NamedNode)), key=str):
            subject = next(iter(self._named(statement, _SUBJECT)), None)
            predicate = next(iter(self._named(statement, _PREDICATE)), None)
            value = next(iter(self.objects(statement, _OBJECT)), None)
            if subject is not None and predicate is not None and value is not None:
                modality = self._text(statement, "sf:modality").removeprefix(SF)
                said = any(self.store.quads_for_pattern(subject, predicate, value))
                yield Claim(
                    statement,
                    subject,
                    predicate,
                    value,
                    modality,
                    modality == "asserted" and said,
                    self._text(statement, "sf:qualifier"),
                    self._text(statement, "sf:timePrecision"),
                    self._text(statement, "sf:asWritten"),
                    tuple(self._disputes(statement)),
                    tuple(self._quotations(statement)),
                )

    def _disputes(self, statement: NamedNode) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(None, _MEMBER, statement):
            conflict = quad.subject
            if not isinstance(conflict, NamedNode):
                continue
            if self._text(conflict, "sf:conflictKind") != _NO_CONTRADICTION:
                yield self._text(conflict, "rdfs:comment") or "our sources disagree"

    def _quotations(self, statement: NamedNode) -> Iterator[Quotation]:
        for passage in self._named(statement, expand("prov:wasDerivedFrom")):
            for document in self._named(passage, expand("prov:wasQuotedFrom")):
                yield Quotation(
                    self._text(passage, "sf:renderedQuotation") or self._text(passage, "oa:exact"),
                    self._text(passage, "sf:section"),
                    document,
                    self.label(document),
                    self._text(document, "dcterms:source"),
                    self._text(document, "dcterms:publisher"),
                    self._text(document, "dcterms:dateSubmitted"),
                )

    def _named(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        return [o for o in self.objects(node, predicate) if isinstance(o, NamedNode)]

    def _text(self, node: NamedNode, curie: str) -> str:
        return next((o.value for o in self.objects(node, expand(curie))), "")
