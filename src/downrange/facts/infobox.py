"""What the infoboxes of a document say, as facts.

One pass over the fields, in text order; each value goes through the row that maps its
parameter. Nothing is dropped in silence: a value that is lost, cannot be read or has no row
leaves a finding, and its words are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import (
    Document,
    DocumentFormat,
    Infobox,
    InfoboxField,
    RenderedText,
)
from downrange.facts.authority import Naming, UnnameableError
from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.mapping import Ignored, InfoboxMapping, NodeKind, Reading, Row
from downrange.facts.model import Entity, Evidence, Fact, Modality
from downrange.facts.node_readers import craft_of
from downrange.facts.readers import reader_for
from downrange.facts.stations import Block, blocks, only_planned, rows_of
from downrange.facts.value_readers import About, Said
from downrange.facts.wording import (
    Claim,
    Outcome,
    absence,
    adds_to_the_one_before,
    claims,
    is_lost,
    outcome,
    whole_claim,
)
from downrange.findings import Finding, Severity
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.values.times import parse_time

_OUTCOME = expand("sf:outcome")
_UNMAPPED = expand("sf:unmappedParameter")
_HAS_EVENT = expand("sf:hasEvent")
_TIME = expand("sf:time")
_LAUNCH_TIME = expand("sf:launchTime")
_CALLED = expand("sf:alternativeName")
_TEXTS = {Reading.TEXT, Reading.TEXTS, Reading.SPECIFICATION}
_OWN_WORDS = {*_TEXTS, Reading.NAMES, Reading.CRAFT, Reading.ROCKET, Reading.PARTNER}
_WHOLE_FIELD = {Reading.PLACE, Reading.SITE}
_STANDING = {NodeKind.MISSION, NodeKind.CRAFT, NodeKind.CRAFT_OR_MISSION, NodeKind.LAUNCH}


def infobox_facts(
    document: Document, topic: Entity, naming: Naming, mapping: InfoboxMapping
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts and findings of a document's infoboxes, about the mission ``topic``."""
    known = [box for box in document.infoboxes if mapping.covers(box.template)]
    cast = _cast(topic, known, naming, mapping)
    reader = _InfoboxReader(document, mapping, cast)
    for box, block in zip(known, blocks(known, cast, mapping), strict=True):
        reader.read(box, block)
    return tuple(reader.said()), tuple(reader.findings)


def _cast(topic: Entity, boxes: list[Infobox], naming: Naming, mapping: InfoboxMapping) -> Cast:
    """The mission's cast, as far as the infobox as a whole decides it."""
    rows = list(rows_of(boxes, mapping))
    cast = Cast(naming, topic, topic.iri.value.rpartition("/")[2])
    craft: list[Entity] = []
    types: list[tuple[NamedNode, Entity]] = []
    for parameter, row in rows:
        for item in parameter.items if row.reading is Reading.CRAFT else ():
            found = _craft(item, cast)
            if found is not None:
                craft.append(found[0])
                kinds = [about.value for about in found[1] if isinstance(about.value, Entity)]
                types += [(kind.iri, found[0]) for kind in kinds]
    launches = [parameter for parameter, row in rows if row.property.iri == _LAUNCH_TIME]
    launch_planned = bool(launches) and all(map(only_planned, launches))
    failed_to_orbit = any(_rules_out_orbit(parameter, row) for parameter, row in rows)
    return replace(
        cast,
        craft=tuple(dict.fromkeys(craft)),
        craft_types=tuple(types),
        launch_planned=launch_planned,
        failed_to_orbit=failed_to_orbit,
        orbit_planned=launch_planned
        or failed_to_orbit
        or any(row.node is NodeKind.ORBIT and only_planned(parameter) for parameter, row in rows),
    )


def _craft(item: RenderedText, cast: Cast) -> tuple[Entity, tuple[About, ...]] | None:
    try:
        return craft_of(item, cast)
    except UnnameableError:
        return None


def _rules_out_orbit(parameter: InfoboxField, row: Row) -> bool:
    stated = None if row.reading in _OWN_WORDS else outcome(parameter.value.text)
    return stated is not None and stated.rules_out_orbit


