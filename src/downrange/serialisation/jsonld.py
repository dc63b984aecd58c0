"""JSON-LD 1.1, compact, with the published context inline: https://www.w3.org/TR/json-ld11/

Our own writer, linear in the number of triples, held by the tests to what an independent
processor reads back; docs/decisions/004-json-ld-writer.md says why. Keys stand in the order of
the Turtle, values are sorted, and the document's base is the context's ``@base``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from downrange.errors import SerialisationError
from downrange.serialisation.context import Context, TermDefinition
from downrange.serialisation.description import (
    RDF_TYPE,
    Description,
    Subject,
    Term,
    by_graph,
    descriptions,
)
from downrange.serialisation.layout import Json, Layout
from downrange.serialisation.nquads import with_canonical_labels

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile("0|-?[1-9][0-9]{0,14}")  # exact in every JSON reader: below 2 ** 53
_NATIVE = {_XSD + "integer", _XSD + "boolean", _XSD + "string"}
_INDENT = "  "

JsonObject = dict[str, Json]


def jsonld(quads: Iterable[Quad], layout: Layout) -> Iterator[str]:
    """The chunks of one JSON-LD document: the default graph's nodes, then the named graphs.

    Raises ``SerialisationError`` where the context has what the writer does not support.
    """
    writer = _NodeWriter(layout)
    yield f'{{\n{_INDENT}"@context": {_shown(_inline_context(layout), _INDENT)},\n'
    yield f'{_INDENT}"{writer.context.keyword("@graph")}": ['
    opening = f"\n{_INDENT * 2}"
    for member in _members(quads, layout, writer):
        yield f"{opening}{_shown(member, _INDENT * 2)}"
        opening = f",\n{_INDENT * 2}"
    yield f"\n{_INDENT}]\n}}\n"


def entity_document(quads: Iterable[Quad], entity: NamedNode, layout: Layout) -> str:
    """One entity as a tree: what all graphs say of it, the nodes it points to embedded once.

    Embedded nodes point on by IRI only, so that a chain of missions does not pull in the next.
    Raises ``SerialisationError`` where nothing is said of the entity.
    """
    writer = _NodeWriter(layout)
    described = {d.subject: d for d in descriptions(with_canonical_labels(quads), layout.base)}
    if entity not in described:
        raise SerialisationError(
            f"Nothing is said of {entity}.", advice="Ask for an entity of the dataset."
        )
    root = described[entity]
    near = dict.fromkeys(o for _, objects in root.properties for o in objects if o != entity)
    embedded: dict[Term, JsonObject] = {
        term: writer.node(described[term])
        for term in near
        if not isinstance(term, Literal) and term in described
    }
    document: JsonObject = {"@context": _inline_context(layout)}
    document |= writer.node(root, embedded)
    return f"{_shown(document, '')}\n"


def _members(quads: Iterable[Quad], layout: Layout, writer: _NodeWriter) -> Iterator[JsonObject]:
    keyword = writer.context.keyword
    for graph, members in by_graph(with_canonical_labels(quads), layout.base):
        nodes = (writer.node(description) for description in descriptions(members, layout.base))
        if isinstance(graph, DefaultGraph):
            yield from nodes
        else:
            yield {keyword("@id"): writer.reference(graph), keyword("@graph"): list(nodes)}


def _inline_context(layout: Layout) -> JsonObject:
    based: JsonObject = {"@base": layout.base} if layout.base else {}
    return {**layout.context, **based}


def _shown(value: Json, margin: str) -> str:
    return json.dumps(value, ensure_ascii=False, indent=len(_INDENT)).replace("\n", f"\n{margin}")


class _NodeWriter:
    """Writes descriptions as JSON-LD node objects under one context."""

    def __init__(self, layout: Layout) -> None:
        self.context = Context(layout.context, layout.base)
        self._references: dict[str, str] = {}

    def reference(self, node: Subject) -> str:
        """The value of ``@id`` for a node."""
        match node:
            case NamedNode():
                known = self._references.get(node.value)
                if known is None:
                    known = self._references[node.value] = self.context.reference(node.value)
                return known
            case Triple():
                raise SerialisationError(
                    f"JSON-LD 1.1 has no triple terms, found {node}.",
                    advice="Write N-Quads, Turtle or TriG.",
                )
            case _:
                return str(node)

    def node(
        self, description: Description, embedded: dict[Term, JsonObject] | None = None
    ) -> JsonObject:
        """The node object of a subject, with its type first and the nodes to embed in place."""
        waiting = embedded or {}
        written: JsonObject = {self.context.keyword("@id"): self.reference(description.subject)}
        for predicate, objects in description.properties:
            for term in objects:
                if predicate.value == RDF_TYPE and isinstance(term, NamedNode):
                    name = self.context.vocabulary_name(term.value)
                    _append(written, self.context.keyword("@type"), name)
                elif term in waiting:
                    key = self._key_for_nodes(predicate.value)
                    _append(written, key.name, waiting.pop(term), key)
                else:
                    self._write(written, predicate.value, term)
        return written

    def _key_for_nodes(self, predicate: str) -> TermDefinition:
        terms = [t for t in self.context.terms(predicate) if "@language" not in t.containers]
        if not terms:
            return TermDefinition(self.context.property_name(predicate))
        return next((term for term in terms if term.coercion in ("@id", "@vocab")), terms[0])

    def _write(self, written: JsonObject, predicate: str, value: Term) -> None:
        if isinstance(value, Literal):
            self._write_literal(written, predicate, value)
            return
        key = self._key_for_nodes(predicate)
        if key.coercion == "@id":
            _append(written, key.name, self.reference(value), key)
        elif key.coercion == "@vocab" and isinstance(value, NamedNode):
            _append(written, key.name, self.context.vocabulary_name(value.value), key)
        else:
            _append(written, key.name, {self.context.keyword("@id"): self.reference(value)}, key)

    def _write_literal(self, written: JsonObject, predicate: str, literal: Literal) -> None:
        terms = self.context.terms(predicate)
        language = literal.language or ""
        if language and literal.direction is None:
            for term in terms:
                if "@language" in term.containers:
                    by_language = written.setdefault(term.name, {})
                    assert isinstance(by_language, dict)  # noqa: S101  # only written here
                    _append(by_language, language, literal.value)
                    return
        simple = [term for term in terms if "@language" not in term.containers]
        for term in simple:
            scalar = _scalar(literal, term)
            if scalar is not None:
                _append(written, term.name, scalar, term)
                return
        key = simple[0] if simple else TermDefinition(self.context.property_name(predicate))
        scalar = None if simple else _scalar(literal, self.context.unnamed)
        _append(written, key.name, self._value_object(literal) if scalar is None else scalar, key)

    def _value_object(self, literal: Literal) -> JsonObject:
        keyword = self.context.keyword
        written: JsonObject = {keyword("@value"): literal.value}
        if literal.direction is not None:
            raise SerialisationError(
                f"JSON-LD carries a base direction in no RDF literal, found {literal}.",
                advice="Write N-Quads, Turtle or TriG.",
            )
        if literal.language is not None:
            written[keyword("@language")] = literal.language
        elif literal.datatype.value != _XSD + "string":
            written[keyword("@type")] = self.context.vocabulary_name(literal.datatype.value)
        return written


def _scalar(literal: Literal, term: TermDefinition) -> Json:
    """The literal as a bare JSON value under a term; ``None`` where that would change it."""
    datatype = literal.datatype.value
    if literal.language is not None:
        same = not term.coercion and literal.language == term.language
        return literal.value if same and literal.direction is None else None
    if term.coercion != datatype and (term.coercion or datatype not in _NATIVE):
        return None
    if datatype == _XSD + "boolean" and literal.value in ("true", "false"):
        return literal.value == "true"
    if datatype == _XSD + "integer" and _INTEGER.fullmatch(literal.value):
        return int(literal.value)
    if term.coercion:
        return literal.value
    return literal.value if datatype == _XSD + "string" and not term.language else None


def _append(target: JsonObject, key: str, value: Json, term: TermDefinition | None = None) -> None:
    """Add a value under a key: alone, and as an array once there are several (or by ``@set``)."""
    known = target.get(key)
    if isinstance(known, list):
        known.append(value)
    elif key in target:
        target[key] = [known, value]
    elif term is not None and "@set" in term.containers:
        target[key] = [value]
    else:
        target[key] = value
