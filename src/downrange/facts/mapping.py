"""The mapping of infobox parameters to properties: ``mappings/*.toml``, checked at load.

A file is a mapping; each of its tables is a template and each line of a table one parameter.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from downrange.errors import MappingError, Place, VocabularyError
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


_DETAILED = {NodeKind.CARGO, NodeKind.EVENT, NodeKind.EQUIPMENT}
_KEYS = ("node", "property", "value", "class", "label", "ignore")


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
        return _normal(template) in self.templates

    def find(self, template: str, parameter: str) -> tuple[Row | Ignored | None, str]:
        """The row of a parameter and its suffix (``Programme2`` -> the row, ``"2"``)."""
        name = _normal(parameter)
        exact = self.rows.get((_normal(template), name))
        if exact is not None:
            return exact, ""
        stem = name.rstrip("0123456789")
        return self.rows.get((_normal(template), stem)), name[len(stem) :]


def _normal(name: str) -> str:
    return re.sub(r"[\s_]+", "", name).casefold()


def load_mappings(paths: Iterable[Path], vocabulary: Vocabulary) -> InfoboxMapping:
    """Read mapping files in order; a later row for the same parameter replaces an earlier one.

    Raises ``MappingError`` with file, line and the nearest right name.
    """
    rows: dict[tuple[str, str], Row | Ignored] = {}
    for path in paths:
        rows.update(_File(path, vocabulary).rows())
    return InfoboxMapping(rows)


@dataclass(frozen=True)
class _File:
    path: Path
    vocabulary: Vocabulary

    @cached_property
    def text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise MappingError(f"cannot be read: {error}", place=Place(str(self.path))) from error

    def rows(self) -> Iterable[tuple[tuple[str, str], Row | Ignored]]:
        try:
            tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise MappingError(f"not valid TOML: {error}", place=Place(str(self.path))) from error
        for template, table in tables.items():
            if not isinstance(table, dict):
                raise self.error("", template, f"{template!r} is no table of parameters.")
            for parameter, row in table.items():
                yield (
                    (_normal(template), _normal(parameter)),
                    self.row(template, parameter, row),
                )

    def row(self, template: str, parameter: str, row: object) -> Row | Ignored:
        if not isinstance(row, dict) or not all(isinstance(v, str) for v in row.values()):
            raise self.error(template, parameter, "a row is a table of strings.")
        for key in row:
            self.known(template, parameter, "key", key, _KEYS)
        if "ignore" in row:
            return Ignored(parameter, row["ignore"])
        for key in ("node", "property", "value"):
            if key not in row:
                raise self.error(template, parameter, f"the row has no {key!r}.")
        node, _, detail = row["node"].partition(":")
        self.known(template, parameter, "node", node, list(NodeKind))
        self.known(template, parameter, "value", row["value"], list(Reading))
        kind = NodeKind(node)
        if bool(detail) != (kind in _DETAILED):
            wanted = "needs" if kind in _DETAILED else "takes no"
            raise self.error(template, parameter, f"node {node!r} {wanted} detail after a colon.")
        section = template.partition("/")[2]
        fragment = f"{section}/{parameter}" if section else parameter
        try:
            self.check_detail(kind, detail)
            return Row(
                parameter,
                kind,
                detail,
                self.vocabulary.property(row["property"]),
                Reading(row["value"]),
                self.vocabulary.class_(row["class"]) if "class" in row else None,
                row.get("label", ""),
                f"mapping/{self.path.stem}#{fragment}",
            )
        except VocabularyError as error:
            raise self.error(template, parameter, str(error)) from error

    def check_detail(self, kind: NodeKind, detail: str) -> None:
        if kind is NodeKind.CARGO:
            self.vocabulary.concept(f"sf:{detail}")
        elif kind is NodeKind.EVENT:
            self.vocabulary.class_(f"sf:{detail}")

    def known(
        self, template: str, parameter: str, what: str, name: str, names: Iterable[str]
    ) -> None:
        names = [str(n) for n in names]
        if name in names:
            return
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}."
        raise self.error(template, parameter, f"no such {what} {name!r}: {hint}")

    def error(self, template: str, parameter: str, message: str) -> MappingError:
        where = f"[{template}] {parameter}: " if template else ""
        return MappingError(
            where + message, place=Place(str(self.path), self.line(template, parameter))
        )

    def line(self, template: str, parameter: str) -> int | None:
        lines = iter(enumerate(self.text.splitlines(), start=1))
        header = re.compile(rf"""\s*\[\s*["']?{re.escape(template)}["']?\s*\]""")
        key = re.compile(rf"""\s*["']?{re.escape(parameter)}["']?\s*=""")
        if template:
            next((number for number, line in lines if header.match(line)), None)
        return next((number for number, line in lines if key.match(line)), None)


def value_range(row: Row, vocabulary: Vocabulary) -> ClassTerm | None:
    """The class of a row's entities: its own, else the property's range if that is a class."""
    if row.value_class is not None:
        return row.value_class
    target: NamedNode | None = row.property.range
    return vocabulary.classes.get(target) if target is not None else None
