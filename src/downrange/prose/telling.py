"""What one match of a pattern tells: its rows as facts.

A row names a node and what is said of it. A plan, an event and a hypothesis of it are different
nodes (``nodes``); how a node hangs on others is told with what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.mapping import NodeKind
from downrange.facts.model import Entity, Evidence, Fact, Modality
from downrange.namespaces import expand
from downrange.prose import deeds, nodes
from downrange.prose.bindings import Bindings
from downrange.prose.mentions import Kind, Mention
from downrange.prose.rows import Row
from downrange.prose.setting import Setting
from downrange.prose.speakers import Speaker
from downrange.prose.values import Reading, as_value
from downrange.values.literals import integer_literal
from downrange.values.money import Money
from downrange.values.times import Time

# Nodes that are never planned themselves: how sure they stand is how sure what is said of them is.
_LASTING = {"mission", "craft", "slot", "post"}
_DOERS = {
    **dict.fromkeys(("commanded", "commanding", "captained"), "commander"),
    **dict.fromkeys(("led", "headed", "chaired"), "leader"),
    "mission commander": "commander",
    "flight-engineer": "flight engineer",
    "board-engineer": "board engineer",
    **dict.fromkeys(("piloted", "piloting", "co-piloted", "co-piloting"), "pilot"),
}
_NAMED_BY_WORDS = {"circumstance": deeds.circumstance, "item": deeds.item, "part": deeds.part}
_CREW_MEMBER = expand("sf:crewMember")
_POSITION = expand("sf:position")
_MISSION = expand("sf:Mission")
_WITH_A_CRAFT = {NodeKind.DOCKING, NodeKind.UNDOCKING}
_STRING = expand("xsd:string")
_INTEGER = expand("xsd:integer")
_CURRENCY = expand("sf:currency")
_LAUNCH_TIME = expand("sf:launchTime")
_TIME = expand("sf:time")
_VEHICLE = expand("sf:launchVehicle")
_VEHICLE_TYPE = expand("sf:launchVehicleType")
_LAUNCH_SITE = expand("sf:launchSite")
_PAD = expand("sf:LaunchSite")
_SPACEPORT = expand("sf:Spaceport")
_PART_OF = expand("sf:partOf")


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a value is written, and how that was read."""

    written: str = ""
    qualifier: str = ""
    interpretation: str = ""
    precision: str = ""


_UNWRITTEN = _Wording()


