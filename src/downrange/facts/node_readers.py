"""How values that name nodes of their own are read: craft, vehicles, sites, places, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal

from downrange.documents.model import RenderedText
from downrange.facts.cast import Cast
from downrange.facts.mapping import Row, value_range
from downrange.facts.model import Entity
from downrange.facts.names import names
from downrange.facts.value_readers import About, Said
from downrange.facts.wording import Claim
from downrange.identity import slugify
from downrange.namespaces import expand
from downrange.values.coordinates import WKT_LITERAL, Coordinates, parse_coordinates
from downrange.values.designations import Designated, parse_designated
from downrange.values.literals import decimal_literal
from downrange.values.sites import parse_site

_SERIAL = expand("sf:serialNumber")
_DESIGNATION = expand("sf:designation")
_SPACECRAFT_TYPE = expand("sf:spacecraftType")
_VEHICLE_TYPE = expand("sf:launchVehicleType")
_PART_OF = expand("sf:partOf")
_COORDINATES = expand("sf:coordinates")
_CENTRAL_BODY = expand("sf:centralBody")

_NUMBERED = re.compile(r"[- ]?[A-Z]{0,3}-?\d")
_BODIES = {
    "geocentric": "Earth",
    "selenocentric": "Moon",
    "lunar": "Moon",
    "heliocentric": "Sun",
    "areocentric": "Mars",
    "cytherocentric": "Venus",
    "venusian": "Venus",
    "hermocentric": "Mercury",
    "jovicentric": "Jupiter",
    "kronocentric": "Saturn",
}
# Ocentric systems of the IAU, by NAIF number: https://doi.org/10.1007/s10569-017-9805-5
_SURFACES = {
    body: f"http://www.opengis.net/def/crs/IAU/2015/{number}00"
    for body, number in (("Mercury", 199), ("Venus", 299), ("Moon", 301), ("Mars", 499))
}
_APSIDES = {
    "gee": "Earth",
    "selene": "Moon",
    "lune": "Moon",
    "helion": "Sun",
    "hermion": "Mercury",
    "cythe": "Venus",
    "areion": "Mars",
    "jove": "Jupiter",
    "krone": "Saturn",
    "uranion": "Uranus",
    "poseidion": "Neptune",
    "hadion": "Pluto",
    "demeter": "Ceres",
    "vesta": "Vesta",
}


def craft_of(words: RenderedText, cast: Cast) -> tuple[Entity, tuple[About, ...]] | None:
    """The spacecraft that some words name, with its serial number, designation and type.

    Words that name only a type (``Progress-MS``) mean the mission's one craft of that type.
    """
    designated = parse_designated(words.text)
    if designated is None:
        return None
    naming, name = cast.naming, designated.name
    known_type = naming.authority.find("spacecraft-type", name.text)
    if known_type is not None:
        craft = naming.entity("sf:Spacecraft", cast.mission.label, cast.slug)
        kind = About(craft, _SPACECRAFT_TYPE, known_type, words.slice(name.start, name.end))
        return craft, (kind, *_about_craft(craft, designated, words, cast))
    craft = naming.entity("sf:Spacecraft", name.text)
    return craft, tuple(_about_craft(craft, designated, words, cast))


def _about_craft(
    craft: Entity, designated: Designated, words: RenderedText, cast: Cast
) -> Iterator[About]:
    if designated.serial is not None:
        serial = designated.serial
        said = words.slice(serial.start, serial.end)
        yield About(craft, _SERIAL, Literal(serial.text), said)
    if designated.designation is not None:
        designation = designated.designation
        said = words.slice(designation.start, designation.end)
        yield About(craft, _DESIGNATION, Literal(designation.text), said)
    # [[Apollo Lunar Module|Apollo LM]]-7: what a number follows is a link to the type.
    for link in words.links:
        numbered = _NUMBERED.match(words.text, link.span.end, designated.name.end)
        if link.span.start == designated.name.start and numbered:
            cls = cast.naming.vocabulary.class_("sf:SpacecraftType")
            linked = words.slice(link.span.start, link.span.end)
            kind = cast.naming.linked(cls, linked.text, link.target)
            yield About(craft, _SPACECRAFT_TYPE, kind, linked)


def read_craft(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    found = craft_of(claim.words, cast)
    if found is not None:
        craft, more = found
        yield Said(craft, claim.words, more=more)


def read_rocket(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """The launch vehicle of one launch: a vehicle of a type, told apart by its serial number."""
    designated = parse_designated(claim.words.text)
    if designated is None:
        return
    naming, name = cast.naming, designated.name
    named = claim.words.slice(name.start, name.end)
    cls = naming.vocabulary.class_("sf:LaunchVehicleType")
    target = next((link.target for link in named.links if len(link.target) > 1), "")
    kind = naming.linked(
        cls, name.text, "" if naming.authority.find(cls.segment, name.text) else target
    )
    serial = designated.serial
    if serial is None:
        label, slug = f"{kind.label} of {cast.mission.label}", f"{cast.slug}-{slugify(kind.label)}"
    else:
        label, slug = f"{kind.label} {serial.text}", slugify(f"{kind.label} {serial.text}")
    vehicle = naming.entity("sf:LaunchVehicle", label, slug)
    more = [About(vehicle, _VEHICLE_TYPE, kind, named)]
    if serial is not None:
        said = claim.words.slice(serial.start, serial.end)
        more.append(About(vehicle, _SERIAL, Literal(serial.text), said))
    yield Said(vehicle, claim.words, more=tuple(more))


def read_site(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """A pad of a spaceport, or the spaceport alone."""
    site = parse_site(claim.words.text)
    if site is None:
        return
    naming = cast.naming
    port = None
    if site.spaceport is not None:
        cls = naming.vocabulary.class_("sf:Spaceport")
        port_words = claim.words.slice(site.spaceport.start, site.spaceport.end)
        target = port_words.links[0].target if port_words.links else ""
        port = naming.linked(cls, site.spaceport.text, target)
    if site.pad is None:
        if port is not None:
            yield Said(port, claim.words)
        return
    pad_words = claim.words.slice(site.pad.start, site.pad.end)
    if port is None:
        yield Said(naming.entity("sf:LaunchSite", site.pad.text), pad_words)
        return
    pad = _pad(cast, port, site.pad.text)
    yield Said(pad, claim.words, more=(About(pad, _PART_OF, port, claim.words),))


def _pad(cast: Cast, port: Entity, pad: str) -> Entity:
    """A spaceport's pad, under whichever of the port's names it is known."""
    for name in (port.label, *port.other_labels):
        known = cast.naming.authority.find("launch-site", f"{name} {pad}")
        if known is not None:
            return known
    return cast.naming.entity("sf:LaunchSite", f"{port.label} {pad}")


def read_place(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """A place by name, by coordinates, or a spot in a named region with both."""
    text, naming = claim.words.text, cast.naming
    spot = parse_coordinates(text)
    named_end = spot.start if spot is not None else len(text)
    region = next(
        names(claim.words.slice(0, named_end), naming, naming.vocabulary.class_("sf:Place")), None
    )
    cls = naming.vocabulary.class_("sf:Place")
    whole = naming.linked(cls, region.text, region.target) if region else None
    if spot is None:
        if whole is not None and region is not None:
            yield Said(whole, region.words)
        return
    owner = subject.iri.value.rpartition("/")[2]
    place = naming.entity("sf:Place", f"place of {subject.label}", f"{owner}-place")
    more = []
    point = _point(spot, cast.body)
    if point is not None:
        at = claim.words.slice(spot.start, spot.end)
        more.append(About(place, _COORDINATES, point, at))
    if whole is not None and region is not None:
        more.append(About(place, _PART_OF, whole, region.words))
    yield Said(place, claim.words, more=tuple(more))


def _point(spot: Coordinates, body: str) -> Literal | None:
    """The point in its body's reference system; other bodies than Earth put latitude first."""
    if body == "Earth":
        return spot.wkt
    system = _SURFACES.get(body)
    if system is None:
        return None
    latitude, longitude = (decimal_literal(n).value for n in (spot.latitude, spot.longitude))
    return Literal(f"<{system}> POINT({latitude} {longitude})", datatype=WKT_LITERAL)


