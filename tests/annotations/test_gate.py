"""What passes the gate, and every reason for which it does not open."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from downrange.annotations.library import annotate
from downrange.facts.model import Entity, Modality
from downrange.namespaces import contract, expand
from downrange.values.literals import XSD_DECIMAL
from tests.annotations.small import ARTICLE, FIRE, HEADER, SHA256, a_fact, judged, load
from tests.facts.reading import document, naming, read


def test_words_become_a_value_with_their_place(tmp_path: Path) -> None:
    said = judged(tmp_path, a_fact('sf.mass = "420 kg"')).facts
    (mass,) = [fact for fact in said if fact.property == expand("sf:mass")]
    assert mass.value == Literal("420", datatype=XSD_DECIMAL)
    assert mass.as_written == "420 kg"
    assert mass.evidence.span.of(ARTICLE) == "420 kg of water to nobody"
    assert mass.evidence.section == "Afterwards"
    assert mass.extracted_by == "annotation/test-1#420-kg-of-water-to-nobody"


def test_a_value_in_its_own_form_will_do(tmp_path: Path) -> None:
    judgement = judged(tmp_path, a_fact("sf.mass = 420"))
    assert not judgement.refusals


def test_the_occurrence_that_is_meant(tmp_path: Path) -> None:
    first = a_fact('sf.mass = "420 kg"', 'id = "a"', "occurrence = 1", quote="420 kg of water")
    second = a_fact('sf.mass = "420 kg"', 'id = "b"', "occurrence = 2", quote="420 kg of water")
    masses = [
        fact.evidence.span.start
        for fact in judged(tmp_path, first, second).facts
        if fact.property == expand("sf:mass")
    ]
    assert masses == [ARTICLE.index("420 kg"), ARTICLE.rindex("420 kg")]


def test_a_speaker_a_day_and_a_hypothesis(tmp_path: Path) -> None:
    tie, fact = judged(tmp_path).facts
    assert fact.modality is Modality.PROBABLE
    assert fact.attributed_to is not None
    assert fact.attributed_to.label == "Roscosmos"
    assert fact.stated_on is not None
    assert fact.stated_on.value == "2016-12-03"
    assert fact.subject.stands_for == expand("sf:Anomaly")
    assert (tie.subject.label, contract(tie.property)) == ("Test 1", "sf:hypotheticalEvent")
    assert tie.value == fact.subject


def test_an_entity_by_its_label_and_class(tmp_path: Path) -> None:
    row = a_fact(
        'subject = "mission/test-1"',
        'sf.operator = { label = "NASA", class = "sf:Organization" }',
        quote="launched by NASA",
    )
    (operator,) = [f for f in judged(tmp_path, row).facts if f.property == expand("sf:operator")]
    assert isinstance(operator.value, Entity)
    assert operator.value.iri.value.endswith("organization/nasa")


def test_odd_words_with_an_interpretation(tmp_path: Path) -> None:
    row = a_fact(
        'subject = "event/test-1-fire-hypothesis"',
        'modality = "probable"',
        'qualifier = "at least"',
        'interpretation = "twice is 2 times"',
        "sf.itemCount = 2",
        quote="caught fire at least twice",
    )
    (count,) = [f for f in judged(tmp_path, row).facts if f.property == expand("sf:itemCount")]
    assert isinstance(count.value, Literal)
    assert (count.value.value, count.qualifier) == ("2", "at least")
    assert count.interpretation == "twice is 2 times"


MASS = 'sf.mass = "420 kg"'
REFUSED = {
    "words that are not there": ("words-not-found", a_fact(MASS, quote="420 kg of wine")),
    "words that stand twice": ("words-not-found", a_fact(MASS, quote="420 kg of water")),
    "words elsewhere than said": ("words-not-found", a_fact(MASS, "start = 3")),
    "a number that is not said": ("value-not-in-words", a_fact('sf.mass = "421 kg"')),
    "a date that is not said": (
        "value-not-in-words",
        a_fact(
            'subject = "event/test-1-fire-hypothesis"',
            'modality = "probable"',
            'sf.time = "2 December 2016"',
            quote="On 3 December 2016, Roscosmos said",
        ),
    ),
    "a name that is not said": (
        "value-not-in-words",
        a_fact('subject = "mission/test-1"', 'sf.operator = "organization/nasa"'),
    ),
    "a text that is not said": (
        "value-not-in-words",
        a_fact('subject = "mission/test-1"', 'sf.missionType = "resupply"'),
    ),
    "a concept without interpretation": (
        "interpretation-missing",
        a_fact('subject = "mission/test-1"', 'sf.outcome = "sf:failure"', quote="It failed"),
    ),
    "something that nobody knows": (
        "unknown-entity",
        a_fact(MASS, 'subject = "cargo/test-1-wine"'),
    ),
    "a property of something else": ("wrong-subject", a_fact('sf.crewSize = "420"')),
    "a value of another class": (
        "wrong-value",
        a_fact(
            'subject = "mission/test-1"',
            'sf.operator = "equipment-group/test-1-pump"',
            quote="the pump of the booster",
        ),
    ),
    "a hypothesis without modality": (
        "modality-missing",
        a_fact(
            'subject = "event/test-1-fire-hypothesis"',
            'sf.participant = "equipment-group/test-1-pump"',
            quote="the pump of the booster",
        ),
    ),
    "a qualifier that is not said": (
        "qualifier-not-in-words",
        a_fact(MASS, 'qualifier = "about"'),
    ),
    "a speaker who is not named": (
        "speaker-not-named",
        a_fact(MASS, 'attributed_to = "organization/roscosmos"'),
    ),
    "a day that is not said": ("date-not-in-words", a_fact(MASS, 'stated_on = "4 May 2017"')),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_refused(what: str, tmp_path: Path) -> None:
    code, row = REFUSED[what]
    judgement = judged(tmp_path, row)
    (refusal,) = judgement.refusals
    assert refusal.code == code
    assert refusal.place.line is not None
    assert [finding.code for finding in judgement.findings] == [code]
    # What is right passes all the same.
    assert {fact.extracted_by for fact in judgement.facts} == {"annotation/test-1#fire"}


def test_a_refusal_names_what_the_words_do_say(tmp_path: Path) -> None:
    (refusal,) = judged(tmp_path, a_fact('sf.mass = "421 kg"')).refusals
    assert "it states 420" in refusal.message


def test_the_nearest_known_entity_is_named(tmp_path: Path) -> None:
    row = a_fact(MASS, 'subject = "cargo/test-1-total-carg"')
    (refusal,) = judged(tmp_path, row).refusals
    assert "cargo/test-1-total-cargo" in refusal.advice


def test_annotations_of_another_text_are_left_out_and_the_finding_says_why(tmp_path: Path) -> None:
    old = (HEADER + FIRE + a_fact(MASS)).replace(SHA256, "0" * 64)
    file = load(tmp_path / "test-1.toml", old)
    edited = document(ARTICLE.replace("probably caught fire", "may have caught fire"))
    judgement = annotate((file,), read(edited), naming())
    assert judgement.facts == ()
    (finding,) = judgement.findings
    assert finding.code == "annotations-outdated"
    assert "1 of 2 quotations are no longer in it" in finding.message
    assert "the pump of the booster probably caught fire" in finding.message


def test_the_words_of_markup_as_a_person_reads_them(tmp_path: Path) -> None:
    text = (
        "{{Infobox spaceflight\n| name = Test 1\n}}\n"
        "'''Test 1''' was launched by [[National Aeronautics and Space Administration|NASA]].\n"
    )
    article = document(text, ".wikitext", stem="test-1")
    rows = HEADER.replace(SHA256, article.text_sha256) + a_fact(
        'subject = "mission/test-1"',
        'sf.operator = "organization/nasa"',
        quote="was launched by NASA",
    )
    file = load(tmp_path / "test-1.toml", rows)
    (operator,) = annotate((file,), read(article), naming()).facts
    assert operator.evidence.rendered == "was launched by NASA"
    source = operator.evidence.span.of(text)
    assert source.startswith("was launched by [[National")
