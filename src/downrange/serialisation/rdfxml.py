"""RDF/XML, https://www.w3.org/TR/rdf-syntax-grammar/, for tools that read nothing else.

XML cannot carry everything: most control characters are barred from XML 1.0, and a property
must end in an XML name. Such triples are left out, and ``unrepresentable`` reports each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from downrange.findings import Finding, Severity
from downrange.serialisation.description import Description, Subject, Term, descriptions
from downrange.serialisation.layout import Layout
from downrange.serialisation.nquads import with_canonical_labels

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The end of an IRI that is an XML name. Names may have other letters, but which ones differs
# between editions of XML 1.0, and expat knows the fourth's alone.
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z_.0-9-]*\Z")
# https://www.w3.org/TR/rdf-syntax-grammar/#propertyElementURIs; rdf:li would be renumbered.
_NO_PROPERTY = {
    _RDF + name
    for name in (
        *("Description", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
}


def rdfxml(quads: Iterable[Quad], layout: Layout) -> Iterator[str]:
    """The chunks of the RDF/XML document: all graphs merged, less what XML cannot carry."""
    described = descriptions(with_canonical_labels(quads), layout.base)
    names = _ElementNames(layout)
    for description in described:
        for predicate, _ in description.properties:
            names(predicate.value)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in names.declarations():
        yield f'\n    xmlns:{prefix}="{escape(namespace)}"'
    yield ">\n"
    for description in described:
        yield from _node(description, names)
    yield "</rdf:RDF>\n"


def unrepresentable(quads: Iterable[Quad]) -> Iterator[Finding]:
    """A warning for each triple that RDF/XML has to leave out, in the order of the document."""
    for description in descriptions(quads, ""):
        for predicate, objects in description.properties:
            for term in objects:
                reason = _obstacle(description.subject, _split(predicate.value), term)
                if reason:
                    yield Finding(
                        Severity.WARNING,
                        "xml-unrepresentable",
                        f"RDF/XML leaves out a value of {predicate.value}: {reason}.",
                        advice="The other formats carry it; read one of them.",
                        entity=str(getattr(description.subject, "value", description.subject)),
                        property=predicate.value,
                    )


def _obstacle(subject: Subject, name: tuple[str, str] | None, term: Term) -> str:
    """Why the triple cannot be written, empty where it can."""
    if isinstance(subject, Triple) or isinstance(term, Triple):
        return "it has a triple term"
    if name is None:
        return "the property's IRI does not end in an XML name"
    if not isinstance(term, Literal):
        return ""
    if term.direction is not None:
        return "it has a base direction"
    barred = _NOT_XML.search(term.value)
    return f"XML 1.0 bars the character U+{ord(barred[0]):04X} in it" if barred else ""


def _node(description: Description, names: _ElementNames) -> Iterator[str]:
    lines = []
    for predicate, objects in description.properties:
        name = names(predicate.value)
        if name is not None:
            lines += [
                _property(":".join(name), term)
                for term in objects
                if not _obstacle(description.subject, name, term)
            ]
    if lines:
        yield f"\n  <rdf:Description {_reference(description.subject, 'about')}>\n"
        yield from lines
        yield "  </rdf:Description>\n"


def _property(element: str, term: Term) -> str:
    if not isinstance(term, Literal):
        return f"    <{element} {_reference(term, 'resource')}/>\n"
    qualifier = ""
    if term.language is not None:
        qualifier = f' xml:lang="{term.language}"'
    elif not str(term).endswith('"'):
        qualifier = f' rdf:datatype="{escape(term.datatype.value)}"'
    # A bare carriage return would be read as a line feed.
    text = escape(term.value, quote=False).replace("\r", "&#13;")
    return f"    <{element}{qualifier}>{text}</{element}>\n"


def _reference(node: Term, attribute: str) -> str:
    if isinstance(node, BlankNode):
        return f'rdf:nodeID="{node.value}"'
    assert isinstance(node, NamedNode)  # noqa: S101  # triple terms are left out before
    return f'rdf:{attribute}="{escape(node.value)}"'


def _split(iri: str) -> tuple[str, str] | None:
    """A property's IRI as namespace and XML name, ``None`` where no element can name it."""
    cut = max(iri.rfind(mark) for mark in "/#:?=&;,") + 1
    match = _LOCAL_NAME.search(iri, cut)
    if match is None or iri in _NO_PROPERTY or not match.start():
        return None
    return iri[: match.start()], match[0]


class _ElementNames:
    """Qualified names for properties; namespaces without a known prefix are ``ns1``, ``ns2`` ..."""

    def __init__(self, layout: Layout) -> None:
        self._known = {namespace: prefix for prefix, namespace in layout.prefixes.items()}
        self._taken = frozenset(layout.prefixes)
        self._used: dict[str, str] = {_RDF: "rdf"}
        self._names: dict[str, tuple[str, str] | None] = {}

    def __call__(self, iri: str) -> tuple[str, str] | None:
        """The element's prefix and name, ``None`` where no element can name the property."""
        if iri not in self._names:
            parts = _split(iri)
            self._names[iri] = (self._prefix(parts[0]), parts[1]) if parts else None
        return self._names[iri]

    def declarations(self) -> list[tuple[str, str]]:
        """The prefixes used, sorted, with their namespaces."""
        return sorted((prefix, namespace) for namespace, prefix in self._used.items())

    def _prefix(self, namespace: str) -> str:
        prefix = self._used.get(namespace) or self._known.get(namespace)
        if prefix is None:
            number = 1
            while f"ns{number}" in self._taken or f"ns{number}" in self._used.values():
                number += 1
            prefix = f"ns{number}"
        self._used[namespace] = prefix
        return prefix
