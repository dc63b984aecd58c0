"""Facts in groups that make sense to a reader, told from what the ontology says of a property.

No property is named here: a new one finds its group by its range and its unit.
"""

from __future__ import annotations

from enum import StrEnum

from pyoxigraph import NamedNode

from downrange.publication.index import Term, iri
from downrange.publication.names import Names
from downrange.publication.wording import TIMES


class Group(StrEnum):
    """The groups, in the order of a page. The value is the heading."""

    GENERAL = "In general"
    ORGANISATIONS = "Organisations"
    PEOPLE = "People"
    MISSIONS = "Missions and programmes"
    TIMES = "Dates and durations"
    FIGURES = "Figures"
    PLACES = "Places"
    CRAFT = "Craft and equipment"
    ORBIT = "Orbit"
    EVENTS = "What happened"
    CAUSES = "Causes"
    PLANNED = "What was planned"
    POSSIBLE = "What is only held possible"
    CARGO = "Cargo"

    @property
    def slug(self) -> str:
        """For the class and the fragment of the group: ``figures``."""
        return self.name.lower()


_OF_SEGMENT = {
    **dict.fromkeys(("mission", "programme"), Group.MISSIONS),
    **dict.fromkeys(
        (
            *("spacecraft", "spacecraft-type", "launch-vehicle", "launch-vehicle-type", "stage"),
            *("engine", "engine-type", "module", "docking-port", "equipment-group", "vessel"),
        ),
        Group.CRAFT,
    ),
    **dict.fromkeys(("place", "spaceport", "launch-site", "celestial-body"), Group.PLACES),
    **dict.fromkeys(("orbit", "orbit-regime", "reference-system"), Group.ORBIT),
    "cargo": Group.CARGO,
    **dict.fromkeys(("person", "role"), Group.PEOPLE),
    "organization": Group.ORGANISATIONS,
    "event": Group.EVENTS,
    "circumstance": Group.CAUSES,
    "monetary-amount": Group.FIGURES,
}
_CAUSE = iri("sf:cause")
_NUMBERS = {iri("xsd:decimal"), iri("xsd:integer")}


def group_of(names: Names, predicate: str, value: Term) -> Group:
    """The group of a property that has this value."""
    term = names.vocabulary.properties.get(NamedNode(predicate))
    if predicate == _CAUSE:
        return Group.CAUSES
    if isinstance(value, NamedNode):
        return _group_of_node(names, value.value)
    if term is not None and term.unit_symbol == "s":
        return Group.TIMES
    datatype = value.datatype.value
    if datatype in TIMES:
        return Group.TIMES
    return Group.FIGURES if datatype in _NUMBERS else Group.GENERAL


def _group_of_node(names: Names, node: str) -> Group:
    match names.standing(node):
        case "planned":
            return Group.PLANNED
        case "possible":
            return Group.POSSIBLE
    return _OF_SEGMENT.get(names.segment(node), Group.GENERAL)
