"""Data extension: the values of properties, for entities that were reconciled before.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#data-extension-service
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from pyoxigraph import NamedNode

from downrange.namespaces import PREFIXES, contract
from downrange.publication.index import Term, iri
from downrange.publication.wording import show
from downrange.reconciliation.answers import Json
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.reading import Node
from downrange.reconciliation.refusal import RefusalError
from downrange.reconciliation.suggesting import property_json
from downrange.reconciliation.terms import Property

MOST_IDS = 500
"""The most entities that are extended at a time."""
_MOST_PROPERTIES = 50
_MOST_CELLS = 10_000
_USUAL_PROPOSALS = 40
_INTEGER, _DECIMAL = iri("xsd:integer"), iri("xsd:decimal")
_DATE_TIME = iri("xsd:dateTime")
_MOMENT = re.compile(
    r"-?(?:[1-9]\d*)?\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?"
)


class Content(StrEnum):
    """What the cells of a column hold."""

    VALUES = "values"
    WORDS = "words"
    IRIS = "iris"
    QUOTATIONS = "quotations"


SETTINGS: tuple[Json, ...] = (
    {
        "name": "limit",
        "label": "Most values",
        "type": "number",
        "default": 0,
        "help_text": "How many values an entity may have in this column; 0 for all.",
    },
    {
        "name": "content",
        "label": "Content",
        "type": "select",
        "default": Content.VALUES.value,
        "help_text": "What the cells hold.",
        "choices": [
            {"value": Content.VALUES.value, "name": "Values; entities as reconciled cells"},
            {"value": Content.WORDS.value, "name": "Values in words, with their units"},
            {"value": Content.IRIS.value, "name": "IRIs of entities, values as they are"},
            {"value": Content.QUOTATIONS.value, "name": "The words of the sources that say so"},
        ],
    },
)


@dataclass(frozen=True, slots=True)
class Column:
    """A property that is asked for, as it was called, with its settings (``limit`` 0: all)."""

    name: str
    property: Property
    limit: int = 0
    content: Content = Content.VALUES


@dataclass(frozen=True)
class Extender:
    """Gives the values of properties."""

    dataset: Reconcilable

    def answer(self, text: str) -> Json:
        """The answer to a data extension query. Raises ``RefusalError`` where it is wrong."""
        ids, columns = self._read(text)
        return {
            "meta": [self._meta(column) for column in columns],
            "rows": {name: self._row(name, columns) for name in ids},
        }

    def propose(self, kind: str, limit: int) -> Json:
        """The properties that entities of a type have, those that most have first.

        ``limit`` 0 is the usual number. Raises ``RefusalError`` where there is no such type.
        """
        terms = self.dataset.terms
        wanted = sorted(terms.find_types(kind)) if kind else [""]
        if not wanted:
            raise _unknown("type", kind, "type", terms.nearest_types(kind))
        had = chain.from_iterable(self.dataset.properties(name) for name in wanted)
        distinct = [*dict.fromkeys(had)][: limit or _USUAL_PROPOSALS]
        found: Json = {"properties": [property_json(term) for term in distinct]}
        if kind:
            found["type"] = kind
        if limit:
            found["limit"] = limit
        return found

    def _read(self, text: str) -> tuple[list[str], list[Column]]:
        members = Node.parse(text, "extend").members(("ids", "properties"))
        for key in ("ids", "properties"):
            if key not in members:
                raise RefusalError(f"has no {key!r}.", where="extend")
        ids = list(dict.fromkeys(node.text() for node in members["ids"].items()))
        columns = [self._column(node) for node in members["properties"].items()]
        names = [column.name for column in columns]
        if len(set(names)) < len(names):
            raise RefusalError("has a property twice.", where="extend/properties")
        if len(ids) > MOST_IDS or len(columns) > _MOST_PROPERTIES:
            raise RefusalError(
                f"{len(ids)} entities and {len(columns)} properties are too many.",
                status=413,
                where="extend",
                advice=f"At a time, ask for {MOST_IDS} and {_MOST_PROPERTIES} at the most.",
            )
        if len(ids) * len(columns) > _MOST_CELLS:
            raise RefusalError(
                f"{len(ids)} entities with {len(columns)} properties are too many values.",
                status=413,
                where="extend",
                advice=f"Ask for {_MOST_CELLS} at the most.",
            )
        return ids, columns

    def _column(self, node: Node) -> Column:
        members = node.members(("id", "settings"))
        if "id" not in members:
            raise RefusalError("has no 'id'.", where=node.where)
        name = members["id"].text()
        terms = self.dataset.terms
        found = terms.find_properties(name) or terms.find_related(name)
        if not found:
            raise _unknown("property", name, members["id"].where, terms.nearest_properties(name))
        settings = members["settings"].members() if "settings" in members else {}
        return Column(name, found[0], _limit(settings), _content(settings))

    def _meta(self, column: Column) -> Json:
        found: Json = {"id": column.name, "name": column.property.name}
        if column.content is Content.VALUES and (kind := column.property.type):
            known = {term.id: term.name for term in self.dataset.terms.types.values()}
            found["type"] = {"id": kind, "name": known.get(kind, kind)}
        return found

    def _row(self, name: str, columns: Iterable[Column]) -> Json:
        node = self.dataset.identifiers.node(name)
        known = node if node in self.dataset.register.numbers else None
        return {c.name: self._cells(known, c) if known else [] for c in columns}

    def _cells(self, node: str, column: Column) -> list[Json]:
        if column.content is Content.QUOTATIONS:
            cells: list[Json] = [
                {"str": words} for words in self.dataset.facts.quotations(node, column.property)
            ]
        else:
            values = self.dataset.facts.values(node, column.property)
            cells = [self._cell(value, column) for value in values]
        return cells[: column.limit or None]

    def _cell(self, value: Term, column: Column) -> Json:
        if column.content is Content.WORDS:
            return {"str": show(self.dataset.names, column.property.iri, value).words}
        if not isinstance(value, NamedNode):
            return _literal(value.value, value.datatype.value)
        if column.content is Content.IRIS:
            return {"str": value.value}
        if name := self.dataset.identifiers.id(value.value):
            return {"id": name, "name": self.dataset.index.label(value.value)}
        return {"str": self._outside(value)}

    def _outside(self, value: NamedNode) -> str:
        """What stands for something that is no entity here: a word, an item's id, an IRI."""
        if value.value.startswith(PREFIXES["wd"]):
            return value.value.removeprefix(PREFIXES["wd"])
        if value.value.startswith(PREFIXES["sf"]):
            return self.dataset.names.term(value.value)
        return contract(value)


