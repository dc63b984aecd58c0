"""One entity, one description: readers that name the same node differently come to agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from downrange.facts.model import Entity, Fact


def alike(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts with each entity described as the first of them describes it.

    Within one document a node has one class and one label, so the caller puts first the
    reader that knows best.
    """
    known: dict[NamedNode, Entity] = {}

    def first(entity: Entity) -> Entity:
        return known.setdefault(entity.iri, entity)

    return tuple(
        replace(
            fact,
            subject=first(fact.subject),
            value=first(fact.value) if isinstance(fact.value, Entity) else fact.value,
            attributed_to=first(fact.attributed_to) if fact.attributed_to else None,
        )
        for fact in facts
    )
