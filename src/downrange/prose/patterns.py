"""Patterns: what prose says in a form that recurs. Data, not code: ``patterns/*.toml``.

Each pattern has an ``id``, a ``kind``, the ``literal`` words of which one must occur, the
``match`` (see ``grammar``), what it states (``state``), a rule for ``modality`` and examples:
``positive`` with the facts they give, ``negative`` that give none. Examples run as tests.
Words that many patterns share have a name in ``[parts]`` and stand as ``<<name>>`` in ``match``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from types import UnionType

from pyoxigraph import NamedNode

from downrange.errors import DownrangeError, MappingError, Place
from downrange.facts.model import Modality
from downrange.prose.grammar import Grammar, kinds_named, read_grammar
from downrange.prose.mentions import Kind
from downrange.prose.rows import Row, RowReader, among
from downrange.prose.where import Where, read_where
from downrange.vocabulary import Vocabulary

_CLAUSE = "clause"
_PRESUPPOSED = "presupposed"
_PART = re.compile(r"<<(?P<name>[a-z]+)>>")
_KEYS = (
    *("id", "kind", "literal", "match", "phrases", "state", "modality", "subject", "where"),
    *("positive", "negative"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its document's and section's titles, and the facts that its pattern reads in it."""

    text: str
    title: str = ""
    facts: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern; ``rule`` is its path under the base IRI (``pattern/crew#served-as``).

    ``modality`` is ``None`` where the clause alone decides, else the least it is weakened to.
    What is ``presupposed`` is taken for granted whatever the clause says of it: *Ken Mattingly
    was to join Charles Duke's flight, Apollo 16* plans nothing for Duke.
    ``where`` tells which sentences of a document it is for.
    ``phrases`` may stand around the match in its clause, in any order (``phrases``).
    ``subject`` names a slot that is bound to the clause's subject, of ``subject_kinds``, before
    the match (``subjects``); a match that has the slot itself needs none.
    """

    id: str
    kind: str
    literals: tuple[str, ...]
    grammar: Grammar
    phrases: tuple[Grammar, ...]
    rows: tuple[Row, ...]
    modality: Modality | None
    presupposed: bool
    subject: str
    subject_kinds: tuple[Kind, ...]
    where: Where
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]
    rule: str

    def fits(self, kinds: Set[Kind]) -> bool:
        """Whether a sentence with mentions of some kinds can have what it needs."""
        return not any(map(kinds.isdisjoint, self.grammar.needs))

    @property
    def properties(self) -> frozenset[NamedNode]:
        """The properties that its rows state."""
        return frozenset(row.property.iri for row in self.rows)


def load_patterns(paths: Iterable[Path], vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Read pattern files in order; the ``parts`` of each are for the patterns of all.

    Raises ``MappingError`` with file, line and the nearest right name.
    """
    files = [_File.read(path, vocabulary) for path in paths]
    parts = {name: words for file in files for name, words in file.parts.items()}
    found: dict[str, Pattern] = {}
    for file in files:
        for pattern in file.patterns(parts):
            if pattern.id in found:
                message = f"the pattern {pattern.id!r} stands in {found[pattern.id].rule} too."
                raise MappingError(message, place=Place(str(file.path)))
            found[pattern.id] = pattern
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    vocabulary: Vocabulary
    text: str
    tables: tuple[Mapping[str, object], ...]
    parts: Mapping[str, str]

    @classmethod
    def read(cls, path: Path, vocabulary: Vocabulary) -> _File:
        try:
            text = path.read_text(encoding="utf-8")
            tables = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            raise MappingError(f"cannot be read: {error}", place=Place(str(path))) from error
        except tomllib.TOMLDecodeError as error:
            raise MappingError(f"not valid TOML: {error}", place=Place(str(path))) from error
        return cls(path, vocabulary, text, tables.get("pattern", ()), tables.get("parts", {}))

    def patterns(self, parts: Mapping[str, str]) -> Iterator[Pattern]:
        for table in self.tables:
            try:
                yield self.pattern(table, parts)
            except DownrangeError as error:
                name = str(table.get("id", "?"))
                place = Place(str(self.path), _line(self.text, name))
                raise MappingError(f"{name}: {error.message}", place=place) from error

    def pattern(self, table: Mapping[str, object], parts: Mapping[str, str]) -> Pattern:
        _known(table, _KEYS, "key")
        for key in ("id", "kind", "literal", "match", "state", "positive", "negative"):
            if not table.get(key):
                raise MappingError(f"the pattern has no {key!r}.")
        place = Place(str(self.path), _line(self.text, str(table["id"])))
        grammar = read_grammar(_whole(str(table["match"]), parts), place)
        around = [_whole(phrase, parts) for phrase in _list(table.get("phrases", []), str)]
        phrases = tuple(read_grammar(phrase, place) for phrase in around)
        subject, _, kinds = str(table.get("subject", "")).partition(":")
        subject_kinds = kinds_named(kinds) if subject else ()
        if subject:
            grammar = replace(grammar, needs=(*grammar.needs, frozenset(subject_kinds)))
        slots = [name for phrase in (grammar, *phrases) for name in phrase.names]
        named = frozenset((*slots, *filter(None, (subject,))))
        rows = RowReader(self.vocabulary, named)
        modality = str(table.get("modality", _CLAUSE))
        if modality != _CLAUSE:
            among(modality, (*Modality, _PRESUPPOSED), "modality")
        return Pattern(
            str(table["id"]),
            str(table["kind"]),
            tuple(_list(table["literal"], str)),
            grammar,
            phrases,
            tuple(map(rows.row, _list(table["state"], dict))),
            Modality(modality) if modality in list(Modality) else None,
            modality == _PRESUPPOSED,
            subject,
            subject_kinds,
            read_where(table.get("where", {})),
            tuple(_example(row) for row in _list(table["positive"], dict)),
            tuple(map(_negative, _list(table["negative"], str | dict))),
            f"pattern/{self.path.stem}#{table['id']}",
        )


def _whole(match: str, parts: Mapping[str, str]) -> str:
    """A pattern with the parts that it names (``<<verb>>``) in their places."""

    def words(found: re.Match[str]) -> str:
        among(found["name"], parts, "part")
        return _whole(parts[found["name"]], parts)

    return _PART.sub(words, match)


def _example(table: Mapping[str, object]) -> Example:
    _known(table, ("text", "title", "section", "facts"), "key of an example")
    facts = tuple(_list(table.get("facts", []), str))
    for words in facts:
        if "sf:" not in words:
            raise MappingError(f"{words!r} names no property: write 'sf:property value'.")
    text, title, section = (str(table.get(key, "")) for key in ("text", "title", "section"))
    return Example(text, title, facts, section)


def _negative(words: str | Mapping[str, object]) -> Example:
    if isinstance(words, str):
        return Example(words)
    _known(words, ("text", "title", "section"), "key of a negative example")
    return _example(words)


def _list(value: object, kind: type | UnionType) -> list:  # type: ignore[type-arg]
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise MappingError(
            f"expected a list of {getattr(kind, '__name__', kind)}, found {value!r}."
        )
    return value


def _known(table: Mapping[str, object], keys: tuple[str, ...], what: str) -> None:
    for key in table:
        among(key, keys, what)


def _line(text: str, name: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if f'"{name}"' in line), None)
