"""The link table as text: SSSOM's tab-separated form, read and added to with nothing but csv.

See https://mapping-commons.github.io/sssom/ . A line a mapping, after a header of comment lines
in YAML. Subjects are compact IRIs (``id:organization/roscosmos``) whose prefix ``id`` the table
binds to this repository's entities; here it means ``{base}id/`` of whatever project reads it,
so that the table serves under any base. ``links.sssom`` reads the same file with a library of
the standard's and compares.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import NamedNode

from downrange.errors import LinkError, Place
from downrange.links.model import EXACT, PREDICATES, Link, LinkTable
from downrange.namespaces import PREFIXES, contract, expand
from downrange.project import Project
from downrange.resources import Resource

FILE_NAME = "wikidata.sssom.tsv"
NO_TERM_FOUND = "sssom:NoTermFound"
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "mapping_date",
    "comment",
)
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification", "comment")
_ENTITY_PATH = re.compile(r"id:([a-z-]+/[^\s/]+)")
_ITEM = re.compile(r"wd:Q[1-9][0-9]*")
_JUSTIFICATION = re.compile(r"semapv:[A-Z]\w+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def entity_prefix(base: str) -> str:
    """What the table's prefix ``id`` means under a base."""
    return f"{base}id/"


def load_links(project: Project) -> LinkTable:
    """A project's links: its own table, else the package's. Raises ``LinkError`` as below."""
    return read_table(project.resource(Resource.LINKS) / FILE_NAME, project.base)


def read_table(path: Path, base: str) -> LinkTable:
    """The links of a table, for entities under ``base``; none where there is no such file.

    Raises ``LinkError`` with the line of a row that is wrong, or that disagrees with another:
    no item may be the exact match of two entities, since exact matches are transitive, and no
    entity may have two exact matches, or one and a note that none was found.
    """
    if not path.is_file():
        return LinkTable()
    links: list[Link] = []
    earlier = _Earlier()
    for number, cells in _rows(path):
        reading = _Row(cells, Place(str(path), number), base)
        link = reading.link()
        reading.agrees_with(earlier, link)
        earlier.add(link)
        links.append(link)
    return LinkTable(tuple(links))


def unknown_classes(table: LinkTable, segments: Collection[str], base: str) -> Iterator[str]:
    """A sentence for every link whose subject is of no class that the ontology has."""
    for link in table:
        segment = link.subject.value.removeprefix(entity_prefix(base)).partition("/")[0]
        if segment not in segments:
            yield f"<{link.subject.value}> is linked, but no class has the segment {segment!r}"


def with_rows(text: str, links: Iterable[Link], base: str) -> str:
    """A table's text with further links, its rows in order of subject, predicate and object.

    What the table has beyond Downrange's columns stays. Raises ``ValueError`` where the text
    has no header line.
    """
    lines = _lines(text)
    start = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    columns = lines[start].split("\t") if start < len(lines) else []
    if not columns:
        raise ValueError("the table has no header line")
    below = [line for line in lines[start + 1 :] if line]
    rows = [dict(zip(columns, _cells(line), strict=False)) for line in below]
    rows += [_written(link, base) for link in links]
    keys = ("subject_id", "predicate_id", "object_id")
    rows.sort(key=lambda row: [row.get(key, "") for key in keys])
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    columns += [c for c in COLUMNS if c not in columns and any(row.get(c) for row in rows)]
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return "".join(f"{line}\n" for line in lines[:start]) + out.getvalue()


def _written(link: Link, base: str) -> dict[str, str]:
    return {
        "subject_id": f"id:{link.subject.value.removeprefix(entity_prefix(base))}",
        "subject_label": _one_line(link.subject_label),
        "predicate_id": contract(link.predicate),
        "predicate_modifier": "Not" if link.rejected else "",
        "object_id": contract(link.item) if link.item else NO_TERM_FOUND,
        "object_label": _one_line(link.item_label),
        "mapping_justification": link.justification,
        "confidence": "" if link.confidence is None else str(link.confidence),
        "mapping_date": link.date,
        "comment": _one_line(link.evidence),
    }


def _one_line(words: str) -> str:
    """Labels come from anywhere: no tab or line feed of theirs may make a cell or a row."""
    return "".join(c if c.isprintable() else " " for c in " ".join(words.split()))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its line."""
    try:
        lines = _lines(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LinkError(f"is not UTF-8: {error.reason}.", place=Place(str(path))) from error
    start = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    columns = lines[start].split("\t") if start < len(lines) else []
    place = Place(str(path), start + 1)
    if missing := [column for column in _REQUIRED if column not in columns]:
        raise LinkError(
            f"the table has no column {missing[0]!r}.",
            place=place,
            advice=f"Required are {', '.join(_REQUIRED)}.",
        )
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise LinkError(f"the table has the column {twice[0]!r} twice.", place=place)
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        if not line:
            continue
        place = Place(str(path), number)
        try:
            cells = _cells(line)
        except csv.Error as error:
            raise LinkError(
                f"cannot be taken apart into cells: {error}.",
                place=place,
                advice='A cell that begins with " ends with one, and has no line feed.',
            ) from error
        if len(cells) > len(columns):
            raise LinkError(f"has {len(cells)} cells for {len(columns)} columns.", place=place)
        yield number, dict(zip(columns, cells, strict=False))


def _lines(text: str) -> list[str]:
    """The lines as an editor counts them: only a line feed ends one."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter="\t", strict=True))


