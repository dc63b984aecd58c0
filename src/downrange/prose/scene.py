"""One match of a pattern in a sentence, and the facts it states.

What a match states goes through the clause's modality and the sentence's speaker; a plan, an
event and a hypothesis of it are different nodes (``nodes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import Document, DocumentFormat
from downrange.facts.authority import UnnameableError
from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.mapping import NodeKind
from downrange.facts.model import Entity, Evidence, Fact, Modality, weakest
from downrange.namespaces import expand
from downrange.prose import deeds, nodes
from downrange.prose.encoding import Encoded
from downrange.prose.mentions import Kind, Mention
from downrange.prose.modality import Stance, stance, stance_around
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern
from downrange.prose.rows import Row
from downrange.prose.sentences import Sentence
from downrange.prose.setting import Setting
from downrange.prose.speakers import Speaker
from downrange.prose.subjects import subjects
from downrange.prose.values import as_value
from downrange.values.literals import integer_literal
from downrange.values.money import Money
from downrange.values.times import Time

# Nodes that are never planned themselves: how sure they stand is how sure what is said of them is.
_LASTING = {"mission", "craft", "slot", "post"}
_DOERS = {
    **dict.fromkeys(("commanded", "commanding", "captained"), "commander"),
    **dict.fromkeys(("led", "headed", "chaired"), "leader"),
    **dict.fromkeys(("piloted", "piloting", "co-piloted", "co-piloting"), "pilot"),
}
_MISSION = expand("sf:Mission")
_WITH_A_CRAFT = {NodeKind.DOCKING, NodeKind.UNDOCKING}
_STRING = expand("xsd:string")
_INTEGER = expand("xsd:integer")
_CURRENCY = expand("sf:currency")
_LAUNCH_TIME = expand("sf:launchTime")
_TIME = expand("sf:time")
_VEHICLE = expand("sf:launchVehicle")
_VEHICLE_TYPE = expand("sf:launchVehicleType")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its mentions, its speaker, and the setting it is read in."""

    names: NameFinder
    document: Document
    sentence: Sentence
    encoded: Encoded
    setting: Setting
    told: Speaker | None

    def facts(self, pattern: Pattern) -> Iterator[Fact]:
        """Every fact that a pattern finds in the sentence."""
        named = self.encoded.mentions.values()
        if not pattern.where.holds(self.sentence, self.setting.refer.topic, named):
            return
        for match in pattern.grammar.regex.finditer(self.encoded.text):
            who: tuple[Mention, ...] = ()
            if pattern.subject:
                who = subjects(self.encoded, match.start(), pattern.subject_kinds)
                if not who:
                    continue
            start, end = self.encoded.span(match.start(), match.end())
            taken = self.stance(pattern, start, end)
            if taken.claims:
                floor = (pattern.modality,) if pattern.modality is not None else ()
                modality = weakest((taken.modality, *floor))
                start = min((start, *(mention.start for mention in who)))
                told = _Telling(self, pattern, match, who, modality, self.evidence(start, end))
                yield from dict.fromkeys(told.facts())

    def stance(self, pattern: Pattern, start: int, end: int) -> Stance:
        """How sure the sentence is of a pattern's match, by the pattern's rule."""
        text = self.sentence.text
        if pattern.presupposed:
            return stance(text[start:end], 0, end - start)
        return (stance if pattern.modality is None else stance_around)(text, start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        """Some words of the sentence, without white space and commas around them."""
        text = self.sentence.text
        while start < end and text[start] in " ,\n":
            start += 1
        while end > start and text[end - 1] in " ,\n":
            end -= 1
        article = self.document.format is DocumentFormat.ARTICLE_TEXT
        span = self.sentence.words.source_span(start, end)
        return Evidence(span, self.sentence.section, "" if article else text[start:end])

    def source(self, mention: Mention) -> str:
        """The source's words for a mention."""
        return self.sentence.words.source_span(mention.start, mention.end).of(self.document.text)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What one match of a pattern tells, and how surely."""

    scene: Scene
    pattern: Pattern
    match: re.Match[str]
    subject: tuple[Mention, ...]
    modality: Modality
    evidence: Evidence

    def facts(self) -> Iterator[Fact]:
        for row in self.pattern.rows:
            for node, cast in self.members(row):
                yield from self.said(node, row, cast)

    def members(self, row: Row) -> Iterator[tuple[Member, Cast | None]]:
        """The nodes that a row speaks of, with the cast of the mission they belong to."""
        match row.node:
            case "slot":
                yield from ((Member(entity), None) for entity in self.entities(row.of))
            case "deed" | "post" | "amount" | "programme":
                yield from ((node, None) for node in self.unowned(row))
            case _:
                for cast in self.casts(row):
                    yield from ((node, cast) for node in self.nodes(row, cast))

    def unowned(self, row: Row) -> Iterator[Member]:
        """The nodes of a row that belong to no mission."""
        naming = self.scene.names.naming
        if row.node == "amount":
            money = (m.value for m in self.bound(row.counterpart) if isinstance(m.value, Money))
            yield from filter(None, (deeds.amount(sum_, naming) for sum_ in money))
            return
        if row.node == "programme":
            families = (entity.label for entity in self.entities(row.counterpart))
            yield from filter(None, (deeds.programme(family, naming) for family in families))
            return
        for owner in self.entities(row.of):
            if row.node == "deed":
                sure = row.stands or self.modality
                made = deeds.deed(f"sf:{row.detail}", owner, naming, sure, self.key(row))
                yield from filter(None, (made,))
                continue
            position = self.position(row) if row.value else ""
            for holder in self.entities(row.counterpart) if position else ():
                yield deeds.post(owner, holder, naming, position)

    def key(self, row: Row) -> str:
        """What tells a node from others of its kind: a date, or the words of a slot."""
        for mention in self.bound(row.key):
            reading = as_value(mention, row.property)
            if reading is not None:
                return reading.literal.value
        return self.words(row.key)

    def said(self, node: Member, row: Row, cast: Cast | None) -> Iterator[Fact]:
        """What a row states of a node, and how the node hangs on others if it states any."""
        facts = list(self.values(node.entity, row, cast))
        settled = row.stands if row.node in _LASTING else None
        for fact in facts:
            yield replace(fact, modality=settled or self.modality)
        if not facts:
            return
        for tie in node.ties:
            yield self.tie(tie, row)
        for other, _ in self.members(row.other) if row.other is not None else ():
            yield from (self.tie(tie, row) for tie in other.ties)

    def tie(self, tie: Tie, row: Row) -> Fact:
        modality = Modality.ASSERTED
        if tie.subject.stands_for is not None:
            modality = Modality.PLANNED
        elif tie.as_sure_as_said or row.node == "role":
            modality = self.modality
        return replace(self.fact(tie.subject, tie.property, tie.value), modality=modality)

    def casts(self, row: Row) -> list[Cast]:
        """The casts of the missions that a row is about: its slot's, or the topic's."""
        setting = self.scene.setting
        if not row.of:
            return [setting.cast] if setting.cast is not None else []
        return [setting.cast_of(mission) for mission in self.entities(row.of)]

    def nodes(self, row: Row, cast: Cast) -> Iterator[Member]:
        """The nodes of a row that belong to one mission."""
        counterparts = self.entities(row.counterpart) if row.counterpart else []
        if row.node == "role":
            position = self.position(row)
            if position and self.modality is Modality.ASSERTED:
                yield from (nodes.role(cast, holder, position) for holder in counterparts)
            return
        if row.node in ("circumstance", "item"):
            make = deeds.circumstance if row.node == "circumstance" else deeds.item
            for words in self.listed(row):
                yield make(words, cast)
            return
        label = nodes.partner(counterparts[0]) if counterparts else ""
        node = nodes.member(row, cast, row.stands or self.modality, label, self.key(row))
        if node is not None:
            yield node

    def values(self, node: Entity, row: Row, cast: Cast | None) -> Iterator[Fact]:
        """What a row states of a node, before modality."""
        predicate = row.property.iri
        if row.concept is not None:
            yield self.fact(node, predicate, row.concept)
            return
        if row.other is not None:
            for member, _ in self.members(row.other):
                yield self.fact(node, predicate, member.entity)
            return
        if row.node in ("role", "post"):
            written = self.words(row.value)
            fact = self.fact(node, predicate, Literal(self.position(row)))
            yield replace(fact, as_written=written)
            return
        mentions = self.bound(row.value)
        for mention in mentions:
            yield from self.value_facts(node, row, mention, cast)
        words = self.words(row.value)
        if words and not mentions:
            counted = row.property.range == _INTEGER and words.isdecimal()
            literal = integer_literal(int(words)) if counted else Literal(words)
            yield replace(self.fact(node, predicate, literal), as_written=words)

    def value_facts(
        self, node: Entity, row: Row, mention: Mention, cast: Cast | None
    ) -> Iterator[Fact]:
        """A mention as the value of a property of a node."""
        written = self.scene.source(mention)
        if row.property.range == _STRING and row.property.iri != _CURRENCY:
            words = Literal(self.scene.sentence.text[mention.start : mention.end])
            yield replace(self.fact(node, row.property.iri, words), as_written=written)
            return
        reading = as_value(mention, row.property)
        if reading is not None:
            fact = replace(
                self.fact(node, row.property.iri, reading.literal),
                as_written=written,
                qualifier=reading.qualifier,
                interpretation=reading.interpretation,
                precision=reading.precision,
            )
            yield fact
            if row.property.iri == _LAUNCH_TIME:
                yield replace(fact, property=_TIME)
            return
        entity = self.entity(mention, row.value)
        if entity is None:
            return
        if row.node in _WITH_A_CRAFT and entity.cls == _MISSION:
            # What docks is the craft; a designator names its mission.
            craft = self.scene.setting.cast_of(entity).of_craft()
            yield from (self.fact(tie.subject, tie.property, tie.value) for tie in craft.ties)
            entity = craft.entity
        if row.property.iri == _VEHICLE and cast is not None:
            vehicle = self.scene.setting.vehicle_of(cast, entity)
            fact = self.fact(vehicle, _VEHICLE_TYPE, entity)
            yield replace(fact, as_written=written)
            entity = vehicle
        yield replace(self.fact(node, row.property.iri, entity), as_written=written)

    def position(self, row: Row) -> str:
        """The position that a role row gives, as a dictionary would: lower case, singular.

        A verb stands for who does it: *piloted* for *pilot*.
        """
        words = self.words(row.value).casefold().removesuffix("s")
        return _DOERS.get(words, words)

    def words(self, name: str) -> str:
        """The words of a slot or of a named group, empty where it did not match."""
        mentions = self.bound(name)
        text = self.scene.sentence.text
        if mentions:
            return text[mentions[0].start : mentions[0].end]
        if not self.match.groupdict().get(name):
            return ""
        start, end = self.scene.encoded.span(*self.match.span(name))
        return text[start:end].strip()

    def listed(self, row: Row) -> list[str]:
        """The words of a row's counterpart, one by one where they name several things."""
        words = self.words(row.counterpart)
        if row.node == "item":
            return deeds.things(words)
        return [words] if words else []

    def bound(self, name: str) -> tuple[Mention, ...]:
        """The mentions that a slot holds; of a list its members, not what stands between them."""
        if self.subject and name == self.pattern.subject:
            return self.subject
        slot = self.pattern.grammar.slots.get(name)
        if slot is None:
            return ()
        known = self.scene.encoded.mentions
        held = self.match.groupdict().get(name) or ""
        return tuple(known[c] for c in held if c in known and known[c].kind in slot.kinds)

    def entities(self, name: str) -> list[Entity]:
        """The entities that a slot holds."""
        found = (self.entity(mention, name) for mention in self.bound(name))
        return [entity for entity in found if entity is not None]

    def entity(self, mention: Mention, name: str) -> Entity | None:
        """The entity of a mention: known, or named by its words and the slot's first kind.

        A surname that may be anyone's names nobody.
        """
        if isinstance(mention.value, Entity):
            return mention.value
        slot = self.pattern.grammar.slots.get(name)
        kinds = slot.kinds if slot is not None else self.pattern.subject_kinds
        entity = self.named(mention, kinds[0])
        nobody = kinds[0] is Kind.PERSON and entity is not None and " " not in entity.label
        return None if nobody else entity

    def named(self, mention: Mention, kind: Kind) -> Entity | None:
        try:
            return self.scene.names.entity(mention, kind)
        except UnnameableError:
            return None

    def fact(
        self, subject: Entity, predicate: NamedNode, value: Entity | NamedNode | Literal
    ) -> Fact:
        fact = Fact(subject, predicate, value, self.evidence, self.pattern.rule)
        told = self.scene.told
        if told is None or not told.start <= self.match.start() < told.end:
            return fact
        when = told.when.value if told.when is not None else None
        return replace(
            fact,
            attributed_to=self.named(told.who, Kind.ORG),
            stated_on=when.literal if isinstance(when, Time) else None,
        )
