"""Values in words: what people read where the data have a literal or an IRI."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from downrange.cli.reading import Reader, Term
from downrange.namespaces import contract, expand
from downrange.validation.wording import harmless
from downrange.vocabulary import Vocabulary

_DATE_TIME = expand("xsd:dateTime")
_BEHIND_DIRECTLY = ("°", "%")
_PARTS_OF_TIME = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def property_name(vocabulary: Vocabulary, iri: NamedNode) -> str:
    """``launch mass`` for ``sf:launchMass``; the compact IRI of a property not of ours."""
    term = vocabulary.properties.get(iri)
    return term.label if term and term.label else contract(iri)


def class_name(vocabulary: Vocabulary, iri: NamedNode) -> str:
    """``launch vehicle`` for ``sf:LaunchVehicle``."""
    term = vocabulary.classes.get(iri)
    return term.label if term and term.label else contract(iri)


def value_in_words(
    reader: Reader, vocabulary: Vocabulary, predicate: NamedNode, value: Term, precision: str
) -> str:
    """A value with its unit; a time without the seconds that nobody wrote."""
    if isinstance(value, NamedNode):
        concept = vocabulary.concepts.get(value)
        return concept.label if concept and concept.label else reader.label(value)
    if not isinstance(value, Literal):
        return str(value)
    if value.datatype == _DATE_TIME:
        return _time(value.value, precision)
    term = vocabulary.properties.get(predicate)
    symbol = term.unit_symbol if term else ""
    if symbol == "s":
        return _duration(value.value)
    gap = "" if symbol in _BEHIND_DIRECTLY or not symbol else " "
    return f"{harmless(value.value)}{gap}{symbol}"


def _time(lexical: str, precision: str) -> str:
    date, _, clock = lexical.partition("T")
    zone = " UTC" if clock.endswith("Z") else ""
    clock = clock.removesuffix("Z")
    return f"{date} {clock[:5] if precision == 'minute' else clock}{zone}"


def _duration(lexical: str) -> str:
    """``14 days (1209600 s)``: exact, in the largest units that divide it."""
    try:
        seconds = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if seconds < 60:
        return f"{lexical} s"
    parts, rest = [], seconds
    for size, name in _PARTS_OF_TIME:
        count, rest = (rest // size, rest % size) if size > 1 else (rest, Decimal(0))
        if count:
            parts.append(f"{count.normalize():f} {name}{'s' if count != 1 else ''}")
    return f"{' '.join(parts)} ({lexical} s)"
