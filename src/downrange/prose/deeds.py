"""Nodes that are no mission's: what people and organisations do and are, why, and for how much."""

from __future__ import annotations

import re

from downrange.facts.authority import Naming
from downrange.facts.cast import Cast, Member, Tie
from downrange.facts.model import Entity, Modality
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.values.money import Money

_COMMA = re.compile(r",\s+and\s+(?:also\s)?|,\s+|\s+as\s+well\s+as\s+")
_AND_A = re.compile(r"\sand\s(?=(?:an?|the|its|some|several|two|three)\s)")
# *fuel and supplies* are two things, *a system to recycle water and urine* is one.
_SHORT = 4
_SUBSTANCES = {
    **dict.fromkeys(("fuel", "propellant", "propellants"), "fuel"),
    "gas": "gas",
    "water": "water",
}
_ARTICLE = re.compile(r"^(?:an?|the|its|some|several|various)\s", re.I)
_HOLDER = expand("sf:holder")
_ORGANIZATION = expand("sf:organization")


def deed(cls: str, owner: Entity, naming: Naming, modality: Modality, key: str) -> Member | None:
    """An event that belongs to a person or an organisation: ``roscosmos-announcement-2017-01-11``.

    A plan of it where it was planned; ``None`` where it is anything but that or certain.
    """
    term = naming.vocabulary.class_(cls)
    label = f"{term.label.casefold()} by {owner.label}" + (f" ({key})" if key else "")
    slug = "-".join(filter(None, (_slug(owner), slugify(term.label), slugify(key))))
    if modality is Modality.ASSERTED:
        return Member(naming.entity(cls, label, slug))
    if modality is not Modality.PLANNED:
        return None
    plan = naming.vocabulary.class_("sf:Plan").iri
    iri = naming.minter.entity(term, f"{slug}-planned")
    return Member(Entity(iri, plan, f"planned {label}", stands_for=term.iri))


def post(organization: Entity, holder: Entity, naming: Naming, position: str) -> Member:
    """What somebody is in an organisation: its head, its director."""
    label = f"{holder.label} as {position} of {organization.label}"
    slug = "-".join((_slug(organization), _slug(holder), slugify(position)))
    role = naming.entity("sf:Role", label, slug)
    return Member(role, (Tie(role, _HOLDER, holder), Tie(role, _ORGANIZATION, organization)))


def circumstance(words: str, cast: Cast) -> Member:
    """What explains an event without being one, in the words that name it."""
    return Member(cast.owned("sf:Circumstance", _ARTICLE.sub("", words)))


def part(words: str, cast: Cast) -> Member:
    """A part of a mission's craft that has no name of its own: *an oxygen tank*."""
    return Member(cast.owned("sf:EquipmentGroup", _ARTICLE.sub("", words)))


def item(words: str, cast: Cast) -> Member:
    """What was carried, under its own name, or the cargo of its kind where it is a substance."""
    name = _ARTICLE.sub("", words)
    substance = _SUBSTANCES.get(name.casefold())
    return cast.cargo(substance) if substance else cast.cargo_item(name)


def things(words: str) -> list[str]:
    """The things that a list in prose names.

    >>> things("food, fuel and a system to recycle water and urine")
    ['food', 'fuel', 'a system to recycle water and urine']
    """
    parts = [part for chunk in _COMMA.split(words) for part in _AND_A.split(chunk)]
    found: list[str] = []
    for part in filter(None, map(str.strip, parts)):
        pieces = part.split(" and ")
        short = len(part.split()) <= _SHORT or all(len(p.split()) < _SHORT for p in pieces)
        found += pieces if short else [part]
    return found


def amount(money: Money, naming: Naming) -> Member | None:
    """A sum of money, ``None`` for a range; the same sum is the same node."""
    if money.value is None:
        return None
    label = f"{money.value.normalize():f} {money.currency}"
    return Member(naming.entity("sf:MonetaryAmount", label, slugify(label)))


def programme(family: str, naming: Naming) -> Member | None:
    """The programme that a family of craft flies in, where the authority file has it."""
    segment = naming.vocabulary.class_("sf:Programme").segment
    for word in ("programme", "program"):
        known = naming.authority.find(segment, f"{family} {word}")
        if known is not None:
            return Member(known)
    return None


def _slug(entity: Entity) -> str:
    return entity.iri.value.rpartition("/")[2]
