"""How candidates are scored, and when one is accepted without a person.

An identifier that disagrees makes the score nothing. The rules for accepting are stated in
``docs/linking.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.linking.alignment import Alignment
from downrange.linking.features import Feature, Kind, compare
from downrange.linking.item import Item
from downrange.linking.scoring import Weights
from downrange.linking.source import Source
from downrange.linking.subject import Subject
from downrange.links.model import EXACT, WIKIDATA_ITEM, LinkTable
from downrange.namespaces import expand

THRESHOLD = 0.85
"""The least score of a candidate that is accepted without a person."""
MARGIN = 0.15
"""By how much it must lead the next one."""

WEIGHTS = Weights(
    agreeing={
        Kind.LABEL: 0.6,
        Kind.ALIAS: 0.4,
        Kind.PART_OF_NAME: 0.3,
        Kind.CLASS: 0.3,
        Kind.IDENTIFIER: 0.9,
        Kind.DATE: 0.6,
        Kind.RELATION: 0.2,
        Kind.INDIVIDUAL: 0.6,
    },
    left={
        Kind.CLASS: 0.5,
        Kind.IDENTIFIER: 0.0,
        Kind.DATE: 0.3,
        Kind.RELATION: 0.7,
        Kind.INDIVIDUAL: 0.7,
    },
)
_TELLING = (Kind.IDENTIFIER, Kind.DATE, Kind.INDIVIDUAL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that an entity may stand for, what was compared, and the score from 0 to 1."""

    item: Item
    kinds: frozenset[str]
    features: tuple[Feature, ...]

    @property
    def vetoed(self) -> bool:
        """Whether an identifier that both have disagrees."""
        return any(f.disagrees and f.kind is Kind.IDENTIFIER for f in self.features)

    @property
    def score(self) -> float:
        return WEIGHTS.score((f.kind, f.agreement) for f in self.features)

    def agreeing(self, *kinds: Kind) -> int:
        """How many comparisons of some kinds agree."""
        return sum(f.kind in kinds and f.agreement == 1 for f in self.features)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The candidates for an entity, best first, and why the best is not accepted as it stands.

    ``doubts`` are empty where it is; the first candidate is then the item.
    """

    subject: Subject
    candidates: tuple[Candidate, ...]
    doubts: tuple[str, ...]

    @property
    def accepted(self) -> Candidate | None:
        return self.candidates[0] if self.candidates and not self.doubts else None


def judge(subject: Subject, source: Source, alignment: Alignment, table: LinkTable) -> Judgement:
    """Look for the item of an entity. Raises ``LinkError`` where the source cannot be asked."""
    rejected = {link.item_name for link in table.of(subject.iri) if link.rejected}
    items = [item for item in source.candidates(subject) if item.id not in rejected]
    candidates = []
    for item in items:
        kinds = alignment.kinds(source.classes(item))
        features = compare(subject, item, kinds, alignment, table)
        candidates.append(Candidate(item, kinds, features))
    # Of equals the oldest item, which has the smallest number; a tie is never accepted.
    candidates.sort(key=lambda c: (-c.score, int(c.item.id[1:])))
    return Judgement(subject, tuple(candidates), tuple(_doubts(subject, candidates, table)))


def predicate_for(subject: Subject, candidate: Candidate, table: LinkTable) -> NamedNode | None:
    """How an entity stands to an item that it is found to be; ``None`` where it cannot.

    Wikidata has one item for a flight where we have a mission and a spacecraft. It is the exact
    match of the one whose class it has, and the other one's ``sf:wikidataItem``.
    """
    item = expand(f"wd:{candidate.item.id}")
    holder = table.exact_match_of(item)
    if holder is None and (subject.segment in candidate.kinds or not candidate.kinds):
        return EXACT
    shares = holder in subject.flight or (holder is None and candidate.kinds & subject.kinds)
    return WIKIDATA_ITEM if shares else None


def _doubts(subject: Subject, candidates: Sequence[Candidate], table: LinkTable) -> Iterator[str]:
    if not candidates:
        yield "no candidate"
        return
    best, *others = candidates
    if best.score < THRESHOLD:
        yield f"the score {best.score:.2f} is below {THRESHOLD}"
    if others and best.score - others[0].score < MARGIN:
        yield f"{others[0].item.id} comes within {MARGIN} of it"
    yield from (str(feature) for feature in best.features if feature.disagrees)
    if not best.agreeing(Kind.CLASS):
        yield "its class is not known to fit"
    yield from _thin_evidence(best)
    if predicate_for(subject, best, table) is None:
        yield "it is the exact match of another entity"


def _thin_evidence(best: Candidate) -> Iterable[str]:
    identified = best.agreeing(Kind.IDENTIFIER)
    if not best.agreeing(Kind.LABEL) and not (identified and best.agreeing(Kind.ALIAS)):
        yield "its label is not the name"
    if not best.agreeing(*_TELLING):
        yield "nothing tells it from a namesake: no identifier, no day, no mission or person"
