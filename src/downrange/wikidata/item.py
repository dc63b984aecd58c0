"""A Wikidata item with its statements: values, ranks, qualifiers and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from downrange.linking.item import Item, is_text
from downrange.wikidata.values import Unreadable, Value, read_value

Json = Mapping[str, object]


class Rank(StrEnum):
    """https://www.wikidata.org/wiki/Help:Ranking ; the order is that in which to believe them."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Snak:
    """A property and its value, as qualifiers and references are made of."""

    property: str
    value: Value


@dataclass(frozen=True, slots=True)
class WikidataStatement:
    """What an item says by one property."""

    property: str
    value: Value
    rank: Rank = Rank.NORMAL
    qualifiers: tuple[Snak, ...] = ()
    references: tuple[tuple[Snak, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class WikidataItem:
    """An item: its names and the statements of each of its properties, preferred ones first."""

    names: Item
    statements: Mapping[str, tuple[WikidataStatement, ...]]

    @property
    def id(self) -> str:
        return self.names.id

    @property
    def label(self) -> str:
        return self.names.label

    @classmethod
    def read(cls, entity: Json) -> WikidataItem:
        """The item in an entity's JSON. Raises ``LinkError`` where it is no item."""
        claims = entity.get("claims")
        statements = {
            str(name): tuple(sorted(_statements(str(name), group), key=_by_rank))
            for name, group in (claims.items() if isinstance(claims, Mapping) else ())
            if is_text(str(name))
        }
        return cls(Item.read(entity), statements)


def _statements(name: str, group: object) -> Iterator[WikidataStatement]:
    for statement in group if isinstance(group, list) else ():
        if not isinstance(statement, Mapping):
            yield WikidataStatement(name, Unreadable("it is no statement"))
            continue
        snak, rank = statement.get("mainsnak"), statement.get("rank")
        references = statement.get("references")
        yield WikidataStatement(
            name,
            read_value(snak) if isinstance(snak, Mapping) else Unreadable("it has no mainsnak"),
            Rank(rank) if rank in list(Rank) else Rank.NORMAL,
            tuple(_snaks(statement.get("qualifiers"))),
            tuple(
                tuple(_snaks(reference.get("snaks")))
                for reference in (references if isinstance(references, list) else ())
                if isinstance(reference, Mapping)
            ),
        )


def _snaks(by_property: object) -> Iterator[Snak]:
    for name, group in by_property.items() if isinstance(by_property, Mapping) else ():
        if not is_text(str(name)):
            continue
        for snak in group if isinstance(group, list) else ():
            if isinstance(snak, Mapping):
                yield Snak(str(name), read_value(snak))


def _by_rank(statement: WikidataStatement) -> int:
    return list(Rank).index(statement.rank)
