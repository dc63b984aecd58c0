"""What only the domain knows, judged by arithmetic of its own, on data that nobody chose.

Both engines must agree with the arithmetic: one multiplies in decimals, the other in doubles.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from downrange.namespaces import PREFIXES
from downrange.validation.engine import Validator
from downrange.validation.engines import ENGINES, make_validator
from downrange.validation.shapes import ShapeSet

EX = "http://example.org/"
BODIES = {"earth": (398600.4418, 6378.137), "moon": (4902.800066, 1737.4)}

Failing = Callable[[str, str, str], set[tuple[str, str]]]

# One engine takes as long for each graph as the other for a hundred: few graphs, of many nodes.
few = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def failing(shapes: ShapeSet, ontology: bytes) -> Failing:
    """The focus nodes that one file's shapes find wrong, with the shape, in an engine."""
    validators: dict[tuple[str, str], Validator] = {}

    def found(engine: str, name: str, turtle: str) -> set[tuple[str, str]]:
        [file] = [f for f in shapes.files if f.name.endswith(f"/{name}.ttl")]
        if (engine, name) not in validators:
            own = shapes.restricted_to(file)
            validators[engine, name] = make_validator(own, ontology, engine)
        prefixes = "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in PREFIXES.items())
        data = list(parse(f"{prefixes}@prefix ex: <{EX}> .\n{turtle}", format=RdfFormat.TURTLE))
        return {
            (r.focus_node.value.removeprefix(EX), str(r.source_shape).rsplit("#")[-1].rstrip(">"))
            for r in validators[engine, name].validate(data)
            if shapes.file_of(r.source_shape) is file
        }

    return found


def kepler(body: str, low: Decimal, high: Decimal) -> float:
    """The period in minutes: https://en.wikipedia.org/wiki/Kepler%27s_laws_of_planetary_motion."""
    mu, radius = BODIES[body]
    axis = radius + float(low + high) / 2
    return 2 * math.pi * math.sqrt(axis**3 / mu) / 60


kilometres = st.decimals(min_value=0, max_value=400_000, places=3)
orbits = st.tuples(
    st.sampled_from(sorted(BODIES)), kilometres, kilometres, st.floats(min_value=0.9, max_value=1.1)
)


@pytest.mark.parametrize("engine", ENGINES)
@few
@given(drawn=st.lists(orbits, min_size=1, max_size=24))
def test_period_agrees_with_kepler_within_two_per_cent(
    drawn: list[tuple[str, Decimal, Decimal, float]], engine: str, failing: Failing
) -> None:
    turtle, expected = "", set()
    for number, (body, one, other, factor) in enumerate(drawn):
        low, high = sorted((one, other))
        exact = kepler(body, low, high)
        period = Decimal(exact * factor).quantize(Decimal("0.0001"))
        deviation = abs(float(period) / exact - 1)
        if abs(deviation - 0.02) < 1e-6:
            continue
        if deviation > 0.02:
            expected.add((f"orbit-{number}", "Kepler"))
        turtle += f"""
            ex:orbit-{number} a sf:Orbit ;
                sf:centralBody <http://example.org/id/celestial-body/{body}> ;
                sf:periapsis "{low}"^^xsd:decimal ; sf:apoapsis "{high}"^^xsd:decimal ;
                sf:period "{period}"^^xsd:decimal .
            <http://example.org/id/celestial-body/{body}> a sf:CelestialBody ."""
    assert failing(engine, "orbit", turtle) == expected


kilograms = st.decimals(min_value=0, max_value=10_000, places=2)


@pytest.mark.parametrize("engine", ENGINES)
@few
@given(
    parts=st.dictionaries(
        st.sampled_from(["pressurised", "unpressurised", "fuel", "gas", "water"]),
        st.lists(kilograms, min_size=1, max_size=2),
        max_size=5,
    ),
    share=st.sampled_from(["0.9", "0.985", "0.995", "1", "1.005", "1.02", "2"]),
)
def test_parts_of_the_cargo_add_up_to_the_total(
    parts: dict[str, list[Decimal]], share: str, engine: str, failing: Failing
) -> None:
    least, most = (sum(map(of, parts.values()), Decimal(0)) for of in (min, max))
    total = (most * Decimal(share)).quantize(Decimal("0.01"))
    expected = set()
    if parts and least > total * Decimal("1.01"):
        expected.add(("mission", "CargoExcess"))
    if "pressurised" in parts and len(parts) > 1 and most < total * Decimal("0.99"):
        expected.add(("mission", "CargoShortfall"))
    turtle = f"""
        ex:mission a sf:Mission ; sf:carries ex:total .
        ex:total a sf:Cargo ; sf:cargoKind sf:totalCargo ; sf:mass "{total}"^^xsd:decimal ."""
    for kind, masses in parts.items():
        stated = ", ".join(f'"{mass}"^^xsd:decimal' for mass in masses)
        turtle += f"""
        ex:mission sf:carries ex:{kind} .
        ex:{kind} a sf:Cargo ; sf:cargoKind sf:{kind} ; sf:mass {stated} ."""
    assert failing(engine, "cargo", turtle) == expected


moments = st.datetimes(
    min_value=datetime(1957, 10, 4),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize("engine", ENGINES)
@few
@given(
    kind=st.sampled_from(["Docking", "Landing", "Decay", "Announcement"]),
    launch=moments,
    event=moments,
    same=st.booleans(),
)
def test_nothing_docks_lands_or_decays_before_its_launch(
    kind: str, launch: datetime, event: datetime, same: bool, engine: str, failing: Failing
) -> None:
    event = launch if same else event
    stated = {
        name: f'sf:earliest "{t:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime ; '
        f'sf:latest "{t:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime'
        for name, t in (("launch", launch), ("event", event))
    }
    turtle = f"""
        ex:mission a sf:Mission ; sf:launch ex:launch ; sf:hasEvent ex:event .
        ex:launch a sf:Event, sf:Launch ; {stated["launch"]} .
        ex:event a sf:Event, sf:{kind} ; {stated["event"]} ."""
    wrong = event < launch and kind != "Announcement"
    expected = {("mission", "MissionEvents")} if wrong else set()
    assert failing(engine, "mission", turtle) == expected


@pytest.mark.parametrize("engine", ENGINES)
@few
@given(launch=kilograms, payload=kilograms)
def test_no_payload_outweighs_its_craft(
    launch: Decimal, payload: Decimal, engine: str, failing: Failing
) -> None:
    turtle = f"""
        ex:craft a sf:Spacecraft ; sf:launchMass "{launch + 1}"^^xsd:decimal ;
            sf:payloadMass "{payload + 1}"^^xsd:decimal ."""
    expected = {("craft", "Mass")} if payload > launch else set()
    assert failing(engine, "spacecraft", turtle) == expected
