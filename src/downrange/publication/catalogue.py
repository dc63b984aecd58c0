"""The dataset's entry in a catalogue: VoID and DCAT 3, with counts taken from the data.

https://www.w3.org/TR/void/ , https://www.w3.org/TR/vocab-dcat-3/ . No date stands in it: the
bytes depend on the data alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from downrange.dataset.entry import (
    Dump,
    class_partition,
    dataset_iri,
    distribution,
    identity,
    property_partition,
)
from downrange.namespaces import SF, expand
from downrange.publication.dumps import Dumps
from downrange.publication.edition import Edition
from downrange.publication.index import TYPE, Index, Term
from downrange.publication.names import Names
from downrange.values.literals import integer_literal

_TYPE = expand("rdf:type")
_LINKS = (
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("dbpedia", "http://dbpedia.org/resource/"),
)
_LINK_PREDICATES = tuple(
    map(
        expand,
        ("skos:exactMatch", "skos:closeMatch", "sf:wikidataItem", "skos:broadMatch", "owl:sameAs"),
    )
)
_ACCESS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_EXTRACTED_BY = expand("sf:extractedBy").value
_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Service:
    """A kind of service: the end of its IRI, its title, and what it conforms to."""

    name: str
    title: str
    specification: str


_SPARQL = _Service("sparql", "SPARQL endpoint", "https://www.w3.org/TR/sparql11-protocol/")
_RECONCILIATION = _Service(
    "reconciliation",
    "Reconciliation service",
    "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something, and its IRI."""

    iri: str
    label: str
    count: int


