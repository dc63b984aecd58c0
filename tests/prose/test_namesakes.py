"""Namesakes told apart by the mission that a sentence names."""

from __future__ import annotations

import pytest

from tests.prose.reading import facts


def crew(text: str) -> set[tuple[str, str]]:
    return {
        (f.value.label, f.subject.label)
        for f in facts(text)
        if f.property.value.endswith("#crewMember")
    }


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("In 1971, Scott flew on Apollo 15.", {("David Scott", "Apollo 15")}),
        ("In 1996, Scott flew on STS-72.", {("Winston E. Scott", "STS-72")}),
        ("Volkov flew aboard Soyuz 7.", {("Vladislav Volkov", "Soyuz 7")}),
        # Both Nelsons were on STS-61-C.
        ("In 1986, Nelson flew on STS-61-C.", set()),
        # No Scott is known to have flown on Apollo 8.
        ("In 1968, Scott flew on Apollo 8.", set()),
    ],
)
def test_a_surname_of_several_is_his_who_flew_on_the_mission(
    text: str, who: set[tuple[str, str]]
) -> None:
    assert crew(text) == who


def test_what_a_document_names_in_full_goes_before_what_is_known() -> None:
    text = "Winston E. Scott was a pilot. Later Scott watched as Apollo 15 landed."
    assert crew(text) == set()
