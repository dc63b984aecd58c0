"""Capitalised words that nothing knows: names of people, or of something else.

A name is person-shaped (``NAME``) unless a word in it says otherwise: *Voronezh Mechanical
Plant* is an organisation, *Lake Tengiz* a place, *Space Shuttle Program* some other thing. The
grammar has initials, nicknames, particles and what stands behind a surname: *William Anthony
"Bill" Oefelein*, *Klaus-Dietrich Flade*, *Lodewijk van den Berg*, *Fred W. Haise, Jr.*
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from downrange.prose.mentions import Kind, Mention
from downrange.values.places import UPPER, capital_places, matches_at

# No acronym: NASA is no part of a name.
_WORD = rf"[{UPPER}](?:['’][{UPPER}])?(?![{UPPER}])[^\W\d_]+(?:['’-][^\W\d_]{{2,}})*(?<!['’]s)"
_PARTICLE = r"(?:de|da|do|dos|di|del|du|van|von|der|den|ten|al|bin|ibn|el|la|le)"
_NICKNAME = r"[\"“'‘(][A-Z](?![A-Z]{2})[^\W\d_]{1,14}[\"”'’)](?=\s)"
_INITIAL = r"[A-Z]\.(?:\s?[A-Z]\.)?"
_NAME = re.compile(
    rf"(?<![\w/–-])(?:{_INITIAL}\s)?{_WORD}"
    rf"(?:\s(?:{_INITIAL}|{_NICKNAME}|{_WORD}|(?:{_PARTICLE}\s){{1,2}}{_WORD})){{0,7}}"
    r"(?:,?\s(?:Jr|Sr)\b\.?|\s(?:II|III|IV)\b)?"
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Words that a capital does not make a name: they begin sentences, or describe one.
_COMMON = _words(
    "The A An In On At After Before During From This That These Those It Its He She They",
    "His Her Their We I You When While Although Though However Following As By With For To",
    "Of And But Or If Since Until Both All Some Most Many Several Two Three Four Five Six",
    "Seven Eight Nine Ten One Each Another Other Also Then There Here Upon Once Later Early",
    "Earlier Despite Because Due According Only First Second Third Fourth Fifth Sixth",
    "Seventh Launched Flew Between Under Over Into Aboard Not No During Among Like Unlike",
    "Today Now Originally Initially Eventually Prior Previously Subsequently Additionally",
    "Meanwhile Nearly About Around Just Having Being Commander Pilot Captain Colonel Major",
    "General Lieutenant Sergeant Rear Vice Admiral Brigadier Wing Squadron Leader Dr Mr",
    "President Director Deputy Chief Head Administrator Minister Secretary Chairman Manager",
    "Mrs Ms Professor Astronaut Astronauts Cosmonaut Cosmonauts Engineer Specialist",
    "Crew Backup Prime Russian Soviet American",
    "Chinese European Japanese Indian Canadian German French British Italian Ukrainian",
    "African Hispanic Asian Arab Israeli Korean Mongolian Vietnamese Cuban Romanian Czech",
    "Slovak Czechoslovak Austrian Brazilian Malaysian Afghan Syrian Mexican Saudi Australian",
    "Turkish Swiss Norwegian Emirati Belarusian Latvian Finnish Pole Briton Frenchman",
    "Kazakh Dutch Danish Swedish Belgian Spanish Polish Bulgarian Hungarian Monday Tuesday",
    "Wednesday Thursday Friday Saturday Sunday January February March April May June July",
    "August September October November December Launch Liftoff Landing Docking Undocking",
    "Splashdown Reentry Separation Telemetry Contact Communication Communications Debris",
    "Investigation Investigators Preliminary Cargo Total Recovery Approximately Roughly Almost",
    "Within Shortly Immediately Unfortunately Scheduled Planned Like Unmanned Crewed Manned",
)
_ORGANISATION = _words(
    "Agency Corporation Company Commission Committee Board Bureau Department Ministry",
    "Institute University Academy College School Centre Center Laboratory Laboratories",
    "Observatory Plant Factory Force Navy Army Corps Government Senate Congress Council",
    "Association Society Office Administration Industries Systems Technologies Inc Ltd Corp",
    "LLC News Times Post",
)
_PLACE = _words(
    "Ocean Sea Lake River Bay Gulf Island Islands Desert Mountain Mountains Republic Oblast",
    "Krai County District City Province Region Steppe Crater Mare Oceanus Montes Rille",
    "Airport Base Cosmodrome Spaceport Beach Kingdom States Union",
)
_THING = _words(
    "Space Shuttle Program Programme Project Mission Missions Flight Flights Orbiter",
    "Telescope Station Module Stage Expedition Award Medal Hall Fame Prize Order Hero Group",
    "War Test Life Columbia Challenger Discovery Atlantis Endeavour Enterprise Buran Mir",
    "Salyut Skylab Spacelab Kvant Kristall Spektr Priroda Zarya Zvezda Unity Destiny",
    "Harmony Earth Moon Mars Venus Sun Jupiter Saturn Apollo Gemini Mercury Vostok Voskhod",
    "Soyuz Progress Dragon Orion Cygnus Starliner Shenzhou Tiangong Kosmos Expeditions",
    "Russia United Internet English Congressional",
    "Orlan Extravehicular Activity Guinness Records Runway Pad Complex",
)
# "A." is an initial.
_LONE_WORD = re.compile(r"(?<!-)(?!A\.)(?P<word>[A-Z][a-z]*)\b(?!['’-])\.?\s?")
# A post stands between an organisation and a person: *Roscosmos Head Igor Komarov*.
_POST = re.compile(
    r"\s?\b(?:(?:Deputy|Acting|Associate)\s)?(?:Head|Administrator|Director\sGeneral|General\sDirector"
    r"|General\sDesigner|Deputy)\b\s?"
)
_KINDS = ((Kind.ORG, _ORGANISATION), (Kind.PLACE, _PLACE), (Kind.THING, _THING))


# Nobody lands in, over or near a person: *in Inner Mongolia*, *near Lop Nur*.
_WITHIN = re.compile(r"\b(?:in|over|near|off)\s(?:the\s)?$")


def capitalised(text: str) -> Iterator[Mention]:
    """Every capitalised name of a text, as ``NAME`` where it may be a person's."""
    places = capital_places(text)
    for match in matches_at(places, _NAME, text):
        start = match.start()
        for common in matches_at(places, _LONE_WORD, text, *match.span()):
            if common["word"] not in _COMMON:
                continue
            yield from _named(text, start, common.start())
            start = common.end()
        yield from _named(text, start, match.end())


