"""Clauses of a sentence: where one ends and another begins, and what no clause claims.

*Was scheduled to dock, but the launch failed* has two clauses, and so has *was selected as a
cosmonaut in 1965 and flew on Soyuz 23*. A condition, a purpose, a question and a fiction
claim nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Verbs in the past that are no participle, or that nothing passive can be said with.
_FINITE = (
    r"(?:(?:also|then|later|subsequently|finally|again|eventually|ultimately)\s)?"
    r"(?:flew|went|became|took|began|came|gave|was|were|had|has|is|did|made|served|commanded|piloted|"
    r"participated|travell?ed|retired|completed|performed|conducted|died|walked|spent|visited|joined)"
)
_BOUNDARY = re.compile(
    r"[;:]\s|—"
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
    r"Unlike|Although|While|When|Upon|Having)\b[^,;]{1,160},\s"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|in\sthe\sevent\sof|in\scase|whether|provided\sthat|(?:could|would)\sonly|"
    r"so\sthat|in\sorder\sto|assuming|as\sif|as\sthough)\b"
    r"|(?:^|[;,]\s)(?:had|should|were)\s(?:the|it|this|they|he|she)\b"
)
_FICTION = re.compile(
    r"\b(?:film|movie|novel|mini-?series|television\s(?:series|drama)|tv\sseries|sitcom|screenplay|"
    r"fiction|fictional|portray(?:ed|s|ing|al)|starr(?:ed|ing)|actor|actress|video\sgame|comic)\b"
    r"|\bplayed\s(?:by|the|astronaut|cosmonaut)\b"
)
# What *could have been caused* by something may have been.
_STOP = re.compile("[,;]")
_NEVER_WAS = re.compile(
    r"\b(?:would|could|should)(?:\snot|n't)?\s(?:\w+\s)?have\b(?!\sbeen\scaused\sby)"
)


@dataclass(frozen=True, slots=True)
class _Signs:
    """Where in a sentence its boundaries, conditions and the like stand, found once."""

    boundaries: tuple[tuple[int, int], ...]
    conditions: tuple[tuple[int, int], ...]
    fictions: tuple[tuple[int, int], ...]
    unreal: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def _signs(text: str) -> _Signs:
    fronted = _FRONTED.match(text)
    boundaries = places(_BOUNDARY, text)
    if fronted is not None:
        boundaries = tuple(sorted((fronted.span(), *boundaries), key=_end_of))
    words = lowered(text)
    return _Signs(boundaries, *(places(s, words) for s in (_CONDITION, _FICTION, _NEVER_WAS)))


def lowered(text: str) -> str:
    """A text in lower case, offset for offset; as it is where that would move them."""
    words = text.lower()
    return words if len(words) == len(text) else text


def _end_of(span: tuple[int, int]) -> int:
    return span[1]


def places(sign: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where a sign stands in a text."""
    return tuple(match.span() for match in sign.finditer(text))


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence that ``text[start:end]`` stands in."""
    low, high = 0, len(text)
    for opens, closes in _signs(text).boundaries:
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
    signs = _signs(text)
    if any(low <= place < high for place, _ in signs.unreal):
        return False
    if any(place < high for place, _ in signs.fictions):
        return False
    for opens, closes in signs.conditions:
        if opens >= high:
            break
        if opens >= end:
            if not _STOP.search(text, end, opens):
                return False
        elif opens == 0 or not _STOP.search(text, closes, start):
            return False
    return True
