"""An invented Wikidata for measuring: every id from Q990000000 on is made up, and so are the facts.

Names are those of real series, since it is their likeness that misleads; what is said of them is
not. Beside most entities stand neighbours that could be taken for them: the next of a series, an
item that wrongly carries its name as an alias, a namesake, a town beside a cosmodrome. Some
entities have no item at all, so that only a neighbour can be had.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Store

from downrange.identity import slugify
from downrange.links.model import EXACT, Link, LinkTable
from downrange.namespaces import expand
from tests.linking.wikidata import Json, entity

BASE = "https://w3id.org/downrange/"
GRAPH = NamedNode(f"{BASE}graph/facts")

# Classes of the invented world stand below those that the ontology is aligned to.
CLASSES = {
    "progress": ("Q990000901", "Q402330"),
    "soyuz": ("Q990000902", "Q40218"),
    "flight": ("Q990000903", "Q752783"),
    "town": ("Q990000904", "Q990000905"),
    "politician": ("Q990000906", "Q990000907"),
}
HUMAN, LAUNCH_VEHICLE, SPACEPORT, AGENCY = "Q5", "Q697175", "Q194188", "Q17505024"


@dataclass
class World:
    """A dataset, an extract, the links known before, and which item each entity truly is.

    ``truth`` has an empty string for an entity that has no item in the extract.
    """

    store: Store = field(default_factory=Store)
    entities: list[Json] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    truth: dict[NamedNode, str] = field(default_factory=dict)
    _number: int = 990000000

    @property
    def table(self) -> LinkTable:
        return LinkTable(tuple(self.links))

    def item(self, label: str, *aliases: str, **claims: str | list[str]) -> str:
        self._number += 1
        name = f"Q{self._number}"
        self.entities.append(entity(name, label, *aliases, **claims))
        return name

    def node(self, segment: str, label: str) -> NamedNode:
        iri = NamedNode(f"{BASE}id/{segment}/{slugify(label)}")
        self.say(iri, "rdfs:label", Literal(label, language="en"))
        return iri

    def say(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.store.add(Quad(subject, expand(predicate), value, GRAPH))

    def known(self, segment: str, label: str, item: str) -> NamedNode:
        """An entity that the table already links."""
        iri = self.node(segment, label)
        self.links.append(
            Link(
                iri,
                EXACT,
                expand(f"wd:{item}"),
                label,
                label,
                "semapv:ManualMappingCuration",
                Decimal(1),
                "",
                "invented",
            )
        )
        return iri


def world(seed: int = 4) -> World:
    """The world of a seed; the same seed gives the same world."""
    made = World()
    chance = random.Random(seed)
    for number, (_, above) in CLASSES.items():
        made.entities.append(entity(CLASSES[number][0], f"class {number}", P279=above))
    roscosmos = made.item("Roscosmos", P31=AGENCY)
    maker = made.item("RSC Energia")
    operator = made.known("organization", "Roscosmos", roscosmos)
    manufacturer = made.known("organization", "RSC Energia", maker)
    owners = Owners(operator, roscosmos, manufacturer, maker)
    flights = dict(_series(made, chance, owners))
    _people(made, chance, flights)
    _vehicles(made, owners)
    _places(made)
    return made


@dataclass(frozen=True)
class Owners:
    """Those who operate and build everything of a series, and so tell nothing apart."""

    operator: NamedNode
    operator_item: str
    manufacturer: NamedNode
    manufacturer_item: str


def _series(world: World, chance: random.Random, owners: Owners) -> Iterator[tuple[NamedNode, str]]:
    """Missions one after another, a few weeks apart, of one operator and one manufacturer."""
    names = [
        *(f"Progress MS-{n:02}" for n in range(1, 29)),
        *(f"Progress M-{n:02}M" for n in range(1, 30)),
        *(f"Progress M-{n}" for n in range(1, 40)),
        *(f"Soyuz MS-{n:02}" for n in range(1, 27)),
        *(f"Soyuz TMA-{n}" for n in range(1, 23)),
    ]
    day = date(2029, 1, 5)
    for position, name in enumerate(names):
        day += timedelta(days=chance.randint(9, 60))
        neighbour = names[(position + 1) % len(names)]
        yield _mission(world, chance, owners, name, neighbour, day)


def _mission(
    world: World, chance: random.Random, owners: Owners, name: str, neighbour: str, day: date
) -> tuple[NamedNode, str]:
    kind = name.split(maxsplit=1)[0].lower()
    designation = f"{day.year}-{chance.randint(1, 99):03}A"
    mission, craft = world.node("mission", name), world.node("spacecraft", name)
    launch = world.node("event", f"{name} launch")
    world.say(mission, "sf:spacecraft", craft)
    world.say(mission, "sf:launch", launch)
    world.say(mission, "sf:operator", owners.operator)
    world.say(craft, "sf:manufacturer", owners.manufacturer)
    time = Literal(f"{day.isoformat()}T14:51:52Z", datatype=expand("xsd:dateTime"))
    world.say(launch, "sf:launchTime", time)
    if chance.random() < 0.7:
        world.say(mission, "sf:cosparId", Literal(designation))
    claims = {"P137": owners.operator_item, "P176": owners.manufacturer_item}
    if chance.random() < 0.9:
        claims["P31"] = CLASSES[kind][0]
    if chance.random() < 0.85:
        claims["P619"] = f"+{day.isoformat()}/{chance.choice((9, 10, 11, 11, 11, 11))}"
    if chance.random() < 0.6:
        claims["P247"] = designation
    item = ""
    if chance.random() < 0.85:
        item = world.item(name, *([f"{name} spacecraft"] if kind == "soyuz" else []), **claims)
    _neighbours(world, chance, claims, name, neighbour, day, item)
    world.truth[mission] = world.truth[craft] = item
    return mission, item


def _neighbours(
    world: World,
    chance: random.Random,
    claims: dict[str, str],
    name: str,
    neighbour: str,
    day: date,
    item: str,
) -> None:
    """Items that are like this one and are another."""
    elsewhere = {key: claims[key] for key in ("P137", "P176", "P31") if key in claims}
    other_day = f"+{(day + timedelta(days=40)).isoformat()}/11"
    lure = chance.random()
    if lure < 0.15:  # the next of the series, with this one's name as an alias, by mistake
        world.item(f"{neighbour} (docking)", name, P619=other_day, P247="2029-990A", **elsewhere)
    elif lure < 0.3:  # the same name, another flight, and nothing that tells which
        world.item(name, **elsewhere)
    elif lure < 0.4:  # the same name and maker, launched on another day
        world.item(name, P619=other_day, **elsewhere)
    elif lure < 0.5:  # the same name, another designation
        world.item(name, P247="1999-123B", **elsewhere)
    elif lure < 0.6:  # a page or a painting of that name
        world.item(name, P31=CLASSES["politician"][0])
    elif lure < 0.65 and item:  # an item that should have been merged with the true one
        world.item(name, **claims)


def _people(world: World, chance: random.Random, flights: dict[NamedNode, str]) -> None:
    """Crew members and their namesakes, of whom one was a politician and one flew as well."""
    crewed = [(m, i) for m, i in flights.items() if "soyuz" in m.value and i]
    for position, name in enumerate(
        ("John Young", "Sergey Volkov", "Igor Petrov", "Anna Kim", "Wei Li", "Oleg Kononov")
    ):
        person = world.node("person", name)
        for mission, item in crewed[2 * position : 2 * position + 2]:
            world.say(mission, "sf:crewMember", person)
            world.links.append(_exact(mission, item))
            del world.truth[mission]
        flown = [item for _, item in crewed[2 * position : 2 * position + 2]]
        others = [crewed[-1][1], crewed[-2][1]]
        if position % 3:
            world.truth[person] = world.item(name, P31=HUMAN, P450=flown, P5096=flown)
        else:
            world.truth[person] = ""
        world.item(name, P31=HUMAN)
        if chance.random() < 0.5:
            world.item(name, P31=HUMAN, P450=others)


def _exact(mission: NamedNode, item: str) -> Link:
    return Link(
        mission,
        EXACT,
        expand(f"wd:{item}"),
        "",
        "",
        "semapv:ManualMappingCuration",
        Decimal(1),
        "",
        "invented",
    )


def _vehicles(world: World, owners: Owners) -> None:
    """Types whose names differ by a character; some have a neighbour for an item, and no item."""
    claims = {"P31": LAUNCH_VEHICLE, "P176": owners.manufacturer_item, "P137": owners.operator_item}
    for name, neighbour, has_item in (
        ("Soyuz-U", "Soyuz-U2", True),
        ("Soyuz-U2", "Soyuz-U", False),
        ("Soyuz-FG", "Soyuz-L", True),
        ("Soyuz-L", "Soyuz-FG", False),
        ("Proton-K", "Proton-M", True),
        ("Proton-M", "Proton-K", False),
    ):
        kind = world.node("launch-vehicle-type", name)
        world.say(kind, "sf:manufacturer", owners.manufacturer)
        world.say(kind, "sf:operator", owners.operator)
        world.truth[kind] = world.item(name, **claims) if has_item else ""
        world.item(f"{neighbour} rocket", name, **claims)


def _places(world: World) -> None:
    """Cosmodromes, and towns of their names."""
    for name, has_item in (("Baikonur", True), ("Vostochny", False), ("Plesetsk", True)):
        port = world.node("spaceport", f"{name} Cosmodrome")
        world.say(port, "skos:altLabel", Literal(name, language="en"))
        world.truth[port] = world.item(f"{name} Cosmodrome", P31=SPACEPORT) if has_item else ""
        world.item(name, f"{name} Cosmodrome", P31=CLASSES["town"][0])
