"""Which Wikidata items the entities of a dataset stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from downrange.links.model import EXACT, WIKIDATA_ITEM, LinkTable
from downrange.namespaces import PREFIXES


@dataclass(frozen=True, slots=True)
class Links:
    """``exact`` are the items of which an entity is the match, ``shared`` those it shares."""

    exact: Mapping[NamedNode, str] = field(default_factory=dict)
    shared: Mapping[NamedNode, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, table: LinkTable, trials: Mapping[NamedNode, str]) -> Links:
        """The links of a dataset; the table goes before what it says, and a trial before both."""
        found: dict[NamedNode, dict[NamedNode, str]] = {EXACT: {}, WIKIDATA_ITEM: {}}
        for predicate, links in found.items():
            for quad in store.quads_for_pattern(None, predicate, None):
                item = quad.object.value if isinstance(quad.object, NamedNode) else ""
                if isinstance(quad.subject, NamedNode) and item.startswith(PREFIXES["wd"]):
                    links[quad.subject] = item.removeprefix(PREFIXES["wd"])
        for link in table:
            links = found.get(link.predicate, {})
            if link.holds:
                links[link.subject] = link.item_name
            elif links.get(link.subject) == link.item_name:
                del links[link.subject]
        tried = set(trials.values())
        exact = {node: item for node, item in found[EXACT].items() if item not in tried}
        return cls({**exact, **trials}, found[WIKIDATA_ITEM])

    def item(self, entity: NamedNode) -> str:
        """The item that an entity stands for, its own or a shared one; empty where unknown."""
        return self.exact.get(entity) or self.shared.get(entity, "")

    def entity(self, item: str) -> NamedNode | None:
        """The entity whose own item an item is."""
        return next((node for node, known in self.exact.items() if known == item), None)