def _named(text: str, start: int, end: int) -> Iterator[Mention]:
    words = text[start:end].strip()
    if len(words) > 1 and not words.isupper():
        kind = kind_of_name(words)
        if kind is Kind.NAME and " " in words and _WITHIN.search(text, max(0, start - 12), start):
            kind = Kind.PLACE
        yield Mention(start, start + len(words), kind, words)


def kind_of_name(name: str) -> Kind:
    """What a name is of, by its words."""
    words = set(re.findall(r"[^\W\d_]+", name))
    return next((kind for kind, telling in _KINDS if words & telling), Kind.NAME)


_BEHIND = re.compile(r",?\s(?:Jr|Sr)\.?$|\s(?:II|III|IV)$")
_PATRONYMIC = re.compile(r"(?<=\w)\s\w+(?:[oe]vich|[oe]vna|yich|ichna)(?=\s\w)")
_NICK = re.compile(rf"\s{_NICKNAME}(?=\s)")


def surname(name: str) -> str:
    """The last word of a person's name, without Jr. and the like; empty of a single word."""
    words = _BEHIND.sub("", name).split()
    return words[-1] if len(words) > 1 else ""


def common_form(name: str) -> str:
    """A person's name as an encyclopedia's title has it: no patronymic, no nickname within.

    >>> common_form("Vladimir Aleksandrovich Shatalov")
    'Vladimir Shatalov'
    """
    return _NICK.sub("", _PATRONYMIC.sub("", name))
