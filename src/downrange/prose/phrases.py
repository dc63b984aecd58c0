"""The phrases around a verb, in any order: *on 5 May*, *from Baikonur*, *atop a Soyuz-U*.

Where a pattern's match is the verb alone, its ``phrases`` are looked for in the rest of the
clause, and in front of its subject at the head of the sentence. Of one kind of mention the first
there is decides: *from Baikonur, which opened on 2 June 1955* dates no launch. What stands in
brackets, behind another verb or in a remark belongs to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from downrange.prose.encoding import Encoded, class_of
from downrange.prose.grammar import Grammar
from downrange.prose.mentions import Kind

_MENTION = "[\ue000-\uf8ff]"
_ACTS = class_of((Kind.MISSION, Kind.PERSON, Kind.ORG, Kind.CRAFT, Kind.STATION, Kind.STAGE))
# Where a clause ends: a relative or another verb, a purpose, a remark.
_END = re.compile(
    r"[;:—–]|\.(?=\s|$)"
    r"|\b(?:which|who|whom|whose|that|when|while|whilst|where|whereas|but|before|after|until|because|since|although|"
    r"though|if|(?<!known\s)as|than|so|despite|whether|following|instead|except|unlike)\b"
    r"|(?<!\bwhat\s)\b(?:was|were|is|are|had|has|have|did|would|will|could|might|may)\b"
    rf"|,?\sand\s(?:(?:it|they|he|she|the\s[a-z]+|(?:the\s)?{_ACTS})\s)?(?:[a-z]+ly\s)?"
    r"(?:[a-z]{2,}ed|began|made|took|went|flew|left|spent|became|came|met|set|put|lost|sent)\b"
    r"|\sto\s(?!(?:the|an?|its|their|orbit|space|low|within)\b)[a-z]+"
    r"|,\s(?:the|an?|its|his|her|their|one|making|marking|becoming|ending|beginning|only|just|about|some|"
    r"almost|nearly|more|less|two|three|four|five|six|seven)\b"
    r"|\s(?:anniversary|birthday|deadline|schedule|standards?|record)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
# What may stand between a phrase at the head of a sentence and the subject.
_LEADS = re.compile(
    rf"(?:,?\s(?:on|in|at|from|during|under|with|by|over|aboard|atop|using)\s(?:[\w'’-]+\s|{_MENTION}[\s,]?){{1,8}})?"
    rf"(?:,\s(?:after|following|despite|having)\s(?:(?!was\b|were\b|had\b)[\w'’-]+\s?|{_MENTION}\s?){{1,10}}(?=,))?"
    r",?\s(?:[Tt]he\s|[Aa]n?\s|[Ii]ts\s)?(?:(?!was|were|had|is)[\w“\"'’-]+\s){0,3}[“\"]?"
)
_FRONT = re.compile(r"(?:(?:Finally|However|Later|Then|Eventually|Early|Late|Shortly)(?:,\s|\s))?")


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a grammar: the pattern's own, or one of a phrase around it."""

    grammar: Grammar
    match: re.Match[str]


def phrases_around(
    encoded: Encoded, phrases: Iterable[Grammar], start: int, end: int
) -> Iterator[Found]:
    """Which of the phrases stand around a subject and verb at ``[start, end)`` of the text."""
    text = _BRACKETS.sub(_blank, encoded.text) if "(" in encoded.text else encoded.text
    stop = _END.search(text, end)
    behind = stop.start() if stop is not None else len(text)
    for phrase in phrases:
        match = _behind(text, phrase, end, behind) or _in_front(text, phrase, start)
        if match is not None:
            yield Found(phrase, match)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _behind(text: str, phrase: Grammar, start: int, end: int) -> re.Match[str] | None:
    """A phrase behind the verb, where it holds the first mention there of its kind."""
    match = phrase.regex.search(text, start, end)
    return match if match is not None and _is_first(text, phrase, match, start) else None


def _is_first(text: str, phrase: Grammar, match: re.Match[str], start: int) -> bool:
    for name, slot in phrase.slots.items():
        if match[name]:
            first = re.compile(class_of(slot.kinds)).search(text, start)
            return first is not None and first.start() >= match.start()
    return True


def _in_front(text: str, phrase: Grammar, subject: int) -> re.Match[str] | None:
    """A phrase that the sentence begins with, right before its subject."""
    opening = _FRONT.match(text)
    begin = opening.end() if opening is not None else 0
    capital = text[begin : begin + 1]
    if begin >= subject:
        return None
    lowered = f"{text[:begin]}{capital.lower()}{text[begin + 1 :]}"
    match = phrase.regex.match(lowered, begin, subject)
    if match is None or _LEADS.fullmatch(text, match.end(), subject) is None:
        return None
    return match
