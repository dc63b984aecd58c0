"""Lists of people with what each of them is: roles in front, behind, and of several at once."""

from __future__ import annotations

import pytest

from downrange.prose.rosters import places
from tests.prose.reading import label, mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Commander John Young, pilot Robert Crippen",
            {"John Young": ["Commander"], "Robert Crippen": ["pilot"]},
        ),
        (
            "John Young (commander) and Robert Crippen (pilot)",
            {"John Young": ["commander"], "Robert Crippen": ["pilot"]},
        ),
        # A role in the plural is of all who follow it, or of all before it who have none
        (
            "pilot John Young and mission specialists Sally Ride and Judith Resnik",
            {
                "John Young": ["pilot"],
                "Sally Ride": ["mission specialists"],
                "Judith Resnik": ["mission specialists"],
            },
        ),
        (
            "John Young, commander; Sally Ride and Judith Resnik, both mission specialists",
            {
                "John Young": ["commander"],
                "Sally Ride": ["mission specialists"],
                "Judith Resnik": ["mission specialists"],
            },
        ),
        ("Sally Ride and Judith Resnik", {"Sally Ride": [], "Judith Resnik": []}),
    ],
)
def test_everybody_has_their_own_role(text: str, expected: dict[str, list[str]]) -> None:
    found = places(iter(mentions(f"With {text}.")), f"With {text}.")
    assert {label(place.person): place.roles for place in found} == expected
