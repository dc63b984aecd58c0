"""What an entity's page shows: its facts in groups, each value with its standing and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from downrange.namespaces import SF
from downrange.publication.claims import Claim, Claims, Disagreement
from downrange.publication.groups import Group, group_of
from downrange.publication.index import Index, Term, iri
from downrange.publication.names import Names, Reference
from downrange.publication.wording import Shown, show, time_in_words

TIME = iri("sf:time")
LAUNCH = iri("sf:launch")
_HAS_EVENT = iri("sf:hasEvent")
_START, _END = iri("sf:startTime"), iri("sf:endTime")
LAUNCH_TIME = iri("sf:launchTime")
EARLIEST = iri("sf:earliest")
LATEST = iri("sf:latest")
ELAPSED = iri("sf:elapsedTime")
PRECISION = iri("sf:timePrecision")
_ALT_LABEL = iri("skos:altLabel")

_INLINE = {"orbit", "cargo", "role", "circumstance", "monetary-amount"}
"""Nodes that mean little by themselves: their facts are told where they are named."""

_MOST_MENTIONS = 100
_NEARER = {TIME: LAUNCH_TIME, _HAS_EVENT: LAUNCH}

_DERIVED = {
    iri(f"sf:{name}")
    for name in (
        *("earliest", "latest", "timePrecision", "extractedBy", "planOf", "hypothesisOf"),
        "wikidataItem",
    )
}
"""What follows from something shown elsewhere on the page."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: how sure it is, who says it, and the claims that give it.

    ``when`` is the date of a value that is an event. ``facts`` are those of a value that means
    little by itself. ``claims`` is empty for what the authority file says.
    """

    shown: Shown
    claims: tuple[Claim, ...]
    when: str
    facts: tuple[Fact, ...]

    @property
    def first(self) -> Claim | None:
        return self.claims[0] if self.claims else None

    @property
    def manners(self) -> tuple[Claim, ...]:
        """A claim for each other way in which the value is given: less surely, by somebody."""
        found = {claim.manner: claim for claim in reversed(self.claims)}
        found.pop(self.claims[0].manner, None) if self.claims else None
        return tuple(sorted(found.values(), key=lambda claim: claim.position))

    @property
    def passages(self) -> int:
        """How many passages say it."""
        return len({quote.passage for claim in self.claims for quote in claim.quotes})

    @property
    def conflicts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for claim in self.claims for c in claim.conflicts))


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    property: Reference
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts under one heading."""

    group: Group
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where else an entity is named: as which property of what, and how surely.

    ``more`` is how many subjects are left out.
    """

    property: Reference
    subjects: tuple[tuple[Reference, str], ...]
    more: int


Within = Callable[[str, str, Term], tuple[Fact, ...]]
"""Which facts of a value are told beneath it: of a node, a property and the value."""


def _nothing(_node: str, _predicate: str, _value: Term) -> tuple[Fact, ...]:
    return ()


@dataclass(frozen=True)
class Entities:
    """Reads what there is to show of entities."""

    index: Index
    names: Names
    claims: Claims

    def other_names(self, node: str) -> list[str]:
        """Further names, without the one it goes by, each once."""
        label = self.index.label(node)
        texts = dict.fromkeys(self.index.texts(node, _ALT_LABEL))
        return [text for text in texts if text != label]

    def groups(self, node: str) -> list[FactGroup]:
        """Everything that is said of a node, in groups."""
        gathered: dict[Group, list[Fact]] = {}
        for predicate, claims in self._by_property(node):
            by_group: dict[Group, list[list[Claim]]] = {}
            for same in claims:
                by_group.setdefault(group_of(self.names, predicate, same[0].value), []).append(same)
            for group, values in by_group.items():
                fact = self._fact(node, predicate, values, self._told_here)
                gathered.setdefault(group, []).append(fact)
        for group, fact in self._unclaimed(node):
            gathered.setdefault(group, []).append(fact)
        return [FactGroup(group, tuple(gathered[group])) for group in Group if group in gathered]

    def facts(self, node: str, owner: str) -> tuple[Fact, ...]:
        """What is said of a node that is told of on its owner's page, without the way back."""
        facts = []
        for predicate, claims in self._by_property(node):
            values = [
                same
                for same in claims
                if not (isinstance(same[0].value, NamedNode) and same[0].value.value == owner)
            ]
            if values:
                facts.append(self._fact(node, predicate, values, _nothing))
        return tuple(facts)

    def mentions(self, node: str) -> list[Mention]:
        """The claims that lead here, by property, each subject once."""
        found = []
        for predicate, same in groupby(self.claims.to(node), key=lambda p: p.predicate):
            sure = {pointer.subject: pointer.modality for pointer in reversed(list(same))}
            subjects = tuple(
                (self.names.reference(subject), sure[subject])
                for subject in sorted(sure)[:_MOST_MENTIONS]
            )
            rest = len(sure) - len(subjects)
            found.append(Mention(self.names.reference(predicate), subjects, rest))
        return found

    def disagreements(self, node: str) -> list[Disagreement]:
        """The conflicts that claims of the node, or of nodes told of on its page, are in."""
        nodes = [node, *self._inlined(node)]
        found = {
            conflict
            for one in nodes
            for statement in self.index.statements_of.get(one, ())
            for conflict in self.index.conflicts_of.get(statement, ())
        }
        return [self.claims.disagreement(conflict) for conflict in sorted(found)]

    def _inlined(self, node: str) -> Iterator[str]:
        for predicate, values in self.index.description(node).items():
            for value in values:
                if isinstance(value, NamedNode) and self._is_inline(node, predicate, value):
                    yield value.value

    def when(self, node: str) -> str:
        """The time of an event in words, empty where none is told."""
        precision = self.index.text(node, PRECISION)
        for predicate in (TIME, LAUNCH_TIME, _START):
            if text := self.index.text(node, predicate):
                return time_in_words(text, precision)
        if text := self.index.text(node, _END):
            return f"until {time_in_words(text, precision)}"
        elapsed = self.index.text(node, ELAPSED)
        return f"T+{show(self.names, ELAPSED, Literal(elapsed)).words}" if elapsed else ""

    def moment(self, node: str, launch: str) -> str:
        """When an event began, to be sorted by: as dated, else from lift-off; empty if untold."""
        dated, elapsed = self.index.text(node, EARLIEST), self.index.text(node, ELAPSED)
        lifted = self.index.text(launch, EARLIEST)
        if dated or not elapsed or lifted != self.index.text(launch, LATEST):
            return dated
        try:
            after = datetime.fromisoformat(lifted) + timedelta(seconds=float(elapsed))
        except (ValueError, OverflowError):
            return ""
        return after.isoformat()

    def _by_property(self, node: str) -> list[tuple[str, list[list[Claim]]]]:
        """The claims of a node by property in the order of the text, those that agree together."""
        gathered: dict[str, dict[tuple[object, ...], list[Claim]]] = {}
        claims = self.claims.of(node)
        # A launch is an event too, and its time a time: each is told once.
        told = {(c.predicate, str(c.value)) for c in claims}
        for claim in claims:
            nearer = _NEARER.get(claim.predicate)
            if nearer is not None and (nearer, str(claim.value)) in told:
                continue
            gathered.setdefault(claim.predicate, {}).setdefault(claim.same, []).append(claim)
        return [
            (predicate, list(values.values()))
            for predicate, values in sorted(gathered.items(), key=_text_order)
        ]

    def _fact(
        self, node: str, predicate: str, values: Iterable[list[Claim]], within: Within
    ) -> Fact:
        shown = [self._value(node, predicate, same, within) for same in values]
        if any(value.when for value in shown):
            launch = self.index.node(node, LAUNCH)
            shown.sort(key=lambda value: self._order(value.shown, launch))
        return Fact(self.names.reference(predicate), tuple(shown))

    def _value(self, node: str, predicate: str, same: list[Claim], within: Within) -> Value:
        term, claim = same[0].value, same[0]
        shown = show(self.names, predicate, term, claim.precision)
        facts = within(node, predicate, term)
        event = isinstance(term, NamedNode) and self.names.segment(term.value) == "event"
        when = self.when(shown.reference.iri) if event and shown.reference and not facts else ""
        return Value(shown, tuple(same), when, facts)

    def _told_here(self, node: str, predicate: str, value: Term) -> tuple[Fact, ...]:
        if isinstance(value, NamedNode) and self._is_inline(node, predicate, value):
            return self.facts(value.value, node)
        return ()

    def _is_inline(self, node: str, predicate: str, value: NamedNode) -> bool:
        if value.value == node or self.names.segment(node) in _INLINE:
            return False
        segment = self.names.segment(value.value)
        owned = segment == "spacecraft" and value.value.endswith(f"/{node.rpartition('/')[2]}")
        return segment in _INLINE or predicate == LAUNCH or owned

    def _order(self, shown: Shown, launch: str) -> tuple[str, str]:
        node = shown.reference.iri if shown.reference else ""
        return (self.moment(node, launch) or "9", shown.words)

    def _unclaimed(self, node: str) -> Iterator[tuple[Group, Fact]]:
        """What the direct layer has and no statement says: what the authority file knows."""
        claimed = {
            (claim.predicate, str(claim.value))
            for claim in map(self.claims.claim, self._said(node))
        }
        for predicate, objects in sorted(self.index.description(node).items()):
            if not predicate.startswith(SF) or predicate in _DERIVED:
                continue
            rest: list[Term] = [o for o in objects if (predicate, str(o)) not in claimed]
            if rest:
                values = tuple(Value(show(self.names, predicate, o), (), "", ()) for o in rest)
                group = group_of(self.names, predicate, rest[0])
                yield group, Fact(self.names.reference(predicate), values)

    def _said(self, node: str) -> list[str]:
        return self.index.statements_of.get(node, [])


def _text_order(
    item: tuple[str, dict[tuple[object, ...], list[Claim]]],
) -> tuple[tuple[str, int], str]:
    predicate, values = item
    places = [
        (quote.document.iri, quote.start)
        for same in values.values()
        for claim in same
        for quote in claim.quotes
    ]
    return min(places, default=("", 0)), predicate
