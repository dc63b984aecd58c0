"""Links: what the table says of an entity, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import NamedNode

from downrange.namespaces import contract, expand

EXACT = expand("skos:exactMatch")
WIKIDATA_ITEM = expand("sf:wikidataItem")
PREDICATES = (
    EXACT,
    expand("skos:closeMatch"),
    expand("skos:broadMatch"),
    expand("skos:narrowMatch"),
    expand("skos:relatedMatch"),
    WIKIDATA_ITEM,
)
"""How an entity may stand to an item. ``owl:sameAs`` is none of them: it would make one of two."""


class Standing(StrEnum):
    """How an entity stands to Wikidata, as far as the table knows."""

    LINKED = "linked"
    NONE_FOUND = "looked up, none found"
    NOT_LOOKED_UP = "not looked up yet"


@dataclass(frozen=True, slots=True)
class Link:
    """One row: how an entity stands to a Wikidata item, and why that is believed.

    ``item`` is ``None`` where somebody looked and found none (``sssom:NoTermFound``). A
    ``rejected`` link (``predicate_modifier`` *Not*) was judged to be wrong, so that it is not
    proposed again. ``justification`` is a compact IRI of ``semapv:``, ``confidence`` lies
    between 0 and 1, ``date`` is an ISO 8601 date or empty.
    """

    subject: NamedNode
    predicate: NamedNode
    item: NamedNode | None
    subject_label: str
    item_label: str
    justification: str
    confidence: Decimal | None
    date: str
    evidence: str
    rejected: bool = False

    @property
    def holds(self) -> bool:
        """Whether the link is published."""
        return self.item is not None and not self.rejected

    @property
    def item_name(self) -> str:
        """``Q190795``; empty where none was found."""
        return self.item.value.rpartition("/")[2] if self.item else ""

    @property
    def manner(self) -> str:
        """The predicate in a word: ``exact``, ``close`` ..., ``shared`` for ``sf:wikidataItem``."""
        if self.predicate == WIKIDATA_ITEM:
            return "shared"
        return contract(self.predicate).partition(":")[2].removesuffix("Match")


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The rows of a link table, in its order."""

    links: tuple[Link, ...] = ()
    _by_subject: dict[NamedNode, list[Link]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[NamedNode, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.subject, []).append(link)
        object.__setattr__(self, "_by_subject", found)

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def of(self, entity: NamedNode) -> tuple[Link, ...]:
        """Every row about an entity."""
        return tuple(self._by_subject.get(entity, ()))

    def standing(self, entity: NamedNode) -> Standing:
        """Whether an entity is linked, was looked up in vain, or was not looked up yet.

        One whose proposed items were only rejected is not looked up yet: the right item may exist.
        """
        links = self.of(entity)
        if any(link.holds for link in links):
            return Standing.LINKED
        if any(link.item is None for link in links):
            return Standing.NONE_FOUND
        return Standing.NOT_LOOKED_UP

    def item(self, entity: NamedNode) -> NamedNode | None:
        """The item that an entity stands for: its exact match, else the one it shares."""
        held = {link.predicate: link.item for link in self.of(entity) if link.holds}
        return held.get(EXACT) or held.get(WIKIDATA_ITEM)

    def exact_match_of(self, item: NamedNode) -> NamedNode | None:
        """The one entity whose exact match an item is."""
        held = (k for k in self.links if k.holds and k.predicate == EXACT and k.item == item)
        return next((link.subject for link in held), None)
