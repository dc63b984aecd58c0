"""Proposals: annotations that a program or a person sends in, as JSON Lines.

Lines are those of an annotation file; those that ``downrange facts --format jsonl`` prints are
taken as well, so the output of one reader can be proposed to another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from downrange.annotations.files import HEADER_KEYS, Row, Tables, read_tables
from downrange.annotations.model import AnnotationFile
from downrange.annotations.rows import id_of, understand
from downrange.errors import MappingError
from downrange.vocabulary import Vocabulary

# What ``downrange facts`` says beside the fact itself; it is computed anew here.
_COMPUTED = (
    "mission",
    "value_label",
    "value_class",
    "unit",
    "as_written",
    "rank",
    "section",
    "extracted_by",
)
_SPOKEN = {"reported": "asserted", "announced": "asserted"}


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of a file for each document they are about, and the lines that are wrong."""

    files: tuple[AnnotationFile, ...]
    wrong: tuple[MappingError, ...]


def load_proposals(path: Path, vocabulary: Vocabulary) -> Proposals:
    """Read proposals; raises ``MappingError`` where the file cannot be read at all."""
    tables = read_tables(path)
    of: defaultdict[str, list[Row]] = defaultdict(list)
    wrong = list(tables.wrong)
    first = str(tables.header.table.get("document", ""))
    for row in tables.rows:
        document = str(row.table.get("document", first)).rpartition("/document/")[2]
        of[document].append(_plain(row))
    files = []
    for document, rows in of.items():
        named = {"document": document, "sha256": _sha256(tables.header, document)}
        header = Row("header", named, str(path), rows[0].line, {})
        try:
            files.append(understand(Tables(path, header, tuple(rows)), vocabulary))
        except MappingError as error:
            wrong.append(error)
    wrong += (error for file in files for error in file.wrong)
    return Proposals(tuple(files), tuple(wrong))


def _sha256(header: Row, document: str) -> str:
    """The checksum that a file gives for the one document of its header."""
    same = str(header.table.get("document", "")).rpartition("/document/")[2] == document
    return str(header.table.get("sha256", "")) if same else ""


def _plain(row: Row) -> Row:
    """A line in the words of an annotation file; each fact has an id, by its line if need be."""
    kept: dict[str, object] = {
        key: value
        for key, value in row.table.items()
        if key not in _COMPUTED and key not in HEADER_KEYS and value not in ("", None)
    }
    if row.kind == "fact":
        modality = kept.get("modality")
        if isinstance(modality, str):
            kept["modality"] = _SPOKEN.get(modality, modality)
        kept.setdefault("id", f"{id_of(str(kept.get('quote', '')))}-{row.line}")
    return Row(row.kind, kept, row.file, row.line, row.lines)
