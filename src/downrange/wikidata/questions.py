"""One property of one item: our values for it beside Wikidata's statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from downrange.wikidata.agreement import Standing, Verdict, compare
from downrange.wikidata.item import Rank, WikidataStatement
from downrange.wikidata.ours import NONE, UNKNOWN, OurValue
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
class Question:
    """Our values for a property, and whether an item has only one (``single``).

    ``wikidata`` is the property's id there, ``label`` its name here.
    """

    wikidata: str
    label: str
    values: list[OurValue]
    single: bool

    def rows(self, theirs: tuple[WikidataStatement, ...]) -> Iterator[Row]:
        """A row for each value of ours, and for each of the best statements none was held against.

        Deprecated statements contradict nothing, and those of normal rank nothing where there
        are preferred ones (https://www.wikidata.org/wiki/Help:Ranking).
        """
        best = [s for s in theirs if s.rank is theirs[0].rank and s.rank is not Rank.DEPRECATED]
        held = [value for value in self.values if value.holds or _says_what_is_not(value)]
        judged = [[_Judged(s, compare(value, s.value)) for s in theirs] for value in held]
        taken = [j.statement for pairs in judged for j in pairs if j.agrees]
        shown: list[WikidataStatement] = []
        for value, pairs in zip(held, judged, strict=True):
            rivals = [j for j in pairs if j.statement in best]
            if not self.single:
                rivals = [j for j in rivals if j.statement not in taken]
            found = _Case(value, pairs, rivals, self.single).finding()
            shown += found.statements
            yield self._row(found, value)
        for statement in best:
            if statement not in shown:
                yield self._row(self._unanswered(statement, held))
        if not held and not best:
            for value in self.values:
                if value.modality != "asserted":
                    note = f"our source has it as {value.modality} only"
                    yield self._row(_Finding(Outcome.NOT_COMPARABLE, (), note), value)

    def _unanswered(self, statement: WikidataStatement, held: list[OurValue]) -> _Finding:
        """What nothing of ours was held against."""
        unlinked = [value.name for value in held if value.is_entity and not value.item]
        if isinstance(statement.value, ItemValue) and unlinked:
            note = f"it may be {' or '.join(unlinked)}, not linked yet"
            return _Finding(Outcome.NOT_COMPARABLE, (statement,), note)
        unsure = sorted({value.modality for value in self.values} - {"asserted"})
        note = ""
        if held:
            note = "besides what is here"
        elif unsure:
            note = f"our sources have it as {' and '.join(unsure)} only"
        return _Finding(Outcome.MISSING_HERE, (statement,), note)

    def _row(self, found: _Finding, value: OurValue | None = None) -> Row:
        label = value.label if value else self.label
        reason = value.route.reason if value else ""
        return Row(found.outcome, self.wikidata, label, value, found.statements, found.note, reason)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A statement, and how a value of ours stands to it."""

    statement: WikidataStatement
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        return self.verdict.standing is Standing.AGREE


@dataclass(frozen=True, slots=True)
class _Finding:
    outcome: Outcome
    statements: tuple[WikidataStatement, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """One value of ours; ``rivals`` are the statements that might contradict it."""

    value: OurValue
    judged: list[_Judged]
    rivals: list[_Judged]
    single: bool

    def finding(self) -> _Finding:
        return (
            self._agreement()
            or self._deprecation()
            or self._doubt()
            or self._contradiction()
            or self._absence()
        )

    def _agreement(self) -> _Finding | None:
        current = [j for j in self.judged if j.agrees and j.statement.rank is not Rank.DEPRECATED]
        if not current:
            return None
        notes = [current[0].verdict.note]
        if current[0].statement.rank is not self.judged[0].statement.rank:
            notes.append("Wikidata prefers another value")
        return _finding(Outcome.AGREES, current, "; ".join(filter(None, notes)))

    def _deprecation(self) -> _Finding | None:
        deprecated = [j for j in self.judged if j.agrees]
        note = "Wikidata has this value and deprecates it"
        return _finding(Outcome.CONFLICTS, deprecated, note) if deprecated else None

    def _doubt(self) -> _Finding | None:
        """What keeps the two from being compared."""
        if self.value.is_entity and not self.value.item:
            note = f"{self.value.name} is not linked yet"
            return _finding(Outcome.NOT_COMPARABLE, self.rivals, note)
        doubts = [j for j in self.rivals if j.verdict.standing is Standing.UNDECIDED]
        if doubts:
            return _finding(Outcome.NOT_COMPARABLE, doubts, doubts[0].verdict.note)
        return None

    def _contradiction(self) -> _Finding | None:
        """Another value where there is one only, or that there is none."""
        absolute = self.single or _says_what_is_not(self.value)
        against = [j for j in self.rivals if absolute or j.statement.value is Special.NONE]
        if not against:
            return None
        if all(j.statement.qualifiers for j in against):
            note = "Wikidata's is qualified: whether it contradicts ours is for a person to say"
            return _finding(Outcome.NOT_COMPARABLE, against, note)
        return _finding(Outcome.CONFLICTS, against, against[0].verdict.note)

    def _absence(self) -> _Finding:
        if _says_what_is_not(self.value):
            note = f"our source says of it: {self.value.words}"
            return _Finding(Outcome.NOT_COMPARABLE, (), note)
        others = ", ".join(str(j.statement.value) for j in self.rivals)
        note = f"Wikidata has {others} besides" if others else ""
        return _Finding(Outcome.MISSING_THERE, (), note)


def _finding(outcome: Outcome, judged: list[_Judged], note: str) -> _Finding:
    return _Finding(outcome, tuple(j.statement for j in judged), note)


def _says_what_is_not(value: OurValue) -> bool:
    """Whether a source asserts that there is none, or that it is not known."""
    return value.term in (NONE, UNKNOWN) and value.modality == "asserted"
