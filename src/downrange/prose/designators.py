"""Designators: names of missions, craft and engines that follow a grammar.

A designator is exact: MS-04 and MS-05 are two missions however alike they look. A list may
leave out what its members share: ``Expedition 30 and 31``, ``Soyuz TMA-6/5``, ``Vostok 3 and 4``.
What is written in several ways has one name: ``STS 51L`` and ``STS-51-L``, ``Soyuz TM 5`` and
``Soyuz TM-5``, ``Expedition Six`` and ``ISS Expedition 6``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.prose.mentions import Kind
from downrange.values.places import capital_places, matches_at


@dataclass(frozen=True, slots=True)
class Designator:
    """A designator at ``text[start:end]``; ``name`` is its whole name, stem included."""

    start: int
    end: int
    name: str
    kind: Kind


_ROMAN = r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2}|X)"
_NUMBER = r"\d{1,4}[A-Z]?"
_COUNTED = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
_STEMS = (
    # Crewed programmes, then cargo craft, stations' expeditions and probes
    rf"(?:Apollo(?:–Soyuz)?|Gemini|Vostok|Voskhod|Shenzhou|Tianzhou|Skylab)\s(?:{_NUMBER}|{_ROMAN}(?:-A)?)",
    r"(?:Apollo|Gemini|Voskhod|Shenzhou|Tianzhou|Skylab)-\d{1,2}A?",
    r"Mercury[-\s](?:Atlas|Redstone)[-\s]\d{1,2}A?",
    r"Soyuz\s(?:7K-[A-Z]{1,3}\sNo\.\s?\d{1,3}[A-Z]?|T-10-1|18a|\d{1,2}[A-Z]?)",
    r"Soyuz[-\s](?:TMA|TM|T|MS)[-\s]?\d{1,2}M?",
    # Soyuz-1, -2 and -3 are rockets.
    r"Soyuz-(?:[4-9]|[1-4]\d)(?!\.\d)",
    r"Progress\s(?:M1|MS|M)-\d{1,2}M?|Progress\s\d{1,2}",
    r"STS[-–‑\s]?\d{1,3}(?:[-–‑][A-Z]|[A-Z])?",
    r"(?<=[Mm]ission\s)[456]1-[A-M]",
    rf"(?:ISS\s)?Expeditions?[-\s](?:\d{{1,3}}|{'|'.join(_COUNTED)})",
    r"(?:Mir|Salyut\s\d)\sEO-\d{1,2}|(?:ISS|Mir)\sEP-\d{1,2}|Mir-\d{1,2}",
    r"(?:SpaceX\s)?(?:CRS|COTS)-\d{1,2}|(?:SpaceX\s)?Crew-\d{1,2}|(?:Cygnus\s)?(?:OA|NG|Orb)-\d{1,2}E?",
    r"(?:HTV|ATV|Kounotori|H-II\sTransfer\sVehicle)[-\s]\d{1,2}",
    r"(?:Kosmos|Cosmos|Luna|Venera|Zond|Mars|Vega|Foton|Bion|Explorer|Pioneer|Mariner|Ranger|"
    r"Surveyor|Voyager|Viking|Lunar\sOrbiter|Chang'e|Intelsat|Molniya|Sputnik|Salyut|Tiangong|"
    r"Discoverer|Polyot|Fobos|Chandrayaan|Galaxy|INSAT|Insat|GSAT|Meteor|Eutelsat|Astra|TDRS|NOAA|GOES|"
    r"Landsat|Telstar|Syncom|Echo|Vanguard|Helios|Nimbus|TIROS|Ariel|Anik|Gorizont|Ekran|Raduga|"
    r"Yaogan|Shijian|Fengyun|Inter[ck]osmos|Prognoz|Elektron|Zenit|Helios|Sakigake|Cluster)[-\s]\d{1,4}[A-Z]?",
    r"AS-\d{3}",
)
_EXPEDITION = re.compile(r"(?:ISS\s)?Expeditions?[-\s](?P<number>\w+)$")
# In the order in which they are tried: what is written, and the one form of it.
_FORMS = (
    (re.compile(r"^(?:STS[-–‑\s]?)?(\d\d)[-–‑]?([A-Z])$"), r"STS-\1-\2"),
    (re.compile(r"^STS[-–‑\s]?(\d{1,3})$"), r"STS-\1"),
    (re.compile(r"^Soyuz[-\s](TMA|TM|T|MS)[-\s]?(\d.*)$"), r"Soyuz \1-\2"),
    (re.compile(r"^Mercury[-\s](Atlas|Redstone)[-\s]"), r"Mercury-\1 "),
    (re.compile(r"^(Apollo|Gemini|Voskhod|Shenzhou|Tianzhou|Skylab|Soyuz)-(?=\d)"), r"\1 "),
    (re.compile(r"^(?:SpaceX\s)?Crew-"), "SpaceX Crew-"),
)
_COUNTED_IN_ROMAN = {"Gemini", "Apollo", "Shenzhou"}
_ROMAN_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6} | {
    **{"VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
}
_MISSION = "|".join(_STEMS)
_LEFT = r"(?<![\w-])"
_RIGHT = r"(?!\w|-\w)"
_HEAD = re.compile(rf"{_LEFT}(?:{_MISSION}){_RIGHT}")
# What may follow a designator with its stem left out.
_MORE = re.compile(
    r"(?P<join>(?P<slash>\s?/\s?)|,?\sand\s|,\s|\s?–\s?)(?P<tail>(?:(?:TMA|TM|T|MS|M1|M)-)?\d{1,3}(?:-?[A-Z](?![a-z]))?)"
    # "Expedition 30 and 31 days later", but "Expedition 27/28 missions"
    r"(?![\w:]|-\w|[.,]\d)(?(slash)|(?!\s(?:kg|km|m|days?|hours?|minutes?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|other|more|people|missions?|crew|orbits?"
    r"|years?|months?|times|astronauts|cosmonauts)\b))"
)
_STEM = re.compile(r"(?P<stem>.*?)(?P<number>\d+[A-Z]?)$")
_SERIES = re.compile(r"(?P<series>(?:TMA|TM|T|MS|M1|M)-)(?P<number>\d+M?)$")
_ENGINE = re.compile(
    rf"{_LEFT}(?:(?:RD|NK|RS|LE|YF|KVD|RL)-?\d{{1,4}}[A-Z]{{0,3}}(?:-\d{{1,3}})?|\d{{1,2}}D\d{{2,3}})(?![\w-])"
)


def find_designators(text: str) -> Iterator[Designator]:
    """Every designator of a text in order; a list's members each with their whole name."""
    for head in matches_at(capital_places(text), _HEAD, text):
        name = whole_name(head[0])
        yield Designator(head.start(), head.end(), name, _kind(name))
        yield from _members(text, head.end(), name)
    for engine in matches_at(capital_places(text), _ENGINE, text):
        yield Designator(engine.start(), engine.end(), engine[0], Kind.ENGINE)


