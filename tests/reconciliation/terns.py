"""An invented dataset whose names differ in little, and some that mislead on purpose."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.edition import Edition
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary

BASE = "https://example.org/"
HOSTILE = "<script>alert(\"1\")</script> & 'Gull' {{id}}"

SETTINGS = """base = "https://example.org/"
title = "Terns"
licence = "https://example.org/licence"
publisher = "p"
"""

DATA = """
@base <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<graph/facts> {
    <id/mission/tern-ms-04> a sf:Mission ; rdfs:label "Tern MS-04"@en ;
        skos:altLabel "Tern 65P"@en ; sf:spacecraft <id/spacecraft/tern-ms-04> ;
        sf:launch <id/event/tern-ms-04-launch> ; sf:operator <id/organization/avian> ;
        sf:cosparId "2031-007A" ; sf:outcome sf:success ; sf:orbitsCompleted 12 ;
        sf:plannedEvent <id/event/tern-ms-04-docking-planned> .
    <id/spacecraft/tern-ms-04> a sf:Spacecraft ; rdfs:label "Tern MS-04"@en ;
        sf:launchMass "7285"^^xsd:decimal ; sf:serialNumber "404" .
    <id/event/tern-ms-04-launch> a sf:Event, sf:Launch ; rdfs:label "launch of Tern MS-04"@en ;
        sf:launchTime "2031-02-03T04:05:06Z"^^xsd:dateTime ;
        sf:launchSite <id/launch-site/skerry-1> .
    <id/event/tern-ms-04-docking-planned> a sf:Plan ; sf:planOf sf:Docking ;
        rdfs:label "planned docking of Tern MS-04"@en ; sf:time "2031-02-05"^^xsd:date .
    <id/mission/tern-ms-05> a sf:Mission ; rdfs:label "Tern MS-05"@en ;
        sf:cosparId "2031-020A" ; sf:launch <id/event/tern-ms-05-launch> ;
        sf:operator <id/organization/avian> .
    <id/event/tern-ms-05-launch> a sf:Event, sf:Launch ; rdfs:label "launch of Tern MS-05"@en ;
        sf:launchTime "2031-05"^^xsd:gYearMonth .
    <id/mission/tern-m-04m> a sf:Mission ; rdfs:label "Tern M-04M"@en ; sf:cosparId sf:none .
    <id/spacecraft/roost> a sf:Spacecraft, sf:SpaceStation ; rdfs:label "Roost"@en .
    <id/launch-vehicle-type/puffin-u> a sf:LaunchVehicleType ; rdfs:label "Puffin-U"@en .
    <id/launch-vehicle-type/puffin-u2> a sf:LaunchVehicleType ; rdfs:label "Puffin-U2"@en .
    <id/organization/avian> a sf:Organization ; rdfs:label "Avian Space Corporation"@en ;
        skos:altLabel "Avian"@en .
    <id/place/skerry> a sf:Place ; rdfs:label "Skerry"@en .
    <id/spaceport/skerry-cosmodrome> a sf:Spaceport ; rdfs:label "Skerry Cosmodrome"@en ;
        skos:altLabel "Skerry"@en ; sf:country <id/place/skerry> .
    <id/launch-site/skerry-1> a sf:LaunchSite ; rdfs:label "Skerry Site 1"@en ;
        sf:partOf <id/spaceport/skerry-cosmodrome> .
    <id/person/ada-gull> a sf:Person ; rdfs:label "Ada Gull"@en .
    <id/person/ada-gull-engineer> a sf:Person ; rdfs:label "Ada Gull"@en .
    <id/person/hostile> a sf:Person ;
        rdfs:label "<script>alert(\\"1\\")</script> & 'Gull' {{id}}"@en ;
        skos:altLabel "<img src=x onerror=alert(2)>"@en .
    <id/person/чайка> a sf:Person ; rdfs:label "Анна Чайка"@ru .
}
<graph/document/local/terns> {
    <statement/local/terns/1> a sf:Statement ; rdf:subject <id/spacecraft/tern-ms-04> ;
        rdf:predicate sf:launchMass ; rdf:object "7285"^^xsd:decimal ;
        prov:wasDerivedFrom <passage/local/terns/1> .
    <passage/local/terns/1> a sf:Passage ; oa:exact "Launch Mass: 7285 kg" .
}
"""

LINKS = """#mapping_set_id: https://example.org/links
#license: https://creativecommons.org/publicdomain/zero/1.0/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment
id:mission/tern-ms-04\tskos:exactMatch\twd:Q990000004\tsemapv:ManualMappingCuration\tinvented
id:spacecraft/tern-ms-04\tsf:wikidataItem\twd:Q990000004\tsemapv:ManualMappingCuration\tinvented
id:organization/avian\tskos:exactMatch\twd:Q990000010\tsemapv:ManualMappingCuration\tinvented
"""


def publication_in(folder: Path) -> Publication:
    """The dataset as it is published, of a project of its own."""
    (folder / "downrange.toml").write_text(SETTINGS, "utf-8")
    links = folder / "data" / "links"
    links.mkdir(parents=True)
    (links / "wikidata.sssom.tsv").write_text(LINKS, "utf-8")
    project = Project.load(folder)
    vocabulary = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
    quads = frozenset(parse(DATA, format=RdfFormat.TRIG))
    return Publication(Edition(project, vocabulary, quads, (), "All is well."))
