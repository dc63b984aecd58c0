"""The mapping of infobox parameters to properties: what the rows of ``mappings/*.toml`` say.

A file is a mapping; each of its tables is a template and each line of a table one parameter.
``mapping_files`` reads and checks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pyoxigraph import NamedNode

from downrange.vocabulary import ClassTerm, PropertyTerm, Vocabulary


class Reading(StrEnum):
    """How the words of a parameter are read (the ``value`` of a row)."""

    TEXT = "text"
    TEXTS = "texts"
    NAMES = "names"
    QUANTITY = "quantity"
    NUMBER = "number"
    COUNT = "count"
    LONGITUDE = "longitude"
    TIME = "time"
    DURATION = "duration"
    IDENTIFIER = "identifier"
    URL = "url"
    CRAFT = "craft"
    ROCKET = "rocket"
    SITE = "site"
    PLACE = "place"
    REFERENCE_SYSTEM = "reference-system"
    APSIS = "apsis"
    CARGO_ITEMS = "cargo-items"
    SPECIFICATION = "specification"
    ENCOUNTER_KIND = "encounter-kind"
    COMPONENT = "component"
    PARTNER = "partner"


class NodeKind(StrEnum):
    """What carries a row's property (the ``node`` of a row, before any colon)."""

    MISSION = "mission"
    CRAFT = "craft"
    CRAFT_OR_MISSION = "craft-or-mission"
    LAUNCH = "launch"
    ORBIT = "orbit"
    CARGO = "cargo"
    EVENT = "event"
    EQUIPMENT = "equipment"
    DOCKING = "docking"
    UNDOCKING = "undocking"
    ENCOUNTER = "encounter"
    ENCOUNTER_ORBIT = "encounter-orbit"


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter of one template: the node, the property and how its words are read.

    ``detail`` is what stands behind the node's colon: a cargo kind, an event class, a kind of
    equipment. ``value_class`` is the class of its entities; ``rule`` the row's path under the
    base IRI (``mapping/infobox-spaceflight#launch_mass``).
    """

    parameter: str
    node: NodeKind
    detail: str
    property: PropertyTerm
    reading: Reading
    value_class: ClassTerm | None
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A parameter that states no fact, and why."""

    parameter: str
    reason: str


@dataclass(frozen=True)
class InfoboxMapping:
    """The rows of all templates, found by any spelling of a parameter's name."""

    rows: Mapping[tuple[str, str], Row | Ignored]

    @cached_property
    def templates(self) -> frozenset[str]:
        return frozenset(template for template, _ in self.rows)

    def covers(self, template: str) -> bool:
        return normal_name(template) in self.templates

    def find(self, template: str, parameter: str) -> tuple[Row | Ignored | None, str]:
        """The row of a parameter and its suffix (``Programme2`` -> the row, ``"2"``)."""
        name = normal_name(parameter)
        exact = self.rows.get((normal_name(template), name))
        if exact is not None:
            return exact, ""
        stem = name.rstrip("0123456789")
        return self.rows.get((normal_name(template), stem)), name[len(stem) :]


def normal_name(name: str) -> str:
    """A template's or parameter's name without case, spaces and underscores."""
    return re.sub(r"[\s_]+", "", name).casefold()


def value_range(row: Row, vocabulary: Vocabulary) -> ClassTerm | None:
    """The class of a row's entities: its own, else the property's range if that is a class."""
    if row.value_class is not None:
        return row.value_class
    target: NamedNode | None = row.property.range
    return vocabulary.classes.get(target) if target is not None else None
