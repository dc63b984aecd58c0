"""Canonical literals: one lexical form for one value.

The forms are those of XSD 1.1 (https://www.w3.org/TR/xmlschema11-2/), decimals as Oxigraph
writes them: no exponent, no trailing zero, no decimal point where nothing follows it. Literals
are hashed and compared by their words, so every value that is published passes through here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

_XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_DECIMAL = NamedNode(_XSD + "decimal")
XSD_INTEGER = NamedNode(_XSD + "integer")
XSD_G_YEAR = NamedNode(_XSD + "gYear")
XSD_G_YEAR_MONTH = NamedNode(_XSD + "gYearMonth")
XSD_DATE = NamedNode(_XSD + "date")
XSD_DATE_TIME = NamedNode(_XSD + "dateTime")


def decimal_literal(value: Decimal) -> Literal:
    """``value`` as a canonical ``xsd:decimal``: 7285, 1.5, -0.25.

    Raises ``ValueError`` for an infinity or NaN, which ``xsd:decimal`` does not have.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no xsd:decimal: only finite numbers are")
    words = format(value, "f")
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    # Decimal keeps the sign of a zero; XSD has one zero only.
    return Literal("0" if words in {"-0", ""} else words, datatype=XSD_DECIMAL)


def integer_literal(value: int) -> Literal:
    """``value`` as a canonical ``xsd:integer``."""
    return Literal(str(value), datatype=XSD_INTEGER)


def year_literal(year: int) -> Literal:
    """An ``xsd:gYear`` without zone."""
    return Literal(f"{year:04}", datatype=XSD_G_YEAR)


def year_month_literal(year: int, month: int) -> Literal:
    """An ``xsd:gYearMonth`` without zone."""
    return Literal(f"{year:04}-{month:02}", datatype=XSD_G_YEAR_MONTH)


def date_literal(day: date) -> Literal:
    """An ``xsd:date`` without zone."""
    return Literal(day.strftime("%Y-%m-%d").zfill(10), datatype=XSD_DATE)


def date_time_literal(moment: datetime) -> Literal:
    """``moment`` as an ``xsd:dateTime`` in UTC, written with ``Z``; no needless fraction.

    Raises ``ValueError`` for a moment without zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone: say in which zone it is")
    utc = moment.astimezone(UTC)
    words = utc.replace(microsecond=0, tzinfo=None).isoformat()
    fraction = f".{utc.microsecond:06}".rstrip("0") if utc.microsecond else ""
    return Literal(f"{words}{fraction}Z", datatype=XSD_DATE_TIME)
