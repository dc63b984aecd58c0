"""The subject of what is said: found where it is plain, else left open."""

from __future__ import annotations

import pytest

from downrange.namespaces import contract
from downrange.prose.mentions import Kind
from downrange.prose.subjects import subjects
from tests.prose.reading import encoded, facts, label


def of(text: str) -> list[str]:
    """The subject of what begins at the bar."""
    sentence = encoded(text.replace("|", ""))
    position = sentence.starts.index(text.index("|"))
    return [label(m) for m in subjects(sentence, position, (Kind.PERSON, Kind.NAME))]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Robert Crippen traveled into space four times: |as Pilot of STS-1.", ["Robert Crippen"]),
        ("In 1993, Ulrich Walter |flew on STS-55.", ["Ulrich Walter"]),
        ("NASA astronaut Jake Garn, a senator, |flew on STS-51-D.", ["Jake Garn"]),
        (
            "Peggy Whitson's first space mission was |as a member of Expedition 5.",
            ["Peggy Whitson"],
        ),
        (
            "Viktor Patsayev, Vladislav Volkov and Georgy Dobrovolsky |flew on Soyuz 11.",
            ["Viktor Patsayev", "Vladislav Volkov", "Georgy Dobrovolsky"],
        ),
        ("Rakesh Sharma, along with Yury Malyshev, |flew on Soyuz T-11.", ["Rakesh Sharma"]),
        (
            "NASA astronaut Jake Garn, Russia's Leonid Kizim and ESA astronaut Ulf Merbold |flew.",
            ["Jake Garn", "Leonid Kizim", "Ulf Merbold"],
        ),
        ("As did Neil Armstrong, Jim Lovell |flew on Gemini 12.", ["Jim Lovell"]),
        (
            "Patrick Baudry was the second, after Jean-Loup Chrétien, when he |flew on STS-51-G.",
            ["Patrick Baudry"],
        ),
        ("He was proud when Alvin Drew |flew on STS-133.", ["Alvin Drew"]),
    ],
)
def test_the_subject_is_found(text: str, who: list[str]) -> None:
    assert of(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "The camera of Jake Garn |flew on STS-51-D.",
        "The record was broken by Jake Garn, |flew on STS-51-D.",
        "Jake Garn's letter |flew on STS-51-D.",
        "Jake Garn built a camera, which |flew on STS-51-D.",
        "Ken Mattingly was exposed through Charles Duke, |on the backup crew.",
        "Jake Garn saw that Zvonkova had |flown on STS-51-D.",
        "Nobody |flew on STS-51-D.",
    ],
)
def test_what_is_not_plain_has_no_subject(text: str) -> None:
    assert of(text) == []


def test_its_crew_is_that_of_the_flight_last_spoken_of() -> None:
    crew = "Its crew consisted of Leonid Popov and Aleksandr Serebrov."
    text = f"Soyuz T-7 was the third flight to it. {crew}"
    for told in (facts(crew, "Soyuz T-7"), facts(text, "Salyut 7")):
        flew = {f.subject.label for f in told if contract(f.property) == "sf:crewMember"}
        assert flew == {"Soyuz T-7"}
