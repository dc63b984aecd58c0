"""Candidates in the JSON of the specification."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.evidence import Candidate, Evidence
from downrange.reconciliation.matching import Matcher, Result
from downrange.reconciliation.query import Query

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers queries by the ids of one identifier space.

    ``type_ids`` gives the ids of a class by its IRI in the schema space that goes with it.
    """

    dataset: Reconcilable
    matcher: Matcher
    type_ids: Callable[[str], Iterable[str]]

    def to(self, queries: Mapping[str, Query]) -> Json:
        """The candidates for each query of a batch."""
        return {key: self._result(self.matcher.match(query)) for key, query in queries.items()}

    def _result(self, result: Result) -> Json:
        first = result.candidates[0] if result.matched else None
        return {"result": [self._candidate(c, first) for c in result.candidates]}

    def _candidate(self, candidate: Candidate, matched: Candidate | None) -> Json:
        node = self.matcher.register.nodes[candidate.number]
        return {
            "id": self.matcher.identifiers.id(node),
            "name": self.dataset.index.label(node),
            "description": self.dataset.description(node),
            "type": [
                {"id": name, "name": self.dataset.terms.type_name(kind)}
                for kind in self.dataset.types(node)
                for name in self.type_ids(kind)
            ],
            "score": round(candidate.score * 100, 1),
            "features": [
                {"id": name, "value": value} for name, value in _features(candidate.evidence)
            ],
            "match": candidate is matched,
        }


def own_answers(dataset: Reconcilable) -> Answers:
    """By the dataset's own ids and the ontology's terms."""
    return Answers(dataset, dataset.matcher, lambda kind: (dataset.terms.types[kind].id,))


def wikidata_answers(dataset: Reconcilable) -> Answers:
    """By the ids of Wikidata's items, for the entities that are linked to one."""
    aligned = dataset.terms.alignment.classes
    return Answers(
        dataset, dataset.wikidata_matcher, lambda kind: sorted(aligned.get(NamedNode(kind), ()))
    )


def _features(evidence: Iterable[Evidence]) -> Iterable[tuple[str, float]]:
    """Each feature once; of two about one property, the one that agrees less."""
    found: dict[str, float] = {}
    for piece in evidence:
        found[piece.id] = min(piece.agreement, found.get(piece.id, 1.0))
    return found.items()
