"""Facts about the same thing meet in one statement: its evidence, its rank.

A statement is keyed by subject, predicate, canonical object, modality, qualifiers and speaker;
each fact that says it adds a passage. Ranks compare the statements of one subject and
predicate within a document (https://www.wikidata.org/wiki/Help:Ranking).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Fact, Modality
from downrange.graph.agreement import Agreement, compare
from downrange.graph.wider import Wider
from downrange.identity import DocumentName, Minter
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

_NO_VALUES = {expand("sf:unknown"), expand("sf:none")}


class Rank(StrEnum):
    """Wikidata's three ranks (``sf:preferred`` ...)."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of one document and every fact that says it, in text order."""

    iri: NamedNode
    facts: tuple[Fact, ...]
    rank: Rank = Rank.NORMAL
    rank_reason: str = ""

    @property
    def subject(self) -> Entity:
        return self.facts[0].subject

    @property
    def predicate(self) -> NamedNode:
        return self.facts[0].property

    @property
    def object(self) -> NamedNode | Literal:
        return term_of(self.facts[0].value)

    @property
    def modality(self) -> Modality:
        return self.facts[0].modality

    @property
    def qualifier(self) -> str:
        return self.facts[0].qualifier

    @property
    def precision(self) -> str:
        return self.facts[0].precision

    @property
    def is_of_the_unreal(self) -> bool:
        """Whether its subject is a plan or a hypothesis, where modality is the node's own."""
        return self.subject.stands_for is not None

    @property
    def holds(self) -> bool:
        """Whether the direct layer may say it, rank permitting.

        That something is unknown or absent is said by the statement alone: a plain triple
        would give the property a value.
        """
        if self.object in _NO_VALUES:
            return False
        if self.is_of_the_unreal:
            return self.modality is not Modality.DENIED
        return self.modality is Modality.ASSERTED


def term_of(value: Entity | NamedNode | Literal) -> NamedNode | Literal:
    return value.iri if isinstance(value, Entity) else value


def statements(
    facts: Iterable[Fact], name: DocumentName, minter: Minter, vocabulary: Vocabulary
) -> tuple[Statement, ...]:
    """The ranked statements of one document's facts, ordered by IRI."""
    said: defaultdict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        said[minter.statement(name, _key(fact))].append(fact)
    merged = [
        Statement(iri, tuple(sorted(group, key=text_order)))
        for iri, group in sorted(said.items(), key=lambda item: item[0].value)
    ]
    return _ranked(merged, vocabulary)


def _key(fact: Fact) -> tuple[str, ...]:
    return (
        fact.subject.iri.value,
        fact.property.value,
        str(term_of(fact.value)),
        fact.modality.value,
        fact.qualifier,
        fact.precision,
        fact.attributed_to.iri.value if fact.attributed_to else "",
        str(fact.stated_on) if fact.stated_on else "",
    )


def text_order(fact: Fact) -> tuple[int, int, str, str]:
    """Sorts facts as the text says them."""
    span = fact.evidence.span
    return (span.start, span.end, fact.extracted_by, fact.as_written)


def by_question(items: Iterable[Statement]) -> dict[tuple[NamedNode, NamedNode], list[Statement]]:
    """Statements grouped by what they answer: one subject, one predicate."""
    groups: defaultdict[tuple[NamedNode, NamedNode], list[Statement]] = defaultdict(list)
    for item in items:
        groups[item.subject.iri, item.predicate].append(item)
    return groups


def _ranked(merged: Sequence[Statement], vocabulary: Vocabulary) -> tuple[Statement, ...]:
    ranked = {item.iri: item for item in merged}
    wider = Wider.among(merged, vocabulary)
    for (_, predicate), group in by_question(merged).items():
        term = vocabulary.properties.get(predicate)
        if len(group) > 1 and term is not None and term.single_valued:
            for better in _preferred([item for item in group if item.holds], wider):
                ranked[better.iri] = better
    return tuple(ranked.values())


def _preferred(group: list[Statement], wider: Wider) -> list[Statement]:
    """The statements that say the same as others, only more finely."""
    finest = [item for item in group if not any(_refines(o, item, wider) for o in group)]
    if len(finest) == len(group):
        return []
    reason = "the finest of values that agree"
    return [replace(item, rank=Rank.PREFERRED, rank_reason=reason) for item in finest]


def _refines(finer: Statement, coarser: Statement, wider: Wider) -> bool:
    return finer is not coarser and compare(finer, coarser, wider) is Agreement.FINER


def direct(group: Iterable[Statement]) -> list[Statement]:
    """Of the statements of one question those that the direct layer says."""
    holding = [item for item in group if item.holds and item.rank is not Rank.DEPRECATED]
    preferred = [item for item in holding if item.rank is Rank.PREFERRED]
    return preferred or holding