def whole_name(words: str) -> str:
    """The one form of a designator that is written in several.

    >>> whole_name("STS 51B"), whole_name("Gemini VII"), whole_name("ISS Expedition Six")
    ('STS-51-B', 'Gemini 7', 'Expedition 6')
    """
    name = words
    for written, form in _FORMS:
        name = written.sub(form, name)
    expedition = _EXPEDITION.match(name)
    if expedition is not None:
        count = expedition["number"]
        return f"Expedition {_COUNTED.index(count) + 1 if count in _COUNTED else count}"
    stem, _, last = name.rpartition(" ")
    number = _ROMAN_NUMBERS.get(last.removesuffix("-A"))
    if stem in _COUNTED_IN_ROMAN and number is not None:
        return f"{stem} {number}{'A' if last.endswith('-A') else ''}"
    return " ".join(name.split())


def _kind(name: str) -> Kind:
    return Kind.STATION if re.fullmatch(r"(?:Salyut|Tiangong)[\s-]\d", name) else Kind.MISSION


def _members(text: str, position: int, name: str) -> Iterator[Designator]:
    while (more := _MORE.match(text, position)) is not None:
        whole = _with_stem_of(name, more["tail"])
        if whole is None or (more["join"].strip() == "," and not _list_goes_on(text, more.end())):
            return
        start, position = more.start("tail"), more.end("tail")
        yield Designator(start, position, whole, _kind(whole))


def _list_goes_on(text: str, position: int) -> bool:
    """Whether a bare number after a comma is a member: more of the list must follow it."""
    return (
        re.match(r"(?:,\s\d{1,3}\b)*,?\sand\s\d{1,3}\b", text[position : position + 60]) is not None
    )


def _with_stem_of(name: str, tail: str) -> str | None:
    """``31`` after ``Expedition 30`` is Expedition 31; ``5`` after ``Soyuz TMA-6`` Soyuz TMA-5."""
    if name.startswith("STS-"):
        return whole_name(f"STS-{tail}") if len(tail) > 1 else None
    if name.startswith(("AS-", "Kosmos", "Cosmos")) and "-" not in tail and len(tail) < 2:
        return None
    series = _SERIES.search(name)
    if series is not None:
        stem = name[: series.start()]
        return stem + (tail if "-" in tail else series["series"] + tail)
    if "-" in tail:
        return None
    numbered = _STEM.match(name)
    return numbered["stem"] + tail if numbered is not None else None
