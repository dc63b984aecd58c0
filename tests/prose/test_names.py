"""Names: their grammar, people and other things, one person under many names, designators."""

from __future__ import annotations

import pytest

from downrange.prose.capitalised import capitalised, common_form, kind_of_name, surname
from downrange.prose.designators import find_designators, whole_name
from downrange.prose.mentions import Kind, without_overlaps
from tests.prose.reading import facts, label, mentions


@pytest.mark.parametrize(
    "name",
    [
        "Jim Lovell",
        "Frank De Winne",
        "Lodewijk van den Berg",
        "Sultan bin Salman",
        "Bryan D. O'Connor",
        "C. Gordon Fullerton",
        "Klaus-Dietrich Flade",
        'William Anthony "Bill" Oefelein',
        "Fred W. Haise, Jr.",
        "Bruce McCandless II",
        "Mirosław Hermaszewski",
        "Łukasz Ślązak",
        "Алексей Леонов",
    ],
)
def test_a_persons_name_is_found_whole(name: str) -> None:
    found = [m.value for m in capitalised(f"In May {name} flew with NASA.") if m.value != "May"]
    assert found == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Commander Neil Armstrong and Pilot Michael Collins",
            ["Neil Armstrong", "Michael Collins"],
        ),
        ("Roscosmos Head Igor Komarov", ["Roscosmos", "Igor Komarov"]),
        ("The Soviet cosmonaut was Russian.", []),
        ("On Monday NASA and ESA met.", []),
        ("Robert A. Parker", ["Robert A. Parker"]),
        ("Yuri Baturin's flight", ["Yuri Baturin"]),
        ("Space Shuttle Columbia (STS-107)", ["Space Shuttle Columbia"]),
    ],
)
def test_titles_adjectives_and_acronyms_are_no_names(text: str, names: list[str]) -> None:
    assert [m.value for m in capitalised(text)] == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Igor Komarov", Kind.NAME),
        ("Voronezh Mechanical Plant", Kind.ORG),
        ("Massachusetts Institute", Kind.ORG),
        ("Lake Tengiz", Kind.PLACE),
        ("Pacific Ocean", Kind.PLACE),
        ("Space Shuttle Program", Kind.THING),
        ("Challenger", Kind.THING),
    ],
)
def test_a_word_tells_what_a_name_is_of(name: str, kind: Kind) -> None:
    assert kind_of_name(name) is kind


def test_surnames_and_common_forms() -> None:
    assert surname("Fred W. Haise, Jr.") == "Haise"
    assert surname("Bruce McCandless II") == "McCandless"
    assert surname("Madonna") == ""
    assert common_form("Valery Fyodorovich Bykovsky") == "Valery Bykovsky"
    assert common_form("Valentina Vladimirovna Tereshkova") == "Valentina Tereshkova"
    assert common_form('William "Bill" Oefelein') == "William Oefelein"
    assert common_form("Igor Komarov") == "Igor Komarov"


def people(text: str) -> list[str]:
    return [label(m) for m in mentions(text) if m.kind in (Kind.PERSON, Kind.NAME)]


def test_one_person_is_one_under_many_names() -> None:
    text = 'Ada Anthony "Addy" Zvonkova met Ada Zvonkova, then Zvonkova left.'
    assert people(text) == ["Ada Zvonkova"] * 3


def test_a_surname_that_two_people_have_is_nobodys() -> None:
    text = "Ada Zvonkova met Eva Zvonkova, then Zvonkova left."
    assert people(text) == ["Ada Zvonkova", "Eva Zvonkova"]


def crew(text: str) -> set[str]:
    return {f.value.label for f in facts(text) if f.property.value.endswith("#crewMember")}


