"""The published JSON-LD context, derived from the ontology.

A key is a term's local name. What a property's values are coerced to follows from its type and
its range; see https://www.w3.org/TR/json-ld11/#context-definitions. Only prefixes, keyword
aliases and terms with ``@id``, ``@type`` and ``@container`` are used.
"""

from __future__ import annotations

import json
from collections import defaultdict

from pyoxigraph import NamedNode, RdfFormat, parse

from downrange.errors import VocabularyError
from downrange.namespaces import PREFIXES, SF, contract, expand

JsonObject = dict[str, object]

_TYPE = expand("rdf:type")
_RANGES = (expand("rdfs:range"), expand("schema:rangeIncludes"))
_STRING = expand("xsd:string")
_TEXT_IN_A_LANGUAGE = expand("rdf:langString")
# Their members are terms themselves, so values may be written by their names.
_OF_TERMS = {expand("skos:Concept"), expand("rdfs:Class")}

_LINK: JsonObject = {"@type": "@id"}
_NAME: JsonObject = {"@container": "@language"}
# The terms of other vocabularies that Downrange publishes, under the names people expect.
_BORROWED: dict[str, tuple[str, JsonObject]] = {
    "altLabel": ("skos:altLabel", _NAME),
    "closeMatch": ("skos:closeMatch", _LINK),
    "comment": ("rdfs:comment", _NAME),
    "end": ("oa:end", {"@type": "xsd:integer"}),
    "exact": ("oa:exact", {}),
    "exactMatch": ("skos:exactMatch", _LINK),
    "hasSource": ("oa:hasSource", _LINK),
    "label": ("rdfs:label", _NAME),
    "license": ("dcterms:license", _LINK),
    "object": ("rdf:object", {}),
    "predicate": ("rdf:predicate", {"@type": "@vocab"}),
    "primaryTopic": ("foaf:primaryTopic", _LINK),
    "publisher": ("dcterms:publisher", {}),
    "rightsHolder": ("dcterms:rightsHolder", {}),
    "source": ("dcterms:source", _LINK),
    "start": ("oa:start", {"@type": "xsd:integer"}),
    "subject": ("rdf:subject", _LINK),
    "title": ("dcterms:title", {}),
    "wasDerivedFrom": ("prov:wasDerivedFrom", _LINK),
    "wasQuotedFrom": ("prov:wasQuotedFrom", _LINK),
}


def context(ontology_text: str) -> JsonObject:
    """The context, under its key ``@context``, of an ontology in Turtle.

    Raises ``VocabularyError`` where the ontology is not valid Turtle, or where a term of it has
    the name of a prefix or of a borrowed term, since a key can mean one thing only.
    """
    terms: JsonObject = {"@version": 1.1, "id": "@id", "type": "@type"}
    own = _Terms(ontology_text)
    terms |= PREFIXES
    terms |= {name: {"@id": curie} | how for name, (curie, how) in _BORROWED.items()}
    for name, definition in own.definitions():
        if name in terms:
            raise VocabularyError(
                f"the term sf:{name} cannot be named {name!r} in the JSON-LD context, "
                f"where that means {terms[name]!r}.",
                advice="Rename one of the two.",
            )
        terms[name] = definition
    return {"@context": terms}


def context_text(ontology_text: str) -> str:
    """The canonical text of the context: the contents of ``ontology/context.jsonld``."""
    return json.dumps(context(ontology_text), ensure_ascii=False, indent=2) + "\n"


def is_fresh(published: str, ontology_text: str) -> bool:
    """Whether a published context is what the ontology gives."""
    return published == context_text(ontology_text)


class _Terms:
    """What the ontology says of its own terms."""

    def __init__(self, ontology_text: str) -> None:
        self._said: dict[str, dict[NamedNode, list[NamedNode]]] = defaultdict(
            lambda: defaultdict(list)
        )
        try:
            for quad in parse(ontology_text, format=RdfFormat.TURTLE):
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                    self._said[subject.value][quad.predicate].append(value)
        except SyntaxError as error:
            raise VocabularyError(f"the ontology is not valid Turtle: {error.msg}") from error

    def definitions(self) -> list[tuple[str, object]]:
        """Keys with their definitions: classes, properties, concepts, each in order of name."""
        found: list[tuple[str, object]] = []
        for kind in ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "skos:Concept"):
            of_kind = [
                iri
                for iri, said in self._said.items()
                if iri.startswith(SF) and expand(kind) in said[_TYPE]
            ]
            found += [(i.removeprefix(SF), self._definition(i, kind)) for i in sorted(of_kind)]
        return found

    def _definition(self, iri: str, kind: str) -> object:
        curie = contract(NamedNode(iri))
        ranges = [value for said in _RANGES for value in self._said[iri][said]]
        if kind == "owl:ObjectProperty":
            of_terms = bool(ranges) and _OF_TERMS.issuperset(ranges)
            return {"@id": curie, "@type": "@vocab" if of_terms else "@id"}
        if kind == "owl:DatatypeProperty" and ranges == [_TEXT_IN_A_LANGUAGE]:
            return {"@id": curie, "@container": "@language"}
        if kind == "owl:DatatypeProperty" and len(ranges) == 1 and ranges != [_STRING]:
            return {"@id": curie, "@type": contract(ranges[0])}
        return curie
