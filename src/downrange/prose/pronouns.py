"""*It* for a mission: at the head of a sentence, and behind *when*, *before* or *until*.

It is the mission that the sentence before began with, or that this one begins with. Anywhere
else *it* may be the rocket, the station or the weather, and stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from downrange.facts.model import Entity
from downrange.prose.mentions import Kind, Mention
from downrange.prose.references import References
from downrange.prose.sentences import Sentence

_IT = re.compile(r"It(?=\s(?:was|is|had|has|will|would|also|then|later|\w+ed|\w+ew|made|spent)\b)")
# *It was suspected that*, *it is unclear*: nothing is meant.
_NOTHING = re.compile(
    r"It\s(?:was|is|has\sbeen|had\sbeen)\s(?:not\s)?(?:\w+ly\s)?(?:suspected|believed|thought|found|decided|"
    r"determined|reported|announced|hoped|feared|planned\sthat|expected\sthat|known\sthat|unclear|"
    r"possible|likely|clear|necessary|during|at|in\s\d{4}|only|then|also\s\w+ed\sthat|agreed|desired)\b"
    r"|It\s(?:was|is)\s[^.;]{1,60}?\s(?:that|who)\s|It\s(?:was|is)\sthe\sfirst\stime\b"
)
_INNER = re.compile(
    r"\b(?:when|before|until|after|and)\s(?P<it>it)\s(?=(?:was\s(?:launched|deorbited)|splashed\sdown|"
    r"landed|docked|undocked|decayed|re-?entered|returned\sto|lifted\soff)\b)"
)
# A sentence about its crew or its task leaves the mission what is spoken of.
_STILL = re.compile(r"(?:Their|Its|They|This)\b|\(|The\s(?:[\w-]+\s){0,3}crew\b")
_INTRODUCTION = re.compile(
    r"(?:(?:On|In|At|After|Following|During)\s[^,.;]{1,48},\s)?(?:[Tt]he\s)?"
)


def pronouns(
    read: Iterable[tuple[Sentence, Iterable[Mention]]], refer: References
) -> Iterator[list[Mention]]:
    """For each sentence of a document, in order, *it* as a mention of a mission where it is one.

    The sentences come with the names that are known in them.
    """
    about: Entity | None = None
    paragraph = -1
    for sentence, names in read:
        if sentence.paragraph != paragraph:
            about, paragraph = None, sentence.paragraph
        found = []
        it = _IT.match(sentence.text)
        if it is None:
            first = _first(sentence.text, (*refer.find(sentence.text), *names))
            about = first if first is not None or not _STILL.match(sentence.text) else about
        elif about is not None and not _NOTHING.match(sentence.text):
            found.append(Mention(it.start(), it.end(), Kind.MISSION, about))
        if about is not None:
            inner = _INNER.finditer(sentence.text)
            found += (Mention(*match.span("it"), Kind.MISSION, about) for match in inner)
        yield found


def _first(text: str, mentions: Iterable[Mention]) -> Entity | None:
    """The mission that a sentence begins with."""
    opening = _INTRODUCTION.match(text)
    starts = {0, opening.end() if opening is not None else 0}
    for mention in mentions:
        if mention.kind is Kind.MISSION and mention.start in starts:
            return mention.value if isinstance(mention.value, Entity) else None
    return None
