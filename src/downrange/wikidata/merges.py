"""Items that were merged into others, where they are values: the old id and the new are one.

A statement of Wikidata keeps the old id until a bot comes by, and so does a table of links until
somebody runs ``downrange link --check``. Only what was held against each other in vain is asked
about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from downrange.wikidata.comparison import Comparison
from downrange.wikidata.item import WikidataItem, WikidataStatement
from downrange.wikidata.linked import Links
from downrange.wikidata.questions import Outcome
from downrange.wikidata.sources import Source, fetch
from downrange.wikidata.values import ItemValue

Merges = Mapping[str, str]
"""The id of a merged item, and of the one that it was merged into."""


def merged_values(comparisons: Iterable[Comparison], source: Source) -> Merges:
    """The merges among the items that no value agrees about.

    Raises ``LinkError`` where the source cannot be asked. What is not there is not told of.
    """
    wanted = {name for comparison in comparisons for name in _in_doubt(comparison)}
    if not wanted:
        return {}
    found = fetch(source, wanted).items
    return {name: item.id for name, item in found.items() if item.id != name}


def links_after(links: Links, merges: Merges) -> Links:
    """Links to the items that are there now."""
    return Links(
        {node: merges.get(item, item) for node, item in links.exact.items()},
        {node: merges.get(item, item) for node, item in links.shared.items()},
    )


def item_after(item: WikidataItem, merges: Merges) -> WikidataItem:
    """An item whose values are the items that are there now."""
    statements = {
        name: tuple(_statement_after(statement, merges) for statement in group)
        for name, group in item.statements.items()
    }
    return replace(item, statements=statements)


def _statement_after(statement: WikidataStatement, merges: Merges) -> WikidataStatement:
    value = statement.value
    if isinstance(value, ItemValue) and value.id in merges:
        return replace(statement, value=ItemValue(merges[value.id]))
    return statement


def _in_doubt(comparison: Comparison) -> Iterator[str]:
    """The items of both sides, by each property of which ours has one that agrees with none."""
    rows = [row for row in comparison.rows if row.outcome is not Outcome.AGREES]
    open_ones = {row.wikidata for row in rows if row.ours is not None and row.ours.item}
    for row in rows:
        if row.wikidata not in open_ones:
            continue
        if row.ours is not None:
            yield from filter(None, (row.ours.item, *row.ours.wider))
        for statement in row.theirs:
            if isinstance(statement.value, ItemValue):
                yield statement.value.id
