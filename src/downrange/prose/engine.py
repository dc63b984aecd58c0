"""Applies patterns to prose: sentences in, facts out.

For each sentence its mentions are found once, the sentence is encoded, and every pattern with
one of its literals in the sentence is matched. What a match states goes through the clause's
modality and the sentence's speaker before it becomes a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import Document, DocumentFormat
from downrange.facts.cast import Cast, Tie
from downrange.facts.model import Entity, Evidence, Fact, Modality, weakest
from downrange.facts.reading import Reading
from downrange.namespaces import expand
from downrange.prose import nodes
from downrange.prose.encoding import Encoded, encode
from downrange.prose.mentions import Kind, Mention, without_overlaps
from downrange.prose.modality import stance
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern, Row
from downrange.prose.sentences import Sentence, sentences
from downrange.prose.setting import Setting, setting_of
from downrange.prose.speakers import Speaker, speaker
from downrange.prose.values import as_value, find_values
from downrange.values.times import Time

_LAUNCH_TIME = expand("sf:launchTime")
_TIME = expand("sf:time")
_VEHICLE = expand("sf:launchVehicle")
_VEHICLE_TYPE = expand("sf:launchVehicleType")


@dataclass(frozen=True)
class Engine:
    """Patterns, ready to be applied to any document."""

    patterns: tuple[Pattern, ...]
    names: NameFinder

    @cached_property
    def _by_literal(self) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
        literals = sorted({literal for pattern in self.patterns for literal in pattern.literals})
        return tuple(
            (literal, tuple(p for p in self.patterns if literal in p.literals))
            for literal in literals
        )

    def facts(self, reading: Reading) -> Iterator[Fact]:
        """Every fact that patterns find in a document's prose, in text order.

        What ``reading`` already tells of the document is the setting they are read in.
        """
        read = list(sentences(reading.document))
        named = (mention for sentence in read for mention in self.names.known(sentence.text))
        setting = setting_of(reading, self.names.naming, named)
        for sentence in read:
            yield from self._sentence_facts(reading.document, sentence, setting)

    def _sentence_facts(
        self, document: Document, sentence: Sentence, setting: Setting
    ) -> Iterator[Fact]:
        asked = self._asked(sentence.text)
        if not asked:
            return
        encoded = encode(sentence.text, self.mentions(sentence.text, setting))
        told = speaker(encoded)
        for pattern in asked:
            for match in pattern.grammar.regex.finditer(encoded.text):
                scene = _Scene(
                    self.names, document, sentence, encoded, setting, told, pattern, match
                )
                yield from scene.facts()

    def _asked(self, text: str) -> list[Pattern]:
        """The patterns that have a literal in a text, in their order."""
        found = {
            pattern.id: pattern
            for literal, patterns in self._by_literal
            if literal in text
            for pattern in patterns
        }
        return [pattern for pattern in self.patterns if pattern.id in found]

    def mentions(self, text: str, setting: Setting) -> list[Mention]:
        """The names and values of a sentence, without overlaps."""
        found = [*find_values(text), *self.names.find(text), *setting.refer.find(text)]
        return [_resolved(mention, setting) for mention in without_overlaps(found)]


def _resolved(mention: Mention, setting: Setting) -> Mention:
    """A surname alone is the person whose surname it is, where there is one."""
    if mention.kind is Kind.NAME and isinstance(mention.value, str):
        person = setting.refer.person(re.sub(r"['’]s$", "", mention.value))
        if person is not None:
            return replace(mention, kind=Kind.PERSON, value=person)
    return mention


@dataclass(frozen=True, slots=True)
class _Scene:
    """One match of one pattern in one sentence."""

    names: NameFinder
    document: Document
    sentence: Sentence
    encoded: Encoded
    setting: Setting
    told: Speaker | None
    pattern: Pattern
    match: re.Match[str]

    def facts(self) -> Iterator[Fact]:
        subject = self.subject()
        if self.pattern.subject and subject is None:
            return
        start, end = self.encoded.span(self.match.start(), self.match.end())
        taken = stance(self.sentence.text, start, end)
        if not taken.claims:
            return
        floor = (self.pattern.modality,) if self.pattern.modality is not None else ()
        modality = weakest((taken.modality, *floor))
        if subject is not None:
            start = min(start, subject.start)
        evidence = self.evidence(start, end)
        for row in self.pattern.rows:
            yield from self.row_facts(row, modality, evidence, subject)

    def subject(self) -> Mention | None:
        """The sentence's subject for a pattern that asks for it: the last before the match."""
        if not self.pattern.subject:
            return None
        _, _, kinds = self.pattern.subject.partition(":")
        wanted = {*(Kind[name] for name in kinds.split("|")), Kind.NAME}
        place = self.encoded.starts[self.match.start()]
        before = [m for m in self.encoded.mentions.values() if m.kind in wanted and m.end <= place]
        people = {str(m.value) for m in before}
        return before[-1] if len(people) == 1 else None

    def bound(self, name: str, subject: Mention | None) -> list[Mention]:
        """The mentions that a slot holds."""
        if subject is not None and name == self.pattern.subject.partition(":")[0]:
            return [subject]
        words = self.match.groupdict().get(name) or ""
        return [self.encoded.mentions[c] for c in words if c in self.encoded.mentions]

    def casts(self, row: Row, subject: Mention | None) -> list[Cast]:
        """The casts of the missions that a row is about: its slot's, or the topic's."""
        if not row.of:
            return [self.setting.cast] if self.setting.cast is not None else []
        found = []
        for mention in self.bound(row.of, subject):
            mission = self.names.entity(mention, Kind.MISSION)
            if self.setting.cast is not None and mission == self.setting.cast.mission:
                found.append(self.setting.cast)
            else:
                slug = mission.iri.value.rpartition("/")[2]
                found.append(Cast(self.names.naming, mission, slug))
        return found

    def row_facts(
        self, row: Row, modality: Modality, evidence: Evidence, subject: Mention | None
    ) -> Iterator[Fact]:
        if row.node == "slot":
            for mention in self.bound(row.of, subject):
                if isinstance(mention.value, Entity):
                    for fact in self.said(mention.value, row, evidence, subject, None):
                        yield replace(fact, modality=modality)
            return
        counterparts = self.bound(row.counterpart, subject) if row.counterpart else []
        counterpart = next((m.value.label for m in counterparts if isinstance(m.value, Entity)), "")
        for cast in self.casts(row, subject):
            if row.node == "role":
                for mention in self.bound(row.counterpart, subject):
                    holder = self.names.entity(mention, Kind.PERSON)
                    position = (self.match.groupdict().get(row.value) or "").casefold()
                    if position:
                        found = nodes.role(cast, holder, position)
                        fact = self.fact(
                            found.entity, row.property.iri, Literal(position), evidence
                        )
                        words = self.match[row.value]
                        yield replace(fact, as_written=words, modality=modality)
                        yield from self.ties(found.ties, evidence, modality)
                continue
            node = nodes.member(row, cast, modality, counterpart)
            if node is None:
                continue
            facts = list(self.said(node.entity, row, evidence, subject, cast))
            yield from (replace(fact, modality=modality) for fact in facts)
            if facts:
                yield from self.ties(node.ties, evidence, Modality.ASSERTED)

    def said(
        self, node: Entity, row: Row, evidence: Evidence, subject: Mention | None, cast: Cast | None
    ) -> Iterator[Fact]:
        """What a row states of a node, before modality."""
        if row.concept is not None:
            yield self.fact(node, row.property.iri, row.concept, evidence)
            return
        mentions = self.bound(row.value, subject)
        if not mentions and self.match.groupdict().get(row.value):
            words = self.match[row.value]
            fact = self.fact(node, row.property.iri, Literal(words.strip()), evidence)
            yield replace(fact, as_written=words)
            return
        for mention in mentions:
            yield from self.value_facts(node, row, mention, evidence, cast)

    def value_facts(
        self, node: Entity, row: Row, mention: Mention, evidence: Evidence, cast: Cast | None
    ) -> Iterator[Fact]:
        written = self.source(mention.start, mention.end)
        reading = as_value(mention, row.property)
        if reading is not None:
            fact = replace(
                self.fact(node, row.property.iri, reading.literal, evidence),
                as_written=written,
                qualifier=reading.qualifier,
                interpretation=reading.interpretation,
                precision=reading.precision,
            )
            yield fact
            if row.property.iri == _LAUNCH_TIME:
                yield replace(fact, property=_TIME)
            return
        entity = self.entity(mention, row)
        if entity is None:
            return
        if row.property.iri == _VEHICLE and cast is not None:
            vehicle = self.setting.vehicle_of(cast, entity)
            fact = self.fact(vehicle, _VEHICLE_TYPE, entity, evidence)
            yield replace(fact, as_written=written)
            entity = vehicle
        yield replace(self.fact(node, row.property.iri, entity, evidence), as_written=written)

    def entity(self, mention: Mention, row: Row) -> Entity | None:
        if isinstance(mention.value, Entity):
            return mention.value
        if mention.kind is not Kind.NAME:
            return None
        kinds = self.pattern.grammar.slots.get(row.value)
        kind = (
            kinds.kinds[0] if kinds else Kind[self.pattern.subject.partition(":")[2].split("|")[0]]
        )
        return self.names.entity(mention, kind)

    def ties(self, ties: Iterable[Tie], evidence: Evidence, modality: Modality) -> Iterator[Fact]:
        for tie in ties:
            unreal = tie.subject.stands_for is not None
            fact = self.fact(tie.subject, tie.property, tie.value, evidence)
            yield replace(fact, modality=Modality.PLANNED if unreal else modality)

    def fact(
        self,
        subject: Entity,
        predicate: NamedNode,
        value: Entity | NamedNode | Literal,
        evidence: Evidence,
    ) -> Fact:
        told = self.told
        said = told is not None and told.start <= self.match.start() < told.end
        who = told.who if told is not None and said else None
        when = told.when.value if told is not None and said and told.when else None
        return Fact(
            subject,
            predicate,
            value,
            evidence,
            self.pattern.rule,
            attributed_to=self.names.entity(who, Kind.ORG) if who else None,
            stated_on=when.literal if isinstance(when, Time) else None,
        )

    def evidence(self, start: int, end: int) -> Evidence:
        """The words of the match, without white space and commas around them."""
        text = self.sentence.text
        while start < end and text[start] in " ,\n":
            start += 1
        while end > start and text[end - 1] in " ,\n":
            end -= 1
        rendered = ""
        if self.document.format is not DocumentFormat.ARTICLE_TEXT:
            rendered = text[start:end]
        span = self.sentence.words.source_span(start, end)
        return Evidence(span, self.sentence.section, rendered)

    def source(self, start: int, end: int) -> str:
        return self.sentence.words.source_span(start, end).of(self.document.text)
