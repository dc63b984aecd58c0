"""*It* at the head of a sentence: the topic, where the sentence before was about the topic.

Only there, for anywhere else *it* may be the rocket, the station or the weather.
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
    r"|It\s(?:was|is)\s[^.;]{1,60}?\s(?:that|who)\s"
)
_INTRODUCTION = re.compile(r"(?:(?:On|In|At|After|Following|During)\s[^,.;]{1,48},\s)?")


def pronouns(read: Iterable[Sentence], refer: References) -> Iterator[list[Mention]]:
    """For each sentence of a document, in order, *It* as a mention of the topic where it is one."""
    about_topic, paragraph = False, -1
    for sentence in read:
        if sentence.paragraph != paragraph:
            about_topic, paragraph = False, sentence.paragraph
        it = _IT.match(sentence.text) if about_topic else None
        if it is not None and refer.topic is not None and not _NOTHING.match(sentence.text):
            yield [Mention(it.start(), it.end(), Kind.MISSION, refer.topic)]
            continue
        yield []
        about_topic = refer.topic is not None and _begins_with(refer.topic, sentence.text, refer)


def _begins_with(topic: Entity, text: str, refer: References) -> bool:
    """Whether the topic is the first thing that a sentence speaks of."""
    opening = _INTRODUCTION.match(text)
    start = opening.end() if opening is not None else 0
    first = next(iter(refer.find(text)), None)
    return first is not None and first.value == topic and first.start in (0, start)
