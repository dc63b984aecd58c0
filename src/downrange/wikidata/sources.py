"""Where the JSON of items comes from: an extract on disk, or Wikidata."""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from downrange.errors import LinkError, Place
from downrange.wikidata.item import WikidataItem

_RDF = {".nt", ".nq", ".ttl", ".trig", ".rdf"}

Json = dict[str, Any]
Answers = Mapping[str, Json]
Source = Callable[[Iterable[str]], Answers]
"""Gives the JSON of the items of some ids; of one that is not there, an empty object.

The object has another id than the one asked for where the item was merged.
"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The items that were to be had, by the id asked for, and what was wrong with the others."""

    items: Mapping[str, WikidataItem]
    absent: tuple[str, ...]
    wrong: tuple[str, ...]


def fetch(source: Source, ids: Iterable[str]) -> Fetched:
    """The items of some ids. Raises ``LinkError`` where the source itself fails."""
    wanted = sorted(set(ids))
    answers = source(wanted)
    items: dict[str, WikidataItem] = {}
    wrong: list[str] = []
    for name in wanted:
        if answers.get(name):
            try:
                items[name] = WikidataItem.read(answers[name])
            except LinkError as error:
                wrong.append(f"what stands under {name} cannot be read: {error}")
    absent = tuple(name for name in wanted if not answers.get(name))
    return Fetched(items, absent, tuple(wrong))


def extract_source(path: Path) -> Source:
    """A file: the JSON of an entity on each line, as in dumps, or an answer of Wikidata's
    (``Special:EntityData``, ``wbgetentities``) as it was saved; also ``.gz`` and ``.bz2``.

    Raises ``LinkError`` for RDF, and the source one with the line that is wrong. Lines that do
    not mention a wanted id are passed over unread.
    """

    if _RDF.intersection(suffix.lower() for suffix in path.suffixes):
        raise LinkError(
            f"{path.name} is RDF, which has neither ranks nor references as they are needed here.",
            advice="Give the JSON of the items: a dump's lines, or Special:EntityData as saved.",
        )

    def read(ids: Iterable[str]) -> Answers:
        wanted = set(ids)
        found: dict[str, Json] = {}
        for entity in _entities(path, {f'"{name}"'.encode() for name in wanted}):
            redirect = entity.get("redirects")
            merged = redirect.get("from") if isinstance(redirect, dict) else None
            for name in wanted & {str(entity.get("id")), str(merged)}:
                found[name] = {} if "missing" in entity else entity
        return found

    return read


def _entities(path: Path, marks: set[bytes]) -> Iterator[Json]:
    try:
        with _opened(path) as file:
            first = file.readline()
            if first.strip() == b"{":
                # One object over many lines, as a person or a browser saves it.
                yield from _unfolded(first + file.read(), Place(str(path)))
                return
            for number, line in enumerate(chain((first,), file), start=1):
                if any(mark in line for mark in marks):
                    yield from _unfolded(line.strip().rstrip(b","), Place(str(path), number))
    except (EOFError, OSError, zlib.error) as error:
        raise LinkError(f"cannot be read: {error}.", place=Place(str(path))) from error


def _opened(path: Path) -> IO[bytes]:
    match path.suffix:
        case ".gz":
            return cast("IO[bytes]", gzip.open(path))
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path))
        case _:
            return path.open("rb")


def _unfolded(text: bytes, place: Place) -> Iterator[Json]:
    """The entity that a text is, or those in an answer of Wikidata's."""
    try:
        read = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise LinkError(
            f"is not the JSON of an entity: {error}.",
            place=place,
            advice="Is the file whole? Extracts in RDF have no references, and are not read.",
        ) from error
    entities = read.get("entities", [read]) if isinstance(read, dict) else None
    some = list(entities.values()) if isinstance(entities, dict) else entities
    if not isinstance(some, list) or not all(isinstance(entity, dict) for entity in some):
        raise LinkError("is JSON, but no entity.", place=place)
    yield from some
