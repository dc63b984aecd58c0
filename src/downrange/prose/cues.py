"""Cues: the words of a sentence that say how sure it is, or that it claims nothing.

Each begins with a word of the table below. A sentence's words are gone through once and looked up
there, so that the number of cues costs nothing; what must stand before and behind is tried
only where the word stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

Span = tuple[int, int]


class Sign(StrEnum):
    """What a cue is a sign of: a modality, or one of those that claim nothing."""

    PLANNED = "planned"
    PROBABLE = "probable"
    SUSPECTED = "suspected"
    POSSIBLE = "possible"
    DENIED = "denied"
    WITHOUT = "without"  # denies up to the next comma
    WISH = "wish"  # who was only thought of: neither a plan nor a fact
    NARRATIVE = "narrative"
    CONDITION = "condition"
    FICTION = "fiction"
    UNREAL = "unreal"

    # Enum hashes by a Python function of its own, and signs are looked up all the time.
    __hash__ = str.__hash__


# "as planned" happened, and so did what was "earlier than planned".
_NOT_AS = r"(?<!\bas\s)(?<!than\s)"
_ASSIGNED = (
    # Whoever is assigned as a backup is one.
    r"(?![^,;]{0,40}\b(?:back-?up|reserve|alternate)\b)[^,;]{0,40}?\b(?:to|for|as)\b"
)
_DUE = (
    r"\s(?:for|on|in|to\s(?:be|launch|land|dock|undock|fly|return|lift|arrive|depart|begin|start|"
    r"carry|deliver|last|orbit|re-?enter|splash|join|replace|serve|spend|become|take|conduct|make))\b"
)
_FOR = r"\s(?:\w+\s){0,2}?(?:as|for|to|by|in)\b"
# What *could have been caused* by something may have been.
_HAVE = r"\s(?:\w+\s)?have\b(?!\sbeen\scaused\sby)"

# A sign, the words that its cues begin with, and what stands before and behind those.
_TABLE: tuple[tuple[Sign, str, str, str], ...] = (
    (Sign.PLANNED, "planned scheduled rescheduled intended proposed", _NOT_AS, ""),
    (Sign.PLANNED, "nominal nominally", _NOT_AS, ""),
    (Sign.PLANNED, "plan plans slated supposed expected targeted", "", r"\s(?:to|for)\b"),
    (Sign.PLANNED, "set meant designed", "", r"\s(?:to|for)\b"),
    (Sign.PLANNED, "due", "", _DUE),
    (Sign.PLANNED, "assigned reassigned selected chosen named nominated appointed", "", _ASSIGNED),
    (
        Sign.PLANNED,
        "was were is are",
        "",
        r"\s(?:originally\s|initially\s|also\s|still\s)?to\s(?!date\b)\w+",
    ),
    (Sign.PLANNED, "will", "", r"\s(?!be\sremembered)\w+"),
    (Sign.PLANNED, "target", "", r"\s(?:launch|date|landing)"),
    (Sign.PROBABLE, "probably probable likely apparently presumably seemingly", "", ""),
    (Sign.PROBABLE, "was were is are", "", r"\sbelieved\b"),
    (Sign.PROBABLE, "believed appear appears appeared seem seems seemed", "", r"\sto\b"),
    (Sign.SUSPECTED, "suspected suspicion suggested suggest suggests alleged allegedly", "", ""),
    (Sign.SUSPECTED, "feared rumored rumoured speculated theorised theorized", "", ""),
    (Sign.SUSPECTED, "hypothesised hypothesized", "", ""),
    (Sign.SUSPECTED, "thought", "", r"\sto\b"),
    (Sign.POSSIBLE, "may might could", "", r"\s(?:\w+ly\s)?(?:have|be)\b"),
    (Sign.POSSIBLE, "possible possibly perhaps potentially possibility", "", ""),
    (Sign.POSSIBLE, "either", "", r"\s(?!of\b|side\b|end\b|way\b)"),
    (Sign.DENIED, "not", "", r"(?!\sonly\b)"),
    (Sign.DENIED, "never neither nor denied", "", ""),
    (Sign.DENIED, "cancelled canceled scrubbed aborted postponed", "", ""),
    (Sign.DENIED, "failed unable failure", "", r"\sto\b(?!\s(?:an?|the)\b)"),
    (Sign.DENIED, "no", "", r"\s(?:longer|one|crew|astronauts?|cosmonauts?)\b"),
    (Sign.DENIED, "t", r"(?<=n['’])", ""),
    (Sign.WITHOUT, "without", "", ""),
    (Sign.WITHOUT, "instead", "", r"\sof\b"),
    (Sign.WITHOUT, "rather", "", r"\sthan\b"),
    (Sign.WISH, "considered candidate candidates listed shortlisted volunteered", "", _FOR),
    (Sign.WISH, "applied hoped hoping wanted wished wishing dreamed dreaming", "", _FOR),
    (Sign.WISH, "trained training rehearsed rehearsing simulated simulating", "", _FOR),
    # Who *would go on to* do something did it.
    (Sign.NARRATIVE, "would could", "", r"(?!\s(?:not|go\son\sto)\b)"),
    (Sign.CONDITION, "if unless whether assuming", "", ""),
    (Sign.CONDITION, "in", "", r"\s(?:the\sevent\sof|case|order\sto)\b"),
    (Sign.CONDITION, "provided so", "", r"\sthat\b"),
    (Sign.CONDITION, "could would", "", r"\sonly\b"),
    (Sign.CONDITION, "as", "", r"\s(?:if|though)\b"),
    (
        Sign.CONDITION,
        "had should were",
        r"(?:\A|(?<=[;,]\s))",
        r"\s(?:the|it|this|they|he|she)\b",
    ),
    (Sign.FICTION, "film movie novel miniseries sitcom screenplay fiction fictional comic", "", ""),
    (
        Sign.FICTION,
        "portrayed portrays portraying portrayal starred starring actor actress",
        "",
        "",
    ),
    (Sign.FICTION, "mini", "", r"-series\b"),
    (Sign.FICTION, "television tv", "", r"\s(?:series|drama)\b"),
    (Sign.FICTION, "video", "", r"\sgame\b"),
    (Sign.FICTION, "played", "", r"\s(?:by|the|astronaut|cosmonaut)\b"),
    (Sign.UNREAL, "would could should", "", rf"(?:\snot)?{_HAVE}"),
    (Sign.UNREAL, "wouldn couldn shouldn", "", rf"['’]t{_HAVE}"),
)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _by_word() -> dict[str, list[tuple[Sign, re.Pattern[str]]]]:
    found: defaultdict[str, list[tuple[Sign, re.Pattern[str]]]] = defaultdict(list)
    for sign, words, before, behind in _TABLE:
        for word in words.split():
            found[word].append((sign, re.compile(f"{before}{word}{behind}")))
    return dict(found)


@lru_cache(maxsize=8)
def signs(text: str) -> Mapping[Sign, tuple[Span, ...]]:
    """Where the cues of a sentence stand, by what they are signs of; in order."""
    lower, known = lowered(text), _by_word()
    found: defaultdict[Sign, list[Span]] = defaultdict(list)
    for word in _WORD.finditer(lower):
        for sign, cue in known.get(word[0], ()):
            match = cue.match(lower, word.start())
            if match is not None:
                found[sign].append(match.span())
    return {sign: tuple(found[sign]) for sign in found}


def lowered(text: str) -> str:
    """A text in lower case, offset for offset; as it is where that would move them."""
    words = text.lower()
    return words if len(words) == len(text) else text
