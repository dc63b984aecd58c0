"""Geographical coordinates and longitudes: ``21°38′24″S 165°21′42″W``, ``45.920°N 63.342°E``.

Results are decimal degrees, north and east positive. Sixtieths have no finite decimals, so
they are rounded half to even to 6 places (a tenth of a metre on Earth, a three-hundredth of
an arc second). The WKT literal is GeoSPARQL 1.1's: longitude first, in its default reference
system CRS84 (https://docs.ogc.org/is/22-047r1/22-047r1.html#_wkt_literal).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pyoxigraph import Literal, NamedNode

from downrange.values.literals import decimal_literal

WKT_LITERAL = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point at ``text[start:end]``, in decimal degrees."""

    start: int
    end: int
    latitude: Decimal
    longitude: Decimal

    @property
    def wkt(self) -> Literal:
        """The point as a ``geo:wktLiteral``: ``POINT(63.342 45.92)``."""
        longitude = decimal_literal(self.longitude).value
        latitude = decimal_literal(self.latitude).value
        return Literal(f"POINT({longitude} {latitude})", datatype=WKT_LITERAL)


@dataclass(frozen=True, slots=True)
class Longitude:
    """A longitude at ``text[start:end]``, in decimal degrees, east positive."""

    start: int
    end: int
    value: Decimal


_DEGREES = r"[°˚º]"
_MINUTES = "[′'’]"
_SECONDS = "(?:[″\"”]|′′|'')"
_SIXTIETHS = (
    rf"(?:\s?[0-5]?\d(?:\.\d{{1,8}})?\s?{_MINUTES}(?:\s?[0-5]?\d(?:\.\d{{1,8}})?\s?{_SECONDS})?)?"
)
_ANGLE = rf"\d{{1,3}}(?:\.\d{{1,10}})?\s?{_DEGREES}{_SIXTIETHS}"
_POINT = re.compile(
    rf"(?<![\w.,])(?P<latitude>{_ANGLE})\s?(?P<north>[NS])(?:orth|outh)?(?!\w)"
    rf"(?:\s?[,;/]?\s?)(?P<longitude>{_ANGLE})\s?(?P<east>[EW])(?:ast|est)?(?!\w)"
)
_LONGITUDE = re.compile(
    rf"(?<![\w.,])(?P<angle>{_ANGLE}|\d{{1,3}}(?:\.\d{{1,10}})?\sdegrees?)"
    r"\s?(?:longitude\s)?(?P<east>(?i:east|west)|[EW])(?!\w)"
)
_PARTS = re.compile(r"\d+(?:\.\d+)?")
_PLACES = Decimal("0.000001")


def find_coordinates(text: str) -> Iterator[Coordinates]:
    """Every point on a globe that a text gives by latitude and longitude, in order.

    A latitude beyond 90° or a longitude beyond 180° makes no point.
    """
    for match in _POINT.finditer(text):
        latitude = _decimal(match["latitude"], negative=match["north"] == "S")
        longitude = _decimal(match["longitude"], negative=match["east"] == "W")
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            yield Coordinates(match.start(), match.end(), latitude, longitude)


def parse_coordinates(text: str) -> Coordinates | None:
    """The first point of an infobox value, ``None`` where it has none."""
    return next(find_coordinates(text), None)


def parse_longitude(text: str) -> Longitude | None:
    """The longitude of an infobox value (``75.3° West``, ``83 degrees east``), or ``None``."""
    match = _LONGITUDE.search(text)
    if match is None:
        return None
    value = _decimal(match["angle"], negative=match["east"][0] in "wW")
    return Longitude(match.start(), match.end(), value) if abs(value) <= 180 else None


def _decimal(angle: str, *, negative: bool) -> Decimal:
    parts = [Decimal(part) for part in _PARTS.findall(angle)]
    sixtieths = sum((part / 60**power for power, part in enumerate(parts[1:], 1)), Decimal(0))
    value = parts[0] + sixtieths.quantize(_PLACES, ROUND_HALF_EVEN)
    return -value if negative else value
