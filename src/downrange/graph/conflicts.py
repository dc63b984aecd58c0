"""Conflicts: statements that answer the same question differently.

Nothing is merged or overwritten; a conflict joins the statements, says of what kind the
difference is and, for numbers, how large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Modality
from downrange.graph.agreement import Agreement, compare
from downrange.graph.statements import Statement, by_question
from downrange.graph.terms import NUMBER_TYPES
from downrange.identity import Minter
from downrange.namespaces import expand
from downrange.values.literals import decimal_literal
from downrange.vocabulary import Vocabulary

_COSPAR = expand("sf:cosparId")
_LAUNCH = expand("sf:launch")
_LAUNCH_TIME = expand("sf:launchTime")
_SPACECRAFT = expand("sf:spacecraft")
_CARRIES = expand("sf:carries")
_CARGO_KIND = expand("sf:cargoKind")
_TOTAL = expand("sf:totalCargo")
_MASS = expand("sf:mass")
_PAYLOAD_MASS = expand("sf:payloadMass")
_TIME = expand("sf:time")
# A plan's IRI is that of what it plans, and this.
_OF_A_PLAN = "-planned"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more statements, how they differ, and a sentence that says so.

    ``kind`` is a token of ``sf:conflictKind``; ``difference`` the greatest difference of
    their numbers, in the unit of their property.
    """

    iri: NamedNode
    kind: str
    members: tuple[Statement, ...]
    sentence: str
    difference: Literal | None = None


def find_conflicts(
    said: Iterable[Statement], minter: Minter, vocabulary: Vocabulary
) -> tuple[Conflict, ...]:
    """Every conflict among some statements, of one document or of many, ordered by IRI."""
    search = _Search(tuple(said), minter, vocabulary)
    found = {c.iri: c for c in (*search.same_question(), *search.related_questions())}
    return tuple(found[iri] for iri in sorted(found, key=lambda iri: iri.value))


@dataclass(frozen=True)
class _Search:
    said: tuple[Statement, ...]
    minter: Minter
    vocabulary: Vocabulary

    @cached_property
    def answers(self) -> dict[tuple[NamedNode, NamedNode], list[Statement]]:
        return by_question(self.said)

    def same_question(self) -> Iterator[Conflict]:
        """Different values of a property that can have one value only."""
        for (subject, predicate), group in self.answers.items():
            term = self.vocabulary.properties.get(predicate)
            repeats = predicate == _TIME and (subject, _LAUNCH_TIME) in self.answers
            if term is None or not term.single_valued or repeats:
                continue
            holding = [item for item in group if item.holds]
            what = f"the {term.label} of {group[0].subject.label}"
            kinds = {_kind(a, b) for a, b in combinations(holding, 2)} - {""}
            if kinds:
                members = [m for m in holding if any(_kind(m, o) for o in holding)]
                yield self.conflict(min(kinds, key=_KIND_ORDER.index), members, what)
            planned = [item for item in group if item.modality is Modality.PLANNED]
            actual = self.actual(subject, predicate, holding)
            members = [
                item
                for one, others in ((planned, actual), (actual, planned))
                for item in one
                if any(_differ(item, other) for other in others)
            ]
            if members:
                yield self.conflict("planActual", members, what)

    def actual(
        self, subject: NamedNode, predicate: NamedNode, holding: list[Statement]
    ) -> list[Statement]:
        """What is asserted where ``subject`` or what is said of it was planned."""
        real = subject.value.removesuffix(_OF_A_PLAN)
        said = holding if real == subject.value else self.values(predicate, [NamedNode(real)])
        return [item for item in said if item.modality is Modality.ASSERTED]

    def related_questions(self) -> Iterator[Conflict]:
        """Properties of different nodes that must agree: the payload is the cargo, and so on."""
        for mission in {subject for subject, _ in self.answers}:
            craft = self.linked(mission, _SPACECRAFT)
            cargo = self.linked(mission, _CARRIES)
            whole = [node for node in cargo if _TOTAL in self.linked(node, _CARGO_KIND)]
            payloads, totals = self.values(_PAYLOAD_MASS, craft), self.values(_MASS, whole)
            yield from self.pairs(payloads, totals, "the payload mass and the total cargo mass")
            identifiers = self.values(_COSPAR, [mission, *craft])
            times = self.values(_LAUNCH_TIME, self.linked(mission, _LAUNCH))
            for identifier in identifiers:
                wrong = [time for time in times if _year(identifier) != _year(time)]
                if wrong:
                    what = "the year of the COSPAR designation and the year of the launch"
                    yield self.conflict("identifier", [identifier, *wrong], what)

    def pairs(
        self, ones: list[Statement], others: list[Statement], what: str
    ) -> Iterator[Conflict]:
        for one in ones:
            for other in others:
                kind = _kind(one, other)
                if kind:
                    yield self.conflict(kind, [one, other], what)

    def linked(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        objects = [item.object for item in self.answers.get((subject, predicate), ())]
        return list(dict.fromkeys(o for o in objects if isinstance(o, NamedNode)))

    def values(self, predicate: NamedNode, subjects: Iterable[NamedNode]) -> list[Statement]:
        asked = (self.answers.get((subject, predicate), ()) for subject in subjects)
        return [item for said in asked for item in said if item.holds]

    def conflict(self, kind: str, members: Iterable[Statement], what: str) -> Conflict:
        ordered = tuple(sorted(members, key=lambda item: item.iri.value))
        iri = self.minter.conflict(item.iri for item in ordered)
        words = sorted({_words(item) for item in ordered})
        sentence = f"The sources differ on {what}: {', '.join(words)}."
        if kind == "planActual":
            sentence = f"What was planned differs from what came in {what}: {', '.join(words)}."
        return Conflict(iri, kind, ordered, sentence, _difference(ordered))


_KIND_ORDER = ("outcome", "identifier", "value", "rounding")
_OF_PROPERTY = {
    _COSPAR: "identifier",
    expand("sf:satcatNumber"): "identifier",
    expand("sf:outcome"): "outcome",
}
_APPROXIMATE = {"about", "almost"}


def _kind(one: Statement, other: Statement) -> str:
    """The kind of conflict that two statements of one question make; empty for none."""
    agreement = compare(one, other)
    if agreement is Agreement.DIFFERENT:
        return _OF_PROPERTY.get(one.predicate, "value")
    if agreement is Agreement.ROUNDING:
        return "rounding"
    about = _APPROXIMATE & {one.qualifier, other.qualifier}
    return "rounding" if about and one.object != other.object else ""


def _differ(one: Statement, other: Statement) -> bool:
    return compare(one, other) in {Agreement.DIFFERENT, Agreement.ROUNDING}


def _words(item: Statement) -> str:
    return item.facts[0].as_written or item.object.value


def _year(item: Statement) -> str:
    return item.object.value[:4]


def _difference(members: tuple[Statement, ...]) -> Literal | None:
    numbers = [
        Decimal(item.object.value)
        for item in members
        if isinstance(item.object, Literal) and item.object.datatype in NUMBER_TYPES
    ]
    if len(numbers) < 2 or len(numbers) < len(members):
        return None
    return decimal_literal(max(numbers) - min(numbers))
