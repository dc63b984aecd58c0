"""Mentions: the names and values of a sentence, each of a kind that patterns ask for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from downrange.facts.model import Entity
from downrange.values.durations import Duration, Elapsed
from downrange.values.money import Money
from downrange.values.numbers import Number
from downrange.values.quantities import Quantity
from downrange.values.times import Time


class Kind(StrEnum):
    """What a mention is of. The order decides between readings of the same words."""

    # Enum hashes by a Python function of its own, and kinds are looked up all the time.
    __hash__ = str.__hash__

    TIME = "TIME"
    ELAPSED = "ELAPSED"
    DURATION = "DURATION"
    MASS = "MASS"
    LENGTH = "LENGTH"
    ANGLE = "ANGLE"
    MONEY = "MONEY"
    COSPAR = "COSPAR"
    PORT = "PORT"
    VESSEL = "VESSEL"
    MISSION = "MISSION"
    ROLE = "ROLE"
    PERSON = "PERSON"
    ORG = "ORG"
    SITE = "SITE"
    STATION = "STATION"
    CRAFT = "CRAFT"
    TYPE = "TYPE"
    VEHICLE = "VEHICLE"
    MODULE = "MODULE"
    STAGE = "STAGE"
    ENGINE = "ENGINE"
    BODY = "BODY"
    REGIME = "REGIME"
    PROGRAMME = "PROGRAMME"
    PLACE = "PLACE"
    THING = "THING"
    NAME = "NAME"
    WORD = "WORD"
    ORDINAL = "ORDINAL"
    NUMBER = "NUMBER"


Value = Entity | Time | Elapsed | Duration | Quantity | Money | Number | str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or value at ``text[start:end]`` of a sentence.

    ``value`` is an entity for a name that is known or a designator, the words for a
    capitalised name that nothing knows (``NAME``, ``THING``; ``WORD`` where it is a single word
    and nobody's surname), else the value as read.
    """

    start: int
    end: int
    kind: Kind
    value: Value


def without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand, in order: of those that overlap the longest.

    Of the same words what is known goes before what only looks like a name, then kind decides.
    A known organisation at the end of a longer name that nothing knows is what the name is of:
    *Federal State Unitary Enterprise Voronezh Mechanical Plant*. A name that nothing knows gives
    way to a mission or a rocket that begins within it: *International Space Station Expedition
    40*, *Orbital Sciences Corporation Taurus XL*; and one that is no person's to the person at
    its end: *Mission Specialists Sandra Magnus*.
    """
    found = list(found)
    flown = [m for m in found if m.kind in _FLOWN and not isinstance(m.value, str)]
    if flown:
        found = [m for m in found if not (isinstance(m.value, str) and _runs_into(m, flown))]
    for kind, holders in _HOLDERS:
        known = {m.end for m in found if m.kind is kind and not isinstance(m.value, str)}
        if known:
            found = [
                m
                for m in found
                if m.kind not in holders or not isinstance(m.value, str) or m.end not in known
            ]
    starts: list[int] = []
    taken: list[Mention] = []
    for mention in sorted(found, key=_precedence):
        place = bisect_left(starts, mention.start)
        free_from = taken[place - 1].end if place else 0
        free_to = starts[place] if place < len(starts) else mention.end
        if free_from <= mention.start and mention.end <= free_to:
            starts.insert(place, mention.start)
            taken.insert(place, mention)
    return taken


_FLOWN = (Kind.MISSION, Kind.VEHICLE)
# Names that nothing knows and that end in a known one of a kind.
_HOLDERS = (
    (Kind.ORG, frozenset((Kind.ORG,))),
    (Kind.PERSON, frozenset((Kind.THING, Kind.ORG))),
)


def _runs_into(name: Mention, others: Iterable[Mention]) -> bool:
    return any(name.start < other.start < name.end < other.end for other in others)


_ORDER = {kind: place for place, kind in enumerate(Kind)}


def _precedence(mention: Mention) -> tuple[int, bool, int, int]:
    unknown = isinstance(mention.value, str)
    return mention.start - mention.end, unknown, _ORDER[mention.kind], mention.start
