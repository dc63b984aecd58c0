"""Candidates from Wikidata itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from downrange.linking.alignment import INSTANCE_OF, SUBCLASS_OF, Alignment
from downrange.linking.client import WikidataClient
from downrange.linking.item import Item, is_item_id
from downrange.linking.subject import Subject

_MOST_NAMES = 8
_HIGHEST_CLASS = 6


@dataclass(frozen=True, slots=True)
class WikidataSource:
    """Candidates from Wikidata's search, with their statements."""

    client: WikidataClient
    alignment: Alignment

    def candidates(self, subject: Subject) -> list[Item]:
        found: dict[str, None] = {}
        for name in subject.names[:_MOST_NAMES]:
            found |= dict.fromkeys(filter(is_item_id, self.client.search(name)))
        return list(self._items(found).values())

    def classes(self, item: Item) -> frozenset[str]:
        """Climbs until nothing new is found, six steps at the most.

        Where a class stands for a kind of entity, what lies above tells no more.
        """
        known: set[str] = set()
        waiting = {str(value) for value in item.values(INSTANCE_OF)}
        for _ in range(_HIGHEST_CLASS):
            known |= waiting
            unknown = {name for name in waiting if name not in self.alignment.segments}
            above = self._items(filter(is_item_id, unknown)).values()
            waiting = {str(v) for one in above for v in one.values(SUBCLASS_OF)} - known
            if not waiting:
                break
        return frozenset(known | waiting)

    def _items(self, ids: Iterable[str]) -> dict[str, Item]:
        answers = self.client.entities(ids)
        items = (Item.read(found.entity) for found in answers.values() if found.exists)
        return {item.id: item for item in items}
