"""Understands the tables of an annotation file; refuses what names nothing that exists.

Every error has the file and line, and the nearest right name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from downrange.annotations.files import HEADER_KEYS, Row, Tables, read_tables
from downrange.annotations.model import (
    AnnotationFile,
    Concept,
    FactRow,
    Name,
    NodeRow,
    Said,
    Text,
    Value,
)
from downrange.errors import MappingError, Place, VocabularyError
from downrange.facts.model import Modality
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.vocabulary import ClassTerm, Vocabulary

QUALIFIERS = ("about", "at least", "at most", "almost", "more than", "less than", "over")
_NODE_KEYS = ("id", "class", "label", "plan_of", "hypothesis_of", "of", "called")
_FACT_KEYS = (
    "id",
    "quote",
    "occurrence",
    "start",
    "end",
    "subject",
    "subject_class",
    "label",
    "property",
    "value",
    "modality",
    "attributed_to",
    "stated_on",
    "qualifier",
    "interpretation",
    "deprecated",
)
_WORDS_IN_ID = 7
_DOCUMENT = re.compile(r"[^/\s]+/[^/\s]+")
_ID = re.compile(r"[\w.-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
T = TypeVar("T")


def load_annotations(path: Path, vocabulary: Vocabulary) -> AnnotationFile:
    """An annotation file; rows that are wrong are left out and stand in ``wrong``.

    Raises ``MappingError`` where the file or its header is wrong.
    """
    file = understand(read_tables(path), vocabulary)
    if not file.sha256:
        raise MappingError(
            "the header has no sha256.",
            place=file.place,
            advice="Give that of the text that was read: sha256sum prints it for article text.",
        )
    return file


def understand(tables: Tables, vocabulary: Vocabulary) -> AnnotationFile:
    """What the tables of a file say, as ``load_annotations`` has it."""
    site, slug, sha256 = _header(tables.header)
    reader = _Rows(vocabulary)
    nodes: list[NodeRow] = []
    facts: list[FactRow] = []
    wrong = list(tables.wrong)
    seen: dict[str, Place] = {}
    for row in tables.rows:
        try:
            _same_document(row, site, slug)
            if row.kind == "node":
                nodes.append(reader.node(row))
                continue
            new, fact = reader.fact(row)
            nodes += new
            if fact.id in seen:
                raise MappingError(
                    f"the fact of line {seen[fact.id].line} is called {fact.id!r} too.",
                    place=row.place("id"),
                    advice="Give one of them an id of its own.",
                )
            seen[fact.id] = fact.place
            facts.append(fact)
        except MappingError as error:
            wrong.append(error)
    return AnnotationFile(
        tables.path.stem,
        site,
        slug,
        sha256,
        tuple(nodes),
        tuple(facts),
        Place(str(tables.path)),
        tuple(wrong),
    )


def _header(row: Row) -> tuple[str, str, str]:
    for key in row.table:
        among(key, HEADER_KEYS, "key of the header", row.place(key))
    document, sha256 = (_words(row, key) for key in HEADER_KEYS)
    # A fact as ``downrange facts`` prints it has the document's whole IRI.
    path = document.rpartition("/document/")[2]
    if not _DOCUMENT.fullmatch(path):
        raise MappingError(
            f"the header has no document: found {document!r}.",
            place=row.place("document"),
            advice='Write document = "SITE/SLUG", as in en.wikipedia.org/progress-ms-04.',
        )
    if sha256 and not _SHA256.fullmatch(sha256):
        raise MappingError(
            f"{sha256!r} is no SHA-256: 64 hexadecimal digits in lower case are one.",
            place=row.place("sha256"),
        )
    site, _, slug = path.partition("/")
    return site, slug, sha256


def _same_document(row: Row, site: str, slug: str) -> None:
    said = _words(row, "document").rpartition("/document/")[2]
    if said not in {"", f"{site}/{slug}"}:
        raise MappingError(
            f"the file is about {site}/{slug}, the line about {said}.",
            place=row.place("document"),
            advice="Keep a file for each document.",
        )


@dataclass(frozen=True)
class _Rows:
    """Reads rows against an ontology."""

    vocabulary: Vocabulary

    @cached_property
    def segments(self) -> frozenset[str]:
        return frozenset(cls.segment for cls in self.vocabulary.classes.values() if cls.segment)

    def node(self, row: Row) -> NodeRow:
        for key in row.table:
            among(key, (*_NODE_KEYS, *HEADER_KEYS), "key of a node", row.place(key))
        path = self.path(row, "id")
        cls = self.term(row, "class", self.vocabulary.class_)
        stands_for = self.stands_for(row, cls)
        label = _words(row, "label")
        if cls is not None and not label:
            raise MappingError(f"the node {path} has no label.", place=row.place())
        self.check_segment(row, path, stands_for or cls)
        called = row.table.get("called", [])
        called = [called] if isinstance(called, str) else called
        if not isinstance(called, list) or not all(isinstance(name, str) for name in called):
            raise MappingError("'called' is a list of words.", place=row.place("called"))
        return NodeRow(
            path,
            cls,
            label,
            stands_for.iri if stands_for else None,
            self.path(row, "of") if "of" in row.table else "",
            tuple(called),
            row.place(),
        )

    def stands_for(self, row: Row, cls: ClassTerm | None) -> ClassTerm | None:
        for key, owner in (("plan_of", "sf:Plan"), ("hypothesis_of", "sf:HypotheticalEvent")):
            is_one = cls is not None and cls.iri == expand(owner)
            if is_one != (key in row.table):
                wanted = f"needs {key!r}" if is_one else f"is no {owner}, so it takes no {key!r}"
                raise MappingError(f"the node {wanted}.", place=row.place(key))
            if is_one:
                return self.term(row, key, self.vocabulary.class_)
        return None

    def check_segment(self, row: Row, path: str, cls: ClassTerm | None) -> None:
        segment, _, slug = path.partition("/")
        if cls is not None and segment != cls.segment:
            raise MappingError(
                f"a {cls.label} is no {segment!r}.",
                place=row.place("id"),
                advice=f"Did you mean {cls.segment}/{slug}?",
            )

    def fact(self, row: Row) -> tuple[list[NodeRow], FactRow]:
        """A fact, and its subject as a node where the row gives a class for a new one."""
        for key in row.table:
            if key != "sf":
                among(key, (*_FACT_KEYS, *HEADER_KEYS), "key of a fact", row.place(key))
        quote = _words(row, "quote")
        said = tuple(self.said(row))
        for key, present in (("quote", quote), ("subject", "subject" in row.table)):
            if not present:
                raise MappingError(f"the fact has no {key!r}.", place=row.place())
        if not said:
            raise MappingError(
                "the fact says nothing.",
                place=row.place(),
                advice='Add a line such as sf.launchTime = "1 December 2016".',
            )
        name = _words(row, "id") or id_of(quote)
        if not _ID.fullmatch(name):
            raise MappingError(
                f"{name!r} cannot be an id: letters, digits, '-', '_' and '.' can.",
                place=row.place("id"),
            )
        modality = _words(row, "modality")
        qualifier = _words(row, "qualifier")
        if modality:
            among(modality, list(Modality), "modality", row.place("modality"))
        if qualifier:
            among(qualifier, QUALIFIERS, "qualifier", row.place("qualifier"))
        attributed = row.table.get("attributed_to")
        fact = FactRow(
            name,
            quote,
            _count(row, "occurrence"),
            _count(row, "start") if "start" in row.table else None,
            self.name(row, "subject", row.table["subject"]),
            said,
            Modality(modality) if modality else None,
            self.speaker(row, attributed) if attributed else None,
            _words(row, "stated_on"),
            qualifier,
            _words(row, "interpretation"),
            _words(row, "deprecated"),
            row.place(),
        )
        return self.new_subject(row), fact

    def new_subject(self, row: Row) -> list[NodeRow]:
        if not row.table.get("label"):
            return []
        table = {
            "id": row.table["subject"],
            "class": row.table.get("subject_class", ""),
            "label": row.table["label"],
        }
        return [self.node(Row("node", table, row.file, row.line, row.lines))]

    def said(self, row: Row) -> Iterator[Said]:
        """The properties of a fact: ``property`` and ``value``, or a line ``sf.name`` for each."""
        written: dict[str, object] = {}
        if "property" in row.table or "value" in row.table:
            if "property" not in row.table or "value" not in row.table:
                raise MappingError("'property' and 'value' go together.", place=row.place())
            written[_words(row, "property")] = row.table["value"]
        lines = row.table.get("sf", {})
        if not isinstance(lines, dict):
            raise MappingError("write sf.PROPERTY = VALUE.", place=row.place("sf"))
        written |= {f"sf:{name}": value for name, value in lines.items()}
        for curie, value in written.items():
            key = "property" if curie not in lines and "property" in row.table else ""
            key = key or f"sf.{curie.removeprefix('sf:')}"
            term = _or_place(lambda c=curie: self.vocabulary.property(c), row.place(key))  # type: ignore[misc]
            for one in value if isinstance(value, list) else [value]:
                yield Said(term, self.value(row, key, one))

    def value(self, row: Row, key: str, value: object) -> Value:
        if isinstance(value, dict) and "text" in value:
            for name in value:
                among(name, ("text", "language"), "key of a text", row.place(key))
            return Text(str(value["text"]), str(value.get("language", "")))
        if isinstance(value, dict):
            return self.name(row, key, value)
        if isinstance(value, bool):
            raise MappingError("a value is words, a name or a number.", place=row.place(key))
        words = str(value)
        if words.startswith("sf:"):
            concept = _or_place(lambda: self.vocabulary.concept(words), row.place(key))
            return Concept(concept.iri, concept.label)
        return self.name(row, key, words) if self.is_path(words) else Text(words)

    def name(self, row: Row, key: str, value: object) -> Name:
        if isinstance(value, dict):
            for name in value:
                among(name, ("label", "class"), "key of a name", row.place(key))
            place = row.place(key)
            cls = _or_place(lambda: self.vocabulary.class_(str(value.get("class"))), place)
            return Name(label=str(value.get("label", "")), cls=cls)
        path = _path(str(value))
        if not self.is_path(path):
            segment = path.partition("/")[0]
            near = difflib.get_close_matches(segment, sorted(self.segments), n=1)
            hint = f"Did you mean {near[0]}/…?" if near else 'Write it as "mission/apollo-7".'
            raise MappingError(f"{path!r} names no entity.", place=row.place(key), advice=hint)
        return Name(path=path)

    def speaker(self, row: Row, value: object) -> Name:
        """Whoever says it, by a label alone too: few speakers of one document share theirs."""
        if isinstance(value, str) and not self.is_path(value):
            return Name(label=value)
        return self.name(row, "attributed_to", value)

    def path(self, row: Row, key: str) -> str:
        return self.name(row, key, _words(row, key)).path

    def is_path(self, words: str) -> bool:
        segment, slash, slug = _path(words).partition("/")
        return bool(slash and segment in self.segments and slug == slugify(slug))

    def term(self, row: Row, key: str, find: Callable[[str], T]) -> T | None:
        words = _words(row, key)
        return _or_place(lambda: find(words), row.place(key)) if words else None


def among(name: str, names: Iterable[str], what: str, place: Place) -> None:
    """Raise ``MappingError`` with the nearest right name where ``name`` is none of ``names``."""
    names = [str(each) for each in names]
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(names)}."
    raise MappingError(f"no such {what} {name!r}.", place=place, advice=hint)


def _or_place(find: Callable[[], T], place: Place) -> T:
    try:
        return find()
    except VocabularyError as error:
        raise MappingError(error.message, place=place, advice=error.advice) from error


def _words(row: Row, key: str) -> str:
    value = row.table.get(key, "")
    if isinstance(value, (dict, list, bool)):
        raise MappingError(f"{key!r} is words.", place=row.place(key))
    return str(value)


def _count(row: Row, key: str) -> int:
    number = row.table.get(key, 0)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise MappingError(f"{key!r} is a whole number, found {number!r}.", place=row.place(key))
    return number


def _path(words: str) -> str:
    """``mission/progress-ms-04`` of a whole IRI too."""
    return words.rpartition("/id/")[2]


def id_of(quote: str) -> str:
    """What a fact without an id is called: the first words of its quotation."""
    return "-".join(slugify(quote).split("-")[:_WORDS_IN_ID])
