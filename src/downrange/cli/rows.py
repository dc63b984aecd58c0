"""Facts as rows: one flat object a fact, with the field names that DESIGN section 4 fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from downrange.dataset import Dataset
from downrange.facts.model import Entity, Fact, Modality
from downrange.graph.document import DocumentGraph
from downrange.graph.model import Statement
from downrange.namespaces import contract, expand

_PRIMARY_TOPIC = expand("foaf:primaryTopic")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact at one place in one document. What does not apply is an empty string.

    ``document``, ``mission`` and ``subject`` are IRIs; ``subject_class``, ``property`` and
    ``value_class`` (of a literal, its datatype) compact ones. ``value`` is an entity's IRI, a
    compact IRI of a term of the ontology (``sf:fuel``) or a literal's lexical form in ``unit``;
    ``value_label`` is what to call an entity or a term. ``start`` and ``end`` count the code
    points of the document's text; ``quote`` is the text between them.
    """

    document: str
    mission: str
    subject: str
    subject_class: str
    property: str
    value: str
    value_label: str
    value_class: str
    unit: str
    as_written: str
    modality: str
    attributed_to: str
    qualifier: str
    rank: str
    quote: str
    start: int
    end: int
    section: str
    extracted_by: str


def rows(dataset: Dataset) -> Iterator[Row]:
    """Every fact of every document, in the order of the text."""
    for graph in dataset.graphs:
        said = [(fact, item) for item in graph.statements for fact in item.facts]
        topic = _topic(graph)
        for fact, item in sorted(said, key=_place):
            yield _row(dataset, graph, topic, fact, item)


def _row(dataset: Dataset, graph: DocumentGraph, topic: str, fact: Fact, item: Statement) -> Row:
    value, label, cls = _value(dataset, fact)
    term = dataset.vocabulary.properties.get(fact.property)
    span = fact.evidence.span
    return Row(
        document=graph.iri.value,
        mission=topic,
        subject=fact.subject.iri.value,
        subject_class=contract(fact.subject.cls),
        property=contract(fact.property),
        value=value,
        value_label=label,
        value_class=cls,
        unit=term.unit_symbol if term and term.unit else "",
        as_written=fact.as_written,
        modality=_modality(fact),
        attributed_to=fact.attributed_to.label if fact.attributed_to else "",
        qualifier=fact.qualifier,
        rank=item.rank.value,
        quote=span.of(graph.document.text),
        start=span.start,
        end=span.end,
        section=fact.evidence.section,
        extracted_by=fact.extracted_by,
    )


def _value(dataset: Dataset, fact: Fact) -> tuple[str, str, str]:
    """A value, what to call it, and its class or datatype."""
    value = fact.value
    if isinstance(value, Entity):
        return value.iri.value, value.label, contract(value.cls)
    if isinstance(value, Literal):
        return value.value, "", contract(value.datatype)
    concept = dataset.vocabulary.concepts.get(value)
    return contract(value), concept.label if concept else "", ""


def _modality(fact: Fact) -> str:
    """The modality; an asserted claim with a speaker is told from what the text itself says."""
    if fact.modality is not Modality.ASSERTED or fact.attributed_to is None:
        return fact.modality.value
    return "announced" if fact.stated_on is not None else "reported"


def _topic(graph: DocumentGraph) -> str:
    topics = (q.object for q in graph.quads if q.predicate == _PRIMARY_TOPIC)
    return next((topic.value for topic in topics if isinstance(topic, NamedNode)), "")


def _place(pair: tuple[Fact, Statement]) -> tuple[int, int, str, str]:
    fact, item = pair
    return fact.evidence.span.start, fact.evidence.span.end, fact.extracted_by, item.iri.value
