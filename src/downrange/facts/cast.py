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
    """How a node hangs on another: ``subject property value``, said by whatever names the node.

    ``as_sure_as_said`` marks a tie that is only planned where the words are: cargo that was to
    be carried. Other ties hold whatever is said: a craft's planned mass is its craft's.
    """

    subject: Entity
    property: NamedNode
    value: Entity | NamedNode
    as_sure_as_said: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A node of the cast and the ties that hold it there."""

    entity: Entity
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event is and what tells it from others of its mission.

    ``words`` describe it for people (``docking with Mir``); ``parts`` are its slug's: the
    class, the counterpart, and a key where there are several (``docking``, ``Mir``,
    ``1999-08-28``).
    """

    cls: str
    words: str
    parts: tuple[str, ...]


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
# A part that is spoken of for the craft it belongs to: the command module of the CSM.
_SPOKEN_OF_AS = {"cm": "csm", "sm": "csm"}
_PARTS = {"stage", "module", "section", "compartment"}
# What can happen without a launch.
_ON_THE_GROUND = {
    *("sf:Event", "sf:Destruction", "sf:Deactivation", "sf:Explosion", "sf:Anomaly"),
    *("sf:Investigation", "sf:Suspension", "sf:Insurance"),
}
_IN_ORBIT = {"sf:Docking", "sf:Undocking", "sf:Encounter"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Makes the nodes of one mission.

    ``craft`` are its spacecraft in the order named, each with its type where that is told.
    ``launch_planned`` and ``orbit_planned`` tell whether its launch and its orbit were only
    planned, ``failed_to_orbit`` whether an outcome rules out an orbit. ``body`` is the one whose
    surface places are on.
    """

    naming: Naming
    mission: Entity
    slug: str
    craft: tuple[Entity, ...] = ()
    craft_types: tuple[tuple[NamedNode, Entity], ...] = ()
    launch_planned: bool = False
    orbit_planned: bool = False
    failed_to_orbit: bool = False
    body: str = "Earth"

    def of_mission(self) -> Member:
        return Member(self.mission)

    def of_craft(self, scope: str = "") -> Member:
        """The craft that ``scope`` names, the only one, or the stack that all of them make."""
        named = self.craft_named(scope)
        if named is None and len(self.craft) == 1:
            named = self.craft[0]
        if named is not None:
            return Member(named, (Tie(self.mission, _SPACECRAFT, named),))
        label = f"{self.mission.label} spacecraft" if self.craft else self.mission.label
        stack = self.naming.entity("sf:Spacecraft", label, self.slug)
        parts = tuple(Tie(stack, _HAS_PART, craft) for craft in self.craft)
        return Member(stack, (Tie(self.mission, _SPACECRAFT, stack), *parts))

    def craft_named(self, scope: str) -> Entity | None:
        """The one craft whose name has the words of ``scope`` in it (``LM`` in ``Apollo LM-7``)."""
        words = slugify(scope)
        wanted = set(_SPOKEN_OF_AS.get(words, words).split("-")) if words else set()
        fitting = [c for c in self.craft if wanted and wanted <= _words(c)]
        return fitting[0] if len(fitting) == 1 else None

    def craft_of_type(self, kind: Entity) -> Entity | None:
        """The one craft of a type."""
        fitting = [craft for known, craft in self.craft_types if known == kind.iri]
        return fitting[0] if len(fitting) == 1 else None

    def whole_of(self, part: str) -> Entity | None:
        """The one craft that a part's name begins with: the LM of an ``LM Ascent Stage``."""
        words = slugify(part).split("-")
        return self.craft_named(words[0]) if len(words) > 1 and words[-1] in _PARTS else None

    def launch(self) -> Member:
        if self.launch_planned:
            return self.planned_launch()
        launch = self._happening(self.kind("sf:Launch"))
        ties = (Tie(self.mission, _LAUNCH, launch), Tie(self.mission, _HAS_EVENT, launch))
        return Member(launch, ties)

    def planned_launch(self) -> Member:
        return self.planned_event(self.kind("sf:Launch"))

    def orbit(self, body: str = "") -> Member:
        """Its orbit; ``body`` where it is around another than its first one, in a sub-template."""
        if self.orbit_planned:
            return self.planned_orbit(body)
        label, slug = self._orbit(body)
        orbit = self.naming.entity("sf:Orbit", label, slug)
        return Member(orbit, (Tie(self.mission, _ORBIT, orbit),))

    def planned_orbit(self, body: str = "") -> Member:
        label, slug = self._orbit(body)
        plan = self._plan("sf:Orbit", f"planned {label}", slug)
        return Member(plan, (Tie(self.mission, _PLANNED_ORBIT, plan),))

    def _orbit(self, body: str) -> tuple[str, str]:
        label, slug = f"orbit of {self.mission.label}", f"{self.slug}-orbit"
        return (f"{label}, {body}", f"{slug}-{slugify(body)}") if body else (label, slug)

    def cargo(self, kind: str) -> Member:
        """The cargo of one kind: ``totalCargo``, ``fuel``."""
        what = _LABELS.get(kind, kind)
        label = f"{what} of {self.mission.label}"
        cargo = self.naming.entity("sf:Cargo", label, f"{self.slug}-{slugify(what)}")
        concept = self.naming.vocabulary.concept(f"sf:{kind}").iri
        return self._carried(cargo, concept)

    def cargo_item(self, name: str) -> Member:
        """An item of the cargo that has a name of its own."""
        cargo = self.owned("sf:Cargo", name)
        return self._carried(cargo, self.naming.vocabulary.concept("sf:item").iri)

    def _carried(self, cargo: Entity, kind: NamedNode) -> Member:
        ties = (
            Tie(self.mission, _CARRIES, cargo, as_sure_as_said=True),
            Tie(cargo, _CARGO_KIND, kind),
        )
        return Member(cargo, ties)

    def equipment(self, kind: str) -> Member:
        """Its telescope, its transponders: what a few general terms describe."""
        craft = self.of_craft()
        label = f"{kind} of {craft.entity.label}"
        group = self.naming.entity("sf:EquipmentGroup", label, f"{self.slug}-{kind}")
        return Member(group, (*craft.ties, Tie(craft.entity, _HAS_PART, group)))

    def owned(self, cls: str, name: str) -> Entity:
        """Something of this mission alone, whose name means nothing elsewhere."""
        own = slugify(name)
        return self.naming.entity(cls, name, f"{self.slug}-{own}" if own else "")

    def kind(self, cls: str, counterpart: str = "", key: str = "") -> Kind:
        """A kind of event, with whom, and a key where that does not tell it apart."""
        label = self.naming.vocabulary.class_(cls).label.casefold()
        words = f"{label} with {counterpart}" if counterpart else label
        words = f"{words} ({key})" if key else words
        return Kind(cls, words, (label, counterpart, key))

    def event(self, kind: Kind) -> Member:
        """An event of a kind; a plan where the launch or the orbit it needs never came."""
        if self._cannot_happen(kind.cls):
            return self.planned_event(kind)
        event = self._happening(kind)
        return Member(event, (Tie(self.mission, _HAS_EVENT, event),))

    def planned_event(self, kind: Kind) -> Member:
        """The plan of such an event."""
        plan = self._plan(kind.cls, f"planned {self._label(kind)}", self._slug(kind))
        return Member(plan, (Tie(self.mission, _PLANNED_EVENT, plan),))

    def _cannot_happen(self, cls: str) -> bool:
        if self.launch_planned and cls not in _ON_THE_GROUND:
            return True
        return self.failed_to_orbit and cls in _IN_ORBIT

    def _happening(self, kind: Kind) -> Entity:
        return self.naming.entity(kind.cls, self._label(kind), self._slug(kind))

    def _label(self, kind: Kind) -> str:
        return f"{kind.words} of {self.mission.label}"

    def _slug(self, kind: Kind) -> str:
        return "-".join((self.slug, *filter(None, map(slugify, kind.parts))))

    def _plan(self, cls: str, label: str, slug: str) -> Entity:
        term = self.naming.vocabulary.class_(cls)
        iri = self.naming.minter.entity(term, f"{slug}-planned")
        plan = self.naming.vocabulary.class_("sf:Plan").iri
        return Entity(iri, plan, label, stands_for=term.iri)


def _words(entity: Entity) -> set[str]:
    return set(slugify(entity.label).split("-"))