@dataclass(frozen=True)
class Catalogue:
    """Counts a dataset and describes it."""

    edition: Edition
    index: Index
    names: Names
    files: Dumps

    @property
    def dataset(self) -> NamedNode:
        return dataset_iri(self.edition.project)

    @property
    def dumps(self) -> tuple[Dump, ...]:
        """The downloads."""
        return self.files.all()

    def count(self) -> None:
        """Count everything now, for whoever asks later."""
        _ = self.figures, self.classes, self.properties, self.rules

    @cached_property
    def figures(self) -> dict[str, int]:
        """What VoID counts, by the property that says it; all graphs merged."""
        count = 0
        predicates, values, classes = set[str](), set[Term](), set[Term]()
        for _, predicate, objects in self.index.triples():
            count += len(objects)
            predicates.add(predicate)
            values.update(objects)
            if predicate == TYPE:
                classes.update(objects)
        return {
            "void:triples": count,
            "void:entities": len(self.names.entities),
            "void:distinctSubjects": sum(1 for _ in self.index),
            "void:distinctObjects": len(values),
            "void:properties": len(predicates),
            "void:classes": len(classes),
        }

    @cached_property
    def classes(self) -> tuple[Count, ...]:
        """How many entities there are of each class, most first; plans are counted as plans."""
        counted: Counter[str] = Counter()
        for node in self.names.entities:
            counted.update(t for t in self.index.nodes(node, _TYPE.value) if t.startswith(SF))
        return self._counts(counted)

    @cached_property
    def properties(self) -> tuple[Count, ...]:
        """How many triples there are of each property, most first; all graphs merged."""
        counted: Counter[str] = Counter()
        for _, predicate, objects in self.index.triples():
            counted[predicate] += len(objects)
        return self._counts(counted)

    def _counts(self, counted: Counter[str]) -> tuple[Count, ...]:
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Count(node, self.names.term(node), number) for node, number in ordered)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """The entities of which most is said, missions before others."""
        ordered = sorted(
            self.names.entities,
            key=lambda node: (
                self.names.segment(node) != "mission",
                -len(self.index.statements_of.get(node, ())),
                node,
            ),
        )
        return tuple(ordered[:_MOST_EXAMPLES])

    @cached_property
    def rules(self) -> frozenset[str]:
        """What facts were read by: the mappings, patterns, annotations and lists of links.

        A fact names a row of one, ``{base}pattern/failure#contact-lost``. These are the IRIs
        without the fragment, so that whoever follows one is told what it is.
        """
        base = self.edition.project.base
        return frozenset(
            rule.value.partition("#")[0]
            for _, predicate, rules in self.index.triples()
            if predicate == _EXTRACTED_BY
            for rule in rules
            if isinstance(rule, NamedNode) and rule.value.startswith(base)
        )

    def quads(self) -> frozenset[Quad]:
        """The catalogue entry."""
        project = self.edition.project
        return frozenset(
            (*identity(project), *self._void(), *self._links(), *self._dcat(), *self._rules())
        )

    def _void(self) -> Iterator[Quad]:
        whole, project = self.dataset, self.edition.project
        lookup = NamedNode(f"{project.base}search.html")
        yield Quad(whole, expand("void:uriLookupEndpoint"), lookup)
        for name, count in self.figures.items():
            yield Quad(whole, expand(name), integer_literal(count))
        for example in self.examples:
            yield Quad(whole, expand("void:exampleResource"), NamedNode(example))
        for counted in self.classes:
            yield from class_partition(project, counted.iri, counted.count)
        for counted in self.properties:
            yield from property_partition(project, counted.iri, counted.count)

    def _rules(self) -> Iterator[Quad]:
        """What each of the rules is, and that the dataset would be another without it."""
        for rule in self.rules:
            node = NamedNode(rule)
            path = rule.removeprefix(self.edition.project.base)
            label = " ".join(path.split("/", 1))
            yield Quad(node, _TYPE, expand("prov:Entity"))
            yield Quad(node, expand("rdfs:label"), Literal(label, language="en"))
            yield Quad(self.dataset, expand("prov:wasInfluencedBy"), node)

    def _links(self) -> Iterator[Quad]:
        """A linkset for each dataset that entities are linked to."""
        for name, space in _LINKS:
            for predicate in _LINK_PREDICATES:
                count = sum(
                    target.startswith(space)
                    for node in self.names.entities
                    for target in self.index.nodes(node, predicate.value)
                )
                if count:
                    local = predicate.value.rpartition("#")[2]
                    links = NamedNode(f"{self.dataset.value}#links-{name}-{local}")
                    yield Quad(self.dataset, expand("void:subset"), links)
                    yield Quad(links, _TYPE, expand("void:Linkset"))
                    yield Quad(links, expand("void:subjectsTarget"), self.dataset)
                    target = NamedNode(f"{self.dataset.value}#{name}")
                    yield Quad(links, expand("void:objectsTarget"), target)
                    yield Quad(target, _TYPE, expand("void:Dataset"))
                    yield Quad(target, expand("void:uriSpace"), Literal(space))
                    yield Quad(links, expand("void:linkPredicate"), predicate)
                    yield Quad(links, expand("void:triples"), integer_literal(count))

    def _dcat(self) -> Iterator[Quad]:
        project = self.edition.project
        catalogue = NamedNode(f"{project.base}dataset#catalogue")
        yield Quad(catalogue, _TYPE, expand("dcat:Catalog"))
        yield Quad(
            catalogue,
            expand("dcterms:title"),
            Literal(f"Catalogue of {project.title or project.base}"),
        )
        yield Quad(catalogue, expand("dcat:dataset"), self.dataset)
        yield Quad(self.dataset, expand("dcat:landingPage"), NamedNode(project.base))
        yield Quad(self.dataset, expand("dcterms:accessRights"), NamedNode(_ACCESS))
        yield Quad(self.dataset, expand("dcterms:conformsTo"), NamedNode(SF.rstrip("#")))
        for dump in self.dumps:
            yield from distribution(project, dump)
        services = self.edition.services
        for service, path in (
            (_SPARQL, services.sparql),
            (_RECONCILIATION, services.reconciliation),
        ):
            if path:
                yield from self._service(service, catalogue, f"{project.base}{path}")

    def _service(self, service: _Service, catalogue: NamedNode, address: str) -> Iterator[Quad]:
        node, endpoint = NamedNode(f"{self.dataset.value}#{service.name}"), NamedNode(address)
        if service is _SPARQL:
            yield Quad(self.dataset, expand("void:sparqlEndpoint"), endpoint)
        yield Quad(catalogue, expand("dcat:service"), node)
        yield Quad(node, _TYPE, expand("dcat:DataService"))
        yield Quad(node, expand("dcterms:title"), Literal(service.title, language="en"))
        yield Quad(node, expand("dcterms:conformsTo"), NamedNode(service.specification))
        yield Quad(node, expand("dcat:endpointURL"), endpoint)
        # Both describe themselves to whoever asks without a query.
        yield Quad(node, expand("dcat:endpointDescription"), endpoint)
        yield Quad(node, expand("dcat:servesDataset"), self.dataset)
        if self.edition.project.licence:
            yield Quad(node, expand("dcterms:license"), NamedNode(self.edition.project.licence))
