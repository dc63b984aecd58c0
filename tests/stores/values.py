"""Terms by value: what a store may write in other words and still mean the same."""

from __future__ import annotations

import re
import struct
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from downrange.namespaces import expand
from downrange.query.answers import Answer, Row, Solutions, Term

_BOOLEAN, _INTEGER, _DECIMAL = (expand(f"xsd:{n}") for n in ("boolean", "integer", "decimal"))
_GEOMETRY = NamedNode("http://www.openlinksw.com/schemas/virtrdf#Geometry")
_WKT = expand("geo:wktLiteral")
_TRUTH = {"true": "1", "false": "0"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def by_value(answer: Answer) -> Answer:
    """The answer with its terms by value."""
    if not isinstance(answer, Solutions):
        return answer
    rows = (Row({n: value(t) if t else None for n, t in row.items()}) for row in answer.rows)
    return Solutions(answer.variables, tuple(rows))


def value(term: Term) -> Term:
    """One form for all forms of a value that Virtuoso may give back.

    It knows no booleans: ``true`` comes back as ``1``, and as an integer where a query computed
    it. It drops the zeroes after a decimal's last digit, calls a ``geo:wktLiteral`` a
    ``virtrdf:Geometry``, and keeps its numbers in single precision (two metres on Earth).
    Whatever else differs is a difference.
    """
    if not isinstance(term, Literal):
        return term
    if term.datatype == _BOOLEAN:
        return Literal(_TRUTH.get(term.value, term.value), datatype=_INTEGER)
    if term.datatype in (_GEOMETRY, _WKT):
        return Literal(_NUMBER.sub(_single_precision, term.value), datatype=_WKT)
    if term.datatype == _DECIMAL:
        try:
            return Literal(f"{Decimal(term.value).normalize():f}", datatype=_DECIMAL)
        except InvalidOperation:
            return term
    return term


def _single_precision(number: re.Match[str]) -> str:
    (nearest,) = struct.unpack("f", struct.pack("f", float(number[0])))
    return f"{nearest:.7g}"
