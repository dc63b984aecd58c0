"""What gives candidates: an extract, Wikidata, or a reconciliation service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from downrange.linking.item import Item
from downrange.linking.subject import Subject


class Source(Protocol):
    """Gives items that may be what an entity stands for, and knows their classes."""

    def candidates(self, subject: Subject) -> Iterable[Item]:
        """Items with a name of the entity or nearly so, each once."""

    def classes(self, item: Item) -> frozenset[str]:
        """The classes of an item, and theirs in turn."""
