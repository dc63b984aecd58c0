"""How an entity stands to Wikidata and DBpedia, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from downrange.links.model import Link, LinkTable, Standing
from downrange.links.table import load_links
from downrange.project import Project
from downrange.publication.index import Index, iri
from downrange.publication.names import Names

_MATCHES = (iri("skos:closeMatch"), iri("rdfs:seeAlso"))
_DBPEDIA = "http://dbpedia.org/resource/"
_DEPENDENT = {"event", "orbit", "cargo", "role", "circumstance", "monetary-amount"}
_MANNERS = {
    "exact": "the same thing",
    "close": "nearly the same thing",
    "broad": "something wider",
    "narrow": "something narrower",
    "related": "something related",
    "shared": "an item that it shares with others",
}


@dataclass(frozen=True, slots=True)
class WikidataLink:
    """One item: its name (``Q190795``), its label, in which manner, and why that is believed."""

    item: str
    url: str
    label: str
    manner: str
    confidence: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Links:
    """All links of an entity. ``standing`` says where nothing is linked what is known of that.

    An entity that means nothing without another (an event) has no item of its own, and its
    ``standing`` is empty.
    """

    wikidata: tuple[WikidataLink, ...]
    dbpedia: tuple[str, ...]
    standing: str


@dataclass(frozen=True)
class LinkReader:
    """Reads the links of entities from the table and the dataset."""

    index: Index
    names: Names
    project: Project

    @cached_property
    def table(self) -> LinkTable:
        return load_links(self.project)

    def of(self, node: str) -> Links:
        """The links of an entity."""
        dbpedia = tuple(
            target
            for predicate in _MATCHES
            for target in self.index.nodes(node, predicate)
            if target.startswith(_DBPEDIA)
        )
        if self.names.segment(node) in _DEPENDENT:
            return Links((), dbpedia, "")
        entity = NamedNode(node)
        held = tuple(_shown(link) for link in self.table.of(entity) if link.holds)
        standing = self.table.standing(entity)
        return Links(held, dbpedia, "" if standing is Standing.LINKED else standing.value)


def _shown(link: Link) -> WikidataLink:
    return WikidataLink(
        link.item_name,
        f"https://www.wikidata.org/wiki/{link.item_name}",
        link.item_label,
        _MANNERS.get(link.manner, link.manner),
        "" if link.confidence is None else str(link.confidence),
        link.evidence,
    )
