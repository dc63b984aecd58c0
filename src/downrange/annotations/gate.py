"""The gate: an annotation becomes facts, or is refused with the reason.

Words must stand in the text, a value must be in its words, a name must be known, and a property
must fit what it is said of. What shapes have to say needs a graph and is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from downrange.annotations.known import Known, path_of, stretch
from downrange.annotations.model import Concept, FactRow, Name, Refusal, Said, Text
from downrange.annotations.quotations import QuotationError, Quotations
from downrange.annotations.words import Read, derived, read_in, readings
from downrange.errors import MappingError
from downrange.facts.model import Entity, Fact, Modality
from downrange.namespaces import contract, expand
from downrange.values.times import find_times, parse_time
from downrange.vocabulary import PropertyTerm, Vocabulary

_THING = expand("owl:Thing")
_CONCEPT = expand("skos:Concept")
_PLAN = expand("sf:Plan")
_HYPOTHESIS = expand("sf:HypotheticalEvent")
_ABSENT = {expand("sf:unknown"), expand("sf:none")}
_LAUNCH_TIME = expand("sf:launchTime")
_TIME = expand("sf:time")
# How a node hangs on what it is of; the first class that fits decides.
_TIES = (
    ("sf:Event", "sf:hasEvent"),
    ("sf:HypotheticalEvent", "sf:hypotheticalEvent"),
    ("sf:Cargo", "sf:carries"),
    ("sf:Role", "sf:role"),
)


class RefusedError(ValueError):
    """An annotation does not pass; ``code`` names the kind of reason."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets the annotations of one document through, or not."""

    known: Known
    quotations: Quotations

    def pass_all(
        self, rows: Iterable[FactRow], rule: str
    ) -> tuple[tuple[Fact, ...], tuple[Refusal, ...]]:
        """The facts of all rows that pass, and a refusal for each other one.

        ``rule`` is the path under the base IRI that the rows' ids follow (``annotation/x``).
        """
        facts: list[Fact] = []
        refusals: list[Refusal] = []
        tied: set[NamedNode] = set()
        for row in rows:
            passed = self.judge(row, rule)
            if isinstance(passed, Refusal):
                refusals.append(passed)
                continue
            subject = passed[0].subject
            if subject.iri not in tied:
                tied.add(subject.iri)
                facts += self._tie(subject, passed[0])
            facts += passed
        return tuple(facts), tuple(refusals)

    def judge(self, row: FactRow, rule: str) -> tuple[Fact, ...] | Refusal:
        """The facts of one row, or why there are none."""
        try:
            return tuple(self._facts(row, rule))
        except MappingError as error:
            code, message, advice = "unknown-entity", error.message, error.advice
        except QuotationError as error:
            code, message, advice = "words-not-found", f"{error}.", ""
        except RefusedError as refused:
            code, message, advice = refused.code, refused.message, refused.advice
        return Refusal(row.id, code, message, advice, row.quote, row.place)

    def _facts(self, row: FactRow, rule: str) -> Iterator[Fact]:
        evidence = self.quotations.find(row.quote, row.occurrence, row.start)
        subject = self.known.find(row.subject, row.place)
        paragraph = self.quotations.paragraph(evidence.span)
        modality = _modality(row, subject)
        speaker = self._speaker(row, paragraph)
        day = _day(row, paragraph)
        for said in row.said:
            self._check_domain(subject, said.property)
            value, read = self._value(row, said)
            qualifier = _qualifier(row, read)
            notes = filter(None, (read.interpretation, row.interpretation))
            fact = Fact(
                subject,
                said.property.iri,
                value,
                evidence,
                f"{rule}#{row.id}",
                as_written=read.words,
                modality=modality,
                qualifier=qualifier,
                interpretation="; ".join(notes),
                precision=read.precision,
                attributed_to=speaker,
                stated_on=day,
                deprecated=row.deprecated,
            )
            yield fact
            if fact.property == _LAUNCH_TIME:
                yield replace(fact, property=_TIME)

    def _value(self, row: FactRow, said: Said) -> tuple[Entity | NamedNode | Literal, Read]:
        """The value of a property, and what of the quotation says it."""
        if isinstance(said.value, Name):
            return self._entity(row, said.property, said.value)
        if isinstance(said.value, Concept):
            return self._concept(row, said.property, said.value)
        read = read_in(row.quote, said.value, said.property)
        if read is not None:
            return read.literal, read
        literal = derived(said.value, said.property) if row.interpretation else None
        if literal is None:
            raise _not_in_words(row, said.value, said.property)
        return literal, Read("", literal)

    def _entity(self, row: FactRow, term: PropertyTerm, name: Name) -> tuple[Entity, Read]:
        entity = self.known.find(name, row.place)
        self._check_range(term, entity.cls, entity.label)
        words = self.known.words_for(entity, row.quote)
        if not words and not row.interpretation:
            raise RefusedError(
                "value-not-in-words",
                f"the quotation does not name {entity.label!r}, the {term.label}.",
                "Quote the words that do, declare them with 'called', or say in 'interpretation' "
                "how they mean it.",
            )
        return entity, Read(words, Literal(words))

    def _concept(self, row: FactRow, term: PropertyTerm, value: Concept) -> tuple[NamedNode, Read]:
        if value.iri not in _ABSENT:
            self._check_range(term, _CONCEPT, value.label)
        words = stretch(value.label, row.quote)
        if not words and not row.interpretation:
            raise RefusedError(
                "interpretation-missing",
                f"the quotation does not say {value.label!r} in so many words.",
                "Say in 'interpretation' how it means it.",
            )
        words = words or row.quote
        return value.iri, Read(words, Literal(words))

    def _check_domain(self, subject: Entity, term: PropertyTerm) -> None:
        kinds = {subject.cls, subject.stands_for or subject.cls}
        if not term.domains or _fits(kinds, term.domains, self._vocabulary):
            return
        known = ", ".join(sorted(contract(domain) for domain in term.domains))
        raise RefusedError(
            "wrong-subject",
            f"{contract(term.iri)} is not said of {subject.label!r}, a {contract(subject.cls)}.",
            f"It is said of: {known}.",
        )

    def _check_range(self, term: PropertyTerm, cls: NamedNode, label: str) -> None:
        if _fits({cls}, term.ranges, self._vocabulary):
            return
        known = ", ".join(sorted(contract(kind) for kind in term.ranges)) or "text"
        raise RefusedError(
            "wrong-value",
            f"{label!r}, a {contract(cls)}, is no value of {contract(term.iri)}.",
            f"Its values are: {known}.",
        )

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.known.naming.vocabulary

    def _speaker(self, row: FactRow, paragraph: str) -> Entity | None:
        if row.attributed_to is None:
            return None
        speaker = self.known.find(row.attributed_to, row.place)
        if not self.known.words_for(speaker, paragraph):
            raise RefusedError(
                "speaker-not-named",
                f"{speaker.label!r} is not named in the paragraph of the quotation.",
                "Name who says it there, or declare their words with 'called'.",
            )
        return speaker

    def _tie(self, node: Entity, fact: Fact) -> Iterator[Fact]:
        """How a declared node hangs on what it is of, said by the first words about it."""
        path = self.known.of.get(path_of(node.iri))
        if path is None:
            return
        owner = self.known.entities[path]
        if node.cls == _PLAN:
            planned_orbit = node.stands_for == expand("sf:Orbit")
            tie = "sf:plannedOrbit" if planned_orbit else "sf:plannedEvent"
        else:
            fitting = (t for cls, t in _TIES if self._vocabulary.is_a(node.cls, expand(cls)))
            tie = next(fitting, "sf:hasPart")
        # That there is a plan or a hypothesis is certain; what is said of it need not be.
        certain = Modality.ASSERTED if tie != "sf:carries" else fact.modality
        yield Fact(
            owner,
            expand(tie),
            node,
            fact.evidence,
            fact.extracted_by,
            modality=certain,
            attributed_to=fact.attributed_to,
            stated_on=fact.stated_on,
        )


