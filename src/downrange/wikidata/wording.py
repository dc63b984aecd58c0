"""Both sides of a comparison in words that are the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from downrange.wikidata.comparison import Comparison
from downrange.wikidata.item import Snak
from downrange.wikidata.questions import Outcome
from downrange.wikidata.units import quantity_words
from downrange.wikidata.values import ItemValue, QuantityValue, Value

_NAMES = {
    "P248": "stated in",
    "P854": "reference URL",
    "P813": "retrieved",
    "P1476": "title",
    "P407": "language",
    "P887": "based on heuristic",
    "P143": "imported from",
    "P4656": "import URL",
    "P580": "start",
    "P582": "end",
    "P585": "point in time",
    "P276": "location",
    "P2241": "reason for deprecation",
    "P7452": "reason for preference",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Says values of Wikidata; ``name_of`` gives the name of an item, empty where unknown."""

    name_of: Callable[[str], str]

    def value(self, value: Value) -> str:
        """``2016-12-01``, ``7285 kg``, ``Q190795 Roscosmos``."""
        match value:
            case ItemValue(id=name):
                return f"{name} {self.name_of(name)}".rstrip()
            case QuantityValue():
                return quantity_words(value)
        return str(value)

    def name(self, property_id: str) -> str:
        """``stated in`` for ``P248``; the id of a property that is not known."""
        return _NAMES.get(property_id, property_id)

    def snaks(self, snaks: Iterable[Snak]) -> str:
        """``stated in Q1; retrieved 2020-01-01``."""
        return "; ".join(f"{self.name(snak.property)} {self.value(snak.value)}" for snak in snaks)


def summary(comparison: Comparison) -> str:
    """``Progress MS-04 and Q1: conflicts 1, missing there 2, agrees 5``."""
    return f"{comparison.label} and {comparison.item.id}: {counts(comparison)}"


def counts(comparison: Comparison) -> str:
    """How many rows have each outcome, but for those that none has."""
    found = [f"{o.value} {comparison.count(o)}" for o in Outcome if comparison.count(o)]
    return ", ".join(found) or "nothing in common"
