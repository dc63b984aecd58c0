"""Whoever follows an IRI of the dataset is told something: https://www.w3.org/DesignIssues/LinkedData

Graphs are given by the endpoint, which is mounted beside the pages and has tests of its own.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, parse

from downrange.namespaces import expand
from downrange.publication import Publication
from downrange.server import Application
from tests.server.asking import ask

RULE = "pattern/failure"
"""data/patterns/failure.toml, whose rule contact-lost reads when telemetry was lost."""


def _local_names(publication: Publication) -> set[str]:
    base = publication.edition.project.base
    quads = publication.edition.quads | publication.data("dataset")
    return {
        term.value.removeprefix(base).partition("#")[0]
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(base)
    }


def test_every_iri_leads_somewhere(publication: Publication, app: Application) -> None:
    names = _local_names(publication)
    assert {RULE, "links/wikidata", "mapping/infobox-spaceflight", "ns", "void.ttl"} <= names
    assert not {name for name in names if app.addresses.find(name) is None}


def test_a_rule_is_told_of_by_the_catalogue(publication: Publication, app: Application) -> None:
    answer = ask(app, f"/{RULE}", accept="text/turtle")
    assert (answer.status, answer.headers["location"]) == (303, "/void.ttl")
    base = publication.edition.project.base
    told = set(parse(ask(app, "/void.ttl").body, format=RdfFormat.TURTLE, base_iri=base))
    about = {quad.predicate: quad.object for quad in told if quad.subject.value == base + RULE}
    assert about[expand("rdf:type")] == expand("prov:Entity")
    assert about[expand("rdfs:label")].value == "pattern failure"


def test_a_rule_that_read_nothing_is_nowhere(app: Application) -> None:
    assert ask(app, "/pattern/of-nothing").status == 404
