"""The reference of the ontology: every term with what is known of it, and what uses it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from downrange.namespaces import SF, contract, expand
from downrange.project import Project
from downrange.publication.names import Names, Reference
from downrange.publication.shape_reference import ShapeReference
from downrange.publication.terms import ontology_quads
from downrange.query.questions import Question

_TYPE = expand("rdf:type")
_CLASS = expand("owl:Class")
_DATATYPE_PROPERTY = expand("owl:DatatypeProperty")
_OBJECT_PROPERTY = expand("owl:ObjectProperty")
_ANNOTATION = expand("owl:AnnotationProperty")
_CONCEPT = expand("skos:Concept")
_UNIT = expand("qudt:Unit")
_SCHEME = expand("skos:ConceptScheme")
_KINDS = (
    ("classes", "Classes", {_CLASS}),
    ("properties", "Properties", {_DATATYPE_PROPERTY, _OBJECT_PROPERTY}),
    ("annotations", "Annotations that programs read", {_ANNOTATION}),
    ("schemes", "Lists of concepts", {_SCHEME}),
    ("concepts", "Concepts", {_CONCEPT}),
    ("units", "Units", {_UNIT}),
)
_ROWS = (
    ("subclass of", ("rdfs:subClassOf",)),
    ("subproperty of", ("rdfs:subPropertyOf",)),
    ("domain", ("rdfs:domain", "schema:domainIncludes")),
    ("range", ("rdfs:range", "schema:rangeIncludes")),
    ("unit", ("qudt:hasUnit",)),
    ("inverse of", ("owl:inverseOf",)),
    ("disjoint with", ("owl:disjointWith",)),
    ("in", ("skos:inScheme",)),
    ("broader", ("skos:broader",)),
    ("close match", ("skos:closeMatch",)),
    ("see also", ("rdfs:seeAlso",)),
)
_NAMES_OF_TERMS = re.compile(r"\bsf:([A-Za-z]\w*)")


@dataclass(frozen=True, slots=True)
class TermPage:
    """One term: what it means, how it stands to others, and what uses it."""

    name: str
    label: str
    definition: str
    example: str
    rows: tuple[tuple[str, tuple[Reference, ...]], ...]
    marks: tuple[str, ...]
    shapes: tuple[Reference, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms of one kind, by name."""

    slug: str
    title: str
    terms: tuple[TermPage, ...]


@dataclass(frozen=True)
class OntologyReference:
    """Reads the ontology for its reference."""

    project: Project
    names: Names
    shapes: ShapeReference
    questions: tuple[Question, ...]

    @cached_property
    def _about(self) -> dict[object, dict[NamedNode, list[object]]]:
        about: defaultdict[object, dict[NamedNode, list[object]]] = defaultdict(dict)
        for quad in sorted(ontology_quads(self.project), key=_stable):
            about[quad.subject].setdefault(quad.predicate, []).append(quad.object)
        return about

    @cached_property
    def _asked(self) -> dict[str, list[Question]]:
        """The questions that use a term, by its local name."""
        asked: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            for name in sorted(set(_NAMES_OF_TERMS.findall(question.sparql))):
                asked[name].append(question)
        return asked

    def text(self, curie: str) -> str:
        """What the ontology's header says of itself."""
        header = NamedNode(SF.rstrip("#"))
        return self._text(header, curie)

    def lists(self) -> tuple[TermList, ...]:
        """All terms, by kind."""
        own = [n for n in self._about if isinstance(n, NamedNode) and n.value.startswith(SF)]
        found = []
        for slug, title, types in _KINDS:
            members = [n for n in own if types.intersection(self._about[n].get(_TYPE, ()))]
            terms = tuple(self._term(node) for node in sorted(members, key=_name_order))
            if terms:
                found.append(TermList(slug, title, terms))
        return tuple(found)

    def _term(self, node: NamedNode) -> TermPage:
        name = node.value.removeprefix(SF)
        rows = []
        for title, curies in _ROWS:
            targets = [
                target
                for curie in curies
                for target in self._about[node].get(expand(curie), ())
                if isinstance(target, NamedNode)
            ]
            if targets:
                rows.append((title, tuple(self._reference(target) for target in targets)))
        marks = []
        if self._text(node, "sf:singleValued") == "true":
            marks.append("one value is right")
        if self._text(node, "sf:evidenced") == "true":
            marks.append("needs evidence")
        return TermPage(
            name,
            self._text(node, "rdfs:label"),
            self._text(node, "skos:definition"),
            self._text(node, "skos:example"),
            tuple(rows),
            tuple(marks),
            tuple(self.shapes.of_term(node)),
            tuple(self._asked.get(name, ())),
        )

    def _reference(self, node: NamedNode) -> Reference:
        known = self.names.reference(node.value)
        if known.path is not None:
            return known
        return Reference(node.value, contract(node))

    def _text(self, node: NamedNode, curie: str) -> str:
        found = self._about.get(node, {}).get(expand(curie), [])
        return next((value.value for value in found if isinstance(value, Literal)), "")


def _stable(quad: Quad) -> tuple[str, str, str]:
    # Blank nodes have other names in every run, and no term shown here is one.
    value = "" if isinstance(quad.object, BlankNode) else str(quad.object)
    subject = "" if isinstance(quad.subject, BlankNode) else str(quad.subject)
    return subject, quad.predicate.value, value


def _name_order(node: NamedNode) -> tuple[str, str]:
    return node.value.casefold(), node.value
