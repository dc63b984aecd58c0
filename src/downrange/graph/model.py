"""A statement: one claim of one document, with every fact that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Fact, Modality
from downrange.namespaces import expand

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
