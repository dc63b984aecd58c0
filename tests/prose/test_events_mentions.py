"""Names that follow a grammar, and *It*: what events are told of."""

from __future__ import annotations

import pytest

from downrange.documents.model import RenderedText, Span
from downrange.facts.model import Entity
from downrange.prose.deeds import things
from downrange.prose.hardware import Hardware
from downrange.prose.mentions import Kind, without_overlaps
from downrange.prose.pronouns import pronouns
from downrange.prose.references import ORBITERS, References
from downrange.prose.sentences import Sentence, split
from tests.prose.reading import engine

NAMING = engine().names.naming
TOPIC = NAMING.entity("sf:Mission", "Kosmos 140")


def found(text: str) -> list[tuple[Kind, str, str]]:
    """What a text names: the kind, the words, the label."""
    mentions = Hardware(NAMING).find(text)
    return [
        (m.kind, text[m.start : m.end], m.value.label if isinstance(m.value, Entity) else "")
        for m in mentions
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("Soyuz-FG", "Soyuz-2.1a", "Proton-K", "Molniya-M", "Kosmos-3M", "Long March 2F"),
        *("Delta II", "Atlas V", "Ariane 5 ECA", "Titan IIIC", "PSLV-XL", "H-IIB", "Falcon 9"),
    ],
)
def test_a_launch_vehicle_is_known_by_the_form_of_its_name(name: str) -> None:
    assert (Kind.VEHICLE, name, name) in found(f"It was launched aboard a {name} rocket.")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("from Site 31/6 at the Baikonur Cosmodrome", "Baikonur Cosmodrome Site 31/6"),
        ("from Site 1/5 at the Baikonur Cosmodrome", "Baikonur Site 1/5"),
        ("from Launch Complex 39A at the Kennedy Space Center", "Kennedy Space Center LC-39A"),
        ("from the Plesetsk Cosmodrome", "Plesetsk Cosmodrome"),
    ],
)
def test_a_site_is_a_pad_of_its_spaceport(text: str, label: str) -> None:
    longest = max((m for m in found(text) if m[0] is Kind.SITE), key=lambda m: len(m[1]))
    assert longest[2] == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the aft docking port of the Zvezda module", "Zvezda aft"),
        ("Harmony's nadir port", "Harmony nadir"),
    ],
)
def test_a_port_is_a_side_of_its_module(text: str, label: str) -> None:
    assert label in {label for kind, _, label in found(text) if kind is Kind.PORT}


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("a flight of the American Apollo space program", "Apollo program"),
        ("a flight of NASA's Gemini program", "Gemini program"),
        ("a probe of the Soviet Union's Luna programme", "Luna program"),
        ("a flight of the space program", None),
        ("a flight of the Soviet space program", None),
    ],
)
def test_a_programme_is_named_without_its_owner(text: str, programme: str | None) -> None:
    assert [label for kind, _, label in found(text) if kind is Kind.PROGRAMME] == (
        [programme] if programme else []
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("food, fuel, and scientific equipment", ["food", "fuel", "scientific equipment"]),
        ("food, fuel and supplies", ["food", "fuel", "supplies"]),
        (
            "a mini-greenhouse and an experimental system to recycle water and urine",
            ["a mini-greenhouse", "an experimental system to recycle water and urine"],
        ),
    ],
)
def test_the_things_of_a_list(words: str, expected: list[str]) -> None:
    assert things(words) == expected


def its(text: str) -> list[bool]:
    """For each sentence of one paragraph, whether *It* at its head is the topic."""
    whole = RenderedText.verbatim(text, Span(0, len(text)))
    read = [
        Sentence(whole.slice(start, end), "Lead", (), 0, index)
        for index, (start, end) in enumerate(split(text))
    ]
    refer, names = References(TOPIC), engine().names
    known = [(s, [*refer.find(s.text), *names.find(s.text)]) for s in read]
    return [bool(found) for found in pronouns(known, TOPIC)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kosmos 140 was a satellite. It was launched in 1967.", [False, True]),
        ("Kosmos 140 flew. It was launched in 1967. It landed in 1967.", [False, True, True]),
        # The sentence before is about something else
        ("The rocket failed in flight. It was launched in 1967.", [False, False]),
        ("Near Kosmos 140 was a rocket. It was launched in 1967.", [False, False]),
        ("Kosmos 140 flew. Its orbit was low. It landed in 1967.", [False, True, True]),
        # Another mission is as good
        ("Kosmos 133 was a satellite. It was launched in 1966.", [False, True]),
        ("Kosmos 140 flew on until it landed in 1967.", [True]),
        # It stands for nothing
        ("Kosmos 140 was lost. It was suspected that a valve froze.", [False, False]),
    ],
)
def test_it_is_a_mission_only_behind_a_sentence_that_begins_with_one(
    text: str, expected: list[bool]
) -> None:
    assert its(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Atlantis docked with Mir.", Kind.MISSION),
        ("The orbiter Atlantis was launched.", Kind.MISSION),
        # What is only spoken of is the orbiter, and so is another one
        ("It was the third flight of Atlantis.", Kind.CRAFT),
        ("Atlantis weighed more.", Kind.CRAFT),
        ("Columbia landed before.", Kind.CRAFT),
    ],
)
def test_an_orbiter_is_its_flight_where_it_does_what_a_flight_does(
    text: str, expected: Kind
) -> None:
    flight = NAMING.entity("sf:Mission", "STS-999")
    ships = {n: NAMING.entity("sf:Spacecraft", n) for n in ("Atlantis", "Columbia")}
    every = {name: ships.get(name, ships["Columbia"]) for name in ORBITERS}
    refer = References(flight, ships=every, flown=("Atlantis",))
    assert without_overlaps(refer.find(text))[0].kind is expected
