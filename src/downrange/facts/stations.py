"""Which member of the cast carries a row's property."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Infobox, RenderedText
from downrange.facts.cast import Cast, Member
from downrange.facts.mapping import NodeKind, Row
from downrange.facts.model import Modality
from downrange.facts.names import names
from downrange.facts.wording import Claim
from downrange.identity import slugify


@dataclass(frozen=True, slots=True)
class Block:
    """One infobox, or one sub-template: the nodes that its rows speak of.

    ``counterpart`` is what its docking is with or its encounter of; ``kind`` what kind of
    encounter it is.
    """

    cast: Cast
    counterpart: str = ""
    kind: str = ""

    def member(self, row: Row, claim: Claim) -> Member | None:
        """The node of a row; ``None`` where the claim is about a part that the cast lacks."""
        match row.node:
            case NodeKind.MISSION:
                return None if claim.scope else self.cast.of_mission()
            case NodeKind.CRAFT:
                known = not claim.scope or self.cast.craft_named(claim.scope)
                return self.cast.of_craft(claim.scope) if known else None
            case NodeKind.CRAFT_OR_MISSION:
                craft = self.cast.craft_named(claim.scope)
                return self.cast.of_craft(claim.scope) if craft else self.cast.of_mission()
            case NodeKind.CARGO if claim.scope:
                return self.cast.cargo_item(claim.scope)
            case NodeKind.CARGO:
                return self.cast.cargo(row.detail)
            case NodeKind.EQUIPMENT:
                return self.cast.equipment(row.detail)
            case NodeKind.LAUNCH if claim.modality is Modality.PLANNED:
                return self.cast.planned_launch()
            case NodeKind.LAUNCH:
                return self.cast.launch()
            case NodeKind.ORBIT:
                return self.cast.orbit()
            case NodeKind.ENCOUNTER_ORBIT:
                return self.cast.orbit_of(self.counterpart)
            case NodeKind.EVENT | NodeKind.DOCKING | NodeKind.UNDOCKING | NodeKind.ENCOUNTER:
                return self._event(row, claim)

    def _event(self, row: Row, claim: Claim) -> Member:
        cls, counterpart = {
            NodeKind.DOCKING: ("sf:Docking", self.counterpart),
            NodeKind.UNDOCKING: ("sf:Undocking", self.counterpart),
            NodeKind.ENCOUNTER: ("sf:Encounter", f"{self.kind} {self.counterpart}".strip()),
        }.get(row.node, (f"sf:{row.detail}", ""))
        if claim.modality is Modality.PLANNED:
            return self.cast.planned_event(cls, counterpart)
        return self.cast.event(cls, counterpart)


def block_of(box: Infobox, cast: Cast) -> Block:
    """The block that a sub-template makes; the infobox itself has no counterpart."""
    said = {slugify(field.name): field.value for field in box.fields}
    if "docking-target" in said:
        return Block(cast, _named(said["docking-target"], cast, "sf:Spacecraft"))
    if "object" in said:
        kind = said["type"].text.strip().casefold() if "type" in said else ""
        return Block(cast, _named(said["object"], cast, "sf:CelestialBody"), kind)
    return Block(cast)


def _named(words: RenderedText, cast: Cast, cls: str) -> str:
    """The label of the entity that some words name."""
    craft = cast.craft_named(words.text)
    if craft is not None:
        return craft.label
    term = cast.naming.vocabulary.class_(cls)
    first = next(iter(names(words, cast.naming, term)), None)
    return cast.naming.linked(term, first.text, first.target).label if first else ""
