"""The namespaces Downrange writes and reads, and compact IRIs over them.

Prefixes are those of the published context; a project adds its own data namespaces.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

SF = "https://w3id.org/downrange/ns#"

PREFIXES: dict[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sf": SF,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def expand(curie: str) -> NamedNode:
    """The IRI of a compact one (``sf:launchMass``); ``KeyError`` where the prefix is unknown."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def contract(iri: NamedNode) -> str:
    """The compact form of an IRI, or the IRI itself where no prefix fits."""
    best = max(
        ((p, ns) for p, ns in PREFIXES.items() if iri.value.startswith(ns)),
        key=lambda item: len(item[1]),
        default=None,
    )
    if best is None:
        return iri.value
    return f"{best[0]}:{iri.value[len(best[1]) :]}"
