"""Reads extracts of Wikidata: JSON lines as in its dumps, or RDF; packed or not.

A dump is one JSON array with an entity on each line
(https://www.wikidata.org/wiki/Wikidata:Database_download), an extract the same without the
brackets, or RDF of the *truthy* kind (``wdt:P619``).
"""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from downrange.errors import LinkError, Place
from downrange.linking.item import DAY, Item, Moment, Value, is_item_id
from downrange.namespaces import PREFIXES, expand

_JSON = {".json", ".jsonl", ".ndjson"}
_PACKED = {".gz", ".bz2"}
_LABEL = expand("rdfs:label")
_ALT_LABEL = expand("skos:altLabel")
_DESCRIPTION = NamedNode("http://schema.org/description")
_TIMES = {expand("xsd:dateTime"), expand("xsd:date")}
_LANGUAGES = {None, "en", "mul"}


def read_extract(path: Path) -> Iterator[Item]:
    """The items of an extract, in its order; properties and lexemes are passed over.

    Raises ``LinkError`` with the line that is wrong, or where the format is none of the known.
    An item of an RDF extract whose triples do not stand together comes in several parts.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packing = suffixes.pop() if suffixes and suffixes[-1] in _PACKED else ""
    kind = suffixes[-1] if suffixes else ""
    rdf = RdfFormat.from_extension(kind.lstrip("."))
    if kind not in _JSON and rdf is None:
        raise LinkError(
            f"{path.name} is of no known format.",
            advice="Known are .json, .jsonl, .nt, .ttl ..., also with .gz or .bz2 behind.",
        )
    try:
        with _opened(path, packing) as file:
            yield from _from_rdf(file, rdf) if rdf and kind not in _JSON else _from_json(file, path)
    except SyntaxError as error:
        raise LinkError(f"is not valid RDF: {error.msg}.", place=Place(str(path))) from error
    except EOFError as error:
        raise LinkError("ends in the middle of its packed data.", place=Place(str(path))) from error
    except (OSError, zlib.error) as error:
        raise LinkError(f"cannot be read: {error}.", place=Place(str(path))) from error


def _opened(path: Path, packing: str) -> IO[bytes]:
    match packing:
        case ".gz":
            return cast("IO[bytes]", gzip.open(path))
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path))
        case _:
            return path.open("rb")


def _from_json(file: IO[bytes], path: Path) -> Iterator[Item]:
    for number, line in enumerate(file, start=1):
        text = line.strip().rstrip(b",")
        if text in (b"", b"[", b"]"):
            continue
        try:
            entity = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LinkError(
                f"is not the JSON of an entity: {error}.", place=Place(str(path), number)
            ) from error
        if not isinstance(entity, dict):
            raise LinkError(
                "is JSON, but no entity.",
                place=Place(str(path), number),
                advice="An extract has an entity on each line, as a dump has.",
            )
        if is_item_id(str(entity.get("id", ""))):
            yield Item.read(entity)


def _from_rdf(file: IO[bytes], rdf: RdfFormat) -> Iterator[Item]:
    subject: object = None
    said: list[Quad] = []
    for quad in parse(file, format=rdf):
        if quad.subject != subject:
            yield from _described(subject, said)
            subject, said = quad.subject, []
        said.append(quad)
    yield from _described(subject, said)


def _described(subject: object, said: list[Quad]) -> Iterator[Item]:
    if not isinstance(subject, NamedNode):
        return
    name = subject.value.removeprefix(PREFIXES["wd"])
    if not is_item_id(name):
        return
    texts: defaultdict[NamedNode, list[str]] = defaultdict(list)
    statements: defaultdict[str, list[Value]] = defaultdict(list)
    for quad in said:
        if isinstance(quad.object, Literal) and quad.object.language in _LANGUAGES:
            texts[quad.predicate].append(quad.object.value)
        if quad.predicate.value.startswith(PREFIXES["wdt"]):
            value = _value(quad.object)
            if value is not None:
                statements[quad.predicate.value.removeprefix(PREFIXES["wdt"])].append(value)
    yield Item(
        name,
        tuple(dict.fromkeys(texts[_LABEL])),
        tuple(dict.fromkeys(texts[_ALT_LABEL])),
        next(iter(texts[_DESCRIPTION]), ""),
        {key: tuple(dict.fromkeys(values)) for key, values in statements.items()},
    )


def _value(term: object) -> Value | None:
    if isinstance(term, NamedNode):
        name = term.value.removeprefix(PREFIXES["wd"])
        return name if is_item_id(name) else None
    if not isinstance(term, Literal):
        return None
    # The truthy form has lost the precision, and a year looks like its first of January.
    return Moment(term.value[:10], DAY) if term.datatype in _TIMES else term.value
