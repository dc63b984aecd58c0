"""Which property says what, for the purpose of comparing: synonyms, ties, kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pyoxigraph import NamedNode

from downrange.namespaces import contract, expand
from downrange.vocabulary import Vocabulary

PLAN = expand("sf:Plan")
"""The class of what was only planned."""
HYPOTHESIS = expand("sf:HypotheticalEvent")
"""The class of what may have been."""
SUPPOSING = expand("sf:hypotheticalEvent")
"""The property that only leads to hypotheses."""
PLANNING = frozenset(map(expand, ("sf:plannedEvent", "sf:plannedOrbit")))
"""The properties that only lead to plans."""

_LAUNCH = expand("sf:Launch")
_TIME = expand("sf:time")
_LAUNCH_TIME = expand("sf:launchTime")
_HAS_EVENT = expand("sf:hasEvent")
_HAS_PART = expand("sf:hasPart")
# That it was planned or is a hypothesis is said by the node and by modality.
_SAME_AS = {
    expand("sf:launch"): _HAS_EVENT,
    expand("sf:plannedEvent"): _HAS_EVENT,
    SUPPOSING: _HAS_EVENT,
    expand("sf:plannedOrbit"): expand("sf:orbit"),
    _HAS_PART: expand("sf:partOf"),
}
_TIES = frozenset(
    map(expand, ("sf:hasEvent", "sf:orbit", "sf:spacecraft", "sf:carries", "sf:role"))
)
_IDENTIFYING = frozenset(
    map(
        expand,
        (
            "sf:planOf",
            "sf:hypothesisOf",
            "sf:cargoKind",
            "sf:holder",
            "sf:launchVehicleType",
            "sf:earliest",
            "sf:latest",
            "sf:timePrecision",
        ),
    )
)
_KINDS = {
    "crew": "crewMember backupCrewMember crewSize callsign",
    "roles": "role holder position organization",
    "cause": "cause",
    "first since": "firstSince",
    "names": "alternativeName designation serialNumber cosparId satcatNumber",
}
_KIND_OF = {expand(f"sf:{name}"): kind for kind, names in _KINDS.items() for name in names.split()}


def canonical(prop: NamedNode, subject_classes: Iterable[NamedNode]) -> NamedNode:
    """The property that stands for all that say the same.

    A launch has its time twice (``sf:launchTime``, ``sf:time``), an event hangs on its mission
    by ``sf:hasEvent``, ``sf:plannedEvent`` or ``sf:hypotheticalEvent``, and a part on its whole
    by ``sf:partOf`` or the inverse of ``sf:hasPart`` (see ``is_inverted``).
    """
    if prop == _TIME and _LAUNCH in subject_classes:
        return _LAUNCH_TIME
    return _SAME_AS.get(prop, prop)


def is_inverted(prop: NamedNode) -> bool:
    """Whether a property is compared as its inverse: ``sf:hasPart`` as ``sf:partOf``."""
    return prop == _HAS_PART


def readings(prop: NamedNode, subject_classes: Collection[NamedNode]) -> tuple[NamedNode, ...]:
    """The canonical properties that a gold property may mean, its subject's classes known or not.

    The time of a plan may be that of a planned launch.
    """
    known = canonical(prop, subject_classes)
    if subject_classes and PLAN not in subject_classes:
        return (known,)
    return tuple(dict.fromkeys((known, canonical(prop, (_LAUNCH,)))))


def is_tie(prop: NamedNode) -> bool:
    """Whether a (canonical) property does no more than hang a node on its mission."""
    return prop in _TIES


def is_identifying(prop: NamedNode) -> bool:
    """Whether a property types or identifies a node rather than saying something of it."""
    return prop in _IDENTIFYING


def kind_of(prop: NamedNode, classes: Iterable[NamedNode], vocabulary: Vocabulary) -> str:
    """The kind that a fact is counted in: a group of properties, else its node's class.

    ``classes`` are those of the subject; of a tie, those of what it ties.
    """
    if prop in _KIND_OF:
        return _KIND_OF[prop]
    labels = (vocabulary.classes[cls].label for cls in classes if cls in vocabulary.classes)
    named = (term.label for term in (vocabulary.properties.get(prop),) if term)
    return next((label.casefold() for label in (*labels, *named) if label), contract(prop))
