"""What an entity is, in one line: its class and the few facts that tell it from others."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from downrange.publication.index import PREDICATE, SUBJECT, Index, iri
from downrange.publication.names import Names
from downrange.publication.wording import inverted, show

_PHRASES: tuple[tuple[str, str], ...] = (
    ("sf:missionType", "{}"),
    ("sf:cargoKind", "{}"),
    ("sf:position", "{}"),
    ("sf:spacecraftType", "of the type {}"),
    ("sf:launchVehicleType", "of the type {}"),
    ("sf:serialNumber", "number {}"),
    ("sf:mass", "{}"),
    ("sf:operator", "operated by {}"),
    ("sf:manufacturer", "built by {}"),
    ("sf:holder", "held by {}"),
    ("sf:organization", "at {}"),
    ("sf:time", "{}"),
    ("sf:place", "at {}"),
    ("sf:target", "with regard to {}"),
    ("sf:centralBody", "around {}"),
    ("sf:partOf", "part of {}"),
    ("sf:country", "in {}"),
    ("sf:outcome", "outcome: {}"),
)
_MOST = 4
_LAUNCH = iri("sf:launch")
_TIME = iri("sf:time")
_PRECISION = iri("sf:timePrecision")


@dataclass(frozen=True)
class OneLine:
    """Says what an entity is in one line."""

    index: Index
    names: Names

    def of(self, node: str) -> str:
        """``Mission: ISS resupply, operated by Roscosmos, launched 1 December 2016, …``."""
        kind = self.names.kind(node) or "thing"
        standing = self.names.standing(node)
        head = f"{standing} {kind}".strip()
        phrases = self._phrases(node)[:_MOST] or self._role(node)
        line = f"{head}: {', '.join(phrases)}" if phrases else head
        return line[:1].upper() + line[1:]

    def _phrases(self, node: str) -> list[str]:
        said = []
        for curie, phrase in _PHRASES:
            words = self._value(node, iri(curie))
            if words:
                said.append(phrase.format(words))
            if curie == "sf:operator" and (launch := self.index.node(node, _LAUNCH)):
                date = self._value(launch, _TIME)
                said += [f"launched {date}"] if date else []
        return said

    def _value(self, node: str, predicate: str) -> str:
        value = next(iter(self.index.objects(node, predicate)), None)
        if not isinstance(value, NamedNode | Literal):
            return ""
        return show(self.names, predicate, value, self.index.text(node, _PRECISION)).words

    def _role(self, node: str) -> list[str]:
        """What it is to something else: ``operator of Progress MS-04``, ``Tuva is part of it``."""
        for statement in self.index.statements_to.get(node, ()):
            label = self.names.term(self.index.node(statement, PREDICATE))
            other = self.index.label(self.index.node(statement, SUBJECT))
            role = inverted(label)
            if role.endswith(" of"):
                return [f"{role} {other}"]
            return [f"{other} is {role}" if " " in label else f"{other} {role}"]
        return []
