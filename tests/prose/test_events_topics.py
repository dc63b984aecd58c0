"""What a document is about, by its first sentence, and what stands for it."""

from __future__ import annotations

import pytest

from downrange.prose.examples import as_document
from downrange.prose.patterns import Example
from downrange.prose.topics import topic_of
from tests.prose.reading import engine, said

NAMING = engine().names.naming


def topic(title: str, text: str) -> str | None:
    found = topic_of(as_document(Example(text, title)), NAMING)
    return None if found is None else found.label


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Chandrayaan-1", "Chandrayaan-1 was the first Indian lunar probe.", "Chandrayaan-1"),
        (
            "Giotto (spacecraft)",
            "Giotto was a European robotic spacecraft. It was launched in 1985.",
            "Giotto",
        ),
        ("Soyuz 11", "Whatever it says.", "Soyuz 11"),
        # A rocket, a family of craft, a person who flew
        ("Ariane 5", "Ariane 5 is a heavy-lift space launch vehicle, launched from Kourou.", None),
        ("Venera", "Venera was a series of spacecraft launched by the Soviet Union.", None),
        ("Alan Bean", "Alan Bean was an astronaut who flew on a mission launched in 1969.", None),
        ("Giotto", "Giotto was a painter, and a satellite is named after him.", None),
    ],
)
def test_the_first_sentence_says_what_a_title_names(
    title: str, text: str, expected: str | None
) -> None:
    assert topic(title, text) == expected


def test_the_crew_stands_for_its_mission_where_it_does_what_a_craft_does() -> None:
    text = "The crew undocked from Mir on 4 May 1987. They landed in Kazakhstan the next day."
    told = said(text, "Soyuz TM-2")
    assert {"sf:time 1987-05-04", "sf:time 1987-05-05"} <= told


def test_another_crew_stands_for_nothing() -> None:
    text = "The backup crew landed in Kazakhstan on 4 May 1987."
    assert said(text, "Soyuz TM-2") == set()


def test_a_chinese_article_has_chinese_clocks() -> None:
    text = "{} 6 was launched on 12 October 2005 at 9:00 am CST."
    chinese = "Shenzhou 6 was a Chinese flight. " + text.format("Shenzhou")
    assert "sf:launchTime 2005-10-12T01:00:00Z" in said(chinese, "Shenzhou 6")
    assert "sf:launchTime 2005-10-12T15:00:00Z" in said(text.format("Apollo"), "Apollo 6")
