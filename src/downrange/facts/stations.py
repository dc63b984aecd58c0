"""Which members of the cast carry a row's property."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from downrange.documents.model import Infobox, InfoboxField, RenderedText
from downrange.facts.authority import UnnameableError
from downrange.facts.cast import Cast, Kind, Member
from downrange.facts.mapping import InfoboxMapping, NodeKind, Reading, Row
from downrange.facts.model import Modality
from downrange.facts.names import names
from downrange.facts.partners import partner
from downrange.facts.wording import Claim, claims
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.values.times import parse_time

_CARGO_KINDS = {
    "pressurised": "pressurised",
    "pressurized": "pressurised",
    "unpressurised": "unpressurised",
    "unpressurized": "unpressurised",
    "fuel": "fuel",
    "propellant": "fuel",
    "gas": "gas",
    "water": "water",
}
_TOTALS = {"total", "combined"}
_WALKING = expand("sf:spacewalkDuration")
_EVENTS = {
    NodeKind.DOCKING: "sf:Docking",
    NodeKind.UNDOCKING: "sf:Undocking",
    NodeKind.ENCOUNTER: "sf:Encounter",
}
_ORDINAL = re.compile(r"(?:EVA[ -]?\d{1,2}|First|Second|Third|Fourth|Fifth|Sixth)\Z", re.I)
_DATES = ("docking-date", "arrival-date", "undocking-date", "departure-date")


@dataclass(frozen=True, slots=True)
class Block:
    """One infobox, or one sub-template: the nodes that its rows speak of.

    ``counterpart`` is what its docking is with or its encounter of, ``manner`` what kind of
    encounter it is, ``key`` what tells it from another of the same counterpart. ``planned``
    are the events, as rows name them, whose only dates are planned ones; ``told`` the
    parameters that it fills.
    """

    cast: Cast
    counterpart: str = ""
    manner: str = ""
    key: str = ""
    planned: frozenset[tuple[NodeKind, str]] = frozenset()
    told: frozenset[str] = frozenset()

    def members(self, row: Row, claim: Claim) -> tuple[Member, ...]:
        """The nodes that a row's claim is about; none where the cast lacks the part it names."""
        if claim.scope and slugify(claim.scope) not in _TOTALS:
            part = self.part(row, claim.scope)
            return (part,) if part else ()
        planned = claim.modality is Modality.PLANNED
        match row.node:
            case NodeKind.MISSION | NodeKind.CRAFT_OR_MISSION:
                return (self.cast.of_mission(),)
            case NodeKind.CRAFT:
                return (self.cast.of_craft(),)
            case NodeKind.CARGO:
                return (self.cast.cargo(row.detail),)
            case NodeKind.EQUIPMENT:
                return (self.cast.equipment(row.detail),)
            case NodeKind.LAUNCH:
                return (self.cast.planned_launch() if planned else self.cast.launch(),)
            case NodeKind.ORBIT | NodeKind.ENCOUNTER_ORBIT:
                of_block = row.node is NodeKind.ENCOUNTER_ORBIT
                body = f"{self.counterpart} {self.key}".strip() if of_block else ""
                return (self.cast.planned_orbit(body) if planned else self.cast.orbit(body),)
            case _:
                return tuple(self.event(row, claim) for row in self.rows_like(row))

    def part(self, row: Row, scope: str) -> Member | None:
        """The craft, the cargo or the spacewalk that the words before a colon name."""
        match row.node:
            case NodeKind.CRAFT | NodeKind.CRAFT_OR_MISSION if self.cast.craft_named(scope):
                return self.cast.of_craft(scope)
            case NodeKind.CARGO:
                kind = _CARGO_KINDS.get(slugify(scope))
                return self.cast.cargo(kind) if kind else self.cast.cargo_item(scope)
            case NodeKind.ENCOUNTER | NodeKind.MISSION if row.property.iri == _WALKING:
                return self.spacewalk(scope)
            case _:
                return None

    def rows_like(self, row: Row) -> list[Row]:
        """What it docked with is also what it undocked from, where the block tells that it did."""
        if row.reading is not Reading.PARTNER:
            return [row]
        both = (NodeKind.DOCKING, "docking-date"), (NodeKind.UNDOCKING, "undocking-date")
        told = [replace(row, node=node) for node, date in both if date in self.told]
        return told or [row]

    def event(self, row: Row, claim: Claim) -> Member:
        kind = self.kind(row)
        if claim.modality is Modality.PLANNED or (row.node, row.detail) in self.planned:
            return self.cast.planned_event(kind)
        return self.cast.event(kind)

    def kind(self, row: Row) -> Kind:
        cls = _EVENTS.get(row.node)
        if cls is None:
            return self.cast.kind(f"sf:{row.detail}")
        kind = self.cast.kind(cls, self.counterpart, self.key)
        if not self.manner:
            return kind
        label, counterpart, key = kind.parts
        words = f"{kind.words} as {self.manner}"
        return replace(kind, words=words, parts=(label, self.manner, counterpart, key))

    def spacewalk(self, scope: str) -> Member | None:
        """One spacewalk of several, where its place among them is told: ``First: 7 hours``."""
        if not _ORDINAL.match(scope):
            return None
        parts = ("spacewalk", f"{self.manner} {self.counterpart}".strip(), scope)
        return self.cast.event(Kind("sf:Spacewalk", f"{scope.casefold()} spacewalk", parts))


