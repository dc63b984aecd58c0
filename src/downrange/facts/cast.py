"""The cast of a mission: the nodes that its infobox speaks of.

A mission has one launch, one orbit, one total of its cargo; each has an IRI made of the
mission's slug. What was only planned is a plan of the thing, another node.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.identity import slugify
from downrange.namespaces import expand


@dataclass(frozen=True, slots=True)
class Tie:
    """How a node hangs on another: ``subject property value``, said by whatever names the node."""

    subject: Entity
    property: NamedNode
    value: Entity | NamedNode


@dataclass(frozen=True, slots=True)
class Member:
    """A node of the cast and the ties that hold it there."""

    entity: Entity
    ties: tuple[Tie, ...] = ()


_LAUNCH = expand("sf:launch")
_HAS_EVENT = expand("sf:hasEvent")
_PLANNED_EVENT = expand("sf:plannedEvent")
_ORBIT = expand("sf:orbit")
_PLANNED_ORBIT = expand("sf:plannedOrbit")
_SPACECRAFT = expand("sf:spacecraft")
_HAS_PART = expand("sf:hasPart")
_CARRIES = expand("sf:carries")
_CARGO_KIND = expand("sf:cargoKind")
_LABELS = {
    "totalCargo": "total cargo",
    "pressurised": "pressurised cargo",
    "unpressurised": "unpressurised cargo",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Makes the nodes of one mission.

    ``craft`` are its spacecraft in the order named, each with the slug of its type where that
    is told; ``launch_planned`` and ``orbit_planned`` tell whether its launch and its orbit were
    only planned.
    """

    naming: Naming
    mission: Entity
    slug: str
    craft: tuple[Entity, ...] = ()
    craft_types: tuple[tuple[str, Entity], ...] = ()
    launch_planned: bool = False
    orbit_planned: bool = False

    def of_mission(self) -> Member:
        return Member(self.mission)

    def of_craft(self, scope: str = "") -> Member:
        """The craft that ``scope`` names, the only one, or the stack that all of them make."""
        named = self.craft_named(scope)
        if named is not None:
            return Member(named, (Tie(self.mission, _SPACECRAFT, named),))
        if len(self.craft) == 1:
            return Member(self.craft[0], (Tie(self.mission, _SPACECRAFT, self.craft[0]),))
        label = f"{self.mission.label} spacecraft" if self.craft else self.mission.label
        stack = self.naming.entity("sf:Spacecraft", label, self.slug)
        parts = tuple(Tie(stack, _HAS_PART, craft) for craft in self.craft)
        return Member(stack, (Tie(self.mission, _SPACECRAFT, stack), *parts))

    def craft_named(self, scope: str) -> Entity | None:
        """The one craft whose name has the words of ``scope`` in it (``LM`` in ``Apollo LM-7``)."""
        wanted = set(slugify(scope).split("-")) if scope else set()
        fitting = [c for c in self.craft if wanted and wanted <= set(slugify(c.label).split("-"))]
        return fitting[0] if len(fitting) == 1 else None

    def craft_of_type(self, name: str) -> Entity | None:
        """The one craft of the type that a page or a text calls ``name``."""
        fitting = [craft for kind, craft in self.craft_types if kind == slugify(name)]
        return fitting[0] if len(fitting) == 1 else None

    def launch(self) -> Member:
        if self.launch_planned:
            return self.planned_launch()
        launch = self._happening("sf:Launch", "launch", "launch")
        ties = (Tie(self.mission, _LAUNCH, launch), Tie(self.mission, _HAS_EVENT, launch))
        return Member(launch, ties)

    def planned_launch(self) -> Member:
        return self.planned_event("sf:Launch")

    def orbit(self) -> Member:
        if self.orbit_planned:
            orbit = self._plan("sf:Orbit", "orbit", f"planned orbit of {self.mission.label}")
            return Member(orbit, (Tie(self.mission, _PLANNED_ORBIT, orbit),))
        label = f"orbit of {self.mission.label}"
        orbit = self.naming.entity("sf:Orbit", label, f"{self.slug}-orbit")
        return Member(orbit, (Tie(self.mission, _ORBIT, orbit),))

    def orbit_of(self, body: str) -> Member:
        """Its orbit around another body than its first one: the Moon's, in a sub-template."""
        slug = f"{self.slug}-orbit-{slugify(body)}"
        orbit = self.naming.entity("sf:Orbit", f"orbit of {self.mission.label}, {body}", slug)
        return Member(orbit, (Tie(self.mission, _ORBIT, orbit),))

    def cargo(self, kind: str) -> Member:
        """The cargo of one kind: ``totalCargo``, ``fuel``."""
        what = _LABELS.get(kind, kind)
        label = f"{what} of {self.mission.label}"
        cargo = self.naming.entity("sf:Cargo", label, f"{self.slug}-{slugify(what)}")
        concept = self.naming.vocabulary.concept(f"sf:{kind}").iri
        return self._carried(cargo, concept)

    def cargo_item(self, name: str) -> Member:
        """An item of the cargo that has a name of its own."""
        cargo = self.naming.entity("sf:Cargo", name, f"{self.slug}-{slugify(name)}")
        return self._carried(cargo, self.naming.vocabulary.concept("sf:item").iri)

    def _carried(self, cargo: Entity, kind: NamedNode) -> Member:
        ties = (Tie(self.mission, _CARRIES, cargo), Tie(cargo, _CARGO_KIND, kind))
        return Member(cargo, ties)

    def equipment(self, kind: str) -> Member:
        """Its telescope, its transponders: what a few general terms describe."""
        craft = self.of_craft()
        label = f"{kind} of {craft.entity.label}"
        group = self.naming.entity("sf:EquipmentGroup", label, f"{self.slug}-{kind}")
        return Member(group, (*craft.ties, Tie(craft.entity, _HAS_PART, group)))

    def event(self, cls: str, counterpart: str = "") -> Member:
        """An event of the class ``cls`` (``sf:Landing``), with whom where that tells it apart."""
        event = self._happening(cls, *self._kind(cls, counterpart))
        return Member(event, (Tie(self.mission, _HAS_EVENT, event),))

    def planned_event(self, cls: str, counterpart: str = "") -> Member:
        """The plan of such an event."""
        kind, words = self._kind(cls, counterpart)
        plan = self._plan(cls, kind, f"planned {words} of {self.mission.label}")
        return Member(plan, (Tie(self.mission, _PLANNED_EVENT, plan),))

    def _kind(self, cls: str, counterpart: str) -> tuple[str, str]:
        label = self.naming.vocabulary.class_(cls).label.casefold()
        kind = "-".join(filter(None, (slugify(label), slugify(counterpart))))
        return kind, f"{label} with {counterpart}" if counterpart else label

    def _happening(self, cls: str, kind: str, words: str) -> Entity:
        return self.naming.entity(cls, f"{words} of {self.mission.label}", f"{self.slug}-{kind}")

    def _plan(self, cls: str, kind: str, label: str) -> Entity:
        term = self.naming.vocabulary.class_(cls)
        iri = self.naming.minter.entity(term, f"{self.slug}-{kind}-planned")
        plan = self.naming.vocabulary.class_("sf:Plan").iri
        return Entity(iri, plan, label, stands_for=term.iri)
