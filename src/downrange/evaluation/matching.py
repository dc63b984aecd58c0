"""Whether a claim says what a gold fact says; the rules are in the package's docstring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from downrange.evaluation.claims import Claim, Node
from downrange.evaluation.gold import GoldConcept, GoldFact, GoldLiteral, GoldNode
from downrange.evaluation.properties import is_tie
from downrange.evaluation.values import same_literal, same_precision, time_parts
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

_DESCRIBED = tuple(
    expand(f"sf:{name}")
    for name in (
        "Event",
        "Plan",
        "HypotheticalEvent",
        "Role",
        "Cargo",
        "Orbit",
        "Circumstance",
        "MonetaryAmount",
        "EquipmentGroup",
        "Stage",
        "Engine",
        "DockingPort",
        "LaunchVehicle",
        "LaunchSite",
    )
)
_PLACE = expand("sf:Place")
_OWNED = tuple(
    expand(f"sf:{name}")
    for name in ("Event", "Plan", "HypotheticalEvent", "Role", "Cargo", "Orbit")
)
# What a plan's slug says beside what it is a plan of.
_STATUS = {"planned", "hypothesis"}


@dataclass(frozen=True)
class Matching:
    """The rules, which need the ontology's classes and units."""

    vocabulary: Vocabulary

    @cached_property
    def _described(self) -> frozenset[NamedNode]:
        return frozenset(
            cls
            for cls in self.vocabulary.classes
            if any(self.vocabulary.is_a(cls, top) for top in _DESCRIBED)
        )

    def same_subject(self, gold: GoldFact, claim: Claim) -> bool:
        return self.same_node(gold.subject, claim.subject)

    def same_value(self, gold: GoldFact, claim: Claim) -> bool:
        expected, value = gold.value, claim.value
        if isinstance(expected, GoldNode):
            return isinstance(value, Node) and self.same_node(expected, value)
        if isinstance(expected, GoldConcept):
            return value in expected.terms
        if isinstance(value, Literal):
            term = self.vocabulary.properties.get(claim.predicate)
            unit = term.unit_symbol if term and term.unit else ""
            return any(
                same_literal(form, expected.unit, value, unit, claim.fact.precision)
                for form in expected.forms
            )
        # A text where the dataset has an entity: what it is called decides.
        return isinstance(value, Node) and any(slugify(f) in value.names for f in expected.forms)

    @staticmethod
    def same_modality(gold: GoldFact, claim: Claim) -> bool:
        return gold.modality is None or gold.modality is claim.modality

    @staticmethod
    def same_precision(gold: GoldFact, claim: Claim) -> bool | None:
        """Whether times are equally precise; ``None`` where the value is no time."""
        if not isinstance(gold.value, GoldLiteral) or not isinstance(claim.value, Literal):
            return None
        if not time_parts(claim.value.value) or not any(map(time_parts, gold.value.forms)):
            return None
        precision = claim.fact.precision
        return any(same_precision(f, claim.value.value, precision) for f in gold.value.forms)

    def implies(self, gold: GoldFact, claim: Claim) -> bool:
        """Whether a claim about a node says the tie that gold wants: that it was, and whose."""
        if not is_tie(gold.predicates[0]) or not isinstance(gold.value, GoldNode):
            return False
        owners = {slug for _, slug in gold.subject.paths} | set(gold.subject.names)
        owned = replace(gold.value, owner="")
        return self.same_node(owned, claim.subject) and any(
            self._hangs_on(owner, claim.subject) for owner in owners
        )

    def same_speaker(self, gold: GoldFact, claim: Claim) -> bool:
        """Whether the speaker that gold names, if any, is the claim's."""
        if not gold.attributed_to:
            return True
        wanted = GoldNode(names=(gold.attributed_to,))
        return claim.speaker is not None and self.same_node(wanted, claim.speaker)

    def same_node(self, gold: GoldNode, node: Node) -> bool:
        if node.path in gold.paths:
            return True
        if any(cls in self._described for cls in node.classes):
            return self._same_description(gold, node)
        segment = node.path[0]
        by_name = {name for known, name in gold.paths if known == segment}
        if any(name in node.names for name in by_name):
            return True
        return (
            any(self._is_called(name, node) for name in gold.names)
            and self._class_fits(gold, node)
            and (not gold.paths or any(known == segment for known, _ in gold.paths))
        )

    def _is_called(self, name: str, node: Node) -> bool:
        """Whether a name is one of the node's; of a place, whether one says all it says."""
        names = {node.path[1], *node.names}
        if any(self.vocabulary.is_a(cls, _PLACE) for cls in node.classes):
            words = set(name.split("-"))
            return any(words <= set(known.split("-")) for known in names)
        return name in names

    def _same_description(self, gold: GoldNode, node: Node) -> bool:
        if not self._class_fits(gold, node) or not self._owner_fits(gold, node):
            return False
        wanted = [set(name.split("-")) for name in gold.names]
        if not wanted and not gold.classes:
            # A bare path tells the class in its words.
            segments = {known for known, _ in gold.paths}
            if node.path[0] not in segments:
                return False
        if not wanted:
            wanted = [self._own_words(slug, gold) for _, slug in gold.paths]
        return not wanted or any(words <= node.words for words in wanted)

    def _own_words(self, slug: str, gold: GoldNode) -> set[str]:
        """The words of a gold path that tell the node from others of its owner and class."""
        words = set(slug.split("-")) - _STATUS - set(gold.owner.split("-"))
        for cls in gold.classes:
            words -= set(slugify(self.vocabulary.classes[cls].label).split("-"))
        return words

    def _class_fits(self, gold: GoldNode, node: Node) -> bool:
        return not gold.classes or any(
            self.vocabulary.is_a(mine, wanted) for mine in node.classes for wanted in gold.classes
        )

    def _owner_fits(self, gold: GoldNode, node: Node) -> bool:
        owned = any(self.vocabulary.is_a(mine, top) for mine in node.classes for top in _OWNED)
        return not gold.owner or not owned or self._hangs_on(gold.owner, node)

    @staticmethod
    def _hangs_on(owner: str, node: Node) -> bool:
        """Whether a node is a mission's, by what ties it or by its IRI."""
        slug = node.path[1]
        return owner in node.owners or slug == owner or slug.startswith(f"{owner}-")
