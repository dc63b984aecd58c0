"""How sure the words of a clause are: asserted, planned, probable, suspected, possible, denied.

Scoped to the clause (``clauses``), and within it to what a cue governs: what follows it. *Flew on
STS-1 without a rehearsal* is asserted, *did not fly on STS-1* denied; only a verb right behind
what is said (*the docking with Mir was cancelled*) reaches back. Who says it is another matter
(``speakers``), and so is a qualifier of a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from downrange.facts.model import Modality, weakest
from downrange.prose.clauses import clause_of, is_claim
from downrange.prose.cues import Sign, Span, signs

_MODALITIES = {
    Sign(modality): modality for modality in Modality if modality is not Modality.ASSERTED
}
_BRACKETS = re.compile(r"\([^()]*\)")
# A verb right behind what is said of that.
_REACHES_BACK = re.compile(
    r"\s(?:(?:was|were|is|are|had\sbeen|has\sbeen)\s(?:\w+ly\s)?(?:planned|scheduled|expected|intended|"
    r"proposed|considered|cancell?ed|scrubbed|abandoned)\b"
    r"|(?:did\snot|never|failed\sto)\s(?:take|took|happen|occur|come|came|materiali)\w*)"
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How sure a clause is. ``claims`` is false where it is a condition or a hypothesis."""

    modality: Modality
    claims: bool = True


def stance(text: str, start: int, end: int) -> Stance:
    """How sure a sentence is of what ``text[start:end]`` says.

    The weakest of its cues counts. A narrative *would* says neither that it happened nor that
    it was planned, so it claims nothing.
    """
    low, high = clause_of(text, start, end)
    reach = _reach(text, end, high)
    return _stance(text, (start, end), _Governing(low, reach, reach, reach))


def stance_around(text: str, start: int, end: int) -> Stance:
    """How sure the words around ``text[start:end]`` make what it says.

    For a pattern that says itself how sure its own words are: *was unable to reach orbit* is
    a failure, not a denied success.
    """
    low, high = clause_of(text, start, end)
    return _stance(text, (start, end), _Governing(low, start, end, _reach(text, end, high)))


@dataclass(frozen=True, slots=True)
class _Governing:
    """The words that govern: ``[low, high)`` and, right behind what is said, ``[back, reach)``."""

    low: int
    high: int
    back: int
    reach: int

    def has(self, places: tuple[tuple[int, int], ...]) -> bool:
        return any(
            (self.low <= start and end <= self.high) or (self.back <= start and end <= self.reach)
            for start, end in places
        )


def _reach(text: str, end: int, high: int) -> int:
    back = _REACHES_BACK.match(text, end, high)
    return back.end() if back is not None else end


def _outside_brackets(
    found: Mapping[Sign, tuple[Span, ...]], text: str, span: Span
) -> Mapping[Sign, tuple[Span, ...]]:
    """The cues that are not of a remark in brackets: *a test (not designed to dock)*."""
    closed = [
        match.span()
        for match in _BRACKETS.finditer(text)
        if not (match.start() < span[0] and span[1] < match.end())
    ]
    outside = {
        sign: tuple(
            place
            for place in places
            if not any(start < place[0] and place[1] < end for start, end in closed)
        )
        for sign, places in found.items()
    }
    return {sign: places for sign, places in outside.items() if places}


def _stance(text: str, span: tuple[int, int], governing: _Governing) -> Stance:
    found = signs(text)
    if found and "(" in text:
        found = _outside_brackets(found, text, span)
    if not found:
        return Stance(Modality.ASSERTED)
    if not is_claim(text, *span) or governing.has(found.get(Sign.WISH, ())):
        return Stance(Modality.ASSERTED, claims=False)
    weak = weakest(
        _MODALITIES[sign]
        for sign, places in found.items()
        if sign in _MODALITIES and governing.has(places)
    )
    without = found.get(Sign.WITHOUT, ())
    if governing.has(tuple(place for place in without if "," not in text[place[1] : span[1]])):
        weak = Modality.DENIED
    if weak is Modality.ASSERTED and governing.has(found.get(Sign.NARRATIVE, ())):
        return Stance(Modality.ASSERTED, claims=False)
    return Stance(weak)
