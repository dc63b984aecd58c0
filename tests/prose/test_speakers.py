"""Who says it, when, and how much of the sentence is theirs."""

from __future__ import annotations

import pytest

from downrange.prose.speakers import speaker
from tests.prose.reading import encoded, facts, label


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Roscosmos said that Progress MS-04 was launched on 1 December 2016.", "Roscosmos"),
        ("The European Space Agency later confirmed that it had landed.", "European Space Agency"),
        ("According to NASA, Progress MS-04 was launched on 1 December 2016.", "NASA"),
        ("Progress MS-04 was launched on 1 December 2016, TASS reported.", "TASS"),
        ("Progress MS-04 was launched, according to Roscosmos.", "Roscosmos"),
    ],
)
def test_a_speaker_is_found(text: str, who: str) -> None:
    told = speaker(encoded(text))
    assert told is not None
    assert label(told.who) == who


@pytest.mark.parametrize(
    "text",
    [
        "Progress MS-04 was launched by Roscosmos.",
        "According to the flight schedule, Progress MS-04 was to dock.",
        "Roscosmos found the debris that had been lost.",
    ],
)
def test_who_acts_or_plans_is_no_speaker(text: str) -> None:
    assert speaker(encoded(text)) is None


def test_what_is_said_is_attributed_and_dated() -> None:
    text = "On 3 December 2016, Roscosmos said that Progress MS-04 was launched on 1 December 2016."
    found = [f for f in facts(text) if f.property.value.endswith("launchTime")]
    assert [str(f.value) for f in found if f.attributed_to is not None] == [
        '"2016-12-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    ]
    assert [f.attributed_to.label for f in found if f.attributed_to] == ["Roscosmos"]
    assert [f.stated_on.value for f in found if f.stated_on] == ["2016-12-03"]


def test_what_stands_before_the_speaker_is_the_texts_own() -> None:
    text = (
        "Soyuz MS-02 was launched on 19 October 2016, and NASA said that Progress MS-04 was "
        "launched on 1 December 2016."
    )
    found = {
        f.value.value: f.attributed_to
        for f in facts(text)
        if f.property.value.endswith("launchTime")
    }
    assert found["2016-10-19"] is None
    assert found["2016-12-01"].label == "NASA"
