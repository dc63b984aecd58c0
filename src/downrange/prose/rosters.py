"""Rosters: lists of people with what each of them is, in whatever order a text has them.

*Commander Richard Covey, pilot Ken Bowersox and mission specialists Kathryn Thornton and Tom
Akers* puts roles in front, *Kevin Chilton, commander; Richard Searfoss, pilot; Ronald Sega and
Linda Godwin, all mission specialists* behind. A list does one of the two throughout; a role in
the plural is of all who follow it, or of all before it who have none yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from downrange.prose.mentions import Kind, Mention

_PEOPLE = (Kind.PERSON, Kind.NAME)


@dataclass(slots=True)
class Place:
    """A person of a roster and their roles in the text's words."""

    person: Mention
    roles: list[str] = field(default_factory=list)


def places(mentions: Iterator[Mention], text: str) -> list[Place]:
    """The people of a roster, each with their roles; ``mentions`` are those of its words."""
    told = [m for m in mentions if m.kind in _PEOPLE or m.kind is Kind.ROLE]
    in_front = bool(told) and told[0].kind is Kind.ROLE
    return _in_front(told, text) if in_front else _behind(told, text)


def _in_front(told: list[Mention], text: str) -> list[Place]:
    found: list[Place] = []
    role = ""
    for mention in told:
        if mention.kind is Kind.ROLE:
            role = _words(mention, text)
            continue
        found.append(Place(mention, [role] if role else []))
        role = role if _plural(role) else ""
    return found


def _behind(told: list[Mention], text: str) -> list[Place]:
    found: list[Place] = []
    for mention in told:
        if mention.kind in _PEOPLE:
            found.append(Place(mention))
            continue
        role = _words(mention, text)
        if found and found[-1].roles:
            found[-1].roles.append(role)
            continue
        without = [place for place in reversed(found) if not place.roles]
        for place in without if _plural(role) else without[:1]:
            place.roles.append(role)
    return found


def _words(mention: Mention, text: str) -> str:
    return text[mention.start : mention.end]


def _plural(role: str) -> bool:
    return role.rstrip("0123456789 ").endswith("s")
