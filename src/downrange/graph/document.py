"""The graph of one document: what it says, who says so, and where.

A document's graph depends on that document, the project's data and the ontology alone, which
is what makes builds parallel and incremental.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from downrange.documents.model import Document
from downrange.facts.model import Entity, Fact
from downrange.facts.reading import Reading
from downrange.findings import Finding
from downrange.graph import terms as t
from downrange.graph.conflicts import Conflict, find_conflicts
from downrange.graph.intervals import interval
from downrange.graph.model import Statement, by_question, text_order
from downrange.graph.passages import Quotation
from downrange.graph.statements import direct, statements
from downrange.identity import DocumentName, Minter, web_address
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE, date_time_literal
from downrange.values.scripts import script_of
from downrange.vocabulary import Vocabulary

# What dates a node; where it ends, if that is told too.
_TIME = expand("sf:time")
_DATING = {_TIME, expand("sf:startTime"), expand("sf:orbitEpoch")}
_ENDING = expand("sf:endTime")
_ENOUGH_FOR_A_SCRIPT = 1_000


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """One document's quads (its own graph and its share of the direct layer).

    ``statements`` are all it says and ``conflicts`` those within it, both ordered by IRI.
    """

    document: Document
    iri: NamedNode
    quads: frozenset[Quad]
    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]


def document_graph(reading: Reading, minter: Minter, vocabulary: Vocabulary) -> DocumentGraph:
    """The graph of what was read from one document."""
    source = reading.document.source
    name = DocumentName(source.site, source.slug)
    said = statements(reading.facts, name, minter, vocabulary)
    conflicts = find_conflicts(said, minter, vocabulary)
    writer = _Writer(reading, name, minter, vocabulary)
    own, facts = minter.document_graph(name), minter.graph("facts")
    quads = {Quad(s.subject, s.predicate, s.object, own) for s in writer.own_triples(said)}
    quads |= {
        Quad(s.subject, s.predicate, s.object, own) for c in conflicts for s in conflict_triples(c)
    }
    quads |= {Quad(s.subject, s.predicate, s.object, facts) for s in writer.direct_triples(said)}
    iri = minter.document(name)
    # A path says where a file was read, which must not change what is published.
    findings = tuple(replace(finding, document=iri.value) for finding in reading.findings)
    return DocumentGraph(reading.document, iri, frozenset(quads), said, conflicts, findings)


def conflict_triples(conflict: Conflict) -> Iterator[Triple]:
    """What the graph says of a conflict."""
    yield Triple(conflict.iri, t.TYPE, t.CONFLICT)
    yield Triple(conflict.iri, t.CONFLICT_KIND, Literal(conflict.kind))
    yield Triple(conflict.iri, t.COMMENT, Literal(conflict.sentence, language="en"))
    if conflict.difference is not None:
        yield Triple(conflict.iri, t.DIFFERENCE, conflict.difference)
    for member in conflict.members:
        yield Triple(conflict.iri, t.MEMBER, member.iri)


@dataclass(frozen=True, slots=True)
class _Writer:
    reading: Reading
    name: DocumentName
    minter: Minter
    vocabulary: Vocabulary

    def own_triples(self, said: Iterable[Statement]) -> Iterator[Triple]:
        """The document, its statements and their passages, and where entities come from."""
        yield from self.document_triples()
        quotation = Quotation(self.reading.document, self.name, self.minter)
        for statement in said:
            yield from self.statement_triples(statement, quotation)
        yield from self.introductions()

    def introductions(self) -> Iterator[Triple]:
        """Which row or rule first brought each entity in: where its type and label come from."""
        known: set[NamedNode] = set()
        for fact in sorted(self.reading.facts, key=text_order):
            for entity in _entities(fact):
                if entity.iri not in known:
                    known.add(entity.iri)
                    yield Triple(entity.iri, t.EXTRACTED_BY, self.minter.rule(fact.extracted_by))

    def document_triples(self) -> Iterator[Triple]:
        document, source = self.reading.document, self.reading.document.source
        iri = self.minter.document(self.name)
        yield Triple(iri, t.TYPE, t.DOCUMENT)
        yield Triple(iri, t.RAW_SHA256, Literal(document.raw_sha256))
        yield Triple(iri, t.TEXT_SHA256, Literal(document.text_sha256))
        yield Triple(iri, t.LANGUAGE, Literal(source.language))
        label = document.title or source.slug
        yield Triple(iri, t.LABEL, Literal(label, language=source.language))
        for predicate, words in (
            (t.TITLE, document.title),
            (t.PUBLISHER, source.publisher),
            (t.RIGHTS_HOLDER, source.attribution),
        ):
            if words:
                yield Triple(iri, predicate, Literal(words))
        for predicate, reference in ((t.SOURCE, source.url), (t.LICENCE, source.licence)):
            if reference:
                address = web_address(reference)
                yield Triple(iri, predicate, address or Literal(reference))
        if source.retrieved:
            yield Triple(iri, t.ACCESSED, Literal(source.retrieved, datatype=XSD_DATE))
        if self.reading.topic is not None:
            yield Triple(iri, t.PRIMARY_TOPIC, self.reading.topic.iri)

    def statement_triples(self, item: Statement, quotation: Quotation) -> Iterator[Triple]:
        iri = item.iri
        yield Triple(iri, t.TYPE, t.STATEMENT)
        yield Triple(iri, t.SUBJECT, item.subject.iri)
        yield Triple(iri, t.PREDICATE, item.predicate)
        yield Triple(iri, t.OBJECT, item.object)
        yield Triple(iri, t.MODALITY, expand(f"sf:{item.modality.value}"))
        yield Triple(iri, t.RANK, expand(f"sf:{item.rank.value}"))
        if item.rank_reason:
            yield Triple(iri, t.RANK_REASON, Literal(item.rank_reason, language="en"))
        for fact in item.facts:
            yield from self.evidence_triples(iri, fact, quotation)

    def evidence_triples(
        self, iri: NamedNode, fact: Fact, quotation: Quotation
    ) -> Iterator[Triple]:
        yield Triple(iri, t.DERIVED_FROM, quotation.iri(fact.evidence))
        yield Triple(iri, t.EXTRACTED_BY, self.minter.rule(fact.extracted_by))
        for predicate, words in (
            (t.AS_WRITTEN, fact.as_written),
            (t.QUALIFIER, fact.qualifier),
            (t.INTERPRETATION, fact.interpretation),
            (t.TIME_PRECISION, fact.precision),
        ):
            if words:
                yield Triple(iri, predicate, Literal(words))
        if fact.attributed_to is not None:
            yield Triple(iri, t.ATTRIBUTED_TO, fact.attributed_to.iri)
        if fact.stated_on is not None:
            yield Triple(iri, t.STATED_ON, fact.stated_on)
        for citation in fact.evidence.citations:
            work, said = quotation.citation(citation)
            yield Triple(iri, t.CITATION, work)
            yield from said
        yield from quotation.triples(fact.evidence)

    def direct_triples(self, said: Iterable[Statement]) -> Iterator[Triple]:
        """The plain triples, and a description of every entity in them."""
        dated: defaultdict[NamedNode, list[Statement]] = defaultdict(list)
        for (subject, predicate), group in by_question(said).items():
            for item in direct(group):
                yield Triple(subject, predicate, item.object)
                if predicate == t.ALTERNATIVE_NAME and isinstance(item.object, Literal):
                    yield Triple(subject, t.ALT_LABEL, self.in_language(item.object))
                if predicate in _DATING or predicate == _ENDING:
                    dated[subject].append(item)
        for node, times in dated.items():
            yield from _dates(node, times)
        for fact in self.reading.facts:
            for entity in _entities(fact):
                yield from self.description(entity)

    def in_language(self, name: Literal) -> Literal:
        """A name in its own language, by default that of the document.

        A name in another script is not in the document's language, nor does the script tell
        in which: ``und-Cyrl``, https://www.rfc-editor.org/rfc/rfc5646#section-4.1
        """
        if name.language:
            return name
        document = self.reading.document
        script = script_of(name.value)
        foreign = script not in ("", script_of(document.text[:_ENOUGH_FOR_A_SCRIPT]))
        language = f"und-{script}" if foreign else document.source.language
        return Literal(name.value, language=language)

    def description(self, entity: Entity) -> Iterator[Triple]:
        yield Triple(entity.iri, t.TYPE, entity.cls)
        term = self.vocabulary.classes.get(entity.cls)
        for ancestor in term.ancestors if term else ():
            yield Triple(entity.iri, t.TYPE, ancestor)
        yield Triple(entity.iri, t.LABEL, Literal(entity.label, language=entity.language))
        if entity.stands_for is not None:
            hypothetical = entity.cls == t.HYPOTHETICAL_EVENT
            predicate = t.HYPOTHESIS_OF if hypothetical else t.PLAN_OF
            yield Triple(entity.iri, predicate, entity.stands_for)


def _entities(fact: Fact) -> Iterator[Entity]:
    yield fact.subject
    if isinstance(fact.value, Entity):
        yield fact.value
    if fact.attributed_to is not None:
        yield fact.attributed_to


def _dates(node: NamedNode, times: list[Statement]) -> Iterator[Triple]:
    """``sf:earliest`` and ``sf:latest`` of a node: the whole that its times cover."""
    covered = [
        (item, interval(item.object, item.precision))
        for item in times
        if isinstance(item.object, Literal) and item.object.datatype in t.TIME_TYPES
    ]
    starts = [span for item, span in covered if item.predicate != _ENDING]
    ends = [span for item, span in covered if item.predicate == _ENDING]
    if not covered:
        return
    first = min(span.earliest for span in starts or ends)
    last = max(span.latest for span in ends or starts)
    yield Triple(node, t.EARLIEST, date_time_literal(first))
    yield Triple(node, t.LATEST, date_time_literal(last))
    for precision in {item.precision for item in times if item.predicate == _TIME} - {""}:
        yield Triple(node, t.TIME_PRECISION, Literal(precision))