def test_a_known_persons_surname_alone_is_theirs_unless_another_has_it() -> None:
    assert crew("Tsibliyev flew on Soyuz TM-17.") == {"Vasily Tsibliyev"}
    # Mark and Scott Kelly both flew, and nothing is known of any Zvonkova.
    assert crew("Kelly flew on STS-9.") == set()
    assert crew("Zvonkova flew on STS-9.") == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("STS-1, STS-7 and STS-41-C", ["STS-1", "STS-7", "STS-41-C"]),
        ("Expedition 30 and 31", ["Expedition 30", "Expedition 31"]),
        ("ISS Expeditions 24 / 25", ["Expedition 24", "Expedition 25"]),
        ("the Soyuz TMA-6/5 flight", ["Soyuz TMA-6", "Soyuz TMA-5"]),
        ("Vostok 3 and 4 flew", ["Vostok 3", "Vostok 4"]),
        ("Expedition 30 and 31 days later", ["Expedition 30"]),
        ("the Expedition 27/28 missions", ["Expedition 27", "Expedition 28"]),
        ("STS-51B", ["STS-51-B"]),
        ("STS 61-B, STS–107 and STS 7", ["STS-61-B", "STS-107", "STS-7"]),
        ("STS-41-D, 61-C and 31", ["STS-41-D", "STS-61-C", "STS-31"]),
        ("on mission 51-L in 1986", ["STS-51-L"]),
        ("Soyuz TM 5, Soyuz-T 10 and Soyuz TMA1", ["Soyuz TM-5", "Soyuz T-10", "Soyuz TMA-1"]),
        ("Soyuz-11, not the rockets Soyuz-2 or Soyuz-2.1a", ["Soyuz 11"]),
        ("Soyuz T-10-1 and Soyuz 18a", ["Soyuz T-10-1", "Soyuz 18a"]),
        ("ISS Expedition Six", ["Expedition 6"]),
        ("Mercury Atlas 6 and Shenzhou-7", ["Mercury-Atlas 6", "Shenzhou 7"]),
        ("Crew-1 and SpaceX Crew-2", ["SpaceX Crew-1", "SpaceX Crew-2"]),
        ("Gemini VII and Gemini IX-A", ["Gemini 7", "Gemini 9A"]),
        ("Progress M-27M", ["Progress M-27M"]),
        ("Salyut 7 EO-4", ["Salyut 7 EO-4"]),
        ("XSTS-1 and STS-1000X", []),
    ],
)
def test_designators_in_lists_and_in_one_form(text: str, names: list[str]) -> None:
    found = {d.start: d for d in find_designators(text) if d.kind is Kind.MISSION}
    assert [d.name for _, d in sorted(found.items())] == names


def test_a_designator_is_never_another() -> None:
    assert whole_name("Progress MS-04") != whole_name("Progress MS-05")
    assert whole_name("Progress MS-04") == "Progress MS-04"


def test_of_overlapping_mentions_the_longest_stands_and_known_names_go_before_unknown() -> None:
    found = mentions("It was launched from Kennedy Space Center by NASA.")
    assert [(m.kind, label(m)) for m in found] == [
        (Kind.SITE, "Kennedy Space Center"),
        (Kind.ORG, "NASA"),
    ]
    assert without_overlaps(found[::-1]) == found


def test_a_name_that_nothing_knows_gives_way_to_a_mission_within_it() -> None:
    found = mentions("He was part of the International Space Station Expedition 40.")
    assert [(m.kind, label(m)) for m in found] == [
        (Kind.STATION, "International Space Station"),
        (Kind.MISSION, "Expedition 40"),
    ]


def test_of_a_crew_a_first_name_and_a_surname_are_the_one_spacefarers_who_has_both() -> None:
    assert crew("Charles Walker flew on STS-41-D.") == {"Charles D. Walker"}
    # Two Gregory Johnsons flew.
    assert crew("Gregory Johnson flew on STS-125.") == {"Gregory Johnson"}
    assert people("Charles Walker spoke of Ada Zvonkova.") == ["Charles Walker", "Ada Zvonkova"]


def test_a_title_is_no_part_of_a_known_persons_name() -> None:
    found = mentions("They were Mission Specialists Sandra Magnus and Rex Walheim.")
    assert [m.kind for m in found] == [Kind.ROLE, Kind.PERSON, Kind.PERSON]
