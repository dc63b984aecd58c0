"""Turtle for people and for version control, https://www.w3.org/TR/turtle/.

One predicate a line and the closing dot on its own, so that one edited value is a diff of two
lines and one added value a diff of one. The core here also writes the graphs of TriG.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from downrange.serialisation.description import RDF_TYPE, Description, Term, descriptions
from downrange.serialisation.layout import Layout
from downrange.serialisation.names import Names, visible
from downrange.serialisation.nquads import with_canonical_labels

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INDENT = "    "
_WIDTH = 100

# Bare only in the canonical form, since rdflib reads a bare 007 as 7. A whole xsd:decimal has
# no bare form at all: 7285 would be an integer.
_BARE = {
    _XSD + "integer": re.compile("0|-?[1-9][0-9]*"),
    _XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]*[1-9])"),
    _XSD + "boolean": re.compile("true|false"),
}


def turtle(quads: Iterable[Quad], layout: Layout) -> Iterator[str]:
    """The chunks of the Turtle document: all graphs merged, each triple once."""
    names = Names(layout)
    described = descriptions(with_canonical_labels(quads), layout.base)
    # Every name is given before the header can say which prefixes they took.
    blocks = [block(description, names, "") for description in described]
    yield names.header()
    yield from separated(blocks)


def block(description: Description, names: Names, margin: str) -> str:
    """One subject and what is said of it."""
    lines = [f"{margin}{write_term(description.subject, names)}\n"]
    for predicate, objects in description.properties:
        verb = "a" if predicate.value == RDF_TYPE else names(predicate.value)
        written = [write_term(term, names) for term in objects]
        start = f"{margin}{_INDENT}{verb}"
        if len(written) == 1 and len(start) + len(written[0]) < _WIDTH:
            lines.append(f"{start} {written[0]} ;\n")
            continue
        within = f"{margin}{_INDENT}{_INDENT}"
        lines.append(f"{start}\n")
        lines += [f"{within}{text} ,\n" for text in written[:-1]]
        lines.append(f"{within}{written[-1]} ;\n")
    lines.append(f"{margin}.\n")
    return "".join(lines)


def separated(blocks: Iterable[str]) -> Iterator[str]:
    """The blocks with an empty line between one and the next."""
    for number, text in enumerate(blocks):
        yield f"\n{text}" if number else text


def write_term(term: Term, names: Names) -> str:
    """A term in Turtle. Strings stay on one line: a line feed in them is ``\\n``."""
    match term:
        case NamedNode():
            return names(term.value)
        case Literal():
            return _literal(term, names)
        case BlankNode():
            return str(term)
        case Triple():
            inner = (term.subject, term.predicate, term.object)
            return f"<<( {' '.join(write_term(part, names) for part in inner)} )>>"


def _literal(literal: Literal, names: Names) -> str:
    text = str(literal)
    datatype = literal.datatype.value
    if text.endswith('"') or literal.language is not None:
        return visible(text)
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(literal.value):
        return literal.value
    quoted = text[: -len(f"^^<{datatype}>")]
    return f"{visible(quoted)}^^{names(datatype)}"
