"""The entities that a document's annotations may speak of, and the words that name them."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import NamedNode

from downrange.annotations.model import AnnotationFile, Name, NodeRow
from downrange.errors import MappingError, Place
from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.facts.reading import Reading
from downrange.namespaces import contract


@dataclass(frozen=True, slots=True)
class Known:
    """Entities by their path under ``{base}id/``: the authority file's, those that the
    document's infobox brings in, and those that its annotations declare.

    ``called`` are the words by which the document refers to one, beside its labels.
    """

    naming: Naming
    entities: dict[str, Entity]
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def to(cls, naming: Naming, reading: Reading) -> Known:
        """What is known before any annotation is read."""
        entities = {path_of(iri): entity for iri, entity in naming.authority.entities.items()}
        for entity in _entities(reading):
            entities.setdefault(path_of(entity.iri), entity)
        return cls(naming, entities)

    def declare(self, files: Iterable[AnnotationFile]) -> tuple[MappingError, ...]:
        """Add the nodes of annotation files; an error for each that cannot be."""
        wrong: list[MappingError] = []
        rows = [row for file in files for row in file.nodes]
        for row in rows:
            try:
                self._declare(row)
            except MappingError as error:
                wrong.append(error)
        for row in rows:
            if row.of and row.of not in self.entities:
                wrong.append(self._unknown(row.of, row.place))
        return tuple(wrong)

    def _declare(self, row: NodeRow) -> None:
        known = self.entities.get(row.path)
        if known is None:
            if row.cls is None:
                raise self._unknown(row.path, row.place, "a new node needs a class and a label.")
            iri = NamedNode(f"{self.naming.minter.base}id/{row.path}")
            known = Entity(iri, row.cls.iri, row.label, stands_for=row.stands_for)
            self.entities[row.path] = known
        elif row.cls is not None and known.cls != row.cls.iri:
            raise MappingError(
                f"{row.path} is known as a {contract(known.cls)}, not a {contract(row.cls.iri)}.",
                place=row.place,
                advice="Leave its class and label out.",
            )
        self.called[row.path].update(row.called)
        if row.of:
            self.of.setdefault(row.path, row.of)

    def find(self, name: Name, place: Place) -> Entity:
        """The entity of a name; raises ``MappingError`` with the nearest known one."""
        found = self.entities.get(name.path)
        if found is None and name.cls is not None:
            found = self.naming.authority.find(name.cls.segment, name.label)
        if found is None and name.label:
            found = next((e for e in self.entities.values() if self._is_called(e, name)), None)
        if found is None:
            raise self._unknown(str(name), place)
        return found

    def _is_called(self, entity: Entity, name: Name) -> bool:
        right = name.cls is None or self.naming.vocabulary.is_a(entity.cls, name.cls.iri)
        return right and name.label in {entity.label, *entity.other_labels}

    def _unknown(self, name: str, place: Place, advice: str = "") -> MappingError:
        names = self.entities if "/" in name else [e.label for e in self.entities.values()]
        near = difflib.get_close_matches(name, names, n=1)
        advice = advice or "Declare it with [[node]]."
        advice = f"Did you mean {near[0]}? Else {advice[0].lower()}{advice[1:]}" if near else advice
        return MappingError(f"nothing is known of {name!r}.", place=place, advice=advice)

    def words_for(self, entity: Entity, words: str) -> str:
        """The words among ``words`` that name an entity, the longest; empty for none."""
        names = {entity.label, *entity.other_labels, *self.called.get(path_of(entity.iri), ())}
        found = (stretch(name, words) for name in names)
        return max(found, key=len, default="")


def stretch(name: str, words: str) -> str:
    """Where ``words`` have ``name`` as whole words, whatever its case and white space."""
    first = name.split(maxsplit=1)[:1]
    # Most names are not there at all, which is seen sooner than their grammar is made.
    if not first or first[0].casefold() not in words.casefold():
        return ""
    found = _whole(name).search(words)
    return found[0] if found else ""


@lru_cache(maxsize=512)
def _whole(name: str) -> re.Pattern[str]:
    joined = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.I)


def path_of(iri: NamedNode) -> str:
    """``mission/progress-ms-04`` of an entity's IRI."""
    return iri.value.rpartition("/id/")[2]


def _entities(reading: Reading) -> Iterable[Entity]:
    if reading.topic is not None:
        yield reading.topic
    for fact in reading.facts:
        yield fact.subject
        if isinstance(fact.value, Entity):
            yield fact.value
