"""How sure the words are: cues, their scope, and what claims nothing."""

from __future__ import annotations

import pytest

from downrange.facts.model import Modality
from downrange.prose.modality import Stance, stance, stance_around


def of(text: str) -> Stance:
    """The stance of a sentence on what stands between its brackets."""
    start, end = text.index("["), text.index("]") - 1
    return stance(text.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[Progress MS-04 docked] with Zvezda.", Modality.ASSERTED),
        ("[Progress MS-04 was scheduled to dock] with Zvezda.", Modality.PLANNED),
        ("[The launch] was planned for May.", Modality.PLANNED),
        ("It was to [use the two-day trip].", Modality.PLANNED),
        ("The crew will [land in Kazakhstan].", Modality.PLANNED),
        ("He was selected in 2004 to [fly on Soyuz TMA-5].", Modality.PLANNED),
        ("He was assigned as [commander of STS-140].", Modality.PLANNED),
        ("[The Progress apparently separated] early.", Modality.PROBABLE),
        ("Most likely, [the pump caught fire].", Modality.PROBABLE),
        ("It was suspected that [the antennas were damaged].", Modality.SUSPECTED),
        ("The defect may have [led to the failure].", Modality.POSSIBLE),
        ("[The crew did not land] in Kazakhstan.", Modality.DENIED),
        ("He never [flew on Apollo 13].", Modality.DENIED),
        ("The craft failed to [reach orbit].", Modality.DENIED),
        ("The craft was unable to [dock].", Modality.DENIED),
        ("[The docking] was cancelled.", Modality.DENIED),
        ("[The docking] never took place.", Modality.DENIED),
    ],
)
def test_a_cue_decides(text: str, modality: Modality) -> None:
    assert of(text) == Stance(modality)


@pytest.mark.parametrize(
    "text",
    [
        # The cue is of another clause.
        "It was scheduled to dock, but [the launch failed].",
        "It was planned for May; [it was launched] in June.",
        "He was selected in 1965 and [flew on Soyuz 23].",
        "He was selected in 1965, [flew on Soyuz 23] and retired.",
        "They were reassigned to Skylab where they [flew on Skylab 4].",
        "After the first attempt was cancelled, [it was launched] in June.",
        "Although it was planned for May, [it was launched] in June.",
        # The cue comes after what is said and governs something else.
        "[He flew on STS-1] without a rehearsal.",
        "[He flew on STS-7] and was to marry.",
        # What looks like a cue.
        "As planned, [it docked] with Mir.",
        "[It docked] two days earlier than planned.",
        "Not only [did he fly on STS-1], he also walked.",
        "Without docking with Salyut, [Soyuz 10 returned].",
        "Rather than dock, [Soyuz 10 returned].",
        "He was assigned as [backup commander of STS-1].",
    ],
)
def test_a_cue_reaches_no_further_than_what_it_governs(text: str) -> None:
    assert of(text) == Stance(Modality.ASSERTED)


@pytest.mark.parametrize(
    "text",
    [
        "If [the booster deviated], the engine stopped.",
        "If the booster deviates, [the engine stops].",
        "This could only occur if the pressure dropped or [the booster began deviating].",
        "[The engine stops] if the booster deviates.",
        "Unless [the crew landed], nobody knew.",
        "They asked whether [Soyuz 10 had docked].",
        "They rotated in order to [dock with Mir].",
        "Had [the crew landed], it would have been cold.",
        "[He would have flown on Apollo 13].",
        "[He would later command STS-119].",
        "He was considered as [commander of STS-140].",
        "He trained for [a flight on STS-62-A].",
        "In the film he is [the commander of Apollo 13].",
        "Tom Hanks portrayed [the commander of Apollo 13].",
    ],
)
def test_conditions_narrative_wishes_and_fiction_claim_nothing(text: str) -> None:
    assert of(text).claims is False


@pytest.mark.parametrize(
    "text",
    [
        "This could only occur if the pressure dropped, and [the engine stopped].",
        "The mission had the crew of three and [landed in May].",
    ],
)
def test_a_condition_ends_with_its_comma_and_is_no_possession(text: str) -> None:
    assert of(text).claims is True


def test_of_several_cues_the_weakest_counts() -> None:
    assert of("It was planned and may not have [docked].").modality is Modality.DENIED
    assert of("The planned launch was possibly [put off].").modality is Modality.POSSIBLE


def test_words_that_say_themselves_how_sure_they_are_are_weighed_from_around() -> None:
    text = "Apparently the craft was unable to reach orbit."
    start, end = text.index("was unable"), len(text) - 1
    assert stance(text, start, end).modality is Modality.DENIED
    assert stance_around(text, start, end).modality is Modality.PROBABLE


def test_a_capital_changes_nothing_and_offsets_stay_where_lower_case_is_longer() -> None:
    assert of("Planned [docking with Mir] came first.").modality is Modality.PLANNED
    # U+0130 has two characters in lower case.
    assert of("İİİ was scheduled to [dock].").claims is True