class _Earlier:
    """The rows above one, as far as one may contradict them."""

    def __init__(self) -> None:
        self.pairs: set[tuple[NamedNode, NamedNode | None]] = set()
        self.exact: set[NamedNode] = set()
        self.holders: dict[NamedNode, NamedNode] = {}

    def add(self, link: Link) -> None:
        self.pairs.add((link.subject, link.item))
        if link.predicate == EXACT and not link.rejected:
            self.exact.add(link.subject)
            if link.item is not None:
                self.holders[link.item] = link.subject


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    place: Place
    base: str

    def link(self) -> Link:
        subject = self.subject()
        none_found = self.cell("object_id") == NO_TERM_FOUND
        if not none_found:
            self.matched("object_id", _ITEM, f"such as wd:Q190795, or {NO_TERM_FOUND}")
        self.matched("mapping_justification", _JUSTIFICATION, "of semapv:")
        if not self.cell("comment"):
            raise self.wrong("the comment is empty.", "Say in it what the link rests on.")
        return Link(
            subject,
            self.predicate(),
            None if none_found else expand(self.cell("object_id")),
            self.cell("subject_label"),
            self.cell("object_label"),
            self.cell("mapping_justification"),
            self.confidence(),
            self.date(),
            self.cell("comment"),
            self.modifier() == "Not",
        )

    def agrees_with(self, earlier: _Earlier, link: Link) -> None:
        """Raise where the row contradicts an earlier one."""
        if (link.subject, link.item) in earlier.pairs:
            raise self.wrong("an earlier row has the same subject and object.")
        if link.predicate != EXACT or link.rejected:
            return
        if link.subject in earlier.exact:
            raise self.wrong(
                f"{self.cell('subject_id')} has a skos:exactMatch in an earlier row already.",
                "Keep one; skos:closeMatch may join it.",
            )
        if link.item is not None and (holder := earlier.holders.get(link.item)):
            raise self.wrong(
                f"{self.cell('object_id')} is the exact match of another entity already "
                f"({holder.value}).",
                "Keep one, and use sf:wikidataItem for the other.",
            )

    def cell(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def matched(self, column: str, pattern: re.Pattern[str], expected: str) -> re.Match[str]:
        match = pattern.fullmatch(self.cell(column))
        if match is None:
            raise self.wrong(f"the {column} {self.cell(column)!r} is none {expected}.")
        return match

    def subject(self) -> NamedNode:
        path = self.matched("subject_id", _ENTITY_PATH, "such as id:organization/roscosmos")[1]
        try:
            return NamedNode(f"{entity_prefix(self.base)}{path}")
        except ValueError as error:
            raise self.wrong(f"the subject_id {path!r} is no part of an IRI: {error}.") from error

    def predicate(self) -> NamedNode:
        known = [contract(predicate) for predicate in PREDICATES]
        if self.cell("predicate_id") not in known:
            raise self.wrong(
                f"the predicate_id {self.cell('predicate_id')!r} is no way to link.",
                f"Use {', '.join(known)}.",
            )
        return expand(self.cell("predicate_id"))

    def modifier(self) -> str:
        if self.cell("predicate_modifier") not in ("", "Not"):
            raise self.wrong("a predicate_modifier is Not, or empty.")
        return self.cell("predicate_modifier")

    def confidence(self) -> Decimal | None:
        text = self.cell("confidence")
        try:
            value = Decimal(text) if text else None
        except InvalidOperation:
            value = Decimal(-1)
        if value is not None and not (value.is_finite() and 0 <= value <= 1):
            raise self.wrong(f"the confidence {text!r} is no number from 0 to 1.")
        return value

    def date(self) -> str:
        text = self.cell("mapping_date")
        try:
            real = not text or bool(_DATE.fullmatch(text) and date.fromisoformat(text))
        except ValueError:
            real = False
        if not real:
            raise self.wrong(f"the mapping_date {text!r} is no date such as 2026-11-22.")
        return text

    def wrong(self, message: str, advice: str = "") -> LinkError:
        return LinkError(message, place=self.place, advice=advice)


HEADER = f"""\
#mapping_set_id: https://w3id.org/downrange/links/wikidata
#mapping_set_title: Downrange entities and Wikidata items
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  id: https://w3id.org/downrange/id/
#  semapv: https://w3id.org/semapv/vocab/
#  sf: {PREFIXES["sf"]}
#  skos: {PREFIXES["skos"]}
#  sssom: https://w3id.org/sssom/
#  wd: {PREFIXES["wd"]}
"""
"""The header of a new table; ``id`` is re-bound by whoever reads it."""
