"""The setting of a document's prose: what its title and infobox already told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal

from downrange.documents.model import Document
from downrange.facts.authority import Naming
from downrange.facts.cast import Cast
from downrange.facts.model import Entity, Fact
from downrange.facts.reading import Reading
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.prose.mentions import Kind, Mention
from downrange.prose.people import people_named
from downrange.prose.references import FAMILIES, ORBITERS, References
from downrange.prose.topics import called, topic_of

# Where an article's clocks are China's its first words speak of China.
_CHINA = re.compile(r"\b(?:China|Chinese|Jiuquan|Xichang|Taiyuan|Wenchang)\b")
_OPENING = 1500
_OFTENER = 2
_SPACECRAFT = expand("sf:spacecraft")
_CRAFT_TYPE = expand("sf:spacecraftType")
_HAS_PART = expand("sf:hasPart")
_OUTCOME = expand("sf:outcome")
_VEHICLE = expand("sf:launchVehicle")
_VEHICLE_TYPE = expand("sf:launchVehicleType")
_LAUNCH_TIME = expand("sf:launchTime")
_LAUNCH = expand("sf:Launch")
_ORBIT = expand("sf:Orbit")


@dataclass(frozen=True, slots=True)
class Setting:
    """What prose is read against.

    ``cast`` is that of the mission the document is about and ``vehicle`` its launch vehicle,
    both ``None`` where they are not known, as is ``launched``, the day of the launch;
    ``refer`` resolves the document's references.
    """

    naming: Naming
    cast: Cast | None
    vehicle: Entity | None
    refer: References
    launched: date | None = None

    def cast_of(self, mission: Entity) -> Cast:
        """The cast of a mission: the document's own, or that of one it speaks of."""
        if self.cast is not None and mission == self.cast.mission:
            return self.cast
        return Cast(self.naming, mission, mission.iri.value.rpartition("/")[2])

    def vehicle_of(self, cast: Cast, kind: Entity) -> Entity:
        """The launch vehicle of a type that a mission flew on."""
        if self.vehicle is not None and self.cast is not None and cast.mission == self.cast.mission:
            return self.vehicle
        label, slug = f"{kind.label} of {cast.mission.label}", f"{cast.slug}-{slugify(kind.label)}"
        return self.naming.entity("sf:LaunchVehicle", label, slug)


def setting_of(reading: Reading, naming: Naming, named: Iterable[Mention]) -> Setting:
    """The setting of a document; ``named`` are the names that its prose has."""
    named = tuple(named)
    unknown = {m.value for m in named if m.kind is Kind.NAME and isinstance(m.value, str)}
    topic = reading.topic or topic_of(reading.document, naming)
    said = reading.facts
    people = [m.value for m in named if m.kind is Kind.PERSON and isinstance(m.value, Entity)]
    people += [f.value for f in said if isinstance(f.value, Entity) and _is(f.value, "sf:Person")]
    stations = [m.value for m in named if m.kind is Kind.STATION and isinstance(m.value, Entity)]
    vehicle = _the(f.value for f in said if f.property == _VEHICLE)
    kind = _the(f.value for f in said if f.property == _VEHICLE_TYPE)
    cast = _cast(topic, said, naming) if topic is not None else None
    ships = _orbiters(topic, naming)
    flown = [c.label for c in cast.craft] if cast is not None else []
    types = [f.value for f in said if f.property == _CRAFT_TYPE]
    flown += [kind.label for kind in types if isinstance(kind, Entity)]
    refer = References(
        topic,
        kind if isinstance(kind, Entity) else None,
        _foremost(stations),
        people_named(people, unknown),
        _corporation(m.value for m in named if m.kind is Kind.ORG),
        _CHINA.search(_lead(reading.document)) is not None,
        called(topic, reading.document) if topic is not None else (),
        ships,
        tuple(n for n in (*ships, *FAMILIES) if any(n in label.split() for label in flown)),
    )
    return Setting(
        naming, cast, vehicle if isinstance(vehicle, Entity) else None, refer, _day(said)
    )


def _lead(document: Document) -> str:
    return document.sections[0].body.text[:_OPENING] if document.sections else ""


def _orbiters(topic: Entity | None, naming: Naming) -> dict[str, Entity]:
    """The orbiters by their bare names, in an article on a flight of the shuttle."""
    if topic is None or not topic.label.startswith("STS-"):
        return {}
    return {name: naming.entity("sf:Spacecraft", f"Space Shuttle {name}") for name in ORBITERS}


def _foremost(stations: list[Entity]) -> Entity | None:
    """The station that *the station* means: the only one, or the first and far oftenest named."""
    counted = Counter(stations).most_common(2)
    if not counted:
        return None
    station, times = counted[0]
    alone = len(counted) == 1 or (station == stations[0] and times >= _OFTENER * counted[1][1])
    return station if alone else None


def _corporation(named: Iterable[object]) -> Entity | None:
    """The one organisation named that is a State Corporation by one of its names."""
    found = _the(
        org
        for org in named
        if isinstance(org, Entity)
        and any("State Corporation" in name for name in (org.label, *org.other_labels))
    )
    return found if isinstance(found, Entity) else None


def _cast(topic: Entity, said: tuple[Fact, ...], naming: Naming) -> Cast:
    craft = [f.value for f in said if f.property == _SPACECRAFT and f.subject == topic]
    wholes = {f.subject for f in said if f.property == _HAS_PART}
    planned = {f.subject.stands_for for f in said if f.subject.stands_for is not None}
    failed = naming.vocabulary.concept("sf:failedToOrbit").iri
    return Cast(
        naming,
        topic,
        topic.iri.value.rpartition("/")[2],
        tuple(dict.fromkeys(c for c in craft if isinstance(c, Entity) and c not in wholes)),
        launch_planned=_LAUNCH in planned and not _any_is(said, _LAUNCH),
        orbit_planned=_ORBIT in planned,
        failed_to_orbit=any(f.property == _OUTCOME and f.value == failed for f in said),
    )


def _day(said: tuple[Fact, ...]) -> date | None:
    """The day of the launch that an infobox gives, or has planned."""
    times = (
        f.value.value for f in said if f.property == _LAUNCH_TIME and isinstance(f.value, Literal)
    )
    full = (time[:10] for time in times if re.match(r"\d{4}-\d\d-\d\d", time))
    return next(map(date.fromisoformat, full), None)


def _any_is(said: tuple[Fact, ...], cls: object) -> bool:
    return any(fact.subject.cls == cls for fact in said)


def _is(entity: Entity, curie: str) -> bool:
    return entity.cls == expand(curie)


def _the(values: Iterable[object]) -> object | None:
    """The one value of all, ``None`` where there are none or several."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
