"""How sure the words of a clause are: asserted, planned, probable, suspected, possible, denied.

Scoped to the clause: *was scheduled to dock, but the launch failed* plans the docking and
asserts the failure. What stands in a condition or in a hypothesis is no claim at all.
Who says it is another matter (``speakers``), and so is a qualifier of a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from downrange.facts.model import Modality, weakest

# Where one clause ends and another begins.
_BOUNDARY = re.compile(
    r"[;:]\s|\s[–—]\s|—"
    r"|,?\s(?:but|although|though|whereas|while|however|until|unless|because|instead\sof|rather\sthan)\s"
    r"|,\s(?:which|who|when|where|after|before|and\s(?:was|were|it|he|she|they|the|is|then|later|has|had)\b)"
    r"|\sand\s(?=(?:was|were|had|has|is|telemetry|debris|contact|the|that)\s)"
    r"|,\s(?=(?:destroying|killing|rupturing|sending|causing|making|leaving|ending|resulting)\b)"
)
_OPENS_CONDITION = re.compile(
    r"\b(?:if|unless|had\s(?:the|it|this|they|he|she)\b|in\sthe\sevent\sof|in\scase|whether|"
    r"provided\sthat|could\sonly|would\sonly|should\s(?:the|it|they)\b|so\sthat|in\sorder\sto)",
    re.I,
)
_WOULD = re.compile(r"\b(?:would|could)\b(?!\snot\b)", re.I)

_CUES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        Modality.PLANNED,
        re.compile(
            r"\b(?:(?:re)?scheduled|planned|plans?|slated|intended|supposed|expected|targeted|"
            r"set|meant|designed|assigned|chosen|selected)\s(?:to|for)\b"
            r"|\bdue\s(?:for|on|in|to\s(?:be|launch|land|dock|undock|fly|return|lift|arrive|depart|begin|start|carry|"
            r"deliver|last|orbit|re-?enter|splash|join|replace|serve|spend|become|take|conduct|make))\b"
            r"|\b(?:was|were|is|are)\s(?:originally\s|initially\s|also\s|still\s)?to\s(?!date\b)\w+"
            r"|\bwill\s(?!be\sremembered)\w+|\bplanned\b|\b(?:un)?scheduled\b|\bintended\b"
            r"|\btarget\s(?:launch|date|landing)|\bproposed\b|(?<!than\s)\bnominal(?:ly)?\b",
            re.I,
        ),
    ),
    (
        Modality.PROBABLE,
        re.compile(
            r"\b(?:probably|most\slikely|likely|apparently|presumably|seemingly|is\sbelieved|"
            r"was\sbelieved|are\sbelieved|believed\sto|appears?\sto|appeared\sto|seems?\sto)\b",
            re.I,
        ),
    ),
    (
        Modality.SUSPECTED,
        re.compile(
            r"\b(?:suspected|suspicion|thought\sto|suggested|suggests?|alleged(?:ly)?|feared|"
            r"rumou?red|speculated|theori[sz]ed|hypothesi[sz]ed)\b",
            re.I,
        ),
    ),
    (
        Modality.POSSIBLE,
        re.compile(
            r"\b(?:may|might|could)\s(?:have|be)\b|\bpossibl[ey]\b|\bperhaps\b|\bpotentially\b"
            r"|\bpossibility\b",
            re.I,
        ),
    ),
    (
        Modality.DENIED,
        re.compile(
            r"\b(?:not|never|n't|neither|nor|without|denied|no\slonger|failed\sto|unable\sto|"
            r"failure\sto|instead\sof|rather\sthan|cancell?ed|scrubbed|aborted|postponed|"
            r"no\s(?:one|crew|astronauts?|cosmonauts?))\b",
            re.I,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How sure a clause is. ``claims`` is false where it is a condition or a hypothesis."""

    modality: Modality
    claims: bool = True


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence that ``text[start:end]`` stands in."""
    low, high = 0, len(text)
    for boundary in _BOUNDARY.finditer(text):
        if boundary.end() <= start:
            low = boundary.end()
        elif boundary.start() >= end:
            high = boundary.start()
            break
    return low, high


def stance(text: str, start: int, end: int) -> Stance:
    """How sure the clause around ``text[start:end]`` is.

    The weakest of its cues counts. A narrative *would* says neither that it happened nor that
    it was planned, so it claims nothing.
    """
    low, high = clause_of(text, start, end)
    return _stance(text[max(0, low - 24) : end], text[low:high])


def stance_around(text: str, start: int, end: int) -> Stance:
    """How sure the words around ``text[start:end]`` make what it says.

    For a pattern that says itself how sure its own words are: *was unable to reach orbit* is
    a failure, not a denied success.
    """
    low, high = clause_of(text, start, end)
    return _stance(text[max(0, low - 24) : start], f"{text[low:start]} {text[end:high]}")


def _stance(opening: str, clause: str) -> Stance:
    if _OPENS_CONDITION.search(opening) is not None:
        return Stance(Modality.ASSERTED, claims=False)
    found = weakest(modality for modality, cue in _CUES if cue.search(clause))
    if found is Modality.ASSERTED and _WOULD.search(clause):
        return Stance(Modality.ASSERTED, claims=False)
    return Stance(found)
