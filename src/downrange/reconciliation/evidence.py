"""What speaks for and against a candidate, its score, and when it is a certain match."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from downrange.linking.scoring import Weights
from downrange.reconciliation.comparing import Kind as ValueKind

THRESHOLD = 0.85
"""The least score of a candidate that is a match."""
MARGIN = 0.15
"""By how much a match leads the next candidate."""


class Kind(StrEnum):
    """Kinds of evidence that are not about values."""

    ID = "id"
    LABEL = "label"
    ALIAS = "alias"
    LIKENESS = "likeness"
    ONLY = "only"
    TYPE = "type"


WEIGHTS = Weights(
    agreeing={
        Kind.ID: 1.0,
        Kind.LABEL: 0.6,
        Kind.ALIAS: 0.4,
        Kind.LIKENESS: 0.3,
        Kind.ONLY: 0.7,
        Kind.TYPE: 0.3,
        ValueKind.IDENTIFIER: 0.95,
        ValueKind.DATE: 0.6,
        ValueKind.NUMBER: 0.4,
        ValueKind.RELATION: 0.4,
        ValueKind.TEXT: 0.3,
    },
    left={
        Kind.TYPE: 0.5,
        ValueKind.IDENTIFIER: 0.1,
        ValueKind.DATE: 0.3,
        ValueKind.NUMBER: 0.7,
        ValueKind.RELATION: 0.7,
        ValueKind.TEXT: 0.8,
    },
)


_TELLING = (ValueKind.IDENTIFIER, ValueKind.DATE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: its kind, what of (a property's id; empty otherwise), how far it agrees."""

    kind: str
    of: str
    agreement: float

    @property
    def id(self) -> str:
        """How the piece is called in an answer: ``label``, ``sf:launchTime``."""
        return self.of or self.kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity by its number, with the evidence; ``score`` runs from 0 to 1."""

    number: int
    evidence: tuple[Evidence, ...]
    score: float

    @classmethod
    def weighed(cls, number: int, evidence: tuple[Evidence, ...]) -> Candidate:
        return cls(number, evidence, WEIGHTS.score((e.kind, e.agreement) for e in evidence))

    def agrees(self, *kinds: str) -> bool:
        """Whether something of one of some kinds agrees fully."""
        return any(e.kind in kinds and e.agreement == 1 for e in self.evidence)

    @property
    def disagrees(self) -> bool:
        """Whether anything disagrees."""
        return any(e.agreement == 0 for e in self.evidence)


def is_certain(candidate: Candidate, next_score: float, text: str) -> bool:
    """Whether a candidate is what was asked for, beyond reasonable doubt.

    The score reaches the threshold and leads by the margin; nothing disagrees; the name is the
    one that was asked for, where one was. A name is never enough: the type or a value agrees too.
    And it is the only one of that name and type, or an identifier or a day tells it from others.
    """
    if candidate.score < THRESHOLD or candidate.score - next_score < MARGIN:
        return False
    if candidate.disagrees:
        return False
    if candidate.agrees(Kind.ID):
        return True
    if text and not candidate.agrees(Kind.LABEL, Kind.ALIAS):
        return False
    return candidate.agrees(*_TELLING) or (
        candidate.agrees(Kind.ONLY) and candidate.agrees(Kind.TYPE, *ValueKind)
    )
