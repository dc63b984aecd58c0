"""What entities are called in requests and answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode

from downrange.links.model import EXACT, LinkTable
from downrange.namespaces import PREFIXES
from downrange.reconciliation.register import Register


class Identifiers(Protocol):
    """An identifier space: which node an id is of, and the other way about."""

    def node(self, name: str) -> str | None:
        """The IRI of what an id names, ``None`` where it names nothing known."""

    def id(self, node: str) -> str:
        """The id of an entity, empty where it has none in this space."""


@dataclass(frozen=True)
class OwnIdentifiers:
    """``mission/progress-ms-04``: the IRI behind ``{base}id/``.

    The IRI itself is understood too, and ``id:mission/progress-ms-04``, and terms of the
    ontology, which are values of properties (``sf:failedToOrbit``).
    """

    base: str
    register: Register

    @property
    def space(self) -> str:
        return f"{self.base}id/"

    def node(self, name: str) -> str | None:
        local = name.removeprefix(self.space).removeprefix("id:").removeprefix("id/")
        node = self.space + local
        if node in self.register.numbers:
            return node
        prefix, colon, rest = name.partition(":")
        if colon and prefix in PREFIXES and rest:
            return PREFIXES[prefix] + rest
        return name if name.startswith(PREFIXES["sf"]) else None

    def id(self, node: str) -> str:
        return node.removeprefix(self.space) if node in self.register.numbers else ""


class WikidataIdentifiers:
    """``Q18341312``: the item that an entity is linked to; the same for a mission and its craft."""

    space = PREFIXES["wd"]

    def __init__(self, nodes: Iterable[str], table: LinkTable) -> None:
        exact = {
            link.item: link.subject for link in table if link.holds and link.predicate == EXACT
        }
        self._ids: dict[str, str] = {}
        self._nodes: dict[str, str] = {}
        for node in nodes:
            item = table.item(NamedNode(node))
            if item is not None:
                name = item.value.removeprefix(self.space)
                self._ids[node] = name
                self._nodes.setdefault(name, exact[item].value if item in exact else node)

    def node(self, name: str) -> str | None:
        return self._nodes.get(name.removeprefix(self.space).removeprefix("wd:"))

    def id(self, node: str) -> str:
        return self._ids.get(node, "")
