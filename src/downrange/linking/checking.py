"""Whether the items of a link table are still there: Wikidata merges and deletes."""

from __future__ import annotations

from collections.abc import Iterator

from downrange.linking.client import WikidataClient
from downrange.links.model import LinkTable


def gone_items(table: LinkTable, client: WikidataClient) -> Iterator[str]:
    """A sentence for every item of the table that was merged into another or deleted.

    A merge is not always right, so nothing is changed: a person looks. Raises ``LinkError`` where
    Wikidata cannot be asked.
    """
    answers = client.entities(link.item_name for link in table if link.item is not None)
    for link in table:
        if link.item is None:
            continue
        found = answers[link.item_name]
        whose = f"{link.item_name} ({link.subject_label or link.subject.value})"
        if not found.exists:
            yield f"{whose} does not exist on Wikidata any more: look the entity up anew"
        elif found.redirected_to:
            yield f"{whose} was merged into {found.redirected_to}: check it, and link to that"
