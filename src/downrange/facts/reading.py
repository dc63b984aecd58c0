"""Reads a document's facts: what it is about, then everything it says."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Document
from downrange.facts.authority import Naming, UnnameableError, page_name
from downrange.facts.infobox import infobox_facts
from downrange.facts.mapping import InfoboxMapping
from downrange.facts.model import Entity, Fact
from downrange.findings import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its facts.

    ``topic`` is the entity the document is about, ``None`` where it could not be told.
    ``findings`` are the readers' and the mapping's.
    """

    document: Document
    topic: Entity | None
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()


def read_facts(document: Document, naming: Naming, mapping: InfoboxMapping) -> Reading:
    """Everything that a document's infoboxes say, with the findings of its reader."""
    topic = mission_of(document, naming, mapping)
    if topic is None:
        return Reading(document, None, (), document.findings)
    facts, findings = infobox_facts(document, topic, naming, mapping)
    return Reading(document, topic, facts, (*document.findings, *findings))


def mission_of(document: Document, naming: Naming, mapping: InfoboxMapping) -> Entity | None:
    """The mission that a document with a spaceflight infobox is about, named by its title.

    Two documents with one title are about one mission, whatever their sites.
    """
    boxes = [box for box in document.infoboxes if mapping.covers(box.template)]
    if not boxes:
        return None
    named = (field.value.text for field in boxes[0].fields if field.name.casefold() == "name")
    for name in (page_name(document.title), *named, document.source.slug):
        try:
            return naming.entity("sf:Mission", name)
        except UnnameableError:
            continue
    # Nothing it is called by can be an IRI's end; its contents can.
    slug = document.raw_sha256[:16]
    return naming.entity("sf:Mission", document.title or slug, slug)
