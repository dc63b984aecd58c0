"""Conflicts: statements that answer the same question differently.

Nothing is merged or overwritten; a conflict joins the statements, says of what kind the
difference is and, for numbers, how large.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Modality
from downrange.graph.agreement import Agreement, compare
from downrange.graph.conflict_sentences import sentence
from downrange.graph.model import Statement, by_question
from downrange.graph.terms import NUMBER_TYPES
from downrange.graph.wider import Wider
from downrange.identity import Minter
from downrange.namespaces import expand
from downrange.values.literals import decimal_literal
from downrange.vocabulary import Vocabulary

_COSPAR = expand("sf:cosparId")
_OUTCOME = expand("sf:outcome")
_LAUNCH = expand("sf:launch")
_LAUNCH_TIME = expand("sf:launchTime")
_SPACECRAFT = expand("sf:spacecraft")
_CARRIES = expand("sf:carries")
_CARGO_KIND = expand("sf:cargoKind")
_TOTAL = expand("sf:totalCargo")
_MASS = expand("sf:mass")
_MASS_LOST = expand("sf:massLost")
_PAYLOAD_MASS = expand("sf:payloadMass")
_CAUSE = expand("sf:cause")
_TIME = expand("sf:time")
_SUCCESS = expand("sf:success")
_FAILED_TO_ORBIT = expand("sf:failedToOrbit")
# A plan's IRI is that of what it plans, a date where there are several plans, and this.
_OF_A_PLAN = re.compile(r"(?:-\d{4}(?:-\d\d){0,2})?-planned\Z")
_UNSURE = {Modality.PROBABLE, Modality.SUSPECTED, Modality.POSSIBLE}


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
    """Every conflict among some statements, of one document or of many, ordered by IRI.

    One whose members are all in another is left out: it says nothing more.
    """
    search = _Search(tuple(said), minter, vocabulary)
    found = {c.iri: c for c in (*search.same_question(), *search.related_questions())}
    whole = _without_parts(found.values())
    return tuple(sorted(whole, key=lambda conflict: conflict.iri.value))


def _without_parts(found: Iterable[Conflict]) -> Iterator[Conflict]:
    conflicts = list(found)
    within: dict[NamedNode, list[set[NamedNode]]] = {}
    for conflict in conflicts:
        members = {item.iri for item in conflict.members}
        for iri in members:
            within.setdefault(iri, []).append(members)
    for conflict in conflicts:
        members = {item.iri for item in conflict.members}
        if not any(members < other for iri in members for other in within[iri]):
            yield conflict


@dataclass(frozen=True)
class _Search:
    said: tuple[Statement, ...]
    minter: Minter
    vocabulary: Vocabulary

    @cached_property
    def answers(self) -> dict[tuple[NamedNode, NamedNode], list[Statement]]:
        return by_question(self.said)

    @cached_property
    def wider(self) -> Wider:
        return Wider.among(self.said, self.vocabulary)

    def same_question(self) -> Iterator[Conflict]:
        """Different answers to one question: of a subject, what the value of a property is."""
        for (subject, predicate), group in self.answers.items():
            term = self.vocabulary.properties.get(predicate)
            repeats = predicate == _TIME and (subject, _LAUNCH_TIME) in self.answers
            if term is None or repeats:
                continue
            what = f"the {term.label} of {group[0].subject.label}"
            yield from self.denials(group, what)
            if predicate == _CAUSE:
                yield from self.alternatives(group, what)
            if term.single_valued:
                yield from self.differing([i for i in group if i.holds or _is_unsure(i)], what)
                yield from self.planned_and_actual(subject, predicate, group, what)

    def differing(self, answers: list[Statement], what: str) -> Iterator[Conflict]:
        """The answers of which each differs from another one."""
        kinds = {self.kind(a, b) for a, b in combinations(answers, 2)} - {""}
        if kinds:
            members = [m for m in answers if any(self.kind(m, other) for other in answers)]
            yield self.conflict(min(kinds, key=_KIND_ORDER.index), members, what)

    def denials(self, group: list[Statement], what: str) -> Iterator[Conflict]:
        """What one sentence asserts and another denies."""
        denied = {item.object for item in group if item.modality is Modality.DENIED}
        asserted = {item.object for item in group if item.modality is Modality.ASSERTED}
        for value in denied & asserted:
            members = [
                item
                for item in group
                if item.object == value and item.modality in {Modality.DENIED, Modality.ASSERTED}
            ]
            yield self.conflict(_OF_PROPERTY.get(members[0].predicate, "value"), members, what)

    def alternatives(self, group: list[Statement], what: str) -> Iterator[Conflict]:
        """Several explanations, of which some are only held possible or likely."""
        offered = [item for item in group if item.holds or _is_unsure(item)]
        unsure = any(_is_unsure(item) or item.is_of_the_unreal for item in offered)
        if unsure and len({item.object for item in offered}) > 1:
            yield self.conflict("hypothesis", offered, what)

    def planned_and_actual(
        self, subject: NamedNode, predicate: NamedNode, group: list[Statement], what: str
    ) -> Iterator[Conflict]:
        """What was planned, where something else came."""
        planned = [item for item in group if item.modality is Modality.PLANNED]
        actual = self.actual(subject, predicate, group) if planned else []
        members = [
            item
            for one, others in ((planned, actual), (actual, planned))
            for item in one
            if any(self.differ(item, other) for other in others)
        ]
        if members:
            yield self.conflict("planActual", members, what)

    def actual(
        self, subject: NamedNode, predicate: NamedNode, group: list[Statement]
    ) -> list[Statement]:
        """What is asserted where ``subject`` or what is said of it was planned."""
        real = _OF_A_PLAN.sub("", subject.value)
        holding = [item for item in group if item.holds]
        said = holding if real == subject.value else self.values(predicate, [NamedNode(real)])
        return [item for item in said if item.modality is Modality.ASSERTED]

    def related_questions(self) -> Iterator[Conflict]:
        """Properties of different nodes that must agree: the payload is the cargo, and so on."""
        for mission in {subject for subject, _ in self.answers}:
            craft = self.linked(mission, _SPACECRAFT)
            launches = self.linked(mission, _LAUNCH)
            yield from self.cargo(mission, craft)
            yield from self.outcomes(mission, launches)
            identifiers = self.values(_COSPAR, [mission, *craft])
            times = self.values(_LAUNCH_TIME, launches)
            for identifier in identifiers:
                wrong = [time for time in times if _year(identifier) != _year(time)]
                if wrong:
                    what = "the year of the COSPAR designation and the year of the launch"
                    yield self.conflict("identifier", [identifier, *wrong], what)

    def cargo(self, mission: NamedNode, craft: list[NamedNode]) -> Iterator[Conflict]:
        """The payload is the cargo, and where nothing reached orbit all of it is what was lost."""
        carried = self.linked(mission, _CARRIES)
        whole = [node for node in carried if _TOTAL in self.linked(node, _CARGO_KIND)]
        masses = [*self.values(_PAYLOAD_MASS, craft), *self.values(_MASS, whole)]
        what = "the payload mass and the total cargo mass"
        outcomes = {item.object for item in self.values(_OUTCOME, [mission])}
        lost = self.values(_MASS_LOST, whole) if _FAILED_TO_ORBIT in outcomes else []
        if lost:
            what = f"how much cargo {self.label(mission)} carried and lost"
        yield from self.differing([*masses, *lost], what)

    def outcomes(self, mission: NamedNode, launches: list[NamedNode]) -> Iterator[Conflict]:
        """A launch that succeeded does not belong to a mission that failed to orbit."""
        said = self.values(_OUTCOME, [mission, *launches])
        reached = [item for item in said if item.object == _SUCCESS]
        failed = [item for item in said if item.object == _FAILED_TO_ORBIT]
        if reached and failed:
            what = f"whether {self.label(mission)} reached orbit"
            yield self.conflict("outcome", [*reached, *failed], what)

    def label(self, node: NamedNode) -> str:
        return next(i.subject.label for i in self.said if i.subject.iri == node)

    def linked(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        objects = [item.object for item in self.answers.get((subject, predicate), ())]
        return list(dict.fromkeys(o for o in objects if isinstance(o, NamedNode)))

    def values(self, predicate: NamedNode, subjects: Iterable[NamedNode]) -> list[Statement]:
        asked = (self.answers.get((subject, predicate), ()) for subject in subjects)
        return [item for said in asked for item in said if item.holds]

    def kind(self, one: Statement, other: Statement) -> str:
        """The kind of conflict that two statements of one question make; empty for none."""
        agreement = compare(one, other, self.wider)
        if agreement is Agreement.DIFFERENT:
            return _OF_PROPERTY.get(one.predicate, "value")
        if agreement is Agreement.ROUNDING:
            return "rounding"
        about = _APPROXIMATE & {one.qualifier, other.qualifier}
        return "rounding" if about and one.object != other.object else ""

    def differ(self, one: Statement, other: Statement) -> bool:
        return compare(one, other, self.wider) in {Agreement.DIFFERENT, Agreement.ROUNDING}

    def conflict(self, kind: str, members: Iterable[Statement], what: str) -> Conflict:
        ordered = tuple(sorted(members, key=lambda item: item.iri.value))
        iri = self.minter.conflict(item.iri for item in ordered)
        difference = _difference(ordered)
        words = sentence(kind, what, ordered, difference, self.vocabulary)
        return Conflict(iri, kind, ordered, words, difference)


_KIND_ORDER = ("outcome", "identifier", "value", "rounding")
_OF_PROPERTY = {
    _COSPAR: "identifier",
    expand("sf:satcatNumber"): "identifier",
    _OUTCOME: "outcome",
}
_APPROXIMATE = {"about", "almost"}


def _is_unsure(item: Statement) -> bool:
    return item.modality in _UNSURE


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
