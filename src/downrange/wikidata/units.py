"""Wikidata's units and ours: which item is which QUDT unit, and how to convert.

The items are those of Wikidata's own table of unit conversions (``unitConversionConfig.json`` in
wikimedia/operations-mediawiki-config). Any other unit is not known, and not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from downrange.namespaces import expand
from downrange.wikidata.values import QuantityValue


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its item, its QUDT name, its symbol, and how many of its dimension's it is."""

    item: str
    qudt: str
    symbol: str
    dimension: str
    size: Decimal


_UNITS = (
    Unit("Q11570", "unit:KiloGM", "kg", "mass", Decimal(1)),
    Unit("Q191118", "unit:TON_Metric", "t", "mass", Decimal(1000)),
    Unit("Q828224", "unit:KiloM", "km", "length", Decimal(1000)),
    Unit("Q11573", "unit:M", "m", "length", Decimal(1)),
    Unit("Q11574", "unit:SEC", "s", "time", Decimal(1)),
    Unit("Q7727", "unit:MIN", "min", "time", Decimal(60)),
    Unit("Q25235", "unit:HR", "h", "time", Decimal(3600)),
    Unit("Q573", "unit:DAY", "d", "time", Decimal(86400)),
    Unit("Q28390", "unit:DEG", "°", "angle", Decimal(1)),
    Unit("Q3674704", "unit:KiloM-PER-SEC", "km/s", "speed", Decimal(1)),
)
_BY_ITEM = {unit.item: unit for unit in _UNITS}
_BY_QUDT = {expand(unit.qudt): unit for unit in _UNITS}
_NO_UNIT = (None, expand("unit:UNITLESS"))


def unit_of(qudt: NamedNode) -> Unit | None:
    """The unit of a property of ours, ``None`` where no item is known to be it."""
    return _BY_QUDT.get(qudt)


def symbol(item: str) -> str:
    """``kg`` for ``Q11570``; the id itself of a unit that is not known."""
    known = _BY_ITEM.get(item)
    return known.symbol if known else item


def factor(item: str, qudt: NamedNode | None) -> Decimal | None:
    """How many of a unit of ours one of Wikidata's is; ``None`` where that is not known.

    A bare number has no unit on either side.
    """
    if not item and qudt in _NO_UNIT:
        return Decimal(1)
    theirs, ours = _BY_ITEM.get(item), _BY_QUDT.get(qudt) if qudt else None
    if theirs is None or ours is None or theirs.dimension != ours.dimension:
        return None
    return theirs.size / ours.size


def quantity_words(value: QuantityValue) -> str:
    """``7285 ± 0.5 kg``."""
    amount = f"{value.amount:f}"
    if value.lower is not None and value.upper is not None and value.lower != value.upper:
        low, high = value.amount - value.lower, value.upper - value.amount
        amount += f" ± {low:f}" if low == high else f" (from {value.lower:f} to {value.upper:f})"
    return f"{amount} {symbol(value.unit)}".rstrip()
