"""Candidates from any service that speaks the Reconciliation API 0.2 about Wikidata.

See https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ . Such a
service tells names and types, no statements: its candidates are for a person to judge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from downrange.errors import LinkError
from downrange.linking.alignment import INSTANCE_OF, Alignment
from downrange.linking.item import Item, is_item_id
from downrange.linking.subject import Subject
from downrange.linking.transport import Json, Transport
from downrange.namespaces import SF, expand

VERSION = "0.2"
_SPACES = {"http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"}
_LIMIT = 10
_STRING = expand("xsd:string")


@dataclass(frozen=True, slots=True)
class ReconciliationSource:
    """A service at ``url``; made by ``connect``, which looks at its manifest."""

    transport: Transport
    url: str
    alignment: Alignment

    @classmethod
    def connect(cls, transport: Transport, url: str, alignment: Alignment) -> ReconciliationSource:
        """Raises ``LinkError`` where the service speaks another version, or not of Wikidata."""
        manifest = transport.get(url, {})
        versions = manifest.get("versions")
        if not isinstance(versions, list) or VERSION not in versions:
            raise LinkError(
                f"{url} speaks version {versions or 'unknown'} of the Reconciliation API.",
                advice=f"Downrange speaks {VERSION}.",
            )
        space = manifest.get("identifierSpace")
        if not isinstance(space, str) or space not in _SPACES:
            raise LinkError(
                f"{url} knows {space!r}, and the table links to Wikidata's items.",
                advice=f"Ask {url.rstrip('/')}/wikidata instead."
                if manifest.get("schemaSpace") == SF
                else "",
            )
        return cls(transport, url, alignment)

    def candidates(self, subject: Subject) -> list[Item]:
        query = {
            "query": subject.label,
            "limit": _LIMIT,
            "properties": [{"pid": pid, "v": value} for pid, value in self._told(subject)],
        }
        queries = json.dumps({"q0": query}, ensure_ascii=False)
        answer = self.transport.post(self.url, {"queries": queries})
        told = answer.get("q0")
        result = told.get("result") if isinstance(told, dict) else None
        if not isinstance(result, list):
            raise LinkError(f"{self.url} gives no result for {subject.label!r}.")
        items = [item for entry in result if (item := _item(entry)) is not None]
        return list({item.id: item for item in reversed(items)}.values())[::-1]

    def classes(self, item: Item) -> frozenset[str]:
        return frozenset(str(value) for value in item.values(INSTANCE_OF))

    def _told(self, subject: Subject) -> Iterator[tuple[str, str]]:
        """Identifiers only: how a service compares a time is not specified."""
        for predicate, values in subject.facts.items():
            for name in sorted(self.alignment.nearest.get(predicate, ())):
                for value in values:
                    if isinstance(value, Literal) and value.datatype == _STRING:
                        yield name, value.value


def _item(entry: Json) -> Item | None:
    name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
    if not is_item_id(name):
        return None
    types = entry.get("type")
    ids = (
        [t.get("id") if isinstance(t, dict) else t for t in types or []]
        if isinstance(types, list)
        else []
    )
    return Item(
        name,
        (str(entry["name"]),) if entry.get("name") else (),
        description=str(entry.get("description") or ""),
        statements={INSTANCE_OF: tuple(str(i) for i in ids if i)},
    )
