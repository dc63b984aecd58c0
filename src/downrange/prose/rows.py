"""What a pattern states: rows of node, property and value, checked when they are read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.errors import VocabularyError
from downrange.facts.mapping import NodeKind
from downrange.facts.model import Modality
from downrange.vocabulary import PropertyTerm, Vocabulary

_KEYS = ("node", "of", "with", "key", "modality", "property", "value")
_NODE_KEYS = ("node", "of", "with", "key", "modality")
_SLOTS = ("of", "with", "key")
# Nodes that an event's class stands behind the colon of.
_OF_A_CLASS = {str(NodeKind.EVENT), "deed"}
NODES = (
    *(*NodeKind, "role", "slot", "deed", "post", "circumstance", "item", "part", "amount"),
    *("programme", "roster"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a pattern states.

    ``node`` carries the property: a member of the cast of the mission in slot ``of`` (the
    document's topic where that is empty), or

    * ``slot``: the entity in slot ``of`` itself;
    * ``role``: what the person in slot ``with`` is on a mission;
    * ``post``: what the person in slot ``with`` is in the organisation in slot ``of``;
    * ``deed``: an event that belongs to the person or organisation in slot ``of``;
    * ``circumstance``, ``item``, ``part``: what the words of ``with`` name: why, what was
      carried, or what of the craft;
    * ``roster``: everybody in the list ``value``, with what each of them is (``rosters``);
    * ``amount``: the money in slot ``with``;
    * ``programme``: the known one that craft of the type in slot ``with`` fly in.

    ``detail`` is what stands behind the node's colon, ``counterpart`` the slot of whom the
    event is with, ``key`` the slot that tells it from others of its kind. ``stands`` is how
    sure the node is where that differs from what is said of it: the cause of a failure may be
    only possible while the failure is not; a mission is known by a name though it never flew.
    ``value`` is a slot or a named group, ``concept`` a
    fixed value, ``other`` another node as the value.
    """

    node: str
    detail: str
    of: str
    counterpart: str
    key: str
    stands: Modality | None
    property: PropertyTerm
    value: str = ""
    concept: NamedNode | None = None
    other: Row | None = None

    def subject(self) -> tuple[object, ...]:
        """What its nodes depend on: rows that are alike in it speak of the same."""
        position = self.value if self.node in ("role", "post") else ""
        return self.node, self.detail, self.of, self.counterpart, self.key, self.stands, position


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of a pattern that has the slots and groups ``names``.

    Raises ``VocabularyError`` where a row names what does not exist.
    """

    vocabulary: Vocabulary
    names: frozenset[str]

    def row(self, table: Mapping[str, object]) -> Row:
        for key in table:
            among(key, _KEYS, "key of a state")
        term = self.vocabulary.property(str(table.get("property", "")))
        value = table.get("value", "")
        if isinstance(value, dict):
            for key in value:
                among(key, _NODE_KEYS, "key of a node")
            return self._row(table, term, other=self._row(value, term))
        if str(value).startswith("sf:"):
            return self._row(table, term, concept=self.vocabulary.concept(str(value)).iri)
        among(str(value), self.names, "slot")
        return self._row(table, term, value=str(value))

    def _row(
        self,
        table: Mapping[str, object],
        term: PropertyTerm,
        *,
        value: str = "",
        concept: NamedNode | None = None,
        other: Row | None = None,
    ) -> Row:
        node, _, detail = str(table.get("node", "")).partition(":")
        among(node, NODES, "node")
        of, counterpart, key = (str(table.get(name, "")) for name in _SLOTS)
        for slot in filter(None, (of, counterpart, key)):
            among(slot, self.names, "slot")
        if node in _OF_A_CLASS:
            self.vocabulary.class_(f"sf:{detail}")
        modality = str(table.get("modality", ""))
        if modality:
            among(modality, Modality, "modality")
        stands = Modality(modality) if modality else None
        return Row(node, detail, of, counterpart, key, stands, term, value, concept, other)


def among(name: str, names: Iterable[str], what: str) -> None:
    """Raises ``VocabularyError``, with the nearest right name, where a name is not one of some."""
    known = sorted(str(n) for n in names)
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."
    raise VocabularyError(f"no such {what} {name!r}: {hint}")
