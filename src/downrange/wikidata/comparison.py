"""Wikidata's statements beside the graph's: what agrees, what is missing, what conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from downrange.vocabulary import Vocabulary
from downrange.wikidata.item import WikidataItem
from downrange.wikidata.ours import Ours
from downrange.wikidata.questions import Outcome, Question, Row
from downrange.wikidata.routes import ONE_VALUE, SEVERAL, Route, RouteMap


@dataclass(frozen=True, slots=True)
class Comparison:
    """An entity beside its item.

    ``asked`` is the item that it is linked to; ``item`` has another id where that was merged.
    ``uncompared`` are the properties there that nothing here answers.
    """

    entity: NamedNode
    label: str
    asked: str
    item: WikidataItem
    rows: tuple[Row, ...]
    uncompared: tuple[str, ...]

    @property
    def redirected(self) -> bool:
        return self.item.id != self.asked

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares entities of one dataset with their items."""

    ours: Ours
    routes: RouteMap

    @property
    def vocabulary(self) -> Vocabulary:
        return self.ours.vocabulary

    def comparison(self, entity: NamedNode, asked: str, item: WikidataItem) -> Comparison:
        """Everything that an entity and its item both could say."""
        facts = self.ours.facts
        ways = sorted(
            self.routes.of_classes(facts.classes(entity), self.vocabulary),
            key=lambda route: route.wikidata,
        )
        rows: list[Row] = []
        compared: set[str] = set()
        for name, group in groupby(ways, key=lambda route: route.wikidata):
            routes = tuple(group)
            compared.add(name)
            values = self.ours.values(entity, routes)
            question = Question(name, self.ours.label(routes[0]), values, self._is_single(routes))
            rows += question.rows(item.statements.get(name, ()))
        rows.sort(key=lambda row: list(Outcome).index(row.outcome))
        uncompared = sorted(set(item.statements) - compared, key=lambda p: (len(p), p))
        return Comparison(entity, facts.label(entity), asked, item, tuple(rows), tuple(uncompared))

    def _is_single(self, routes: Iterable[Route]) -> bool:
        return any(
            route.wikidata in ONE_VALUE
            or (
                self.vocabulary.properties[route.term].single_valued
                and route.wikidata not in SEVERAL
            )
            for route in routes
        )
