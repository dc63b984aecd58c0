"""Annotation files as tables: TOML for people, JSON Lines for programs, each with its lines.

TOML has a header, then ``[[node]]`` and ``[[fact]]`` tables::

    document = "en.wikipedia.org/progress-ms-04"      # site and slug
    sha256 = "4c0d…"                                  # of the document's text

    [[node]]
    id = "event/progress-ms-04-docking-zvezda-planned"
    class = "sf:Plan"
    plan_of = "sf:Docking"
    of = "mission/progress-ms-04"
    label = "planned docking of Progress MS-04 with Zvezda"

    [[fact]]
    quote = "on 3 December 2016, at 16:43:06 UTC, during the 34th orbit"
    subject = "event/progress-ms-04-docking-zvezda-planned"
    sf.time = "3 December 2016, at 16:43:06 UTC"
    sf.orbitNumber = "34th"

JSON Lines (https://jsonlines.org/) has the same keys: a line with ``quote`` is a fact, one
with ``id`` and no ``quote`` a node; ``document`` and ``sha256`` stand on the first line, alone
or with others, or on any line.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from downrange.errors import MappingError, Place

Table = Mapping[str, object]
HEADER_KEYS = ("document", "sha256")
_TABLES = ("node", "fact")
_HEADING = re.compile(r"\s*\[\[\s*(node|fact)\s*\]\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a file: its kind (``node`` or ``fact``), keys, and the lines it stands on.

    ``lines`` maps keys to the line they stand on, counted from 1, where that is known.
    """

    kind: str
    table: Table
    file: str
    line: int
    lines: Mapping[str, int]

    def place(self, key: str = "") -> Place:
        return Place(self.file, self.lines.get(key, self.line))


@dataclass(frozen=True, slots=True)
class Tables:
    """An annotation file, not yet understood; ``wrong`` are the lines that are no tables."""

    path: Path
    header: Row
    rows: tuple[Row, ...]
    wrong: tuple[MappingError, ...] = ()


def read_tables(path: Path) -> Tables:
    """The tables of a TOML or, by its extension, a JSON Lines file.

    Raises ``MappingError`` with the line where the file cannot be read or is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"cannot be read: {error}", place=Place(str(path))) from error
    return _from_json_lines(path, text) if path.suffix == ".jsonl" else _from_toml(path, text)


def _from_toml(path: Path, text: str) -> Tables:
    file = str(path)
    try:
        data = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(file, int(line[1]) if line else None)
        raise MappingError(f"not valid TOML: {error}", place=place) from error
    lines = text.split("\n")
    starts = [(n, m[1]) for n, line in enumerate(lines, 1) if (m := _HEADING.match(line))]
    first = starts[0][0] if starts else len(lines) + 1
    header = {key: value for key, value in data.items() if key not in _TABLES}
    rows: list[tuple[int, Row]] = []
    for kind in _TABLES:
        tables = data.get(kind, [])
        if not isinstance(tables, list):
            raise MappingError(f"{kind!r} is no list: write [[{kind}]].", place=Place(file))
        ends = [*(number for number, _ in starts[1:]), len(lines) + 1]
        places = [(n, end) for (n, found), end in zip(starts, ends, strict=False) if found == kind]
        for (number, end), table in zip(places, tables, strict=False):
            rows.append((number, Row(kind, table, file, number, _keys(lines, number, end))))
    ordered = tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
    return Tables(path, Row("header", header, file, 1, _keys(lines, 0, first)), ordered)


def _keys(lines: list[str], start: int, end: int) -> dict[str, int]:
    """Where the keys of a table stand: ``lines[start:end - 1]``, from line ``start + 1`` on."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines[start : end - 1], start + 1):
        key = re.match(r"\s*([\w.\"':-]+?)\s*=", line)
        if key:
            found.setdefault(key[1], number)
    return found


def _from_json_lines(path: Path, text: str) -> Tables:
    file = str(path)
    header: dict[str, object] = {}
    rows: list[Row] = []
    wrong: list[MappingError] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            table = _json_object(line, Place(file, number))
        except MappingError as error:
            wrong.append(error)
            continue
        header |= {key: table[key] for key in HEADER_KEYS if key in table and key not in header}
        if table.keys() - set(HEADER_KEYS):
            rows.append(Row("fact" if "quote" in table else "node", table, file, number, {}))
    return Tables(path, Row("header", header, file, 1, {}), tuple(rows), tuple(wrong))


def _json_object(line: str, place: Place) -> Table:
    try:
        value = json.loads(line, parse_float=str)
    except json.JSONDecodeError as error:
        raise MappingError(f"not valid JSON: {error.msg}.", place=place) from error
    if not isinstance(value, dict):
        raise MappingError("each line is one JSON object with a fact or node.", place=place)
    return value
