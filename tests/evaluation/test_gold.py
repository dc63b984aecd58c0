"""What a gold file may hold, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import EvaluationError
from downrange.evaluation import load_gold
from downrange.evaluation.gold import GoldConcept, GoldLiteral, GoldNode
from downrange.facts.model import Modality
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary
from tests.evaluation.conftest import Scorer

FACT = {"subject": "mission/apollo-7", "property": "sf:crewSize", "value": 3}


def test_a_line_of_downrange_facts_is_gold(score: Scorer, vocabulary: Vocabulary) -> None:
    path = score.write(
        {
            "document": "https://w3id.org/downrange/document/en.wikipedia.org/apollo-7",
            "mission": "https://w3id.org/downrange/id/mission/apollo-7",
            "subject": "https://w3id.org/downrange/id/mission/apollo-7",
            "subject_class": "sf:Mission",
            "property": "sf:operator",
            "value": "https://w3id.org/downrange/id/organization/nasa",
            "value_label": "NASA",
            "value_class": "sf:Organization",
            "unit": "",
            "as_written": "NASA",
            "modality": "announced",
            "attributed_to": "",
            "qualifier": "",
            "rank": "normal",
            "quote": "NASA",
            "start": 1,
            "end": 5,
            "section": "Infobox",
            "extracted_by": "mapping/infobox-spaceflight#operator",
        }
    )
    (fact,) = load_gold(path, vocabulary).facts
    assert fact.document == "apollo-7"
    assert fact.subject.paths == (("mission", "apollo-7"),)
    assert fact.subject.owner == "apollo-7"
    assert fact.value == GoldNode(
        (("organization", "nasa"),), ("nasa",), (expand("sf:Organization"),), "apollo-7"
    )
    assert fact.modality is Modality.ASSERTED


def test_values_are_told_by_what_they_look_like(score: Scorer, vocabulary: Vocabulary) -> None:
    path = score.write(
        FACT,
        {**FACT, "property": "sf:outcome", "value": "sf:failure"},
        {**FACT, "property": "sf:destination", "value": "place/texas"},
        {**FACT, "property": "sf:crewMember", "value": "Wally Schirra"},
        {**FACT, "property": "sf:missionDuration", "value": ["10.8", "11"], "unit": "d"},
    )
    count, outcome, place, person, duration = (f.value for f in load_gold(path, vocabulary).facts)
    assert count == GoldLiteral(("3",))
    assert outcome == GoldConcept((expand("sf:failure"),))
    assert place == GoldNode((("place", "texas"),))
    assert person == GoldNode((), ("wally-schirra",))
    assert duration == GoldLiteral(("10.8", "11"), "d")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**FACT, "property": "sf:crewsize"}, "Did you mean sf:crewSize"),
        ({**FACT, "modalty": "asserted"}, "Did you mean 'modality'"),
        ({**FACT, "modality": "certain"}, "no modality 'certain'"),
        ({**FACT, "value": "sf:failing"}, "no concept 'sf:failing'"),
        ({**FACT, "subject_class": "sf:Misson"}, "no class 'sf:Misson'"),
        ({**FACT, "quote": 3}, '"quote" must be a string'),
        ({**FACT, "value": {}}, '"value" must be'),
        ({"property": "sf:crewSize", "value": 3}, 'there is no "subject"'),
        ({"subject": "mission/apollo-7", "property": "sf:crewSize"}, 'there is no "value"'),
        ({"complete": "everything"}, '"complete" must be a list'),
    ],
)
def test_a_wrong_line_is_named(
    score: Scorer, vocabulary: Vocabulary, row: dict[str, object], message: str
) -> None:
    with pytest.raises(EvaluationError) as raised:
        load_gold(score.write(FACT, row), vocabulary)
    assert "gold.jsonl:2: " in str(raised.value)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "there is no fact"), ("{", "no JSON"), ("[1]", "must be a JSON object")],
)
def test_a_file_that_is_no_gold_is_refused(
    tmp_path: Path, vocabulary: Vocabulary, text: str, message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match=message):
        load_gold(path, vocabulary)
