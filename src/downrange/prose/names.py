"""Names in a sentence: known ones, designators, and capitalised words that nothing knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property

import ahocorasick

from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.namespaces import contract, expand
from downrange.prose.capitalised import capitalised, common_form
from downrange.prose.designators import find_designators
from downrange.prose.mentions import Kind, Mention
from downrange.prose.namesakes import Namesakes
from downrange.prose.people import ends, one_by_ends, one_by_surname

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
_PERSON = expand("sf:Person")
_CLASS_OF = {kind: cls for cls, kind in _KINDS.items() if cls != "sf:LaunchSite"}

_ROLE = re.compile(
    r"\b(?i:(?:spacecraft\s|mission\s|Soyuz\s|Shuttle\s)?commander"
    r"|(?:command|lunar|docking)\smodule\spilot|(?:command|senior)\spilot|co-?pilot|pilot"
    r"|(?:flight|board|test)[\s-]engineer|(?:mission|payload|health|educator\smission)\sspecialist"
    r"|payload\scommander|research\scosmonaut|cosmonaut[\s-]researcher|science\spilot|science\sofficer"
    r"|space\stourist|space\s?flight\sparticipant|(?:educator|visiting)\sastronaut)"
    r"(?i:s?)(?:\s\d\b(?!\s\w+s\b))?\b(?!['’])"
)
# Seen at a glance: most sentences speak of no role.
_ANY_ROLE = re.compile("ommander|ilot|ngineer|pecialist|osmonaut|fficer|ourist|articipant|stronaut")


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
        roles = _ROLE.finditer(text) if _ANY_ROLE.search(text) else ()
        for role in roles:
            yield Mention(role.start(), role.end(), Kind.ROLE, role[0])
        yield from capitalised(text)

    def known(self, text: str) -> Iterator[Mention]:
        """Every name of a text that the authority file has."""
        if not len(self._automaton):
            return
        for last, readings in self._automaton.iter(text):
            for length, kind, entity in readings:
                start, end = last + 1 - length, last + 1
                if _whole_word(text, start, end):
                    yield Mention(start, end, kind, entity)

    def settled(self, mention: Mention, missions: Set[str]) -> Mention | None:
        """What a mention is of, once the document's own references are resolved.

        A surname that several have is that of the one who flew on one of the ``missions`` that
        the sentence names. An unknown single word is nobody's surname, and where it begins the
        sentence it may have its capital from there alone.
        """
        single = isinstance(mention.value, str) and " " not in mention.value
        if not single or mention.kind is Kind.ROLE or mention.value in self._surnames:
            return mention
        meant = self._namesakes.meant(str(mention.value), missions) if missions else None
        if meant is not None and mention.kind is Kind.NAME:
            return replace(mention, kind=Kind.PERSON, value=meant)
        if mention.start == 0:
            return None
        return replace(mention, kind=Kind.WORD) if mention.kind is Kind.NAME else mention

    def entity(self, mention: Mention, kind: Kind) -> Entity:
        """The entity that a mention is of when a pattern takes it for ``kind``.

        A surname alone is the known person who alone has it.
        """
        if isinstance(mention.value, Entity):
            return mention.value
        name = str(mention.value)
        kind = kind if mention.kind in (Kind.NAME, Kind.WORD) else mention.kind
        if kind is Kind.PERSON:
            name = common_form(name)
            if name in self._surnames:
                return self._surnames[name]
        return self.naming.entity(_CLASS_OF[kind], name)

    def spacefarer(self, name: str) -> Entity | None:
        """The one known person with a first name and a surname: *Charles Walker* of a crew.

        Only for those of whom the text says that they flew: elsewhere a Charles Walker may be
        anyone, and is not Charles D. Walker.
        """
        return self._by_ends.get(ends(common_form(name)))

    @cached_property
    def _namesakes(self) -> Namesakes:
        return Namesakes(self.naming.authority)

    @cached_property
    def _surnames(self) -> dict[str, Entity]:
        """The surnames that only one known person has."""
        return one_by_surname(self._called())

    @cached_property
    def _by_ends(self) -> dict[tuple[str, str], Entity]:
        """The first names with surnames that only one known person has."""
        return one_by_ends(self._called())

    def _called(self) -> Iterator[tuple[str, Entity]]:
        """Every name of every known person."""
        people = (e for e in self.naming.authority.entities.values() if e.cls == _PERSON)
        for person in people:
            for name in (person.label, *person.other_labels):
                yield name, person


def _whole_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "-/" or after.isalnum():
        return False
    # "Soyuz" is not the name in "Soyuz-U", nor "Progress" in "Progress MS-04".
    return not (after == "-" and text[end + 1 : end + 2].isalnum())
