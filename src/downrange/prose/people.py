"""Who a document's names of people mean: one person however they are called.

*William Anthony "Bill" Oefelein*, *William Oefelein* and *Oefelein* are one person where no other
Oefelein is named. Names with the same surname are one person's where their first names are the
same; a surname alone is the one person's who has it, else nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from downrange.facts.model import Entity
from downrange.prose.capitalised import common_form, surname

T = TypeVar("T", bound=Hashable)


def people_named(known: Iterable[Entity], names: Iterable[str]) -> dict[str, Entity | str]:
    """The person behind each full name and each unambiguous surname.

    ``known`` are people that the authority file or the infobox has; ``names`` are other
    person-shaped names, of which single words are passed over. Whether these are people's their
    form does not tell: they lead to the one name of whoever bears them.
    """
    called: dict[str, Entity | str] = {}
    for person in known:
        for name in (person.label, *person.other_labels):
            called[name] = person
    unknown = {name for name in names if surname(name)} - called.keys()
    for name in sorted(unknown, key=lambda name: (len(common_form(name)), name)):
        called[name] = _same(name, called) or common_form(name)
    return {**one_by_surname(called.items()), **called}


def one_by_surname(called: Iterable[tuple[str, T]]) -> dict[str, T]:
    """People by surname, where only one of those who are ``called`` anything has it."""
    found: defaultdict[str, set[T]] = defaultdict(set)
    for name, person in called:
        found[surname(name)].add(person)
    return {name: next(iter(ones)) for name, ones in found.items() if name and len(ones) == 1}


def one_by_ends(called: Iterable[tuple[str, T]]) -> dict[tuple[str, str], T]:
    """People by first name and surname, where only one of those who are ``called`` has both."""
    found: defaultdict[tuple[str, str], set[T]] = defaultdict(set)
    for name, person in called:
        if surname(name):
            found[ends(name)].add(person)
    return {both: next(iter(ones)) for both, ones in found.items() if len(ones) == 1}


def _same(name: str, called: Mapping[str, T]) -> T | None:
    """The one person who is called so but for middle names, nicknames and what stands behind."""
    key = ends(name)
    found = {person for other, person in called.items() if ends(other) == key}
    return found.pop() if len(found) == 1 else None


def ends(name: str) -> tuple[str, str]:
    """A person's first name and surname."""
    return name.partition(" ")[0], surname(name)
