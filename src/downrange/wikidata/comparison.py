"""Wikidata's statements beside the graph's: what agrees, what is missing, what conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from pyoxigraph import NamedNode

from downrange.vocabulary import Vocabulary
from downrange.wikidata.agreement import Standing, Verdict, compare
from downrange.wikidata.item import Rank, WikidataItem, WikidataStatement
from downrange.wikidata.ours import NONE, UNKNOWN, Ours, OurValue
from downrange.wikidata.routes import ONE_VALUE, SEVERAL, Route, RouteMap
from downrange.wikidata.values import ItemValue, Special


class Outcome(StrEnum):
    """How a property stands, in the order in which a person should look."""

    CONFLICTS = "conflicts"
    MISSING_THERE = "missing there"
    MISSING_HERE = "missing here"
    NOT_COMPARABLE = "not comparable"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Row:
    """One value of ours with the statements of Wikidata that it was held against, or alone.

    ``wikidata`` is the property's id there, ``label`` its name here, ``reason`` why the graph
    has it elsewhere (empty where it has not), ``note`` what a person should know.
    """

    outcome: Outcome
    wikidata: str
    label: str
    ours: OurValue | None
    theirs: tuple[WikidataStatement, ...]
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An entity beside its item.

    ``asked`` is the item that it is linked to; ``item`` has another id where that was merged.
    ``uncompared`` are the properties there that nothing here answers.
    """

    entity: NamedNode
    label: str
    asked: str
    item: WikidataItem
    rows: tuple[Row, ...]
    uncompared: tuple[str, ...]

    @property
    def redirected(self) -> bool:
        return self.item.id != self.asked

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares entities of one dataset with their items."""

    ours: Ours
    routes: RouteMap

    @property
    def vocabulary(self) -> Vocabulary:
        return self.ours.vocabulary

    def comparison(self, entity: NamedNode, asked: str, item: WikidataItem) -> Comparison:
        """Everything that an entity and its item both could say."""
        facts = self.ours.facts
        ways = sorted(
            self.routes.of_classes(facts.classes(entity), self.vocabulary),
            key=lambda route: route.wikidata,
        )
        rows: list[Row] = []
        compared: set[str] = set()
        for name, group in groupby(ways, key=lambda route: route.wikidata):
            routes = tuple(group)
            compared.add(name)
            values = self.ours.values(entity, routes)
            question = _Question(name, self._label(routes), values, self._is_single(routes))
            rows += question.rows(item.statements.get(name, ()))
        rows.sort(key=lambda row: list(Outcome).index(row.outcome))
        uncompared = sorted(set(item.statements) - compared, key=lambda p: (len(p), p))
        return Comparison(entity, facts.label(entity), asked, item, tuple(rows), tuple(uncompared))

    def _label(self, routes: Iterable[Route]) -> str:
        """What the property is called here; of an event's time, of which event."""
        route = next(iter(routes))
        label = self.vocabulary.properties[route.term].label
        if route.of_class:
            kind = self.vocabulary.class_(route.of_class).label
            return f"{label} of {kind}"
        return label

    def _is_single(self, routes: Iterable[Route]) -> bool:
        return any(
            route.wikidata in ONE_VALUE
            or (
                self.vocabulary.properties[route.term].single_valued
                and route.wikidata not in SEVERAL
            )
            for route in routes
        )


