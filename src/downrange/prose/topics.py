"""What a document is about where neither an infobox nor a designator tells: its first sentence.

An encyclopedia begins with what its title names and says what that is: *Chandrayaan-1 was the
first Indian lunar probe*. A title that is said to be a craft or a flight, and one that was
launched, names a mission; a family of craft, a rocket or a person names none.
"""

from __future__ import annotations

import re

from downrange.documents.model import Document
from downrange.facts.authority import Naming, UnnameableError, page_name
from downrange.facts.model import Entity
from downrange.prose.designators import find_designators
from downrange.prose.mentions import Kind

_NOUN = (
    r"(?:mission|flight|spaceflight|spacecraft|satellite|(?:micro|nano|mini)-?satellite|CubeSat|cubesat|"
    r"probe|orbiter|lander|rover|impactor|spaceship|capsule|observatory|telescope|expedition|"
    r"freighter|craft|subsatellite|interceptor|module|space\sstation|spaceplane|component)"
)
# What stands between the name and its verb, and between the article and the noun.
_IS = re.compile(
    r"(?:\s\([^()]{0,200}\)(?:,[^.;]{1,240},?(?:\s\([^()]{0,80}\),?)?)?"
    r"|,?\s(?:or|also|formerly|known|officially)\s[^.;]{1,120}?,?|,[^.;]{1,160},)?"
    r"\s(?:was|is|were|are)\s(?:an?|the|one\sof\sthe|to\sbe\san?|NASA['’]s|ESA['’]s|ISRO['’]s)\s"
    rf"(?:(?!(?:of|for|to|which|that|who|from|series|family|class|type|line|design)\b)[^\s;:()]{{1,30}}\s)"
    rf"{{0,12}}?{_NOUN}s?\b(?!\s(?:class|family|series|design|bus|type|program|programme|model|"
    r"platform|manufacturer|engineer|scientist))"
)
_FLOWN = re.compile(
    r"\b(?:launch|lifted\soff|flew|flown|orbited|docked|berthed|in\sspace\b|Space\sStation)"
)
_OPENING = 1200
# What tells a title from others: *Rassvet (ISS module)*.
_ASIDE = re.compile(r"\s\([^()]*\)$")
# What a designator is short for: *MS-10* in an article on Soyuz MS-10.
_SHORT = re.compile(r"(?<=\s)[A-Z]{1,4}-\d{1,3}[A-Z]?$")
_FIRST = re.compile(
    r"\s*(?:The\s)?[\"“]?(?P<name>[A-Z0-9][\w.-]*(?:\s[A-Z0-9][\w.-]*){0,4})[\"”]?"
    r"(?:\s\(|,\s|\s(?:was|is|were|are)\b)"
)
_NAME = (
    r"(?:the\s)?[“\"'‘]?(?P<name>[A-Z][\w-]{2,}(?:\s[A-Z0-9][\w-]*){0,3})"
    r"(?=[”\"'’]?(?:[,.;)]|\s(?:\(|was|is|or|and)))"
)
# Before the verb of the first sentence, what the topic is called besides; soon after, its craft.
_ALSO = re.compile(
    rf"\b(?:(?:also|previously|formerly|originally)\s(?:known|called|designated)\sas|also\scalled"
    rf"|known\sas|officially|formerly)\s{_NAME}"
)
_CRAFT_NAMED = re.compile(
    rf"\b[Tt]he\s(?:spacecraft|capsule|satellite|probe|craft),?\s(?:was\s)?(?:nick)?named\s{_NAME}"
)
_VERB = re.compile(r"\s(?:was|is|were|are)\s|\.\s")
_INTRODUCTION = 600
_TOO_SHORT = 2


def topic_of(document: Document, naming: Naming) -> Entity | None:
    """The mission that a document is about, ``None`` where its words do not tell."""
    for designator in find_designators(document.title):
        if (designator.start, designator.kind) == (0, Kind.MISSION):
            return naming.entity("sf:Mission", designator.name)
    name = _ASIDE.sub("", page_name(document.title))
    return _mission(name, naming) if name and _introduced(name, document) else None


def called(topic: Entity, document: Document) -> tuple[str, ...]:
    """What else a document calls its topic: *OA-4* for Cygnus OA-4, *Glory* for Glory (satellite).

    A designator without its family, the title without what stands in brackets, and the words
    that the text begins with where they are part of the topic's name.
    """
    names = [page_name(document.title)]
    short = _SHORT.search(topic.label)
    if short is not None:
        names.append(short[0])
    first = _FIRST.match(_lead(document))
    if first is not None and _within(first["name"], (topic.label, document.title)):
        names.append(first["name"])
    lead = _lead(document)[:_INTRODUCTION]
    verb = _VERB.search(lead)
    names += (also["name"] for also in _ALSO.finditer(lead, 0, verb.end() if verb else 0))
    names += (craft["name"] for craft in _CRAFT_NAMED.finditer(lead))
    wanted = (name for name in names if len(name) > _TOO_SHORT and name != topic.label)
    return tuple(dict.fromkeys(wanted))


def _within(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name is the end of one of some names, or all of it but for what is in brackets."""
    return any(whole.endswith(f" {name}") or whole == name for whole in names)


def _lead(document: Document) -> str:
    return next((s.body.text for s in document.sections if s.body.text.strip()), "")[:_OPENING]


def _introduced(name: str, document: Document) -> bool:
    """Whether the first words say that a name is a craft's or a flight's."""
    lead = _lead(document)
    first = re.compile(rf"\s*(?:The\s)?[\"“'‘]?{re.escape(name)}[\"”'’]?", re.I).match(lead)
    if first is None or _IS.match(lead, first.end()) is None:
        return False
    return any(map(str.isdigit, name)) or _FLOWN.search(lead) is not None


def _mission(name: str, naming: Naming) -> Entity | None:
    try:
        return naming.entity("sf:Mission", name)
    except UnnameableError:
        return None
