"""Patterns: what prose says in a form that recurs. Data, not code: ``patterns/*.toml``.

Each pattern has an ``id``, a ``kind``, the ``literal`` words of which one must occur, the
``match`` (see ``grammar``), what it states (``state``), a rule for ``modality`` and examples:
``positive`` with the facts they give, ``negative`` that give none. Examples run as tests.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType

from pyoxigraph import NamedNode

from downrange.errors import DownrangeError, MappingError, Place, VocabularyError
from downrange.facts.mapping import NodeKind
from downrange.facts.model import Modality
from downrange.prose.grammar import Grammar, compile_grammar, kinds_named
from downrange.prose.mentions import Kind
from downrange.vocabulary import PropertyTerm, Vocabulary

_CLAUSE = "clause"
_KEYS = ("id", "kind", "literal", "match", "state", "modality", "subject", "positive", "negative")
_ROW_KEYS = ("node", "of", "with", "property", "value", "modality")
NODES = (*NodeKind, "role", "slot")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a pattern states.

    ``node`` carries the property: a member of the cast of the mission in slot ``of`` (the
    document's topic where that is empty), ``slot`` for the entity in slot ``of`` itself, or
    ``role``. ``detail`` is what stands behind the node's colon, ``counterpart`` the slot of
    whom the event is with. ``value`` is a slot or a named group; ``concept`` a fixed value.
    """

    node: str
    detail: str
    of: str
    counterpart: str
    property: PropertyTerm
    value: str
    concept: NamedNode | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its document's title, and the facts that its pattern reads in it (``examples``)."""

    text: str
    title: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern; ``rule`` is its path under the base IRI (``pattern/crew#served-as``).

    ``modality`` is ``None`` where the clause alone decides, else the least it is weakened to.
    ``subject`` names a slot that is bound to the clause's subject, of ``subject_kinds``, before
    the match (``subjects``).
    """

    id: str
    kind: str
    literals: tuple[str, ...]
    grammar: Grammar
    rows: tuple[Row, ...]
    modality: Modality | None
    subject: str
    subject_kinds: tuple[Kind, ...]
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]
    rule: str

    @property
    def properties(self) -> frozenset[NamedNode]:
        """The properties that its rows state."""
        return frozenset(row.property.iri for row in self.rows)


def load_patterns(paths: Iterable[Path], vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Read pattern files in order.

    Raises ``MappingError`` with file, line and the nearest right name.
    """
    found: dict[str, Pattern] = {}
    for path in paths:
        for pattern in _File(path, vocabulary).patterns():
            if pattern.id in found:
                message = f"the pattern {pattern.id!r} stands in {found[pattern.id].rule} too."
                raise MappingError(message, place=Place(str(path)))
            found[pattern.id] = pattern
    return tuple(found.values())


@dataclass(frozen=True)
class _File:
    path: Path
    vocabulary: Vocabulary

    def patterns(self) -> Iterator[Pattern]:
        try:
            text = self.path.read_text(encoding="utf-8")
            tables = tomllib.loads(text).get("pattern", [])
        except (OSError, UnicodeDecodeError) as error:
            raise MappingError(f"cannot be read: {error}", place=Place(str(self.path))) from error
        except tomllib.TOMLDecodeError as error:
            raise MappingError(f"not valid TOML: {error}", place=Place(str(self.path))) from error
        for table in tables:
            try:
                yield self.pattern(table)
            except DownrangeError as error:
                name = str(table.get("id", "?"))
                place = Place(str(self.path), _line(text, name))
                raise MappingError(f"{name}: {error.message}", place=place) from error

    def pattern(self, table: Mapping[str, object]) -> Pattern:
        _known(table, _KEYS, "key")
        for key in ("id", "kind", "literal", "match", "state", "positive", "negative"):
            if not table.get(key):
                raise MappingError(f"the pattern has no {key!r}.")
        grammar = compile_grammar(str(table["match"]))
        subject, _, kinds = str(table.get("subject", "")).partition(":")
        names = {*grammar.regex.groupindex, *filter(None, (subject,))}
        modality = str(table.get("modality", _CLAUSE))
        if modality != _CLAUSE:
            _among(modality, list(Modality), "modality")
        return Pattern(
            str(table["id"]),
            str(table["kind"]),
            tuple(_list(table["literal"], str)),
            grammar,
            tuple(self.row(row, names) for row in _list(table["state"], dict)),
            None if modality == _CLAUSE else Modality(modality),
            subject,
            kinds_named(kinds) if subject else (),
            tuple(_example(row) for row in _list(table["positive"], dict)),
            tuple(map(_negative, _list(table["negative"], str | dict))),
            f"pattern/{self.path.stem}#{table['id']}",
        )

    def row(self, table: Mapping[str, object], names: set[str]) -> Row:
        _known(table, _ROW_KEYS, "key of a state")
        words = {key: str(table.get(key, "")) for key in _ROW_KEYS}
        node, _, detail = words["node"].partition(":")
        _among(node, [str(n) for n in NODES], "node")
        for key in ("of", "with"):
            if words[key]:
                _among(words[key], sorted(names), "slot")
        concept = None
        if words["value"].startswith("sf:"):
            concept = self.vocabulary.concept(words["value"]).iri
        else:
            _among(words["value"], sorted(names), "slot")
        if node == NodeKind.EVENT:
            self.vocabulary.class_(f"sf:{detail}")
        return Row(
            node,
            detail,
            words["of"],
            words["with"],
            self.vocabulary.property(words["property"]),
            "" if concept else words["value"],
            concept,
        )


def _example(table: Mapping[str, object]) -> Example:
    _known(table, ("text", "title", "facts"), "key of an example")
    facts = tuple(_list(table.get("facts", []), str))
    for words in facts:
        if "sf:" not in words:
            raise MappingError(f"{words!r} names no property: write 'sf:property value'.")
    return Example(str(table.get("text", "")), str(table.get("title", "")), facts)


def _negative(words: str | Mapping[str, object]) -> Example:
    if isinstance(words, str):
        return Example(words)
    _known(words, ("text", "title"), "key of a negative example")
    return _example(words)


def _list(value: object, kind: type | UnionType) -> list:  # type: ignore[type-arg]
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise MappingError(
            f"expected a list of {getattr(kind, '__name__', kind)}, found {value!r}."
        )
    return value


def _known(table: Mapping[str, object], keys: tuple[str, ...], what: str) -> None:
    for key in table:
        _among(key, list(keys), what)


def _among(name: str, names: Iterable[str], what: str) -> None:
    names = [str(n) for n in names]
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}."
    raise VocabularyError(f"no such {what} {name!r}: {hint}")


def _line(text: str, name: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if f'"{name}"' in line), None)
