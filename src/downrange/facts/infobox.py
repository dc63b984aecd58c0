"""What the infoboxes of a document say, as facts.

One pass over the fields, in text order; each value goes through the row that maps its
parameter. Nothing is dropped in silence: a value that is lost, cannot be read or has no row
leaves a finding, and its words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import (
    Document,
    DocumentFormat,
    Infobox,
    InfoboxField,
    RenderedText,
)
from downrange.facts.authority import Naming
from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.mapping import Ignored, InfoboxMapping, NodeKind, Reading, Row
from downrange.facts.model import Entity, Evidence, Fact, Modality
from downrange.facts.node_readers import craft_of
from downrange.facts.readers import reader_for
from downrange.facts.stations import Block, block_of
from downrange.facts.value_readers import Said
from downrange.facts.wording import Claim, Outcome, claims, is_lost, outcome, says_planned
from downrange.findings import Finding, Severity
from downrange.identity import slugify
from downrange.namespaces import expand

_OUTCOME = expand("sf:outcome")
_UNMAPPED = expand("sf:unmappedParameter")
_HAS_EVENT = expand("sf:hasEvent")
_TIME = expand("sf:time")
_LAUNCH_TIME = expand("sf:launchTime")
_CALLED = expand("sf:alternativeName")
_OWN_WORDS = {Reading.TEXT, Reading.TEXTS, Reading.NAMES, Reading.CRAFT, Reading.ROCKET}
_WHOLE_FIELD = {Reading.PLACE, Reading.SITE}
_DISAMBIGUATION = re.compile(
    r"\s+\((?:[\w\s]*\b)?(?:satellite|spacecraft|space probe|mission|spaceflight|rover|lander|"
    r"orbiter|space telescope|space observatory)\)$",
    re.I,
)


def mission_name(title: str) -> str:
    """A mission's name from a page title: ``Aryabhata (satellite)`` is Aryabhata."""
    return _DISAMBIGUATION.sub("", title).strip()


