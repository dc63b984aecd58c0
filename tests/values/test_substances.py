from __future__ import annotations

import pytest

from downrange.values.substances import find_substance_masses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "including 705 kg of propellant, 50 kg of oxygen and air, and 420 kg of water.",
            [("705", "propellant"), ("50", "oxygen and air"), ("420", "water")],
        ),
        ("the loss of 2,400 kg of cargo, including food", [("2400", "cargo")]),
        (
            "carrying about 2450 kg of cargo and supplies to the International Space Station",
            [("2450", "cargo and supplies")],
        ),
        ("collected 95.8 kg of lunar samples for return", [("95.8", "lunar samples")]),
        ("10 tonnes of storable propellants.", [("10", "storable propellants")]),
        ("2 kg of dry cargo and docked with the station", [("2", "dry cargo")]),
        ("1,390 kN, 5 km of cable, a mass of 5 kg", []),
        ("3 kg of the fuel", [("3", "fuel")]),
    ],
)
def test_masses_of_something(text: str, found: list[tuple[str, str]]) -> None:
    masses = list(find_substance_masses(text))
    assert [(str(m.mass.low), m.substance) for m in masses] == found
    for mass in masses:
        assert text[mass.substance_start : mass.substance_end] == mass.substance
