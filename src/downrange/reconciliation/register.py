"""The entities of a dataset, numbered: their names and their types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.linking.subject import name_slugs
from downrange.publication.index import LABEL, TYPE, Index, iri
from downrange.publication.names import Names
from downrange.vocabulary import Vocabulary

_FURTHER_NAMES = (iri("skos:altLabel"), iri("sf:alternativeName"))


@dataclass(frozen=True)
class Register:
    """Entities by their number, which is their place in the order of their IRIs.

    ``labels`` and ``aliases`` are slugs. ``types`` are the IRIs of an entity's classes and of all
    above them. What was only planned is a plan, and not of the class of what was planned.
    """

    nodes: Sequence[str]
    numbers: dict[str, int]
    labels: Sequence[frozenset[str]]
    aliases: Sequence[frozenset[str]]
    types: Sequence[frozenset[str]]

    @classmethod
    def of(cls, index: Index, names: Names) -> Register:
        """The entities that have a page."""
        nodes = names.entities
        above = _Above(names.vocabulary, {})
        labels = [name_slugs([*index.texts(node, LABEL), index.label(node)]) for node in nodes]
        further = ([t for p in _FURTHER_NAMES for t in index.texts(node, p)] for node in nodes)
        return cls(
            nodes,
            {node: number for number, node in enumerate(nodes)},
            labels,
            [name_slugs(texts) - own for texts, own in zip(further, labels, strict=True)],
            [above.all_of(tuple(index.nodes(node, TYPE))) for node in nodes],
        )

    def __len__(self) -> int:
        return len(self.nodes)

    def is_named(self, number: int, slugs: Iterable[str]) -> bool:
        """Whether an entity bears one of some names."""
        return any(slug in self.labels[number] or slug in self.aliases[number] for slug in slugs)


@dataclass(frozen=True, slots=True)
class _Above:
    """All types that follow from some; few combinations stand for many entities."""

    vocabulary: Vocabulary
    known: dict[tuple[str, ...], frozenset[str]]

    def all_of(self, stated: tuple[str, ...]) -> frozenset[str]:
        found = self.known.get(stated)
        if found is None:
            classes = self.vocabulary.classes
            terms = (classes.get(NamedNode(name)) for name in stated)
            higher = {a.value for term in terms if term is not None for a in term.ancestors}
            found = self.known[stated] = frozenset(higher.union(stated))
        return found
