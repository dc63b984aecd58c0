"""Values that hold others within them: a spaceport its launch sites, a failure its kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from downrange.facts.model import Modality
from downrange.graph.model import Statement
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

_PART_OF = expand("sf:partOf")
_HAS_PART = expand("sf:hasPart")


@dataclass(frozen=True, slots=True)
class Wider:
    """What each value lies within, as asserted statements and the ontology have it."""

    of: Mapping[NamedNode, frozenset[NamedNode]] = field(default_factory=dict)

    @classmethod
    def among(cls, said: Iterable[Statement], vocabulary: Vocabulary) -> Wider:
        """By ``sf:partOf``, ``sf:hasPart`` and ``skos:broader``, one step each."""
        found: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        for part, whole in _parts(said):
            found[part].add(whole)
        for concept in vocabulary.concepts.values():
            if concept.broader is not None:
                found[concept.iri].add(concept.broader)
        return cls({part: frozenset(wholes) for part, wholes in found.items()})

    def holds(self, whole: NamedNode, part: NamedNode) -> bool:
        """Whether ``part`` lies within ``whole``, over any number of steps."""
        seen: set[NamedNode] = set()
        level = {part}
        while level:
            level = {up for each in level for up in self.of.get(each, ())} - seen
            if whole in level:
                return True
            seen |= level
        return False


def _parts(said: Iterable[Statement]) -> Iterator[tuple[NamedNode, NamedNode]]:
    for item in said:
        value = item.object
        if item.modality is not Modality.ASSERTED or not isinstance(value, NamedNode):
            continue
        if item.predicate == _PART_OF:
            yield item.subject.iri, value
        elif item.predicate == _HAS_PART:
            yield value, item.subject.iri