def _fits(kinds: Iterable[NamedNode], wanted: Iterable[NamedNode], vocabulary: Vocabulary) -> bool:
    wanted = set(wanted)
    if _THING in wanted:
        return True
    return any(vocabulary.is_a(kind, one) for kind in kinds for one in wanted)


def _modality(row: FactRow, subject: Entity) -> Modality:
    if row.modality is not None:
        return row.modality
    if subject.cls == _HYPOTHESIS:
        raise RefusedError(
            "modality-missing",
            f"{subject.label!r} only may have happened: the fact needs a modality.",
            "Write probable, suspected or possible, as the words have it.",
        )
    return Modality.PLANNED if subject.cls == _PLAN else Modality.ASSERTED


def _qualifier(row: FactRow, read: Read) -> str:
    if not row.qualifier or row.qualifier == read.qualifier:
        return read.qualifier
    explained = row.interpretation or stretch(row.qualifier, row.quote)
    if not read.qualifier and explained:
        return row.qualifier
    found = f"says {read.qualifier!r}" if read.qualifier else "loosens nothing"
    raise RefusedError(
        "qualifier-not-in-words",
        f"the quotation {found}, not {row.qualifier!r}.",
        "Say in 'interpretation' which words mean it.",
    )


def _day(row: FactRow, paragraph: str) -> Literal | None:
    if not row.stated_on:
        return None
    day = parse_time(row.stated_on)
    if day is not None and any(time.literal == day.literal for time in find_times(paragraph)):
        return day.literal
    raise RefusedError(
        "date-not-in-words",
        f"the paragraph of the quotation does not have the date {row.stated_on!r}.",
    )


def _not_in_words(row: FactRow, value: Text, term: PropertyTerm) -> RefusedError:
    stated = sorted({read.literal.value for read in readings(row.quote, term)})
    found = f"it states {', '.join(stated)}" if stated else f"it states no {term.label}"
    return RefusedError(
        "value-not-in-words",
        f"the {term.label} {value.words!r} is not in the words of the quotation: {found}.",
        "Quote the words that say it, or say in 'interpretation' how it was derived.",
    )
