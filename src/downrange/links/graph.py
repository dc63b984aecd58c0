"""The graph of links: what the table and the titles of pages say of the entities of a dataset."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Quad

from downrange.identity import Minter
from downrange.links.dbpedia import dbpedia_resource
from downrange.links.model import LinkTable
from downrange.namespaces import expand

_CLOSE_MATCH = expand("skos:closeMatch")
_EXTRACTED_BY = expand("sf:extractedBy")
_TITLE = expand("dcterms:title")
_SOURCE = expand("dcterms:source")
_PRIMARY_TOPIC = expand("foaf:primaryTopic")
_ENGLISH_WIKIPEDIA = {"en.wikipedia.org", "en.m.wikipedia.org"}


def link_quads(quads: Collection[Quad], table: LinkTable, minter: Minter) -> Iterator[Quad]:
    """The links of the entities that occur in ``quads``, in the graph ``links``.

    Each link stands with the row or the rule that it comes from. A page describes its topic, and
    DBpedia describes the page: hence ``skos:closeMatch``, never ``owl:sameAs``.
    """
    graph = minter.graph("links")
    used = {node for quad in quads for node in (quad.subject, quad.object)}
    for link in table:
        if link.holds and link.item is not None and link.subject in used:
            path = link.subject.value.removeprefix(f"{minter.base}id/")
            yield Quad(link.subject, link.predicate, link.item, graph)
            yield Quad(link.subject, _EXTRACTED_BY, minter.rule(f"links/wikidata#{path}"), graph)
    for topic, title in _topics(quads):
        yield Quad(topic, _CLOSE_MATCH, dbpedia_resource(title), graph)
        yield Quad(topic, _EXTRACTED_BY, minter.rule("links/dbpedia"), graph)


def _topics(quads: Collection[Quad]) -> Iterator[tuple[NamedNode, str]]:
    """What each page of the English Wikipedia is about, and the page's title."""
    pages = {q.subject for q in quads if q.predicate == _SOURCE and _is_wikipedia(q.object)}
    titles = {
        quad.subject: quad.object.value
        for quad in quads
        if quad.predicate == _TITLE and quad.subject in pages and isinstance(quad.object, Literal)
    }
    for quad in quads:
        topic = quad.object
        if quad.predicate == _PRIMARY_TOPIC and isinstance(topic, NamedNode):
            title = titles.get(quad.subject, "")
            if title.strip():
                yield topic, title


def _is_wikipedia(source: object) -> bool:
    return isinstance(source, NamedNode) and urlsplit(source.value).hostname in _ENGLISH_WIKIPEDIA
