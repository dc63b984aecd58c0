"""Reads mapping files, and refuses every row that cannot be right: file, line, nearest name."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from downrange.errors import MappingError, Place, VocabularyError
from downrange.facts.mapping import (
    Ignored,
    InfoboxMapping,
    NodeKind,
    Reading,
    Row,
    normal_name,
    value_range,
)
from downrange.namespaces import contract, expand
from downrange.values.units import UnitError, unit
from downrange.vocabulary import PropertyTerm, Vocabulary

_DETAILED = {NodeKind.CARGO, NodeKind.EVENT, NodeKind.EQUIPMENT}
_KEYS = ("node", "property", "value", "class", "label", "ignore")
_CLASSES = {
    NodeKind.MISSION: ("sf:Mission",),
    NodeKind.CRAFT: ("sf:Spacecraft",),
    NodeKind.CRAFT_OR_MISSION: ("sf:Spacecraft", "sf:Mission"),
    NodeKind.LAUNCH: ("sf:Launch",),
    NodeKind.ORBIT: ("sf:Orbit",),
    NodeKind.CARGO: ("sf:Cargo",),
    NodeKind.EQUIPMENT: ("sf:EquipmentGroup",),
    NodeKind.DOCKING: ("sf:Docking",),
    NodeKind.UNDOCKING: ("sf:Undocking",),
    NodeKind.ENCOUNTER: ("sf:Encounter",),
    NodeKind.ENCOUNTER_ORBIT: ("sf:Orbit",),
}
_DATATYPES = {
    Reading.TEXT: "xsd:string",
    Reading.TEXTS: "xsd:string",
    Reading.SPECIFICATION: "xsd:string",
    Reading.IDENTIFIER: "xsd:string",
    Reading.QUANTITY: "xsd:decimal",
    Reading.NUMBER: "xsd:decimal",
    Reading.LONGITUDE: "xsd:decimal",
    Reading.DURATION: "xsd:decimal",
    Reading.COUNT: "xsd:integer",
    Reading.TIME: "xsd:date",
}
_WITH_UNIT = {Reading.QUANTITY, Reading.LONGITUDE, Reading.DURATION}
_XSD = expand("xsd:").value


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
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            where = (int(found[1]), int(found[2])) if found else (self.text.count("\n") + 1,)
            said = str(error).partition(" (at ")[0]
            raise MappingError(
                f"not valid TOML: {said}.", place=Place(str(self.path), *where)
            ) from error
        for template, table in tables.items():
            if not isinstance(table, dict):
                raise self.error("", template, f"{template!r} is no table of parameters.")
            for parameter, row in table.items():
                yield (
                    (normal_name(template), normal_name(parameter)),
                    self.row(template, parameter, row),
                )

    def row(self, template: str, parameter: str, row: object) -> Row | Ignored:
        if not isinstance(row, dict) or not all(isinstance(v, str) for v in row.values()):
            raise self.error(template, parameter, "a row is a table of strings.")
        for key in row:
            self.known(template, parameter, "key", key, _KEYS)
        if "ignore" in row:
            if len(row) > 1 or not row["ignore"].strip():
                raise self.error(template, parameter, "'ignore' stands alone and says why.")
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
            found = Row(
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
        problem = self.misfit(found)
        if problem:
            raise self.error(template, parameter, problem)
        return found

    def misfit(self, row: Row) -> str:
        """What is wrong between a row's node, property and kind of value; empty for nothing."""
        prop, name = row.property, contract(row.property.iri)
        for cls in _CLASSES.get(row.node, (f"sf:{row.detail}",)):
            if not self.fits(prop, cls):
                owners = " or ".join(sorted(contract(domain) for domain in prop.domains))
                return f"{name} is a property of {owners}, and the node is of {cls}."
        datatype = _DATATYPES.get(row.reading)
        ranges = ", ".join(sorted(contract(r) for r in prop.ranges)) or "anything"
        if datatype and expand(datatype) not in prop.ranges:
            return f"{name} takes {ranges}; a value read as {row.reading.value!r} is {datatype}."
        if not datatype and any(r.value.startswith(_XSD) for r in prop.ranges):
            return f"{name} takes {ranges}; a value read as {row.reading.value!r} is an entity."
        if row.reading in _WITH_UNIT and not _has_unit(prop):
            return f"{name} has no unit of measure; read its value as 'number'."
        if row.reading is Reading.NAMES and value_range(row, self.vocabulary) is None:
            return f"{name} takes {ranges}: say of which 'class' the names are."
        if (row.reading is Reading.SPECIFICATION) != bool(row.label):
            return "a specification, and nothing else, has a 'label'."
        return ""

    def fits(self, prop: PropertyTerm, cls: str) -> bool:
        term = self.vocabulary.class_(cls)
        return not prop.domains or not prop.domains.isdisjoint((term.iri, *term.ancestors))

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


def _has_unit(prop: PropertyTerm) -> bool:
    try:
        return prop.unit is not None and bool(unit(prop.unit.value.rpartition("/")[2]))
    except UnitError:
        return False
