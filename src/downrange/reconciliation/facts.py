"""What entities have as properties, as a table about them would have it.

A table of missions has their launch dates and masses in columns, while the graph has them on the
launch and on the spacecraft. So a mission also has what belongs to a launch or to a spacecraft of
its own, and a spacecraft what belongs to its mission and launch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from downrange.publication.index import DERIVED, PREDICATE, Index, Term, iri
from downrange.reconciliation.register import Register
from downrange.reconciliation.terms import Property

_MISSION = iri("sf:Mission")
_SPACECRAFT_CLASS = iri("sf:Spacecraft")
_LAUNCH_CLASS = iri("sf:Launch")
_SPACECRAFT = iri("sf:spacecraft")
_LAUNCH = iri("sf:launch")
_QUOTATIONS = (iri("sf:renderedQuotation"), iri("oa:exact"))

KeysOf = Callable[[Property, Term], Iterable[str]]


@dataclass(frozen=True)
class Facts:
    """Reads the values of properties, and finds entities by them.

    What finds entities is made the first time that a property is asked for.
    """

    index: Index
    register: Register
    base: str
    _inverses: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _used: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, node: str, term: Property) -> list[Term]:
        """The values that an entity has itself, else those of its launch or counterpart."""
        own = self.index.objects(node, term.iri)
        if own:
            return own
        for other, kind in self._flight(node):
            if kind in term.domains and (found := self.index.objects(other, term.iri)):
                return found
        return []

    def quotations(self, node: str, term: Property) -> list[str]:
        """The words that documents give an entity's values in, each once."""
        found: dict[str, None] = {}
        holders = [node, *(other for other, kind in self._flight(node) if kind in term.domains)]
        for holder in holders:
            for statement in self.index.statements_of.get(holder, ()):
                if self.index.node(statement, PREDICATE) == term.iri:
                    for passage in self.index.nodes(statement, DERIVED):
                        words = (self.index.text(passage, name) for name in _QUOTATIONS)
                        found[next(filter(None, words), "")] = None
            if found:
                break
        return [words for words in found if words]

    def having(self, term: Property, keys: Iterable[str], keys_of: KeysOf) -> list[int]:
        """The entities with a value that has one of some keys, in their order."""
        inverse = self._inverses.get(term.iri)
        if inverse is None:
            inverse = self._inverses[term.iri] = self._inverse(term, keys_of)
        return sorted({number for key in keys for number in inverse.get(key, ())})

    def used(self, kind: str) -> tuple[str, ...]:
        """The properties that entities of a class have, those that most have first.

        ``kind`` is the IRI of the class, empty for all entities.
        """
        found = self._used.get(kind)
        if found is None:
            counts: Counter[str] = Counter()
            for number, node in enumerate(self.register.nodes):
                if not kind or kind in self.register.types[number]:
                    counts.update(self.index.description(node).keys())
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            found = self._used[kind] = tuple(name for name, _ in ranked)
        return found

    def kinds_beside(self, kind: str) -> tuple[str, ...]:
        """The classes whose properties entities of a class have too."""
        if kind in (_MISSION, _SPACECRAFT_CLASS):
            return tuple(k for k in (_LAUNCH_CLASS, _MISSION, _SPACECRAFT_CLASS) if k != kind)
        return ()

    def _inverse(self, term: Property, keys_of: KeysOf) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, node in enumerate(self.register.nodes):
            for key in {key for value in self.values(node, term) for key in keys_of(term, value)}:
                found[key].append(number)
        return dict(found)

    def _flight(self, node: str) -> Iterator[tuple[str, str]]:
        """The launch, and for a mission or a spacecraft the other of the two, with their classes.

        A spacecraft that flew on several missions has none of them for its own.
        """
        segment, _, slug = node.removeprefix(f"{self.base}id/").partition("/")
        mission = node
        if segment == "spacecraft":
            mission = f"{self.base}id/mission/{slug}"
            if node in self.index.nodes(mission, _SPACECRAFT):
                yield mission, _MISSION
        elif segment == "mission":
            craft = f"{self.base}id/spacecraft/{slug}"
            if craft in self.index.nodes(node, _SPACECRAFT):
                yield craft, _SPACECRAFT_CLASS
        else:
            return
        for launch in self.index.nodes(mission, _LAUNCH):
            yield launch, _LAUNCH_CLASS
