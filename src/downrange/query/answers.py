"""What a query answers: rows by name, a yes or no, or a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Plain = str | int | float | bool | Decimal | date | datetime | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    *("nonPositiveInteger", "negativeInteger"),
}


class Row(Mapping[str, Term | None]):
    """One solution: ``row["mass"]`` and ``row.mass`` are the same term, ``None`` if unbound.

    A variable named like a method of a mapping (``?values``) is reached by ``row["values"]``.
    """

    __slots__ = ("_terms",)

    def __init__(self, terms: Mapping[str, Term | None]) -> None:
        self._terms = dict(terms)

    def __getitem__(self, name: str) -> Term | None:
        return self._terms[name]

    def __getattr__(self, name: str) -> Term | None:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"no column {name!r}, only {', '.join(self._terms)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __hash__(self) -> int:
        return hash(tuple(self._terms.items()))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={term}' for name, term in self._terms.items())})"

    def python(self, name: str) -> Plain:
        """The value of a column as Python's own type; see ``plain``."""
        return plain(self._terms[name])


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of SELECT: the names of the columns, and the rows in the query's order."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of ASK."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer of CONSTRUCT and DESCRIBE, each triple once."""

    triples: frozenset[Triple]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)


Answer = Solutions | Truth | Graph


def plain(term: Term | None) -> Plain:
    """A term as Python's own type: numbers, booleans, dates; everything else as its text.

    Quantities (``xsd:decimal``) become ``Decimal``, in the unit that their property declares.
    A literal whose text is no value of its type, and a year or month alone, stays text.
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode | BlankNode) else str(term)
    datatype = term.datatype.value.removeprefix(_XSD)
    try:
        return _converted(term.value, datatype)
    except (ValueError, InvalidOperation):
        return term.value


def _converted(text: str, datatype: str) -> Plain:
    if datatype in _INTEGERS:
        return int(text)
    match datatype:
        case "decimal":
            return Decimal(text)
        case "double" | "float":
            return float(text.replace("INF", "inf"))
        case "boolean" if text in ("true", "1", "false", "0"):
            return text in ("true", "1")
        case "date":
            return date.fromisoformat(text)
        case "dateTime":
            return datetime.fromisoformat(text)
        case _:
            return text
