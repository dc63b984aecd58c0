"""Which Wikidata properties and classes stand for ours: ``ontology/alignments.ttl``, indexed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from downrange.errors import LinkError, Place
from downrange.namespaces import PREFIXES, expand
from downrange.vocabulary import Vocabulary

INSTANCE_OF = "P31"
SUBCLASS_OF = "P279"
_CLOSE = expand("skos:closeMatch")
_SEE_ALSO = expand("rdfs:seeAlso")
_TERM = re.compile(rf"{re.escape(PREFIXES['wd'])}([PQ][1-9][0-9]*)")

Names = Mapping[NamedNode, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What of Wikidata is nearest to our terms.

    ``nearest`` leads from a property to those that say the same (``skos:closeMatch``);
    ``related`` also to those that merely have to do with it, and from an event's class to the
    properties that date such events. ``segments`` leads from a Wikidata class to the kinds of
    entity (``mission``, ``launch-vehicle-type``) that its instances may be, and ``classes`` from
    one of our classes to the Wikidata classes that stand for it.
    """

    nearest: Names
    related: Names
    segments: Mapping[str, frozenset[str]]
    classes: Names

    @classmethod
    def load(cls, path: Path, vocabulary: Vocabulary) -> Alignment:
        """Read the alignments. Raises ``LinkError`` where they are not valid Turtle."""
        nearest: defaultdict[NamedNode, set[str]] = defaultdict(set)
        related: defaultdict[NamedNode, set[str]] = defaultdict(set)
        segments: defaultdict[str, set[str]] = defaultdict(set)
        classes: defaultdict[NamedNode, set[str]] = defaultdict(set)
        for term, predicate, name in _aligned(path):
            if name.startswith("P"):
                related[term].add(name)
                if predicate == _CLOSE:
                    nearest[term].add(name)
            elif term in vocabulary.classes:
                segments[name].add(vocabulary.classes[term].segment)
                classes[term].add(name)
        kinds = {name: frozenset(found) for name, found in segments.items()}
        return cls(_frozen(nearest), _frozen(related), kinds, _frozen(classes))

    @property
    def properties(self) -> frozenset[str]:
        """Every Wikidata property that can tell something about an item."""
        return frozenset({INSTANCE_OF, SUBCLASS_OF}.union(*self.related.values()))

    def kinds(self, classes: Iterable[str]) -> frozenset[str]:
        """The kinds of entity that an item of some classes may be."""
        return frozenset().union(*(self.segments.get(name, frozenset()) for name in classes))


def _aligned(path: Path) -> list[tuple[NamedNode, NamedNode, str]]:
    try:
        quads = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        place = Place(str(path), error.lineno, error.offset)
        raise LinkError(
            f"the alignments are not valid Turtle: {error.msg}.", place=place
        ) from error
    return [
        (quad.subject, quad.predicate, match[1])
        for quad in quads
        if quad.predicate in (_CLOSE, _SEE_ALSO)
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and (match := _TERM.fullmatch(quad.object.value))
    ]


def _frozen(names: Mapping[NamedNode, set[str]]) -> Names:
    return {term: frozenset(found) for term, found in names.items()}
