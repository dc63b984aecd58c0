"""References that a document gives a meaning: *the Progress*, *the booster*, *Schirra*.

A reference is resolved only where it can mean one thing; otherwise it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from downrange.facts.model import Entity
from downrange.prose.mentions import Kind, Mention
from downrange.prose.values import in_china
from downrange.values.times import Time

_CRAFT = (
    r"[Tt]h(?:e|is)\s(?:(?:(?:un)?(?:crewed|manned)|robotic|cargo|resupply{own})\s)?"
    r"(?:mission|flight|spacecraft|craft|spaceflight|cargo\sship|capsule|satellite|"
    r"probe|spaceship|vehicle{more})\b(?!\s(?:of|to|for|manifest|director|engineer|controllers?|surgeon|"
    r"plan|path|commander|control|schedule|crew|profile|computer|patch|insignia|contractor|"
    r"bus|test|time|data|assembly|building|number|operations|deck|rules|dynamics|highlights)\b)"
)
_ROCKET = re.compile(
    r"\b[Tt]he\s(?:rocket|booster|launch\svehicle|launcher|carrier\srocket)\b(?!['’])"
)
_STATION = re.compile(r"\b[Tt]he\s(?:space\s)?station\b")
ORBITERS = ("Columbia", "Challenger", "Discovery", "Atlantis", "Endeavour")
"""The names of orbiters: those of other craft too where no flight of the shuttle is told of."""

FAMILIES = ("Cygnus", "Dragon", "Starliner", "Kounotori", "Shenzhou", "Tianzhou", "Soyuz", "Orion")
"""Families of craft that a flight of theirs is called by, without an article."""

_ORBITER = re.compile(rf"\b(?:{'|'.join(ORBITERS)})\b(?!['’]?\s?(?:crew|disaster|accident))")
# A craft that does what a flight does: "Atlantis docked with Mir", "Cygnus was berthed".
_ACTS = (
    r"\b(?:(?:[Tt]he\s)?(?:[Oo]rbiter|[Ss]pace\s[Ss]huttle|[Ss]huttle)\s)?(?:{names})"
    r"(?=\s(?:(?:was|had|also|then|later|finally|successfully|subsequently|safely)\s){{0,3}}"
    r"(?:launched|lifted|blasted|docked|undocked|landed|touched|returned|rendezvoused|carried|"
    r"separated|departed|arrived|remained|delivered|berthed|unberthed|captured|grappled|released|"
    r"deorbited|re-?entered)\b)"
)
_CORPORATION = re.compile(r"\b[Tt]he\sState\sCorporation\b")
_FAMILY = re.compile(r"^[A-Z][a-z]+(?=[\s-][^a-z]*\d)")
# What else a topic is called, by the words of its own name.
_NOUNS = {
    "orbiter": "orbiter",
    "lander": "lander",
    "rover": "rover",
    "telescope": r"(?:space\s)?telescope",
    "observatory": "observatory",
    "impactor": "impactor",
    "module": "module",
    "sts": r"(?:space\s)?shuttle|orbiter|[Ss]pace\s[Ss]huttle",
    "expedition": "expedition",
}


@dataclass(frozen=True)
class References:
    """What the references of one document mean.

    ``topic`` is the mission it is about, ``vehicle`` the type of its launch vehicle,
    ``station`` the only station it names, ``people`` those it names in full, by whatever it may
    call them, ``corporation`` the one organisation that is a State Corporation; ``chinese``
    tells whether its clocks are China's; ``called`` is what else it calls its topic, ``ships``
    are the orbiters that it may mean by their names, ``flown`` the names of craft that fly in it.
    """

    topic: Entity | None = None
    vehicle: Entity | None = None
    station: Entity | None = None
    people: Mapping[str, Entity | str] = field(default_factory=dict)
    corporation: Entity | None = None
    chinese: bool = False
    called: tuple[str, ...] = ()
    ships: Mapping[str, Entity] = field(default_factory=dict)
    flown: tuple[str, ...] = ()

    def find(self, text: str) -> Iterator[Mention]:
        """Every reference of a sentence that has one meaning."""
        if self.topic is not None:
            for match in self._topic.finditer(text):
                yield Mention(match.start(), match.end(), Kind.MISSION, self.topic)
            for match in self._acting.finditer(text) if self.flown else ():
                yield Mention(match.start(), match.end(), Kind.MISSION, self.topic)
        if self.vehicle is not None:
            for match in _ROCKET.finditer(text):
                yield Mention(match.start(), match.end(), Kind.VEHICLE, self.vehicle)
        if self.station is not None:
            for match in _STATION.finditer(text):
                yield Mention(match.start(), match.end(), Kind.STATION, self.station)
        for match in _ORBITER.finditer(text) if self.ships else ():
            yield Mention(match.start(), match.end(), Kind.CRAFT, self.ships[match[0]])
        if self.corporation is not None:
            for match in _CORPORATION.finditer(text):
                yield Mention(match.start(), match.end(), Kind.ORG, self.corporation)

    @cached_property
    def _topic(self) -> re.Pattern[str]:
        return _topic_pattern(self.topic.label if self.topic is not None else "", self.called)

    @cached_property
    def _acting(self) -> re.Pattern[str]:
        return re.compile(_ACTS.format(names="|".join(self.flown)))

    def own(self, mention: Mention) -> Mention:
        """A designator as the topic where the document calls its topic so."""
        value = mention.value
        if (
            mention.kind is Kind.MISSION
            and isinstance(value, Entity)
            and value.label in self.called
        ):
            return mention if self.topic is None else replace(mention, value=self.topic)
        return mention

    def resolved(self, mention: Mention) -> Mention:
        """A name as that of the one person who goes by it, a time by the right clock."""
        if self.chinese and isinstance(mention.value, Time):
            return replace(mention, value=in_china(mention.value))
        if mention.kind is not Kind.NAME or not isinstance(mention.value, str):
            return mention
        person = self.people.get(mention.value)
        if isinstance(person, str):
            return replace(mention, value=person)
        return mention if person is None else replace(mention, kind=Kind.PERSON, value=person)


def _topic_pattern(label: str, called: tuple[str, ...]) -> re.Pattern[str]:
    """*The spacecraft*, the topic's own name, and *the Progress* for Progress MS-04."""
    family = _FAMILY.match(label)
    shortened = ""
    if family is not None:
        shortened = (
            rf"|\b[Tt]he\s{family[0]}\b(?!\s(?:[A-Z0-9]|program|series|flights?|family|missions|"
            r"spacecraft\sfamily)|-)"
        )
    if family is not None:
        types = r"7K-[A-Z]+|MS|TMA-M|TMA|TM|T|M1?|3KA|3KD"
        craft = r"(?:space(?:craft|ship|\scapsule)|capsule)"
        shortened += rf"|\b[Tt]he\s{family[0]}[\s-](?:{types})\s{craft}"
    for name in called:
        shortened += (
            rf"|(?<![\w-])(?<!Soyuz\s)(?<!Progress\s)(?:[Tt]he\s)?{re.escape(name)}(?![\w-])"
        )
    words = re.findall(r"[a-z]+", label.casefold())
    more = "".join(f"|{noun}" for word, noun in _NOUNS.items() if word in words)
    # This Cygnus spacecraft, the Shenzhou craft
    own = "".join(rf"|{word}" for word in re.findall(r"\b[A-Z][a-z]{2,}\b", label))
    craft = _CRAFT.replace("{more}", more).replace("{own}", own)
    return re.compile(rf"\b(?:[Tt]he\s)?{re.escape(label)}\b(?![-\w])|\b{craft}{shortened}")
