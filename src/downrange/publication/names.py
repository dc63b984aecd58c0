"""What an IRI is called and where its page is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from downrange.namespaces import SF, contract
from downrange.publication.index import CONFLICT, TYPE, Index, iri
from downrange.vocabulary import Vocabulary

SHAPES = "https://w3id.org/downrange/shapes#"
PLAN = iri("sf:Plan")
HYPOTHESIS = iri("sf:HypotheticalEvent")
_PLAN_OF = iri("sf:planOf")
_HYPOTHESIS_OF = iri("sf:hypothesisOf")
_DOCUMENT = iri("sf:Document")
_OWN_KINDS = {iri("sf:Statement"), iri("sf:Passage"), CONFLICT}


@dataclass(frozen=True, slots=True)
class Reference:
    """Something to point at: its label, and its page within the site if it has one.

    ``kind`` is its class in words, ``standing`` is ``planned`` or ``possible`` for what has not,
    or may not have, happened.
    """

    iri: str
    label: str
    path: str | None = None
    fragment: str = ""
    kind: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Names:
    """Names and places for everything in one dataset."""

    index: Index
    vocabulary: Vocabulary
    base: str

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The IRIs that have a page as an entity, sorted."""
        home = f"{self.base}id/"
        return tuple(
            node for node in self.index if node.startswith(home) and self._is_described(node)
        )

    def _is_described(self, node: str) -> bool:
        return bool(self.index.objects(node, TYPE)) and self.segment(node) != ""

    @cached_property
    def documents(self) -> tuple[str, ...]:
        return tuple(n for n in self.index.of_type.get(_DOCUMENT, ()) if self.path(n) is not None)

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        return tuple(n for n in self.index.of_type.get(CONFLICT, ()) if self.path(n) is not None)

    @cached_property
    def _with_pages(self) -> frozenset[str]:
        return frozenset((*self.entities, *self.documents, *self.conflicts))

    def path(self, node: str) -> str | None:
        """An IRI without the base; ``None`` for one that is not under it."""
        return node[len(self.base) :] if node.startswith(self.base) and node != self.base else None

    def segment(self, node: str) -> str:
        """``mission`` of ``{base}id/mission/progress-ms-04``; empty for other IRIs."""
        parts = (self.path(node) or "").split("/")
        return parts[1] if len(parts) > 2 and parts[0] == "id" else ""

    def place(self, node: str) -> tuple[str, str] | None:
        """The path of the page that tells of an IRI, and the fragment there."""
        if node in self._with_pages:
            return node[len(self.base) :], ""
        if node.startswith(SF):
            return "ns", node[len(SF) :]
        if node.startswith(SHAPES):
            return "shapes", node[len(SHAPES) :]
        path = self.path(node)
        if path is None:
            return None
        first, _, rest = path.partition("/")
        owner, _, name = rest.rpartition("/")
        document = f"document/{owner}"
        if first in ("passage", "statement") and f"{self.base}{document}" in self._with_pages:
            return document, f"{first[0]}-{name}"
        return None

    @cached_property
    def _references(self) -> dict[str, Reference]:
        return {}

    def reference(self, node: str) -> Reference:
        """How to point at a node."""
        known = self._references.get(node)
        if known is None:
            known = self._references[node] = self._reference(node)
        return known

    def _reference(self, node: str) -> Reference:
        place = self.place(node)
        path, fragment = place if place else (None, "")
        if node.startswith(SF):
            return Reference(node, self.term(node), path, fragment)
        return Reference(
            node,
            self.index.label(node) if node in self.index else contract(NamedNode(node)),
            path,
            fragment,
            self.kind(node),
            self.standing(node),
        )

    def term(self, node: str) -> str:
        """A term of the ontology in words: ``launch mass``; a compact IRI for one of others."""
        key = NamedNode(node)
        vocabulary = self.vocabulary
        known = (
            vocabulary.properties.get(key)
            or vocabulary.classes.get(key)
            or vocabulary.concepts.get(key)
        )
        return known.label if known and known.label else contract(key)

    def classes(self, node: str) -> list[str]:
        """The most specific classes of a node; of a plan, what is planned."""
        stated = self.index.nodes(node, TYPE)
        if PLAN in stated or HYPOTHESIS in stated:
            meant = self.index.nodes(node, _PLAN_OF) or self.index.nodes(node, _HYPOTHESIS_OF)
            stated = meant or stated
        known = self.vocabulary.classes
        general = {
            above.value
            for cls in stated
            if (term := known.get(NamedNode(cls))) is not None
            for above in term.ancestors
        }
        return [cls for cls in stated if cls not in general and cls not in _OWN_KINDS]

    def kind(self, node: str) -> str:
        """The class of a node in words: ``mission``, ``docking``."""
        return ", ".join(self.term(cls) for cls in self.classes(node))

    def standing(self, node: str) -> str:
        """``planned`` for a plan, ``possible`` for a hypothesis, empty for what is so."""
        stated = self.index.nodes(node, TYPE)
        if PLAN in stated:
            return "planned"
        return "possible" if HYPOTHESIS in stated else ""


def compact(node: str) -> str:
    """``sf:launchMass``: the compact form of an IRI, or the IRI."""
    return contract(NamedNode(node))
