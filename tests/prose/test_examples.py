"""Every pattern's examples, positive and negative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from downrange.prose.examples import problems
from downrange.prose.patterns import Example, Pattern
from tests.prose.reading import engine, pattern


@pytest.mark.parametrize("one", engine().patterns, ids=lambda one: one.rule)
def test_a_pattern_reads_its_examples_as_stated(one: Pattern) -> None:
    assert list(problems(engine(), one)) == []


TEXT = "Frank De Winne served as commander of ISS Expedition 21."
MEMBER = "sf:crewMember Frank De Winne"
POSITION = "sf:position commander"


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ((MEMBER,), "also 'Frank De Winne as commander of Expedition 21 sf:position commander'"),
        ((MEMBER, POSITION, "sf:crewMember Nicole Stott"), "not 'sf:crewMember Nicole Stott'"),
        (("Expedition 20 sf:crewMember Frank De Winne", POSITION), "not 'Expedition 20"),
        ((f"{MEMBER} planned", POSITION), f"not '{MEMBER} planned'"),
    ],
)
def test_an_example_that_lists_other_facts_is_found_out(
    facts: tuple[str, ...], complaint: str
) -> None:
    wrong = replace(pattern("in-role"), positive=(Example(TEXT, facts=facts),), negative=())
    assert complaint in "".join(problems(engine(), wrong))


def test_a_subject_may_be_stated_or_left_out() -> None:
    facts = (f"Expedition 21 {MEMBER}", POSITION)
    right = replace(pattern("in-role"), positive=(Example(TEXT, facts=facts),), negative=())
    assert list(problems(engine(), right)) == []


def test_a_negative_example_that_gives_a_fact_is_found_out() -> None:
    wrong = replace(pattern("in-role"), positive=(), negative=(Example(TEXT),))
    assert "is a negative example and gives" in "".join(problems(engine(), wrong))