def infobox_facts(
    document: Document, topic: Entity, naming: Naming, mapping: InfoboxMapping
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts and findings of a document's infoboxes, about the mission ``topic``."""
    known = [box for box in document.infoboxes if mapping.covers(box.template)]
    reader = _InfoboxReader(document, mapping, _cast(topic, known, naming, mapping))
    for box in known:
        reader.read(box)
    return tuple(reader.said()), tuple(reader.findings)


def _rows(boxes: Iterable[Infobox], mapping: InfoboxMapping) -> Iterator[tuple[InfoboxField, Row]]:
    for box in boxes:
        for parameter in box.fields:
            row, _ = mapping.find(box.template, parameter.name)
            if isinstance(row, Row):
                yield parameter, row


def _cast(topic: Entity, boxes: list[Infobox], naming: Naming, mapping: InfoboxMapping) -> Cast:
    """The mission's cast, as far as the infobox as a whole decides it."""
    rows = list(_rows(boxes, mapping))
    cast = Cast(naming, topic, topic.iri.value.rpartition("/")[2])
    craft: list[Entity] = []
    types: list[tuple[str, Entity]] = []
    for parameter, row in rows:
        for item in parameter.items if row.reading is Reading.CRAFT else ():
            found = craft_of(item, cast)
            if found is not None:
                craft.append(found[0])
                kinds = [about.value for about in found[1] if isinstance(about.value, Entity)]
                types += [(slugify(kind.label), found[0]) for kind in kinds]
    launch_planned = any(
        row.property.iri == _LAUNCH_TIME and _only_planned(parameter) for parameter, row in rows
    )
    orbit_planned = launch_planned or any(
        (row.node is NodeKind.ORBIT and says_planned(parameter.value.text))
        or _rules_out_orbit(parameter, row)
        for parameter, row in rows
    )
    return replace(
        cast,
        craft=tuple(dict.fromkeys(craft)),
        craft_types=tuple(types),
        launch_planned=launch_planned,
        orbit_planned=orbit_planned,
    )


def _only_planned(parameter: InfoboxField) -> bool:
    modalities = {claim.modality for item in parameter.items for claim in claims(item)}
    return modalities == {Modality.PLANNED}


def _rules_out_orbit(parameter: InfoboxField, row: Row) -> bool:
    stated = None if row.reading in _OWN_WORDS else outcome(parameter.value.text)
    return stated is not None and stated.rules_out_orbit


@dataclass
class _InfoboxReader:
    document: Document
    mapping: InfoboxMapping
    cast: Cast
    facts: list[Fact] = field(default_factory=list)
    tied: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def said(self) -> Iterator[Fact]:
        """The facts read, and the ties that no fact states already, each tie once."""
        yield from self.facts
        known = {(f.subject.iri, f.property, f.value) for f in self.facts}
        for fact in self.tied:
            key = (fact.subject.iri, fact.property, fact.value)
            if key not in known:
                known.add(key)
                yield fact

    def read(self, box: Infobox) -> None:
        block = block_of(box, self.cast)
        for parameter in box.fields:
            row, _ = self.mapping.find(box.template, parameter.name)
            if isinstance(row, Row):
                self.read_field(parameter, row, block)
            elif not isinstance(row, Ignored):
                self.unmapped(parameter, box)

    def read_field(self, parameter: InfoboxField, row: Row, block: Block) -> None:
        items = [parameter.value] if row.reading in _WHOLE_FIELD else parameter.items
        for item in items:
            for claim in claims(item):
                self.read_claim(claim, parameter, row, block)

    def read_claim(self, claim: Claim, parameter: InfoboxField, row: Row, block: Block) -> None:
        scribe = _Scribe(self, parameter, row, claim)
        if row.reading not in _OWN_WORDS:
            stated = outcome(claim.words.text)
            if stated is not None:
                scribe.outcome(stated)
                return
            if is_lost(claim.words.text):
                self.note(
                    parameter,
                    "lost-value",
                    f"the value of {parameter.name!r} was lost when the text was made: "
                    f"{claim.words.text!r} is all that is left.",
                    "Restore the value in the source, or read the article's wikitext.",
                )
                return
        member = block.member(row, claim)
        if member is None:
            self.unread(parameter, row, claim)
            return
        values = list(reader_for(row.reading)(claim, row, self.cast))
        if not values:
            self.unread(parameter, row, claim)
        for value in values:
            scribe.value(member, value)

    def unread(self, parameter: InfoboxField, row: Row, claim: Claim) -> None:
        scope = f"{claim.scope}: " if claim.scope else ""
        words = f"{parameter.name}: {scope}{claim.words.text}"
        _Scribe(self, parameter, row, claim).fact(
            self.cast.mission, _UNMAPPED, Literal(words), claim.words
        )
        self.note(
            parameter,
            "unread-value",
            f"{scope}{claim.words.text!r} could not be read as a {row.reading.value} "
            f"for {row.property.label or row.property.iri.value!r}.",
            "The words are kept as sf:unmappedParameter; mend the source or the mapping's row.",
        )

    def unmapped(self, parameter: InfoboxField, box: Infobox) -> None:
        rule = f"mapping/infobox-spaceflight#{slugify(parameter.name)}"
        words = f"{parameter.name}: {parameter.value.text}"
        evidence = self.evidence(parameter)
        self.facts.append(
            Fact(
                self.cast.mission,
                _UNMAPPED,
                Literal(words),
                evidence,
                rule,
                parameter.value_span.of(self.document.text),
            )
        )
        self.note(
            parameter,
            "unmapped-parameter",
            f"no row maps the parameter {parameter.name!r} of {box.template}.",
            "Its words are kept as sf:unmappedParameter; add a row to the mapping.",
        )

    def note(self, parameter: InfoboxField, code: str, message: str, advice: str) -> None:
        self.findings.append(
            Finding(
                Severity.INFO if code == "unmapped-parameter" else Severity.WARNING,
                code,
                message,
                self.document.source.location,
                advice,
                parameter.span.of(self.document.text),
                parameter.span.start,
                parameter.span.end,
                entity=self.cast.mission.iri.value,
            )
        )

    def evidence(self, parameter: InfoboxField) -> Evidence:
        rendered = ""
        if self.document.format is not DocumentFormat.ARTICLE_TEXT:
            rendered = f"{parameter.name}: {parameter.value.text}"
        return Evidence(parameter.span, "Infobox", rendered, parameter.value.citations)


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes down what one claim of one field says."""

    reader: _InfoboxReader
    parameter: InfoboxField
    row: Row
    claim: Claim

    def value(self, member: Member, said: Said) -> None:
        modality = self._modality(member.entity)
        fact = replace(
            self._fact(
                member.entity, said.property or self.row.property.iri, said.value, said.words
            ),
            modality=modality,
            qualifier=said.qualifier,
            interpretation=said.interpretation,
            precision=said.precision,
        )
        if fact.property == _CALLED and slugify(str(said.words.text)) == self.reader.cast.slug:
            return
        self.reader.facts.append(fact)
        if fact.property == _LAUNCH_TIME:
            self.reader.facts.append(replace(fact, property=_TIME))
        for about in said.more:
            self.fact(about.subject, about.property, about.value, about.words)
        self.ties(member.ties)

    def outcome(self, stated: Outcome) -> None:
        cast = self.reader.cast
        concept = cast.naming.vocabulary.concept(f"sf:{stated.concept}").iri
        self.fact(cast.mission, _OUTCOME, concept, self.claim.words)
        if stated.cause:
            words = self.claim.words
            end = stated.cause_start + len(stated.cause)
            slug = f"{cast.slug}-anomaly-{slugify(stated.cause)}"
            anomaly = cast.naming.entity("sf:Anomaly", stated.cause, slug)
            self.fact(cast.mission, _HAS_EVENT, anomaly, words.slice(stated.cause_start, end))

    def ties(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            fact = self._fact(tie.subject, tie.property, tie.value, self.claim.words)
            # That there is a plan is no plan: only what is said of the plan itself is.
            unreal = tie.subject.stands_for is not None
            modality = Modality.PLANNED if unreal else Modality.ASSERTED
            self.reader.tied.append(replace(fact, as_written="", modality=modality))

    def fact(
        self,
        subject: Entity,
        predicate: NamedNode,
        value: Entity | NamedNode | Literal,
        words: RenderedText,
    ) -> None:
        self.reader.facts.append(self._fact(subject, predicate, value, words))

    def _modality(self, subject: Entity) -> Modality:
        return Modality.PLANNED if subject.stands_for is not None else self.claim.modality

    def _fact(
        self,
        subject: Entity,
        predicate: NamedNode,
        value: Entity | NamedNode | Literal,
        words: RenderedText,
    ) -> Fact:
        span = words.source_span(0, len(words.text))
        return Fact(
            subject,
            predicate,
            value,
            self.reader.evidence(self.parameter),
            self.row.rule,
            as_written=span.of(self.reader.document.text),
        )
