"""Reconciliation queries as the specification has them, within limits.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#reconciliation-queries
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from downrange.reconciliation.reading import Node
from downrange.reconciliation.refusal import RefusalError

BATCH_SIZE = 50
"""The most queries in a batch; the manifest says so."""
_USUAL_LIMIT = 10
_HIGHEST_LIMIT = 100
_LONGEST_TEXT = 500
_MOST_TYPES = 20
_MOST_PROPERTIES = 50
_MOST_VALUES = 50
_MOST_VALUES_OF_ALL = 1_000


@dataclass(frozen=True, slots=True)
class Entity:
    """A value that is another entity, by its id."""

    id: str


Value = str | bool | Decimal | Entity


class Strictness(StrEnum):
    """How candidates must have the types asked for: one of them, each, or only rather so."""

    ANY = "any"
    ALL = "all"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property and the values of which one should be its value."""

    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One query. ``text`` is empty where only properties are given."""

    text: str
    types: tuple[str, ...] = ()
    strictness: Strictness = Strictness.ANY
    constraints: tuple[Constraint, ...] = ()
    limit: int = _USUAL_LIMIT


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys.

    Raises ``RefusalError`` where a batch is not as specified (status 400) or too large (413).
    """
    queries = Node.parse(text, "queries").members()
    if len(queries) > BATCH_SIZE:
        raise RefusalError(
            f"{len(queries)} queries are more than a batch may have.",
            status=413,
            where="queries",
            advice=f"Send {BATCH_SIZE} at a time.",
        )
    batch = {key: _query(node) for key, node in queries.items()}
    values = sum(len(c.values) for query in batch.values() for c in query.constraints)
    if values > _MOST_VALUES_OF_ALL:
        raise RefusalError(
            f"{values} values of properties are more than a batch may have.",
            status=413,
            where="queries",
            advice=f"Send {_MOST_VALUES_OF_ALL} at a time.",
        )
    return batch


def _query(node: Node) -> Query:
    known = ("query", "type", "limit", "properties", "type_strict")
    members = node.members(known)
    constraints = _constraints(members["properties"]) if "properties" in members else ()
    if "query" not in members and not constraints:
        raise RefusalError("has neither a query nor a property.", where=node.where)
    types = members["type"].one_or_more() if "type" in members else []
    return Query(
        _short(members["query"]).strip() if "query" in members else "",
        tuple(_short(each) for each in _few(types, _MOST_TYPES, "types")),
        _strictness(members["type_strict"]) if "type_strict" in members else Strictness.ANY,
        constraints,
        min(members["limit"].positive(), _HIGHEST_LIMIT) if "limit" in members else _USUAL_LIMIT,
    )


def _constraints(node: Node) -> tuple[Constraint, ...]:
    return tuple(map(_constraint, _few(list(node.items()), _MOST_PROPERTIES, "properties")))


def _constraint(node: Node) -> Constraint:
    members = node.members(("pid", "v"))
    for key in ("pid", "v"):
        if key not in members:
            raise RefusalError(f"has no {key!r}.", where=node.where)
    values = _few(members["v"].one_or_more(), _MOST_VALUES, "values")
    return Constraint(_short(members["pid"]), tuple(map(_value, values)))


def _value(node: Node) -> Value:
    match node.value:
        case bool():
            return node.value
        case int() | Decimal():
            return Decimal(node.value)
        case str():
            return _short(node)
        case dict():
            members = node.members()
            if "id" not in members:
                raise RefusalError("has no 'id'.", where=node.where)
            return Entity(_short(members["id"]))
    raise node.wrong("a string, a number, a boolean or an object with an id")


def _strictness(node: Node) -> Strictness:
    text = node.text()
    if text not in set(Strictness):
        raise RefusalError(
            f"{text[:40]!r} is no way to be strict.",
            where=node.where,
            advice=f"Known are {', '.join(Strictness)}.",
        )
    return Strictness(text)


def _short(node: Node) -> str:
    text = node.text()
    if len(text) > _LONGEST_TEXT:
        raise RefusalError(
            f"has {len(text)} characters, and {_LONGEST_TEXT} are read.", where=node.where
        )
    return text


def _few(nodes: list[Node], most: int, what: str) -> list[Node]:
    if len(nodes) > most:
        where = nodes[0].where.rpartition("/")[0]
        raise RefusalError(f"{len(nodes)} {what} are more than {most}.", where=where)
    return nodes