def blocks(boxes: Sequence[Infobox], cast: Cast, mapping: InfoboxMapping) -> list[Block]:
    """The block that each infobox or sub-template makes.

    Where several are of one counterpart, their dates tell them apart.
    """
    found = [replace(_block(box, cast), planned=_planned(box, mapping)) for box in boxes]
    seen = Counter((block.counterpart, block.manner) for block in found)
    return [
        replace(block, key=_date(box)) if seen[block.counterpart, block.manner] > 1 else block
        for box, block in zip(boxes, found, strict=True)
    ]


def _block(box: Infobox, cast: Cast) -> Block:
    said = {slugify(field.name): field.value for field in box.fields}
    told = frozenset(said)
    if "docking-target" in said:
        return Block(cast, partner(said["docking-target"], cast), told=told)
    if "object" in said:
        manner = said["type"].text.strip().casefold() if "type" in said else ""
        body = _body(said["object"], cast)
        return Block(replace(cast, body=body), body, manner, told=told)
    return Block(cast, told=told)


def only_planned(parameter: InfoboxField) -> bool:
    """Whether all that a field says is planned."""
    modalities = {claim.modality for item in parameter.items for claim in claims(item)}
    return modalities == {Modality.PLANNED}


def rows_of(
    boxes: Iterable[Infobox], mapping: InfoboxMapping
) -> Iterable[tuple[InfoboxField, Row]]:
    """The fields of some infoboxes that a row maps."""
    for box in boxes:
        for parameter in box.fields:
            row, _ = mapping.find(box.template, parameter.name)
            if isinstance(row, Row):
                yield parameter, row


def _planned(box: Infobox, mapping: InfoboxMapping) -> frozenset[tuple[NodeKind, str]]:
    dated = [(p, row) for p, row in rows_of([box], mapping) if row.reading is Reading.TIME]
    happened = {(row.node, row.detail) for p, row in dated if not only_planned(p)}
    return frozenset((row.node, row.detail) for p, row in dated) - happened


def _date(box: Infobox) -> str:
    said = {slugify(field.name): field.value.text for field in box.fields}
    times = (parse_time(said[name]) for name in _DATES if name in said)
    return next((time.literal.value for time in times if time is not None), "")


def _body(words: RenderedText, cast: Cast) -> str:
    """The label of the body that some words name."""
    term = cast.naming.vocabulary.class_("sf:CelestialBody")
    try:
        first = next(iter(names(words, cast.naming, term)), None)
        return cast.naming.linked(term, first.text, first.target).label if first else ""
    except UnnameableError:
        return ""
