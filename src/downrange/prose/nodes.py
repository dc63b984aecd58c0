"""The nodes of missions that a pattern's rows speak of: members of a cast, plans, hypotheses."""

from __future__ import annotations

from dataclasses import replace

from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.mapping import NodeKind
from downrange.facts.model import Entity, Modality
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.prose.rows import Row

_HYPOTHETICAL_EVENT = expand("sf:hypotheticalEvent")
_HAPPENINGS = {NodeKind.EVENT, NodeKind.LAUNCH, NodeKind.DOCKING, NodeKind.UNDOCKING}
_CLASSES = {
    NodeKind.LAUNCH: "sf:Launch",
    NodeKind.DOCKING: "sf:Docking",
    NodeKind.UNDOCKING: "sf:Undocking",
}
_DOUBTFUL = {Modality.PROBABLE, Modality.SUSPECTED, Modality.POSSIBLE}


def member(
    row: Row, cast: Cast, modality: Modality, counterpart: str, key: str = ""
) -> Member | None:
    """The node of a row; ``None`` where what is denied has none.

    What happened is an event, what was planned a plan of it, what may have happened a
    hypothesis of it: three nodes, so that none is ever taken for another.
    """
    if row.node in _HAPPENINGS:
        cls = _CLASSES.get(NodeKind(row.node), f"sf:{row.detail}")
        return _happening(cls, cast, modality, counterpart, key)
    match NodeKind(row.node):
        case NodeKind.MISSION:
            return cast.of_mission()
        case NodeKind.CRAFT:
            return cast.of_craft()
        case NodeKind.CARGO:
            return cast.cargo(row.detail)
        case NodeKind.ORBIT:
            if modality not in (Modality.ASSERTED, Modality.PLANNED):
                return None
            planned = modality is Modality.PLANNED
            return (replace(cast, orbit_planned=True) if planned else cast).orbit()
    return None


def partner(entity: Entity) -> str:
    """What to call whom an event is with: a docking at *Zvezda aft* is one with Zvezda."""
    at_a_port = entity.cls == expand("sf:DockingPort")
    return entity.label.rpartition(" ")[0] if at_a_port else entity.label


def _happening(
    cls: str, cast: Cast, modality: Modality, counterpart: str, key: str
) -> Member | None:
    if modality is Modality.DENIED:
        return None
    if modality is Modality.PLANNED:
        return cast.planned_event(cast.kind(cls, counterpart, key))
    if modality in _DOUBTFUL:
        return hypothesis(cls, cast, counterpart)
    return cast.launch() if cls == "sf:Launch" else cast.event(cast.kind(cls, counterpart, key))


def hypothesis(cls: str, cast: Cast, counterpart: str) -> Member:
    """An event that may have happened."""
    vocabulary = cast.naming.vocabulary
    term, kind = vocabulary.class_(cls), vocabulary.class_("sf:HypotheticalEvent")
    words = " with ".join(filter(None, (term.label.casefold(), counterpart)))
    slug = "-".join(
        filter(None, (cast.slug, slugify(term.label), slugify(counterpart), "hypothesis"))
    )
    entity = Entity(
        cast.naming.minter.entity(vocabulary.class_(cls), slug),
        kind.iri,
        f"possible {words} of {cast.mission.label}",
        stands_for=term.iri,
    )
    return Member(entity, (Tie(cast.mission, _HYPOTHETICAL_EVENT, entity),))


def role(cast: Cast, holder: Entity, position: str) -> Member:
    """The role that somebody has on a mission: ``commander of Apollo 7``."""
    naming = cast.naming
    label = f"{holder.label} as {position} of {cast.mission.label}"
    slug = f"{cast.slug}-{slugify(holder.label)}-{slugify(position)}"
    entity = naming.entity("sf:Role", label, slug)
    ties = (
        Tie(cast.mission, expand("sf:role"), entity),
        Tie(entity, expand("sf:holder"), holder),
    )
    return Member(entity, ties)
