"""Candidates for a query: found by name, by identifier or by other values, and weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from downrange.identity import slugify
from downrange.linking.subject import name_slugs
from downrange.reconciliation.comparing import Comparer, is_identifier
from downrange.reconciliation.evidence import Candidate, Evidence, Kind, is_certain
from downrange.reconciliation.facts import Facts
from downrange.reconciliation.identifiers import Identifiers
from downrange.reconciliation.name_index import NameIndex
from downrange.reconciliation.names import designator, words_of
from downrange.reconciliation.query import Constraint, Query, Strictness, Value
from downrange.reconciliation.register import Register
from downrange.reconciliation.terms import Property, Terms

_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Result:
    """The candidates for a query, best first; ``matched`` is whether the first is a match."""

    candidates: tuple[Candidate, ...]
    matched: bool


@dataclass(frozen=True)
class Matcher:
    """Answers queries about one register."""

    register: Register
    names: NameIndex
    terms: Terms
    facts: Facts
    comparer: Comparer
    identifiers: Identifiers

    def match(self, query: Query) -> Result:
        """The candidates for one query."""
        asked = _Asked(self, query)
        # Of equals the one whose IRI comes first; a tie is never a match.
        found = sorted(asked.weighed(), key=lambda c: (-c.score, c.number))
        kept = self._distinct(found, max(2, query.limit))
        following = kept[1].score if len(kept) > 1 else 0.0
        certain = bool(kept) and asked.is_understood and is_certain(kept[0], following, query.text)
        return Result(tuple(kept[: query.limit]), certain)

    def _distinct(self, found: list[Candidate], most: int) -> list[Candidate]:
        """Each id once, as another entity may share it; without those that nothing speaks for."""
        kept: dict[str, Candidate] = {}
        for candidate in found:
            name = self.identifiers.id(self.register.nodes[candidate.number])
            if name and any(e.agreement > 0 for e in candidate.evidence):
                kept.setdefault(name, candidate)
                if len(kept) == most:
                    break
        return list(kept.values())


class _Asked:
    """One query, with its types and properties understood."""

    def __init__(self, matcher: Matcher, query: Query) -> None:
        self._matcher = matcher
        self._query = query
        self._slugs = _slugs(query.text)
        self._kinds = [matcher.terms.find_types(name) for name in query.types]
        find, near = matcher.terms.find_properties, matcher.terms.find_related
        self._constraints = [(c, find(c.property), near(c.property)) for c in query.constraints]
        self._namesakes = [n for n in matcher.names.named(self._slugs) if self._is_meant(n)]

    @property
    def is_understood(self) -> bool:
        """Whether everything that was asked could be looked at: who gives more wants more."""
        return all(self._kinds) and all(same or related for _, same, related in self._constraints)

    def weighed(self) -> Iterator[Candidate]:
        matcher, text = self._matcher, self._query.text
        node = matcher.identifiers.node(text) if text else None
        itself = matcher.register.numbers.get(node) if node else None
        if itself is not None:
            whole = (Evidence(Kind.ID, "", 1.0), *self._other_evidence(itself))
            yield Candidate.weighed(itself, whole)
        alike: dict[int, float] = dict.fromkeys(matcher.names.named(self._slugs), 1.0)
        alike = {n: how for n, how in alike.items() if self._fits(n)}
        for number, how in matcher.names.alike(self._slugs, self._fits).items():
            alike.setdefault(number, how)
        found = dict.fromkeys(chain(alike, islice(self._by_values(), _MOST_CANDIDATES)))
        for number in found:
            if number != itself and self._fits(number):
                names = self._name_evidence(number, alike.get(number, 0.0))
                yield Candidate.weighed(number, (*names, *self._other_evidence(number)))

    def _name_evidence(self, number: int, alike: float) -> Iterator[Evidence]:
        if not self._slugs:
            return
        register = self._matcher.register
        if self._slugs & register.labels[number]:
            yield Evidence(Kind.LABEL, "", 1.0)
        elif self._slugs & register.aliases[number]:
            yield Evidence(Kind.ALIAS, "", 1.0)
        elif alike:
            yield Evidence(Kind.LIKENESS, "", round(alike, 3))
            return
        else:
            return
        if self._namesakes == [number]:
            yield Evidence(Kind.ONLY, "", 1.0)

    def _other_evidence(self, number: int) -> Iterator[Evidence]:
        if self._kinds:
            yield Evidence(Kind.TYPE, "", float(self._is_of_kind(number)))
        node = self._matcher.register.nodes[number]
        for constraint, same, related in self._constraints:
            found = [self._compared(node, term, constraint) for term in (*same, *related)]
            told = [
                each
                for each, term in zip(found, (*same, *related), strict=True)
                # What merely has to do with what was asked for cannot disagree with it.
                if each is not None and (term in same or each.agreement > 0)
            ]
            if told:
                yield max(told, key=lambda each: each.agreement)

    def _compared(self, node: str, term: Property, constraint: Constraint) -> Evidence | None:
        values = self._matcher.facts.values(node, term)
        found = self._matcher.comparer.compare(term, values, constraint.values)
        return Evidence(found.kind, constraint.property, found.agreement) if found else None

    def _by_values(self) -> Iterator[int]:
        """What has an identifier that was given; without a name, what has any value given."""
        for constraint, same, _ in self._constraints:
            for term in same:
                if self._query.text and not is_identifier(term):
                    continue
                keys = {key for v in constraint.values for key in self._keys(term, v)}
                yield from self._matcher.facts.having(term, keys, self._matcher.comparer.keys)

    def _keys(self, term: Property, value: Value) -> Iterator[str]:
        yield from self._matcher.comparer.asked_keys(term, value)
        if isinstance(value, str) and not is_identifier(term):
            nodes = self._matcher.register.nodes
            for number in self._matcher.names.named((slugify(value),)):
                yield nodes[number]

    def _is_meant(self, number: int) -> bool:
        return not self._kinds or self._is_of_kind(number)

    def _fits(self, number: int) -> bool:
        """Whether an entity may be a candidate at all."""
        if not self._kinds or self._query.strictness is Strictness.SHOULD:
            return True
        return self._is_of_kind(number)

    def _is_of_kind(self, number: int) -> bool:
        types = self._matcher.register.types[number]
        fitting = (not types.isdisjoint(kinds) for kinds in self._kinds)
        return all(fitting) if self._query.strictness is Strictness.ALL else any(fitting)


def _slugs(text: str) -> frozenset[str]:
    """A name as names are compared; without what is in parentheses, unless that has a number."""
    wanted = designator(words_of(slugify(text)))
    return frozenset(slug for slug in name_slugs([text]) if designator(words_of(slug)) == wanted)
