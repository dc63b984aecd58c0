"""Names in a sentence: known ones, designators, and capitalised words that nothing knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.namespaces import contract
from downrange.prose.designators import find_designators
from downrange.prose.mentions import Kind, Mention

_KINDS = {
    "sf:Mission": Kind.MISSION,
    "sf:Person": Kind.PERSON,
    "sf:Organization": Kind.ORG,
    "sf:Spaceport": Kind.SITE,
    "sf:LaunchSite": Kind.SITE,
    "sf:SpaceStation": Kind.STATION,
    "sf:Spacecraft": Kind.CRAFT,
    "sf:SpacecraftType": Kind.TYPE,
    "sf:LaunchVehicleType": Kind.VEHICLE,
    "sf:Module": Kind.MODULE,
    "sf:Stage": Kind.STAGE,
    "sf:EngineType": Kind.ENGINE,
    "sf:CelestialBody": Kind.BODY,
    "sf:OrbitRegime": Kind.REGIME,
    "sf:Programme": Kind.PROGRAMME,
    "sf:Place": Kind.PLACE,
}
_CLASS_OF = {kind: cls for cls, kind in _KINDS.items() if cls != "sf:LaunchSite"}

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’.-]*(?<![.'’-])"
_PARTICLE = r"(?:de|da|di|del|van|von|der|den|al|bin|ibn|el|la|le)"
_NICKNAME = r"[\"“(][A-Z][\w.-]{1,14}[\"”)]"
_INITIAL = r"[A-Z]\."
_NAME = re.compile(
    rf"(?<![\w/-]){_CAPITALISED}"
    rf"(?:\s(?:{_INITIAL}|{_NICKNAME}|{_CAPITALISED}|(?:{_PARTICLE}\s){{1,2}}{_CAPITALISED}))*"
    r"(?:,?\s(?:Jr|Sr)\b\.?|\s(?:II|III|IV)\b)?"
)
_ROLE = re.compile(
    r"\b(?i:(?:backup\s|spacecraft\s|ISS\s|mission\s|Soyuz\s)?commander|(?:command|lunar)\smodule\spilot"
    r"|(?:command|senior|docking\smodule)\spilot|pilot|(?:flight|board|test)\sengineer"
    r"|(?:mission|payload|health)\sspecialist(?:\s\d)?|payload\scommander|research\scosmonaut"
    r"|science\spilot|space\stourist|spaceflight\sparticipant|crew\s?members?)\b(?!['’])"
)
# Words that a capital does not make a name: they begin sentences.
_COMMON = re.compile(
    r"(?:"
    r"The|A|An|In|On|At|After|Before|During|From|This|That|These|Those|It|Its|He|She|They|His|"
    r"Her|Their|When|While|Although|Though|However|Following|As|By|With|For|To|Of|And|But|Or|If|"
    r"Since|Until|Both|All|Some|Most|Many|Several|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|"
    r"One|Each|Another|Other|Also|Then|There|Here|Upon|Once|Later|Early|Despite|Because|Due|"
    r"According|Only|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Launched|Flew|Between|Under|"
    r"Over|Into|Aboard|Russian|Soviet|American|Chinese|European|Japanese|Indian|Canadian|German|"
    r"French|British|Italian|Space Shuttle|Space|Shuttle|Commander|Pilot|Mission|Flight"
    r")"
)


@dataclass(frozen=True)
class NameFinder:
    """Finds the names of a project's authority file, and names that follow a grammar."""

    naming: Naming

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for entity in self.naming.authority.entities.values():
            kind = _KINDS.get(contract(entity.cls))
            for label in (entity.label, *entity.other_labels) if kind else ():
                known = automaton.get(label, ())
                automaton.add_word(label, (*known, (len(label), kind, entity)))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> Iterator[Mention]:
        """Every name of a text; readings may overlap."""
        yield from self.known(text)
        for designator in find_designators(text):
            cls = _CLASS_OF[designator.kind]
            entity = self.naming.entity(cls, designator.name)
            yield Mention(designator.start, designator.end, designator.kind, entity)
        for role in _ROLE.finditer(text):
            yield Mention(role.start(), role.end(), Kind.ROLE, role[0])
        yield from _unknown(text)

    def known(self, text: str) -> Iterator[Mention]:
        """Every name of a text that the authority file has."""
        if not len(self._automaton):
            return
        for last, readings in self._automaton.iter(text):
            for length, kind, entity in readings:
                start, end = last + 1 - length, last + 1
                if _whole_word(text, start, end):
                    yield Mention(start, end, kind, entity)

    def entity(self, mention: Mention, kind: Kind) -> Entity:
        """The entity that a mention is of when a pattern takes it for ``kind``."""
        if isinstance(mention.value, Entity):
            return mention.value
        return self.naming.entity(_CLASS_OF[kind], str(mention.value))


def _whole_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "-/" or after.isalnum():
        return False
    # "Soyuz" is not the name in "Soyuz-U", nor "Progress" in "Progress MS-04".
    return not (after == "-" and text[end + 1 : end + 2].isalnum())


def _unknown(text: str) -> Iterator[Mention]:
    for match in _NAME.finditer(text):
        words = match[0]
        start = match.start()
        first, _, rest = words.partition(" ")
        if _COMMON.fullmatch(first):
            start += len(first) + 1
            words = rest
        words = re.sub(r"['’]s?$", "", words)
        if words and not words.isupper() and not _COMMON.fullmatch(words):
            yield Mention(start, start + len(words), Kind.NAME, words)
