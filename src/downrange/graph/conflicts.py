"""Conflicts: statements that answer the same question differently.

Nothing is merged or overwritten; a conflict joins the statements, says of what kind the
difference is and, for numbers, how large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity
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


@dataclass(frozen=True, slots=True)
class _Search:
    said: tuple[Statement, ...]
    minter: Minter
    vocabulary: Vocabulary

    def same_question(self) -> Iterator[Conflict]:
        """Different values of a property that can have one value only."""
        for (_, predicate), group in by_question(self.said).items():
            term = self.vocabulary.properties.get(predicate)
            if term is None or not term.single_valued:
                continue
            holding = [item for item in group if item.holds]
            kinds = {_kind(a, b) for a, b in combinations(holding, 2)} - {""}
            if kinds:
                members = [m for m in holding if any(_kind(m, o) for o in holding)]
                what = f"the {term.label} of {_named(members[0].subject)}"
                yield self.conflict(min(kinds, key=_KIND_ORDER.index), members, what)

    def related_questions(self) -> Iterator[Conflict]:
        """Properties of different nodes that must agree: the payload is the cargo, and so on."""
        spacecraft = self.links(_SPACECRAFT)
        cargo = self.links(_CARRIES)
        launches = self.links(_LAUNCH)
        for mission in {*spacecraft, *cargo, *launches}:
            totals = self.values(_MASS, self.of_kind(cargo.get(mission, ()), _TOTAL))
            payloads = self.values(_PAYLOAD_MASS, spacecraft.get(mission, ()))
            yield from self.pairs(payloads, totals, "the payload mass and the total cargo mass")
            identified = (mission, *spacecraft.get(mission, ()))
            identifiers = self.values(_COSPAR, identified)
            times = self.values(_LAUNCH_TIME, launches.get(mission, ()))
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

    def links(self, predicate: NamedNode) -> dict[NamedNode, tuple[NamedNode, ...]]:
        found: dict[NamedNode, tuple[NamedNode, ...]] = {}
        for item in self.said:
            if item.predicate == predicate and isinstance(item.object, NamedNode):
                known = found.get(item.subject.iri, ())
                if item.object not in known:
                    found[item.subject.iri] = (*known, item.object)
        return found

    def of_kind(self, cargo: Iterable[NamedNode], kind: NamedNode) -> tuple[NamedNode, ...]:
        kinds = self.links(_CARGO_KIND)
        return tuple(node for node in cargo if kind in kinds.get(node, ()))

    def values(self, predicate: NamedNode, subjects: Iterable[NamedNode]) -> list[Statement]:
        wanted = set(subjects)
        return [
            item
            for item in self.said
            if item.predicate == predicate and item.subject.iri in wanted and item.holds
        ]

    def conflict(self, kind: str, members: Iterable[Statement], what: str) -> Conflict:
        ordered = tuple(sorted(members, key=lambda item: item.iri.value))
        iri = self.minter.conflict(item.iri for item in ordered)
        words = sorted({_words(item) for item in ordered})
        sentence = f"The sources differ on {what}: {', '.join(words)}."
        return Conflict(iri, kind, ordered, sentence, _difference(ordered))


_KIND_ORDER = ("value", "rounding")


def _kind(one: Statement, other: Statement) -> str:
    agreement = compare(one, other)
    if agreement is Agreement.DIFFERENT:
        return "value"
    if agreement is Agreement.ROUNDING:
        return "rounding"
    if agreement in {Agreement.FINER, Agreement.COARSER}:
        left, right = one.object, other.object
        if isinstance(left, Literal) and left.datatype in NUMBER_TYPES and left != right:
            return "rounding"
    return ""


def _named(entity: Entity) -> str:
    return entity.label


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


def spans_documents(conflict: Conflict, document_of: dict[NamedNode, NamedNode]) -> bool:
    """Whether the members of a conflict come from more than one document."""
    return len({document_of[item.iri] for item in conflict.members}) > 1