def _literal(text: str, datatype: str) -> Json:
    """A literal in JSON; a time that is not known to the second is text: ``2016-12``."""
    if datatype == _INTEGER:
        return {"int": int(text)} if len(text) < 16 else {"str": text}
    if datatype == _DECIMAL and math.isfinite(number := float(text)):
        return {"int": int(number)} if number == int(number) else {"float": number}
    if datatype == _DATE_TIME and _MOMENT.fullmatch(text):
        return {"date": text}
    return {"str": text}


def _limit(settings: dict[str, Node]) -> int:
    """0 where none is set; clients send a number, or the text of their input field."""
    node = settings.get("limit")
    if node is None or node.value in (None, "", 0, "0"):
        return 0
    if isinstance(node.value, str) and node.value.isascii() and node.value.isdecimal():
        return int(node.value[:6])
    return node.positive()


def _content(settings: dict[str, Node]) -> Content:
    node = settings.get("content")
    if node is None or node.value in (None, ""):
        return Content.VALUES
    text = node.text()
    if text not in set(Content):
        raise RefusalError(
            f"{text[:40]!r} is no content.",
            where=node.where,
            advice=f"Known are {', '.join(Content)}.",
        )
    return Content(text)


def _unknown(what: str, name: str, where: str, near: list[str]) -> RefusalError:
    advice = f"Did you mean {' or '.join(near)}?" if near else "The suggest service knows them."
    return RefusalError(f"there is no {what} {name[:80]!r}.", where=where, advice=advice)
