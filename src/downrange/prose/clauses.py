"""Clauses of a sentence: where one ends and another begins, and what no clause claims.

*Was scheduled to dock, but the launch failed* has two clauses, and so has *was selected as a
cosmonaut in 1965 and flew on Soyuz 23*. A condition, a purpose, a question and a fiction
claim nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from downrange.prose.cues import Sign, signs

# Verbs in the past that are no participle, or that nothing passive can be said with.
_FINITE = (
    r"(?:(?:also|then|later|subsequently|finally|again|eventually|ultimately)\s)?"
    r"(?:flew|went|became|took|began|came|gave|was|were|had|has|is|did|made|served|commanded|piloted|"
    r"participated|travell?ed|retired|completed|performed|conducted|died|walked|spent|visited|joined)"
)
# What a craft does, as the past has it: "was assigned to the flight and launched on 5 May".
_EVENT = (
    r"(?:(?:also|then|later|subsequently|finally|successfully|safely)\s)?"
    r"(?:launched|landed|docked|undocked|splashed|touched|lifted|returned|arrived|entered|reached|left|"
    r"re-?entered|burned|crashed|exploded|disintegrated|failed|received|replaced)"
)
# Where that goes on with what was to be done, or with one of two things that may have been.
_TO_BE_DONE = re.compile(r"\bbe\s[^,;]{2,80}$|\beither\b[^;]{2,200}$")
_BOUNDARY = re.compile(
    r"[;:]\s|—"
    rf"|\s(?P<event>and)\s(?={_EVENT}\b)"
    r"|(?:,\s|\s)(?:[–—]\s"
    r"|(?:but|although|though|whereas|while|however|until|because|instead\sof|rather\sthan)\s"
    rf"|and\s(?={_FINITE}\b|(?:telemetry|debris|contact|the|that)\s)"
    r"|(?:where|when)\s(?=(?:he|she|they|it)\b))"
    r"|,\s(?:(?:which|who|when|where|after|before|and\s(?:it|he|she|they|is|then|later))\b"
    rf"|(?={_FINITE}\b|(?:destroying|killing|rupturing|sending|causing|making|leaving|ending|"
    r"resulting)\b))"
)
# What is put before the main clause ends with its comma.
_FRONTED = re.compile(
    r"(?:After|Following|Despite|Due\sto|Because\sof|Since|With|Without|Instead\sof|Rather\sthan|"
    r"Unlike|Although|While|When|Upon|Having|Selected|Chosen|Recruited|Accepted|Born|Trained)\b[^,;]{1,160},\s"
)
_STOP = re.compile("[,;]")


@lru_cache(maxsize=8)
def _boundaries(text: str) -> tuple[tuple[int, int], ...]:
    found = tuple(
        match.span()
        for match in _BOUNDARY.finditer(text)
        if not (match["event"] and _TO_BE_DONE.search(text, 0, match.start()))
    )
    fronted = _FRONTED.match(text)
    return found if fronted is None else tuple(sorted((fronted.span(), *found), key=_end_of))


def _end_of(span: tuple[int, int]) -> int:
    return span[1]


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence that ``text[start:end]`` stands in."""
    low, high = 0, len(text)
    for opens, closes in _boundaries(text):
        if closes <= start:
            low = closes
        elif opens >= end:
            high = opens
            break
    return low, high


def is_claim(text: str, start: int, end: int) -> bool:
    """Whether a sentence claims what ``text[start:end]`` says.

    A condition reaches over everything up to its next comma, and one that begins the sentence
    over all of it; what *would have* been never was; a film is none of what it shows.
    """
    low, high = clause_of(text, start, end)
    found = signs(text)
    if any(low <= place < high for place, _ in found.get(Sign.UNREAL, ())):
        return False
    if any(place < high for place, _ in found.get(Sign.FICTION, ())):
        return False
    for opens, closes in found.get(Sign.CONDITION, ()):
        if opens >= high:
            break
        if opens >= end:
            if not _STOP.search(text, end, opens):
                return False
        elif opens == 0 or not _STOP.search(text, closes, start):
            return False
    return True
