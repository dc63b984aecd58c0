"""A small dataset to look items up for: one mission, its spacecraft, its launch, its crew."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, Store

from downrange.linking.subject import Subject, linkable
from downrange.links.model import EXACT, Link, LinkTable
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

BASE = "https://example.org/"

DATA = """
@base <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<graph/facts> {
    <id/mission/tern-4> a sf:Mission ; rdfs:label "Tern 4"@en ; sf:alternativeName "Flight 4T" ;
        sf:spacecraft <id/spacecraft/tern-4> ; sf:launch <id/event/tern-4-launch> ;
        sf:operator <id/organization/avian> ; sf:cosparId "2031-007A" ;
        sf:hasEvent <id/event/tern-4-landing> ; sf:crewMember <id/person/ada-gull> .
    <id/spacecraft/tern-4> a sf:Spacecraft ; rdfs:label "Tern 4"@en ; sf:serialNumber "404" .
    <id/event/tern-4-launch> a sf:Event, sf:Launch ; rdfs:label "launch of Tern 4"@en ;
        sf:launchTime "2031-02-03T04:05:06Z"^^xsd:dateTime .
    <id/event/tern-4-landing> a sf:Event, sf:Landing ; rdfs:label "landing of Tern 4"@en ;
        sf:time "2031-02-09"^^xsd:date .
    <id/person/ada-gull> a sf:Person ; rdfs:label "Ada Gull"@en .
    <id/organization/avian> a sf:Organization ; rdfs:label "Avian"@en .
    <id/mission/lost-1> a sf:Mission ; rdfs:label "Lost 1"@en ; sf:cosparId sf:none .
}
"""


def store() -> Store:
    made = Store()
    made.load(DATA, format=RdfFormat.TRIG)
    return made


def subject(path: str, vocabulary: Vocabulary) -> Subject:
    found = {s.iri.value.removeprefix(f"{BASE}id/"): s for s in linkable(store(), vocabulary, BASE)}
    return found[path]


def linked(**items: str) -> LinkTable:
    """A table that links the crew, the operator and the mission: ``linked(avian="Q990000050")``."""
    paths = {"avian": "organization/avian", "ada": "person/ada-gull", "tern": "mission/tern-4"}
    return LinkTable(
        tuple(
            Link(
                node(paths[name]),
                EXACT,
                expand(f"wd:{item}"),
                name,
                name,
                "semapv:ManualMappingCuration",
                None,
                "",
                "invented",
            )
            for name, item in items.items()
        )
    )


def node(path: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{path}")
