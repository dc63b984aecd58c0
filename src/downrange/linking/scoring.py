"""How evidence becomes a score, for whatever is matched with whatever.

Evidence adds up as independent doubts multiply: what agrees with weight *w* leaves ``1 - w`` of
the doubt, and the score is 1 less what doubt remains. What disagrees cuts the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence counts.

    ``agreeing`` runs from 0 (says nothing) to 1 (leaves no doubt). ``left`` is the part of the
    score that is left where evidence of a kind disagrees; of a kind not named, all of it.
    """

    agreeing: Mapping[str, float]
    left: Mapping[str, float]

    def score(self, evidence: Iterable[tuple[str, float]]) -> float:
        """From 0 to 1. Each piece is its kind and how far it agrees, from 0 (not) to 1."""
        doubt, left = 1.0, 1.0
        for kind, agreement in evidence:
            doubt *= 1 - self.agreeing[kind] * agreement
            if agreement == 0:
                left *= self.left.get(kind, 1)
        return round((1 - doubt) * left, 2)
