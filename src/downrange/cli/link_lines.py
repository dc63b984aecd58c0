"""How an entity stands to Wikidata and DBpedia, in a line for each link."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from downrange.cli.explanation import DEPENDENT
from downrange.cli.reading import Reader
from downrange.links.model import Link, LinkTable, Standing
from downrange.namespaces import expand
from downrange.validation.wording import harmless

_MATCHES = tuple(map(expand, ("skos:closeMatch", "rdfs:seeAlso")))
_DBPEDIA = "http://dbpedia.org/resource/"
_LONGEST_EVIDENCE = 100


def link_lines(reader: Reader, table: LinkTable, entity: NamedNode) -> Iterator[str]:
    """What the link table says of an entity, and the DBpedia resource in the dataset.

    An entity that means nothing without another (an event, a mass of cargo) has no item of its
    own, and nothing is said of it.
    """
    if not reader.segment(entity) or reader.segment(entity) in DEPENDENT:
        return
    match table.standing(entity):
        case Standing.NOT_LOOKED_UP:
            yield "Wikidata: not looked up yet (downrange link)"
        case Standing.NONE_FOUND:
            dates = [link.date for link in table.of(entity) if link.item is None and link.date]
            yield f"Wikidata: looked up{f' on {dates[0]}' if dates else ''}, no item found"
        case Standing.LINKED:
            for link in table.of(entity):
                if link.holds:
                    yield f"Wikidata: {_linked(link)}"
    for predicate in _MATCHES:
        for target in reader.objects(entity, predicate):
            if isinstance(target, NamedNode) and target.value.startswith(_DBPEDIA):
                yield f"DBpedia: {harmless(target.value)}"


def _linked(link: Link) -> str:
    """``Q190795 Roscosmos State Corporation (exact, 0.95: evidence ...)``."""
    sure = link.manner if link.confidence is None else f"{link.manner}, {link.confidence}"
    words = harmless(link.evidence)
    if len(words) > _LONGEST_EVIDENCE:
        words = f"{words[:_LONGEST_EVIDENCE].rstrip()}…"
    return " ".join(filter(None, (link.item_name, harmless(link.item_label), f"({sure}: {words})")))
