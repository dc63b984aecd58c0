"""How sure the words of a clause are: asserted, planned, probable, suspected, possible, denied.

Scoped to the clause (``clauses``), and within it to what a cue governs: what follows it. *Flew on
STS-1 without a rehearsal* is asserted, *did not fly on STS-1* denied; only a verb right behind
what is said (*the docking with Mir was cancelled*) reaches back. Who says it is another matter
(``speakers``), and so is a qualifier of a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from downrange.facts.model import Modality, weakest
from downrange.prose.clauses import clause_of, is_claim, lowered, places

# Cues are looked for in lower case, which is faster than to ignore case.
_CUES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        Modality.PLANNED,
        re.compile(
            # "as planned" happened; "earlier than planned" too.
            r"(?<!\bas\s)(?<!than\s)\b(?:planned|(?:re)?scheduled|intended|proposed|nominal(?:ly)?)\b"
            r"|\b(?:plans?|slated|supposed|expected|targeted|set|meant|designed)\s(?:to|for)\b"
            r"|\bdue\s(?:for|on|in|to\s(?:be|launch|land|dock|undock|fly|return|lift|arrive|depart|"
            r"begin|start|carry|deliver|last|orbit|re-?enter|splash|join|replace|serve|spend|become|"
            r"take|conduct|make))\b"
            # Whoever is assigned as a backup is one.
            r"|\b(?:(?:re)?assigned|selected|chosen|named|nominated|appointed)\b"
            r"(?![^,;]{0,40}\b(?:back-?up|reserve|alternate)\b)[^,;]{0,40}?"
            r"\b(?:to|for|as)\b"
            r"|\b(?:was|were|is|are)\s(?:originally\s|initially\s|also\s|still\s)?to\s(?!date\b)\w+"
            r"|\bwill\s(?!be\sremembered)\w+|\btarget\s(?:launch|date|landing)"
        ),
    ),
    (
        Modality.PROBABLE,
        re.compile(
            r"\b(?:probably|most\slikely|likely|apparently|presumably|seemingly|"
            r"(?:is|was|are|were)\sbelieved|believed\sto|appear(?:s|ed)?\sto|seem(?:s|ed)?\sto)\b"
        ),
    ),
    (
        Modality.SUSPECTED,
        re.compile(
            r"\b(?:suspected|suspicion|thought\sto|suggested|suggests?|alleged(?:ly)?|feared|"
            r"rumou?red|speculated|theori[sz]ed|hypothesi[sz]ed)\b"
        ),
    ),
    (
        Modality.POSSIBLE,
        re.compile(
            r"\b(?:may|might|could)\s(?:\w+ly\s)?(?:have|be)\b|\bpossibl[ey]\b|\bperhaps\b"
            r"|\bpotentially\b|\bpossibility\b"
        ),
    ),
    (
        Modality.DENIED,
        re.compile(
            r"\b(?:not(?!\sonly\b)|never|neither|nor|denied|no\slonger|failed\sto|unable\sto|"
            r"failure\sto|cancell?ed|scrubbed|aborted|postponed|"
            r"no\s(?:one|crew|astronauts?|cosmonauts?))\b|n['’]t\b"
        ),
    ),
)
# A preposition denies up to the next comma.
_WITHOUT = re.compile(r"\b(?:without|instead\sof|rather\sthan)\b")
# Who was only thought of: neither a plan nor a fact.
_ONLY_WISHED = re.compile(
    r"\b(?:considered|candidates?|short-?listed|volunteered|applied|hop(?:ed|ing)|wanted|"
    r"wish(?:ed|ing)|dream(?:ed|ing)|train(?:ed|ing)|rehears(?:ed|ing)|simulat(?:ed|ing))\s(?:\w+\s){0,2}?"
    r"(?:as|for|to|by|in)\b"
)
_WOULD = re.compile(r"\b(?:would|could)\b(?!\snot\b)")
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


@dataclass(frozen=True, slots=True)
class _Signs:
    """Where in a sentence its cues stand, found once for all that is said in it."""

    cues: tuple[tuple[Modality, tuple[tuple[int, int], ...]], ...]
    without: tuple[tuple[int, int], ...]
    wishes: tuple[tuple[int, int], ...]
    narrative: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def _signs(text: str) -> _Signs:
    words = lowered(text)
    cues = tuple((modality, places(cue, words)) for modality, cue in _CUES)
    return _Signs(cues, *(places(sign, words) for sign in (_WITHOUT, _ONLY_WISHED, _WOULD)))


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


def _stance(text: str, span: tuple[int, int], governing: _Governing) -> Stance:
    signs = _signs(text)
    if not is_claim(text, *span) or governing.has(signs.wishes):
        return Stance(Modality.ASSERTED, claims=False)
    found = weakest(modality for modality, cues in signs.cues if governing.has(cues))
    near = tuple(sign for sign in signs.without if "," not in text[sign[1] : span[1]])
    if governing.has(near):
        found = Modality.DENIED
    if found is Modality.ASSERTED and governing.has(signs.narrative):
        return Stance(Modality.ASSERTED, claims=False)
    return Stance(found)
