"""Where in the graph to find what an item of Wikidata says of itself.

Wikidata has one item where the graph has several nodes: the item of a mission also says when it
was launched, on what, and how heavy its spacecraft was. What the two have in common is said by
``ontology/alignments.ttl`` alone; a property that it aligns (``skos:closeMatch``) is looked for
on the entity itself. This table adds the nodes to look on besides, each with the reason, and no
identifier that the alignments do not have for that property.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.namespaces import contract, expand
from downrange.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Route:
    """How a property of Wikidata is answered by the graph.

    ``path`` is a SPARQL property path from an entity of class ``start`` (any, if empty) to the
    nodes, of class ``of_class`` if given, that have ``predicate``; ``^sf:crewMember`` asks for
    the nodes that have them for its value. ``through`` leads from a value without an item to
    what stands for it there. ``by_hand`` says why what is missing there is left to a person,
    ``reason`` why the graph has it elsewhere.
    """

    wikidata: str
    predicate: str
    path: str = ""
    of_class: str = ""
    start: str = ""
    through: str = ""
    by_hand: str = ""
    reason: str = ""

    @property
    def term(self) -> NamedNode:
        """The property without its direction."""
        return expand(self.predicate.removeprefix("^"))


_HEIGHT = "Wikidata does not say whether it is a height or a distance from the centre"
_ON_LAUNCH = "a mission's item has what the graph says of its launch"
_ON_CRAFT = "a mission and its spacecraft share an item, and the graph has it on the spacecraft"
_ON_ORBIT = "the item has the elements of its orbit, which is a node of its own here"
_ON_EVENT = "the item has the date of what is an event of its own here"
_AT_EVENT = "the item has the place of what is an event of its own here"
_OF_FLIGHT = "a spacecraft's item has what the graph says of its mission"

ELSEWHERE = (
    Route("P619", "sf:launchTime", "sf:launch", reason=_ON_LAUNCH),
    Route(
        "P375",
        "sf:launchVehicle",
        "sf:launch",
        through="sf:launchVehicleType",
        reason=f"{_ON_LAUNCH}, and names the type where the graph has the one vehicle that flew",
    ),
    Route("P1427", "sf:launchSite", "sf:launch", reason=_ON_LAUNCH),
    Route("P1079", "sf:launchContractor", "sf:launch", reason=_ON_LAUNCH),
    Route("P176", "sf:manufacturer", "sf:spacecraft", reason=_ON_CRAFT),
    Route("P137", "sf:operator", "sf:spacecraft", reason=_ON_CRAFT),
    Route("P247", "sf:cosparId", "sf:spacecraft", reason=_ON_CRAFT),
    Route("P377", "sf:satcatNumber", "sf:spacecraft", reason=_ON_CRAFT),
    Route("P2067", "sf:launchMass", "sf:spacecraft", start="sf:Mission", reason=_ON_CRAFT),
    Route("P2067", "sf:launchMass", start="sf:Spacecraft", reason="its mass is that at launch"),
    Route(
        "P289",
        "sf:spacecraftType",
        "sf:spacecraft",
        by_hand="P289 is for the classes of ships in the first place",
        reason=_ON_CRAFT,
    ),
    Route("P522", "sf:regime", "sf:orbit", reason=_ON_ORBIT),
    Route("P397", "sf:centralBody", "sf:orbit", reason=_ON_ORBIT),
    Route("P2243", "sf:apoapsis", "sf:orbit", by_hand=_HEIGHT, reason=_ON_ORBIT),
    Route("P2244", "sf:periapsis", "sf:orbit", by_hand=_HEIGHT, reason=_ON_ORBIT),
    Route("P2045", "sf:inclination", "sf:orbit", reason=_ON_ORBIT),
    Route("P2146", "sf:period", "sf:orbit", reason=_ON_ORBIT),
    Route("P2233", "sf:semiMajorAxis", "sf:orbit", reason=_ON_ORBIT),
    Route("P1096", "sf:eccentricity", "sf:orbit", reason=_ON_ORBIT),
    Route("P620", "sf:time", "sf:hasEvent", "sf:Landing", reason=_ON_EVENT),
    Route("P1158", "sf:place", "sf:hasEvent", "sf:Landing", reason=_AT_EVENT),
    Route("P621", "sf:time", "sf:hasEvent", "sf:Decay", reason=_ON_EVENT),
    Route("P622", "sf:time", "sf:hasEvent", "sf:Docking", reason=_ON_EVENT),
    Route("P622", "sf:time", "sf:hasEvent", "sf:Undocking", reason=_ON_EVENT),
    Route("P361", "sf:programme", start="sf:Mission", reason="a mission is part of its programme"),
    Route("P450", "^sf:crewMember", start="sf:Person", reason="the graph has crews on missions"),
    Route("P619", "sf:launchTime", "^sf:spacecraft/sf:launch", reason=_OF_FLIGHT),
    Route(
        "P375",
        "sf:launchVehicle",
        "^sf:spacecraft/sf:launch",
        through="sf:launchVehicleType",
        reason=_OF_FLIGHT,
    ),
    Route("P1427", "sf:launchSite", "^sf:spacecraft/sf:launch", reason=_OF_FLIGHT),
)

NOT_COMPARED = {
    "P793": "significant events are kinds of events there, and each event is a node here",
    "P585": "it dates events, which have no items",
    "P248": "it is part of references",
}
"""Aligned properties that no item shares with an entity, and why."""

ONE_VALUE = {"P247", "P377", "P625", "P155", "P156", "P619", "P620", "P621", "P375", "P1427"}
"""Properties of which an item has one value: another one there contradicts ours."""

SEVERAL = {"P622"}
"""Properties of which an item has several values though each of its nodes has one here."""

BY_HAND = {
    "P625": "a place has one pair of coordinates, and which is better is for a person to say",
    "P289": "P289 is for the classes of ships in the first place",
}
"""Directly aligned properties of which nothing is proposed."""


@dataclass(frozen=True, slots=True)
class RouteMap:
    """Every way to answer a property of Wikidata."""

    routes: tuple[Route, ...]

    @classmethod
    def of(cls, alignment: Alignment) -> RouteMap:
        """The direct ways that the alignments give, and those of the table.

        Raises ``LinkError`` where the table has what the alignments do not.
        """
        for route in ELSEWHERE:
            aligned = {route.term, expand(route.of_class)} if route.of_class else {route.term}
            if not any(route.wikidata in alignment.related.get(term, ()) for term in aligned):
                raise LinkError(
                    f"{route.predicate} is compared with {route.wikidata}, which the alignments "
                    "do not have for it.",
                    advice="Add it to ontology/alignments.ttl, with its evidence.",
                )
        direct = (
            Route(name, contract(term), by_hand=BY_HAND.get(name, ""))
            for term, names in alignment.nearest.items()
            for name in names
            if name.startswith("P") and name not in NOT_COMPARED
        )
        return cls((*sorted(direct, key=lambda r: (r.wikidata, r.predicate)), *ELSEWHERE))

    def of_classes(self, classes: Iterable[NamedNode], vocabulary: Vocabulary) -> Iterator[Route]:
        """The ways that can begin at an entity of some classes, its superclasses among them."""
        own = set(classes)
        for route in self.routes:
            if _may_start(route, own, vocabulary):
                yield route


def _may_start(route: Route, classes: set[NamedNode], vocabulary: Vocabulary) -> bool:
    if route.start:
        return expand(route.start) in classes
    first = expand(route.path.split("/")[0].removeprefix("^") or contract(route.term))
    term = vocabulary.properties.get(first)
    if term is None:
        return False
    ends = term.ranges if route.path.startswith("^") else term.domains
    return not ends or bool(ends & classes)
