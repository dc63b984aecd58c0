"""One event, one node: a docking told with whom and a docking told without.

*It docked at 17:30* and *the docking with Mir* are of one docking where the document tells of
no other. Where it tells of several, or the times differ, each stays what its words say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Fact
from downrange.namespaces import expand

_WITH_SOMEBODY = {expand("sf:Docking"): "docking", expand("sf:Undocking"): "undocking"}
_TIES = {expand("sf:hasEvent"), expand("sf:plannedEvent")}
_TIME = expand("sf:time")
_PLANNED = "-planned"

_Events = defaultdict[tuple[NamedNode, NamedNode, NamedNode], dict[NamedNode, Entity]]
"""The events of a mission, a tie to it and a class, by IRI."""


def met(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, with what is said of an event without its counterpart said of the one with it."""
    same = dict(_same(facts))
    if not same:
        return tuple(facts)

    def one(entity: Entity) -> Entity:
        return same.get(entity.iri, entity)

    return tuple(
        replace(
            fact,
            subject=one(fact.subject),
            value=one(fact.value) if isinstance(fact.value, Entity) else fact.value,
        )
        for fact in facts
    )


def _same(facts: Sequence[Fact]) -> Iterator[tuple[NamedNode, Entity]]:
    """Which events told without a counterpart are which ones told with it."""
    times = _times(facts)
    for (mission, _, cls), events in _events(facts).items():
        bare = [iri for iri in events if _is_bare(iri, mission, cls)]
        named = [event for iri, event in events.items() if iri not in bare]
        whole = _whole(named)
        if len(bare) == 1 and whole is not None and _agree(times[bare[0]], times[whole.iri]):
            yield bare[0], whole


def _events(facts: Iterable[Fact]) -> _Events:
    """The dockings of each mission, those that happened and those planned apart."""
    found: _Events = defaultdict(dict)
    for fact in facts:
        event = fact.value
        if fact.property in _TIES and isinstance(event, Entity):
            cls = event.stands_for or event.cls
            if cls in _WITH_SOMEBODY:
                found[fact.subject.iri, fact.property, cls][event.iri] = event
    return found


def _whole(named: Iterable[Entity]) -> Entity | None:
    """The only one; of one and its variants (*with Mir*, *with Mir, by hand*) that one."""
    by_length = sorted(named, key=lambda event: len(event.iri.value))
    if not by_length:
        return None
    first, *others = by_length
    variants = all(_stem(other).startswith(f"{_stem(first)}-") for other in others)
    return first if variants else None


def _stem(event: Entity) -> str:
    return event.iri.value.removesuffix(_PLANNED)


def _is_bare(event: NamedNode, mission: NamedNode, cls: NamedNode) -> bool:
    slug = event.value.rpartition("/")[2].removesuffix(_PLANNED)
    return slug == f"{mission.value.rpartition('/')[2]}-{_WITH_SOMEBODY[cls]}"


def _times(facts: Iterable[Fact]) -> defaultdict[NamedNode, set[str]]:
    found: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.property == _TIME and isinstance(fact.value, Literal):
            found[fact.subject.iri].add(fact.value.value)
    return found


def _agree(some: set[str], others: set[str]) -> bool:
    """Whether some time of each is the same; a day agrees with an hour of it."""
    return not some or not others or any(a[: len(b)] == b[: len(a)] for a in some for b in others)
