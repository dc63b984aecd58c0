"""What a page says of its subject to search engines: schema.org as JSON-LD."""

from __future__ import annotations

from downrange.dataset.entry import dump_name
from downrange.publication.dumps import DUMPS
from downrange.publication.entity import LAUNCH, TIME
from downrange.publication.index import iri
from downrange.publication.reading import Reading
from downrange.serialisation.formats import find_format
from downrange.serialisation.layout import Json

JsonObject = dict[str, Json]

_TYPES = {
    "organization": "Organization",
    "person": "Person",
    "place": "Place",
    "spaceport": "Place",
    "launch-site": "Place",
    "event": "Event",
    "mission": "Project",
    "programme": "Project",
    "spacecraft": "Vehicle",
    "launch-vehicle": "Vehicle",
    "spacecraft-type": "ProductModel",
    "launch-vehicle-type": "ProductModel",
    "engine-type": "ProductModel",
}
_SOURCE = iri("dcterms:source")
_LICENCE = iri("dcterms:license")
_RIGHTS = iri("dcterms:rightsHolder")
_LANGUAGE = iri("dcterms:language")
_TOPIC = iri("foaf:primaryTopic")
_OPERATOR = iri("sf:operator")


def about_dataset(reading: Reading) -> JsonObject:
    """The dataset, with its downloads."""
    project = reading.edition.project
    found: JsonObject = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{project.base}dataset",
        "url": project.base,
        "name": project.title or "Downrange",
        "description": project.description or project.title or "A dataset about spaceflight.",
    }
    if project.licence:
        found["license"] = project.licence
    if project.publisher:
        found["publisher"] = {"@type": "Organization", "name": project.publisher}
    found["distribution"] = [
        {
            "@type": "DataDownload",
            "contentUrl": f"{project.base}{dump_name(name)}",
            "encodingFormat": find_format(name).media_type,
        }
        for name in DUMPS
    ]
    return found


def about_entity(reading: Reading, node: str) -> JsonObject:
    """An entity: its type in schema.org, its names, what it is the same as."""
    index, names = reading.index, reading.names
    # What was only planned, or is only possible, is not the thing itself: never a schema.org Event.
    kind = "Thing" if names.standing(node) else _TYPES.get(names.segment(node), "Thing")
    found: JsonObject = {
        "@context": "https://schema.org/",
        "@type": kind,
        "@id": node,
        "name": index.label(node),
        "description": reading.one_line.of(node),
        "mainEntityOfPage": f"{node}.html",
    }
    if others := reading.entities.other_names(node):
        found["alternateName"] = list(others)
    links = reading.links.of(node)
    same = [link.url for link in links.wikidata if link.manner == "the same thing"]
    if same:
        found["sameAs"] = list(same)
    if found["@type"] == "Event" and (date := index.text(node, TIME)):
        found["startDate"] = date
    if found["@type"] == "Project":
        launch = index.node(node, LAUNCH)
        if launch and (date := index.text(launch, TIME)):
            found["foundingDate"] = date
        if operator := index.node(node, _OPERATOR):
            found["parentOrganization"] = {"@id": operator, "name": index.label(operator)}
    return found


def about_document(reading: Reading, node: str) -> JsonObject:
    """A document: what it is about, where it is from, and on which terms it may be used."""
    index = reading.index
    found: JsonObject = {
        "@context": "https://schema.org/",
        "@type": "Article",
        "@id": node,
        "headline": index.label(node),
        "mainEntityOfPage": f"{node}.html",
    }
    for key, predicate in (("isBasedOn", _SOURCE), ("license", _LICENCE), ("about", _TOPIC)):
        target = index.node(node, predicate)
        if target:
            found[key] = {"@id": target} if key == "about" else target
    for key, predicate in (("creditText", _RIGHTS), ("inLanguage", _LANGUAGE)):
        if text := index.text(node, predicate):
            found[key] = text
    return found
