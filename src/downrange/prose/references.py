"""References that a document gives a meaning: *the Progress*, *the booster*, *Schirra*.

A reference is resolved only where it can mean one thing; otherwise it is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from downrange.facts.model import Entity
from downrange.prose.mentions import Kind, Mention

_CRAFT = (
    r"[Tt]h(?:e|is)\s(?:mission|flight|spacecraft|craft|spaceflight|cargo\sship|capsule|satellite|"
    r"probe|spaceship|vehicle)\b(?!\s(?:of|to|for|manifest|director|engineer|controllers?|surgeon|"
    r"plan|path|commander|control|schedule|crew|profile|computer|patch|insignia|contractor|"
    r"bus|test|time|data|assembly|building|number|operations|deck|rules|dynamics|highlights)\b)"
)
_ROCKET = re.compile(
    r"\b[Tt]he\s(?:rocket|booster|launch\svehicle|launcher|carrier\srocket)\b(?!['’])"
)
_STATION = re.compile(r"\b[Tt]he\s(?:space\s)?station\b")
_FAMILY = re.compile(r"^[A-Z][a-z]+(?=\s)")


@dataclass(frozen=True)
class References:
    """What the references of one document mean.

    ``topic`` is the mission it is about, ``vehicle`` the type of its launch vehicle,
    ``station`` the only station it names, ``people`` the people it names in full, by surname.
    """

    topic: Entity | None = None
    vehicle: Entity | None = None
    station: Entity | None = None
    people: tuple[tuple[str, Entity], ...] = ()

    def find(self, text: str) -> Iterator[Mention]:
        """Every reference of a sentence that has one meaning."""
        if self.topic is not None:
            for match in _topic_pattern(self.topic.label).finditer(text):
                yield Mention(match.start(), match.end(), Kind.MISSION, self.topic)
        if self.vehicle is not None:
            for match in _ROCKET.finditer(text):
                yield Mention(match.start(), match.end(), Kind.VEHICLE, self.vehicle)
        if self.station is not None:
            for match in _STATION.finditer(text):
                yield Mention(match.start(), match.end(), Kind.STATION, self.station)

    def resolved(self, mention: Mention) -> Mention:
        """A surname alone is the person whose surname it is, where there is one."""
        if mention.kind is Kind.NAME and isinstance(mention.value, str):
            person = self.person(mention.value)
            if person is not None:
                return replace(mention, kind=Kind.PERSON, value=person)
        return mention

    def person(self, surname: str) -> Entity | None:
        """The one person whose surname it is."""
        found = {entity for name, entity in self.people if name == surname}
        return found.pop() if len(found) == 1 else None


def _topic_pattern(label: str) -> re.Pattern[str]:
    """*The spacecraft*, the topic's own name, and *the Progress* for Progress MS-04."""
    family = _FAMILY.match(label)
    shortened = ""
    if family is not None:
        shortened = (
            rf"|\b[Tt]he\s{family[0]}\b(?!\s(?:[A-Z0-9]|program|series|flights?|family|missions|"
            r"spacecraft\sfamily)|-)"
        )
    return re.compile(rf"\b(?:[Tt]he\s)?{re.escape(label)}\b(?![-\w])|\b{_CRAFT}{shortened}")


def surnames(people: Iterable[Entity]) -> tuple[tuple[str, Entity], ...]:
    """Each person under the last word of every name they go by."""
    known: defaultdict[str, set[Entity]] = defaultdict(set)
    for person in people:
        for name in (person.label, *person.other_labels):
            words = re.sub(r",?\s(?:Jr|Sr)\.?$|\s(?:II|III|IV)$", "", name).split()
            if len(words) > 1:
                known[words[-1]].add(person)
    return tuple((name, entity) for name in sorted(known) for entity in known[name])
