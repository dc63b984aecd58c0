"""*It* and *they* for a mission: at the head of a sentence, and where no other can be meant.

*It* is the mission that the sentence before began with, or that this one begins with; at the
head of a paragraph the document's topic. *The crew* and *they* stand for their mission where a
craft does what they do: *the crew landed*, *they docked*. Anywhere else *it* may be the rocket, the
station or the weather, and stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from downrange.facts.model import Entity
from downrange.prose.mentions import Kind, Mention
from downrange.prose.sentences import Sentence

_OPENING = (
    r"(?:(?:On|In|At|After|Following|During|Before|By|Around|Shortly|However|Meanwhile|Finally|Eventually|"
    r"Originally|Initially|Instead|Later|Then)\b[^.;]{0,80}?,\s"
    r"|The\s(?:\d+\w*|first|second|third|last|only|final)\s[^.;,]{3,80},\s"
    r"|(?:On|In)\s[A-Z0-9][\w\s,]{3,24}\s(?=it\s))?"
)
_IT = re.compile(
    rf"{_OPENING}(?P<it>[Ii]t)(?=\s(?:was|is|had|has|will|would|also|then|later|finally|eventually|\w+ed|"
    r"\w+ew|made|spent|began|left|went|took|broke|fell|hit|struck|ran|lost|came|met|could)\b)"
)
# *It was suspected that*, *it is unclear*: nothing is meant.
_NOTHING = re.compile(
    r"[Ii]t\s(?:was|is|has\sbeen|had\sbeen)\s(?:not\s)?(?:\w+ly\s)?(?:suspected|believed|thought|found|decided|"
    r"determined|reported|announced|hoped|feared|planned\sthat|expected\sthat|known\sthat|unclear|"
    r"possible|likely|clear|necessary|during|at|in\s\d{4}|only|then|also\s\w+ed\sthat|agreed|desired)\b"
    r"|[Ii]t\s(?:was|is)\s[^.;]{1,60}?\s(?:that|who)\s|[Ii]t\s(?:was|is)\sthe\sfirst\stime\b"
)
_INNER = re.compile(
    r"\b(?:when|before|until|after|and|where)\s(?P<it>it)\s(?=(?:was\s(?:launched|deorbited)|splashed\sdown|"
    r"landed|docked|undocked|decayed|re-?entered|returned\sto|lifted\soff)\b)"
    r"|\blaunched\s(?P<them>it)(?=\s(?:into|on|from|in|aboard|atop)\b)"
)
_ITS = re.compile(
    r"(?P<it>Its)(?=\s(?:(?:launch|dry|total|initial|lift-?off|fueled|fuelled|orbital|primary|main)\s)*"
    r"(?:mass|weight|orbit|apogee|perigee|inclination|period|destination|callsign|call\ssign|"
    r"payload|cargo|objectives?|missions?\sended)\b)"
)
# Whose crew *its crew* is, where a mission other than the topic was spoken of.
_CREW_OF = re.compile(
    r"(?P<it>Its|Their)(?=\s(?:[\w-]+\s){0,3}"
    r"(?:crew|crewmen|astronauts|cosmonauts|commander|pilot|members|backups?)\b)"
)
_DONE = (
    r"(?:launched|lifted\soff|blasted\soff|docked|undocked|landed|splashed\sdown|touched\sdown|"
    r"returned\s(?:safely\s)?to\sEarth|re-?entered|left\sthe\s(?:space\s)?station|left\sorbit|"
    r"arrived\sat\sthe\s(?:space\s)?station|departed)\b"
)
_THEY = re.compile(
    r"\b(?P<it>[Tt]hey|[Tt]he\s(?:(?:[a-z]+-?(?:man|person|member)?|[A-Z][a-z]+-?\d?)\s){0,2}"
    r"(?:crew(?:men|members|\smembers)?|astronauts|cosmonauts|taikonauts|men|spacemen|trio|duo|pair)"
    r"|[Tt]he\s(?:return|descent|re-?entry|crew|landing|recovery)\s(?:capsule|module|vehicle))"
    rf"(?=(?:,\s[^.;()]{{3,120}},)?\s(?:(?:had|also|then|later|finally|eventually|safely|successfully|was|were)"
    rf"\s){{0,3}}{_DONE})"
)
# What a craft does and little else: it is the topic that does it, unless a sentence before
# spoke of something that might.
_CRAFTLY = re.compile(
    rf"It\s(?:(?:was|has|had|then|later|also|finally|safely|successfully)\s){{0,3}}(?:{_DONE}|deorbited\b|"
    r"launched\b|carried\b(?=\s(?:a\screw|supplies|cargo|\d)))"
)
_RIVAL = re.compile(
    r"\b(?:rocket|booster|stage|launcher|lander|orbiter|rover|capsule|module|probe|satellite|station|"
    r"spacecraft|shuttle|craft|target|telescope|impactor)s?\b"
)
# An article on a flight calls the craft by its own name.
_SHIPS = {
    "STS-": r"(?:(?:[Tt]he\s)?(?:[Ss]pace\s)?[Ss]huttle\s|(?:[Tt]he\s)?[Oo]rbiter\s)?"
    r"(?:Columbia|Challenger|Discovery|Atlantis|Endeavour)",
    "SpaceX C": r"(?:The\s|the\s)?(?:Cargo\s|Crew\s)?Dragon(?:\sspacecraft|\scapsule)?",
    "Cygnus": r"(?:The\s|the\s)?Cygnus(?:\sspacecraft)?",
    "HTV": r"(?:The\s|the\s)?(?:HTV|Kounotori)",
    "Soyuz": r"(?:The\s|the\s)Soyuz(?:\sspacecraft|\scapsule)",
}
_DOES = (
    rf"(?=(?:,\s[^.;()]{{3,120}},)?\s(?:(?:had|has|then|later|also|finally|successfully|was|safely|is)\s)"
    rf"{{0,3}}(?:{_DONE}|berthed\b|deorbited\b|released\b))"
)
_OTHERS = re.compile(
    r"\b(?:backup|back-up|reserve|support|former|recovery|ground|original|previous|first)\b"
)
# A sentence about its crew or its task leaves the mission what is spoken of.
_STILL = re.compile(r"(?:Their|Its|They|This|He|She)\b|\(|The\s(?:[\w-]+\s){0,3}crew\b")
_INTRODUCTION = re.compile(
    r"(?:(?:On|In|At|After|Following|During)\s[^,.;]{1,48},\s)?(?:[Tt]he\s)?"
)


def pronouns(
    read: Iterable[tuple[Sentence, Collection[Mention]]], topic: Entity | None
) -> Iterator[list[Mention]]:
    """For each sentence of a document, in order, *it* as a mention of a mission where it is one.

    The sentences come with the references and the names that are known in them; ``topic`` is
    the mission that the document is about.
    """
    about: Entity | None = None
    paragraph = -1
    before = ""
    for sentence, names in read:
        if sentence.paragraph != paragraph:
            about, paragraph = topic, sentence.paragraph
        text = sentence.text
        if about is None and _CRAFTLY.match(text) and not _RIVAL.search(before):
            about = topic
        before = text
        found: list[Mention] = []
        last = about
        it = _IT.match(text) or _ITS.match(text)
        if it is None:
            first = _first(text, names)
            about = first if first is not None or not _STILL.match(text) else about
            if topic is not None and about in (None, topic):
                found += _crew(text, names, topic)
            elif about is not None and (whose := _CREW_OF.match(text)):
                found.append(Mention(*whose.span("it"), Kind.MISSION, about))
        elif about is not None and not _NOTHING.match(text, it.start("it")):
            found.append(Mention(*it.span("it"), Kind.MISSION, about))
        for match in _INNER.finditer(text):
            # What somebody launched is what was spoken of before them.
            meant, span = (about, match.span("it")) if match["it"] else (last, match.span("them"))
            if meant is not None:
                found.append(Mention(*span, Kind.MISSION, meant))
        yield found


def _crew(text: str, named: Iterable[Mention], topic: Entity) -> Iterator[Mention]:
    """The crew as their mission, where the sentence names no other."""
    if any(mention.kind is Kind.MISSION and mention.value != topic for mention in named):
        return
    for match in _THEY.finditer(text):
        if not _OTHERS.search(match["it"]):
            yield Mention(*match.span("it"), Kind.MISSION, topic)
    ship = _ship(topic.label)
    if ship is not None:
        for match in ship.finditer(text):
            yield Mention(*match.span(), Kind.MISSION, topic)


@lru_cache(maxsize=64)
def _ship(label: str) -> re.Pattern[str] | None:
    """The craft of a flight where it does what a craft does: *Atlantis docked* on STS-76."""
    names = next((names for stem, names in _SHIPS.items() if label.startswith(stem)), None)
    return re.compile(rf"\b{names}{_DOES}") if names is not None else None


def _first(text: str, mentions: Iterable[Mention]) -> Entity | None:
    """The mission that a sentence begins with."""
    opening = _INTRODUCTION.match(text)
    starts = {0, opening.end() if opening is not None else 0}
    for mention in mentions:
        if mention.kind is Kind.MISSION and mention.start in starts:
            return mention.value if isinstance(mention.value, Entity) else None
    return None