def read_reference_system(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """A reference system, and the body at its centre where its name tells it."""
    cls = value_range(row, cast.naming.vocabulary)
    if cls is None:
        return
    system = cast.naming.of_class(cls, claim.words.text)
    yield Said(system, claim.words)
    body = _BODIES.get(slugify(claim.words.text).split("-")[0])
    if body is not None:
        centre = cast.naming.entity("sf:CelestialBody", body)
        yield Said(centre, claim.words, property=_CENTRAL_BODY)


def read_apsis(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """The body whose apsides a template names so: ``gee`` is Earth."""
    body = _APSIDES.get(claim.words.text.strip().casefold())
    if body is not None:
        yield Said(
            cast.naming.entity("sf:CelestialBody", body),
            claim.words,
            interpretation=f"apsides named peri{claim.words.text} and apo{claim.words.text}",
        )


def read_cargo_items(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    cls = cast.naming.vocabulary.class_("sf:Cargo")
    for name in names(claim.words, cast.naming, cls):
        item = cast.cargo_item(name.text)
        kind = item.ties[1]
        more = (About(item.entity, kind.property, kind.value, name.words),)
        yield Said(item.entity, name.words, more=more)


def read_component(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """A component of the craft that takes part: one of the crew's craft by name or by type."""
    cls = cast.naming.vocabulary.class_("sf:SpacecraftType")
    target = claim.words.links[0].target if claim.words.links else ""
    craft = cast.craft_named(claim.words.text) or cast.craft_of_type(
        cast.naming.linked(cls, claim.words.text, target)
    )
    yield Said(craft or cast.owned("sf:Spacecraft", claim.words.text), claim.words)
