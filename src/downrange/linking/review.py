"""``links/review.tsv``: candidates for a person to decide on, in any spreadsheet or editor.

The person writes into the column ``decision``: ``yes`` (this is the item), ``no`` (it is not),
``none`` (I looked: there is no item), and leaves it empty where undecided.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO

from pyoxigraph import NamedNode

from downrange.errors import LinkError, Place
from downrange.linking.item import is_item_id
from downrange.linking.judgement import Candidate, Judgement
from downrange.linking.linker import evidence
from downrange.links.model import EXACT, PREDICATES, Link
from downrange.links.table import entity_prefix
from downrange.namespaces import contract, expand

FILE_NAME = "review.tsv"
COLUMNS = (
    "decision",
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "description",
    "score",
    "evidence",
    "doubts",
)
DECISIONS = ("yes", "no", "none")
_MOST_CANDIDATES = 5
_CURATED = "semapv:ManualMappingCuration"
_SUBJECT = re.compile(r"id:[a-z-]+/[^\s/<>\"{}|\\^`\x00-\x20]+")
_FORMULA = ("=", "+", "-", "@")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided: links for the table, and the rows that are still to be decided."""

    links: tuple[Link, ...]
    undecided: tuple[Row, ...]


def review_text(judgements: Iterable[Judgement], base: str, earlier: Iterable[Row] = ()) -> str:
    """The file for some judgements, after the ``earlier`` rows of entities not judged now.

    A row with a decision that was not taken over yet is never lost.
    """
    judged = list(judgements)
    subjects = {_curie(j.subject.iri, base) for j in judged}
    kept = [row for row in earlier if row["decision"] or row["subject_id"] not in subjects]
    decided = {(row["subject_id"], row["object_id"]) for row in kept}
    new = [row for judgement in judged for row in _rows(judgement, base)]
    new = [row for row in new if (row["subject_id"], row["object_id"]) not in decided]
    return _text([*kept, *new])


def read_review(path: Path) -> tuple[Row, ...]:
    """The rows of a review file. Raises ``LinkError`` with the line of a wrong one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(_read(file, path))
    except UnicodeDecodeError as error:
        raise LinkError(f"is not UTF-8: {error.reason}.", place=Place(str(path))) from error


def _read(file: TextIO, path: Path) -> Iterator[Row]:
    reader = csv.DictReader(file, delimiter="\t", strict=True)
    try:
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise LinkError(
                f"has no column {missing[0]!r}.",
                place=Place(str(path), 1),
                advice="Save it as tab-separated text, with its first line.",
            )
        for cells in reader:
            row = {column: _unquoted(cells[column] or "") for column in COLUMNS}
            row["decision"] = row["decision"].casefold()
            place = Place(str(path), reader.line_num)
            if row["decision"] not in ("", *DECISIONS):
                raise LinkError(
                    f"the decision {row['decision']!r} is not understood.",
                    place=place,
                    advice=f"Write {', '.join(DECISIONS)}, or nothing.",
                )
            if is_item_id(row["object_id"]):
                row["object_id"] = f"wd:{row['object_id']}"
            _check(row, place)
            yield row
    except csv.Error as error:
        raise LinkError(
            f"cannot be taken apart into cells: {error}.",
            place=Place(str(path), reader.line_num),
            advice='A cell that begins with " ends with one.',
        ) from error


def decide(rows: Iterable[Row], base: str, date: str) -> Decided:
    """The links that decisions give; ``date`` is their ``mapping_date``."""
    rows = tuple(rows)
    settled = {row["subject_id"] for row in rows if row["decision"] in ("yes", "none")}
    links = {_link(row, base, date): None for row in rows if row["decision"]}
    undecided = [r for r in rows if not r["decision"] and r["subject_id"] not in settled]
    return Decided(tuple(links), tuple(undecided))


def rows_text(rows: Iterable[Row]) -> str:
    """A review file of some rows."""
    return _text(rows)


def _rows(judgement: Judgement, base: str) -> Iterator[Row]:
    subject = judgement.subject
    row = dict.fromkeys(COLUMNS, "")
    row["subject_id"] = _curie(subject.iri, base)
    row["subject_label"] = subject.label
    row["predicate_id"] = contract(EXACT)
    if not judgement.candidates:
        yield row | {"doubts": "; ".join(judgement.doubts)}
    for candidate in judgement.candidates[:_MOST_CANDIDATES]:
        best = candidate is judgement.candidates[0]
        doubts = judgement.doubts if best else _disagreements(candidate)
        yield row | {
            "object_id": f"wd:{candidate.item.id}",
            "object_label": candidate.item.label,
            "description": candidate.item.description,
            "score": f"{candidate.score:.2f}",
            "evidence": evidence(candidate),
            "doubts": "; ".join(doubts),
        }


def _disagreements(candidate: Candidate) -> tuple[str, ...]:
    return tuple(str(feature) for feature in candidate.features if feature.disagrees)


def _link(row: Row, base: str, date: str) -> Link:
    item = expand(row["object_id"]) if row["decision"] != "none" else None
    said = {"yes": "accepted", "no": "rejected", "none": "looked up, none found"}
    why = f"{said[row['decision']]} in review"
    return Link(
        NamedNode(entity_prefix(base) + row["subject_id"].removeprefix("id:")),
        expand(row["predicate_id"]),
        item,
        row["subject_label"],
        row["object_label"] if item else "",
        _CURATED,
        Decimal(row["score"]) if row["score"] and row["decision"] == "yes" else None,
        date,
        f"{why}: {row['evidence']}" if item and row["evidence"] else why,
        row["decision"] == "no",
    )


def _check(row: Row, place: Place) -> None:
    """What a decision rests on must be as it was written."""
    if not row["decision"]:
        return
    if row["decision"] != "none" and not is_item_id(row["object_id"].removeprefix("wd:")):
        raise LinkError(
            f"the decision {row['decision']!r} stands beside no item ({row['object_id']!r}).",
            place=place,
            advice="Write an item such as wd:Q190795, or decide none.",
        )
    if row["predicate_id"] not in map(contract, PREDICATES):
        raise LinkError(f"{row['predicate_id']!r} is no way to link.", place=place)
    if not _SUBJECT.fullmatch(row["subject_id"]):
        raise LinkError(
            f"the subject_id {row['subject_id']!r} is none such as id:organization/roscosmos.",
            place=place,
        )
    try:
        score = Decimal(row["score"] or 0)
    except InvalidOperation:
        score = Decimal("NaN")
    if not (score.is_finite() and 0 <= score <= 1):
        raise LinkError(f"the score {row['score']!r} is no number from 0 to 1.", place=place)


def _curie(iri: NamedNode, base: str) -> str:
    return f"id:{iri.value.removeprefix(entity_prefix(base))}"


def _text(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_quoted(row[column]) for column in COLUMNS] for row in rows])
    return out.getvalue()


def _quoted(cell: str) -> str:
    """One line, and no formula: a spreadsheet would compute a label that begins with ``=``."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(cell.split()))
    return f"'{line}" if line.startswith(_FORMULA) else line


def _unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell.strip()