@dataclass(frozen=True, slots=True)
class Telling:
    """A match with what it binds, how sure its words are, and who says them (``told``)."""

    bindings: Bindings
    setting: Setting
    modality: Modality
    evidence: Evidence
    told: Speaker | None

    def facts(self) -> Iterator[Fact]:
        """Every fact that the rows of the pattern state."""
        known: dict[object, list[tuple[Member, Cast | None]]] = {}
        for row in self.bindings.pattern.rows:
            if row.value and not self.bindings.holds(row.value):
                continue
            if row.node == "roster":
                yield from self.crew(row)
                continue
            subject = row.subject()
            if subject not in known:
                known[subject] = list(self.members(row))
            for node, cast in known[subject]:
                yield from self.said(node, row, cast)

    def crew(self, row: Row) -> Iterator[Fact]:
        """The people of a roster as a mission's crew, each in their roles."""
        flies = row.property.iri == _CREW_MEMBER and self.modality is Modality.ASSERTED
        for cast in self.casts(row):
            for place in self.bindings.roster(row.value):
                person = self.bindings.person(place.person)
                if person is None:
                    continue
                wording = _Wording(self.bindings.source(place.person))
                yield self.fact(cast.mission, row.property.iri, person, self.modality, wording)
                for words in place.roles if flies else ():
                    role = nodes.role(cast, person, _position(words))
                    position = Literal(_position(words))
                    yield self.fact(
                        role.entity, _POSITION, position, self.modality, _Wording(words)
                    )
                    for tie in role.ties:
                        yield self.fact(tie.subject, tie.property, tie.value, self.modality)

    def members(self, row: Row) -> Iterator[tuple[Member, Cast | None]]:
        """The nodes that a row speaks of, with the cast of the mission they belong to."""
        match row.node:
            case "slot":
                entities = self.bindings.entities(row.of)
                yield from ((Member(entity), None) for entity in entities)
            case "deed" | "post" | "amount" | "programme":
                yield from ((node, None) for node in self.unowned(row))
            case _:
                for cast in self.casts(row):
                    yield from ((node, cast) for node in self.nodes(row, cast))

    def unowned(self, row: Row) -> Iterator[Member]:
        """The nodes of a row that belong to no mission."""
        naming, bindings = self.setting.naming, self.bindings
        if row.node == "amount":
            values = (mention.value for mention in bindings.bound(row.counterpart))
            found = (deeds.amount(money, naming) for money in values if isinstance(money, Money))
            yield from filter(None, found)
            return
        if row.node == "programme":
            named = bindings.bound(row.counterpart)
            labels = (m.value.label for m in named if isinstance(m.value, Entity))
            families = (*labels, bindings.words(row.counterpart))
            found = (deeds.programme(family, naming) for family in families)
            yield from list(filter(None, found))[:1]
            return
        for owner in bindings.entities(row.of):
            if row.node == "deed":
                sure = row.stands or self.modality
                made = deeds.deed(f"sf:{row.detail}", owner, naming, sure, self.key(row))
                yield from filter(None, (made,))
                continue
            position = self.position(row) if row.value else ""
            for holder in bindings.entities(row.counterpart) if position else ():
                yield deeds.post(owner, holder, naming, position)

    def key(self, row: Row) -> str:
        """What tells a node from others of its kind: a date, or the words of a slot."""
        for mention in self.bindings.bound(row.key):
            reading = as_value(mention, row.property)
            if reading is not None:
                return reading.literal.value
        return self.bindings.words(row.key)

    def casts(self, row: Row) -> list[Cast]:
        """The casts of the missions that a row is about: its slot's, or the topic's."""
        if not row.of:
            return [self.setting.cast] if self.setting.cast is not None else []
        return [self.setting.cast_of(mission) for mission in self.bindings.entities(row.of)]

    def nodes(self, row: Row, cast: Cast) -> Iterator[Member]:
        """The nodes of a row that belong to one mission."""
        counterparts = self.bindings.entities(row.counterpart) if row.counterpart else []
        if row.node == "role":
            position = self.position(row)
            if position and self.modality is Modality.ASSERTED:
                yield from (nodes.role(cast, holder, position) for holder in counterparts)
            return
        if row.node in _NAMED_BY_WORDS:
            for words in self.listed(row):
                yield _NAMED_BY_WORDS[row.node](words, cast)
            return
        label = nodes.partner(counterparts[0]) if counterparts else ""
        node = nodes.member(row, cast, row.stands or self.modality, label, self.key(row))
        if node is not None:
            yield node

    def listed(self, row: Row) -> list[str]:
        """The words of a row's counterpart, one by one where they name several things."""
        words = self.bindings.words(row.counterpart)
        if row.node == "item":
            return deeds.things(words)
        return [words] if words else []

    def position(self, row: Row) -> str:
        """The position that a role row gives, as a dictionary would: lower case, singular.

        A verb stands for who does it: *piloted* for *pilot*. What a position is *of* keeps its
        number: *director of flight crew operations*.
        """
        return _position(self.bindings.words(row.value))

    def said(self, node: Member, row: Row, cast: Cast | None) -> Iterator[Fact]:
        """What a row states of a node, and how the node hangs on others if it states any."""
        facts = list(self.values(node.entity, row, cast))
        yield from facts
        if not facts:
            return
        for tie in node.ties:
            yield self.tie(tie, row)
        for other, _ in self.members(row.other) if row.other is not None else ():
            yield from (self.tie(tie, row) for tie in other.ties)

    def tie(self, tie: Tie, row: Row) -> Fact:
        """How a node hangs on another."""
        sure = Modality.ASSERTED
        if tie.subject.stands_for is not None:
            sure = Modality.PLANNED
        elif tie.as_sure_as_said or row.node == "role":
            sure = self.modality
        return self.fact(tie.subject, tie.property, tie.value, sure)

    def values(self, node: Entity, row: Row, cast: Cast | None) -> Iterator[Fact]:
        """What a row states of a node."""
        predicate, sure = row.property.iri, self.sure(row)
        if row.concept is not None:
            yield self.fact(node, predicate, row.concept, sure)
            return
        if row.other is not None:
            for member, _ in self.members(row.other):
                yield self.fact(node, predicate, member.entity, sure)
            return
        words = self.bindings.words(row.value)
        if row.node in ("role", "post"):
            yield self.fact(node, predicate, Literal(self.position(row)), sure, _Wording(words))
            return
        mentions = self.bindings.bound(row.value)
        for mention in mentions:
            yield from self.value_facts(node, row, mention, cast)
        if words and not mentions:
            counted = row.property.range == _INTEGER and words.isdecimal()
            literal = integer_literal(int(words)) if counted else Literal(words)
            yield self.fact(node, predicate, literal, sure, _Wording(words))

    def value_facts(
        self, node: Entity, row: Row, mention: Mention, cast: Cast | None
    ) -> Iterator[Fact]:
        """A mention as the value of a property of a node."""
        predicate, sure = row.property.iri, self.sure(row)
        wording = _Wording(self.bindings.source(mention))
        if row.property.range == _STRING and predicate != _CURRENCY:
            words = Literal(self.bindings.text[mention.start : mention.end])
            yield self.fact(node, predicate, words, sure, wording)
            return
        reading = as_value(mention, row.property)
        if reading is not None:
            wording = _worded(wording.written, reading)
            fact = self.fact(node, predicate, reading.literal, sure, wording)
            yield fact
            if predicate == _LAUNCH_TIME:
                yield replace(fact, property=_TIME)
            return
        entity = self.bindings.entity(mention, row.value)
        if entity is None:
            return
        if row.node in _WITH_A_CRAFT and entity.cls == _MISSION:
            # What docks is the craft; a designator names its mission.
            craft = self.setting.cast_of(entity).of_craft()
            yield from (self.tie(tie, row) for tie in craft.ties)
            entity = craft.entity
        if predicate == _VEHICLE and cast is not None:
            vehicle = self.setting.vehicle_of(cast, entity)
            yield self.fact(vehicle, _VEHICLE_TYPE, entity, sure, wording)
            entity = vehicle
        yield self.fact(node, predicate, entity, sure, wording)
        if predicate == _LAUNCH_SITE:
            yield from self.whereabouts(entity, mention)

    def whereabouts(self, site: Entity, mention: Mention) -> Iterator[Fact]:
        """The spaceport of a pad, where the words that name the pad name it too."""
        if site.cls != _PAD:
            return
        words = self.bindings.text[mention.start : mention.end]
        ports = [found.value for found in self.bindings.names.known(words)]
        for port in dict.fromkeys(ports):
            if isinstance(port, Entity) and port.cls == _SPACEPORT:
                yield self.fact(site, _PART_OF, port, Modality.ASSERTED, _Wording(words))

    def sure(self, row: Row) -> Modality:
        """How sure what a row states is."""
        settled = row.stands if row.node in _LASTING else None
        return settled or self.modality

    def fact(
        self,
        subject: Entity,
        predicate: NamedNode,
        value: Entity | NamedNode | Literal,
        sure: Modality,
        wording: _Wording = _UNWRITTEN,
    ) -> Fact:
        """A fact in the words of the match, attributed to whoever says them."""
        told = self.told
        when = told.when.value if told is not None and told.when is not None else None
        return Fact(
            subject,
            predicate,
            value,
            self.evidence,
            self.bindings.pattern.rule,
            as_written=wording.written,
            modality=sure,
            qualifier=wording.qualifier,
            interpretation=wording.interpretation,
            precision=wording.precision,
            attributed_to=self.bindings.named(told.who, Kind.ORG) if told is not None else None,
            stated_on=when.literal if isinstance(when, Time) else None,
        )


def _position(written: str) -> str:
    words = written.casefold()
    if " of " not in words and " for " not in words:
        words = words.removesuffix("s")
    return _DOERS.get(words, words)


def _worded(written: str, reading: Reading) -> _Wording:
    return _Wording(written, reading.qualifier, reading.interpretation, reading.precision)