@dataclass(frozen=True, slots=True)
class _Question:
    """One property of one item: our values for it, and whether only one can be right."""

    wikidata: str
    label: str
    values: list[OurValue]
    single: bool

    def rows(self, theirs: tuple[WikidataStatement, ...]) -> Iterator[Row]:
        current = tuple(s for s in theirs if s.rank is not Rank.DEPRECATED)
        best = tuple(s for s in current if s.rank is current[0].rank)
        seen: set[int] = set()
        held = [value for value in self.values if self._counts(value)]
        verdicts = {
            (i, j): compare(value, statement.value)
            for i, value in enumerate(held)
            for j, statement in enumerate(theirs)
        }
        agreed = {j for (_, j), verdict in verdicts.items() if verdict.standing is Standing.AGREE}
        for i, value in enumerate(held):
            mine = [(statement, verdicts[i, j]) for j, statement in enumerate(theirs)]
            open_ = [pair for j, pair in enumerate(mine) if j not in agreed]
            row = self._row_of(value, mine, open_, best)
            seen |= {id(statement) for statement in row.theirs}
            yield row
        for statement in best:
            if id(statement) not in seen:
                yield self._missing_here(statement, bool(held))
        if not held and not best:
            for value in self.values:
                if value.modality != "asserted":
                    note = f"our source has it as {value.modality} only"
                    yield self._row(Outcome.NOT_COMPARABLE, value, [], note)

    def _counts(self, value: OurValue) -> bool:
        """What holds; and that there is none, or that it is not known, if it is asserted."""
        return value.holds or (value.term in (NONE, UNKNOWN) and value.modality == "asserted")

    def _row_of(
        self,
        value: OurValue,
        mine: list[tuple[WikidataStatement, Verdict]],
        open_: list[tuple[WikidataStatement, Verdict]],
        best: tuple[WikidataStatement, ...],
    ) -> Row:
        agreeing = [pair for pair in mine if pair[1].standing is Standing.AGREE]
        if current := [pair for pair in agreeing if pair[0].rank is not Rank.DEPRECATED]:
            note = current[0][1].note
            if current[0][0] not in best:
                note = _joined(note, "Wikidata prefers another value")
            return self._row(Outcome.AGREES, value, [s for s, _ in current], note)
        if agreeing:
            note = "Wikidata has this value and deprecates it"
            return self._row(Outcome.CONFLICTS, value, [s for s, _ in agreeing], note)
        if value.is_entity and not value.item:
            others = [s for s, _ in open_ if s in best]
            return self._row(
                Outcome.NOT_COMPARABLE, value, others, f"{value.name} is not linked yet"
            )
        rest = [pair for pair in (mine if self.single else open_) if pair[0] in best]
        if undecided := [pair for pair in rest if pair[1].standing is Standing.UNDECIDED]:
            statements = [s for s, _ in undecided]
            return self._row(Outcome.NOT_COMPARABLE, value, statements, undecided[0][1].note)
        if value.term in (NONE, UNKNOWN):
            outcome = Outcome.CONFLICTS if rest and value.term == NONE else Outcome.NOT_COMPARABLE
            note = f"our source says of it: {value.words}"
            return self._row(outcome, value, [s for s, _ in rest], note)
        denied = [pair for pair in rest if pair[0].value is Special.NONE]
        against = rest if self.single else denied
        if not against:
            others = ", ".join(str(s.value) for s in best)
            note = f"Wikidata has {others} besides" if others else ""
            return self._row(Outcome.MISSING_THERE, value, [], note)
        statements = [s for s, _ in against]
        if all(statement.qualifiers for statement in statements):
            note = "what Wikidata says is qualified: whether it contradicts ours is for a person"
            return self._row(Outcome.NOT_COMPARABLE, value, statements, note)
        return self._row(Outcome.CONFLICTS, value, statements, against[0][1].note)

    def _missing_here(self, statement: WikidataStatement, answered: bool) -> Row:
        unsure = sorted({v.modality for v in self.values if not v.holds} - {"asserted", ""})
        unlinked = [v.name for v in self.values if v.is_entity and v.holds and not v.item]
        if isinstance(statement.value, ItemValue) and unlinked:
            note = f"it may be {' or '.join(unlinked)}, not linked yet"
            return self._row(Outcome.NOT_COMPARABLE, None, [statement], note)
        note = f"our sources have it as {' and '.join(unsure)} only" if unsure else ""
        if answered:
            note = "besides what agrees" if self.single else "besides what is here"
        return self._row(Outcome.MISSING_HERE, None, [statement], note)

    def _row(
        self,
        outcome: Outcome,
        value: OurValue | None,
        statements: Iterable[WikidataStatement],
        note: str,
    ) -> Row:
        reason = value.route.reason if value else ""
        return Row(outcome, self.wikidata, self.label, value, tuple(statements), note, reason)


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))