def _items(parameter: InfoboxField, row: Row) -> Sequence[RenderedText]:
    """What is read by itself: the members of a list, the whole where lines belong together."""
    together = row.reading in _WHOLE_FIELD
    if row.reading is Reading.COUNT:
        together = any(adds_to_the_one_before(item.text) for item in parameter.items)
    elif row.reading is Reading.TIME and len(parameter.items) > 1:
        # January 27, 1967<br>23:31:19 UTC: a time of day on a line of its own.
        together = any(parse_time(item.text) is None for item in parameter.items)
    return (parameter.value,) if together else parameter.items


def _claims(item: RenderedText, row: Row, block: Block) -> list[Claim]:
    """The claims of an item; a text's colon begins a claim only behind the name of a craft."""
    said = list(claims(item))
    if row.reading not in _TEXTS and row.reading not in _WHOLE_FIELD:
        return said
    of_parts = [claim.scope for claim in said if block.cast.craft_named(claim.scope)]
    split = len(of_parts) == len(said) or (len(said) == 1 and not said[0].scope)
    return said if split or not said else [whole_claim(item)]


@dataclass
class _InfoboxReader:
    document: Document
    mapping: InfoboxMapping
    cast: Cast
    facts: list[Fact] = field(default_factory=list)
    tied: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def said(self) -> Iterator[Fact]:
        """The facts read, and the ties that no fact states already, each tie at its surest."""
        yield from self.facts
        known = {(f.subject.iri, f.property, f.value) for f in self.facts}
        for fact in sorted(self.tied, key=lambda fact: fact.modality.weakness):
            key = (fact.subject.iri, fact.property, fact.value)
            if key not in known:
                known.add(key)
                yield fact

    def read(self, box: Infobox, block: Block) -> None:
        for parameter in box.fields:
            row, _ = self.mapping.find(box.template, parameter.name)
            if isinstance(row, Row):
                self.read_field(parameter, row, block)
            elif not isinstance(row, Ignored):
                self.unmapped(parameter, box)

    def read_field(self, parameter: InfoboxField, row: Row, block: Block) -> None:
        said = [claim for item in _items(parameter, row) for claim in _claims(item, row, block)]
        if not said:
            self.lost(parameter, parameter.value.text)
        for claim in said:
            self.read_claim(claim, parameter, row, block)

    def read_claim(self, claim: Claim, parameter: InfoboxField, row: Row, block: Block) -> None:
        scribe = _Scribe(self, parameter, row, claim)
        words = claim.words.text
        if row.reading not in _OWN_WORDS:
            stated = outcome(words)
            if stated is not None:
                scribe.outcome(stated)
                return
            if is_lost(words):
                self.lost(parameter, words)
                return
        try:
            values = list(self.values(claim, row, block))
        except UnnameableError:
            values = []
        for member, said in values:
            scribe.value(member, said)
        if not values:
            self.unread(parameter, row, claim)

    def values(self, claim: Claim, row: Row, block: Block) -> Iterator[tuple[Member, Said]]:
        """What a claim says, and of which nodes."""
        members = block.members(row, claim)
        absent = "" if row.reading in _TEXTS else absence(claim.words.text)
        if absent:
            concept = self.cast.naming.vocabulary.concept(f"sf:{absent}").iri
            for member in members if row.node in _STANDING else ():
                yield member, Said(concept, claim.words)
            return
        for member in members:
            for said in reader_for(row.reading)(claim, row, member.entity, block.cast):
                yield member, said

    def lost(self, parameter: InfoboxField, words: str) -> None:
        self.note(
            parameter,
            "lost-value",
            f"the value of {parameter.name!r} was lost when the text was made: "
            f"{words!r} is all that is left.",
            "Restore the value in the source, or read the article's wikitext.",
        )

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
                parameter.value.text,
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
        if fact.property == _CALLED and slugify(said.words.text) == self.reader.cast.slug:
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
            modality = self.claim.modality if tie.as_sure_as_said else Modality.ASSERTED
            if tie.subject.stands_for is not None:
                modality = Modality.PLANNED
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
        return Fact(
            subject,
            predicate,
            value,
            self.reader.evidence(self.parameter),
            self.row.rule,
            as_written=words.text,
        )
