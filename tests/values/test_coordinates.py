from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.coordinates import find_coordinates, parse_coordinates, parse_longitude


@pytest.mark.parametrize(
    ("text", "latitude", "longitude", "wkt"),
    [
        # 24 seconds are 0.4 minutes, 38.4 minutes 0.64 degrees; 42 seconds 0.7, 21.7/60 = 0.361667.
        ("21°38′24″S 165°21′42″W", "-21.64", "-165.361667", "POINT(-165.361667 -21.64)"),
        ("27°32′N 64°04′W", "27.533333", "-64.066667", "POINT(-64.066667 27.533333)"),
        ("45.920°N 63.342°E", "45.92", "63.342", "POINT(63.342 45.92)"),
        ("0°43′S 156°13′W", "-0.716667", "-156.216667", "POINT(-156.216667 -0.716667)"),
        ("45°57'58\"N, 63°18'28\"E", "45.966111", "63.307778", "POINT(63.307778 45.966111)"),
    ],
)
def test_points(text: str, latitude: str, longitude: str, wkt: str) -> None:
    point = parse_coordinates(f"South Pacific Ocean\n{text} (approx.)")
    assert point is not None
    assert (point.latitude, point.longitude) == (Decimal(latitude), Decimal(longitude))
    assert point.wkt.value == wkt
    assert point.wkt.datatype.value == "http://www.opengis.net/ont/geosparql#wktLiteral"
    assert (point.start, point.end) == (20, 20 + len(text))


@pytest.mark.parametrize("text", ["", "91°N 10°E", "10°N 181°E", "51.66°", "10°E 20°N", "27 °C"])
def test_no_point(text: str) -> None:
    assert list(find_coordinates(text)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("75.3° West", "-75.3"),
        ("83 degrees east", "83"),
        ("19.2°E", "19.2"),
        ("5°30′W", "-5.5"),
        ("longitude 0.8° West (geostationary)", "-0.8"),
    ],
)
def test_longitudes(text: str, value: str) -> None:
    longitude = parse_longitude(text)
    assert longitude is not None
    assert longitude.value == Decimal(value)


@pytest.mark.parametrize("text", ["", "75.3°", "190° West", "75° North", "51.6 degrees"])
def test_no_longitude(text: str) -> None:
    assert parse_longitude(text) is None


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"))
def test_sixtieths_are_read_back(degrees: int, minutes: int, seconds: int, side: str) -> None:
    point = parse_coordinates(f"{degrees}°{minutes:02}′{seconds:02}″{side} 10°E")
    assert point is not None
    total = abs(point.latitude) * 3600
    assert abs(total - (degrees * 3600 + minutes * 60 + seconds)) <= Decimal("0.0018")
    assert (point.latitude < 0) == (side == "S" and total > 0)
