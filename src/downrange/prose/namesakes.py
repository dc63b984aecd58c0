"""Which of several namesakes a surname alone means.

*Scott* may be David or Winston Scott, but *Scott, the commander of Apollo 15* is David, whose
``skos:scopeNote`` in the authority file says that he flew on Apollo 15. Such a note tells
namesakes apart and is no fact of any document: it states nothing by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from downrange.facts.authority import Authority
from downrange.facts.model import Entity
from downrange.namespaces import expand
from downrange.prose.capitalised import surname
from downrange.prose.designators import find_designators

_NOTE = expand("skos:scopeNote")


@dataclass(frozen=True)
class Namesakes:
    """The known entities with notes, by the surnames that they share with others."""

    authority: Authority

    def meant(self, name: str, missions: Set[str]) -> Entity | None:
        """The one of those with a surname whose note names one of the missions."""
        found = {person for person, flown in self._by_surname.get(name, ()) if flown & missions}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _by_surname(self) -> dict[str, list[tuple[Entity, frozenset[str]]]]:
        found: defaultdict[str, list[tuple[Entity, frozenset[str]]]] = defaultdict(list)
        for person, note in self._notes():
            flown = frozenset(designator.name for designator in find_designators(note))
            for name in {surname(name) for name in (person.label, *person.other_labels)} - {""}:
                found[name].append((person, flown))
        return dict(found)

    def _notes(self) -> Iterator[tuple[Entity, str]]:
        for triple in self.authority.triples:
            about, note = triple.subject, triple.object
            if triple.predicate != _NOTE or not isinstance(note, Literal):
                continue
            if isinstance(about, NamedNode):
                yield self.authority.entities[about], note.value
