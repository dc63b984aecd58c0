"""The gold files themselves: their words are in the texts, where they say they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from downrange.documents.headings import headings
from downrange.evaluation import load_gold
from downrange.evaluation.gold import GoldFact
from downrange.identity import slugify
from downrange.vocabulary import Vocabulary

GOLD = Path(__file__).parent / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))
ARTICLE = "progress-ms-04"
WIKITEXT = {
    "apollo-1": "Apollo_1",
    "apollo-7": "Apollo_7",
    "apollo-13": "Apollo_13",
    "apollo-16": "Apollo_16",
}
MODALITIES = {"asserted", "planned", "probable", "suspected", "possible", "denied"}

each_file = pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a gold file: its number, quotation and section, as written."""

    line: int
    quote: str
    section: str
    modality: str


def said(file: Path) -> Iterator[Said]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        row = json.loads(line)
        if "complete" not in row:
            yield Said(number, row["quote"], row["section"], row.get("modality", ""))


def text_of(file: Path, article: Path, request: pytest.FixtureRequest) -> str:
    """The text that a gold file is of: the repository's own, or one of the shared folder."""
    if file.stem == ARTICLE:
        return article.read_text("utf-8")
    shared: Path = request.getfixturevalue("shared")
    return (shared / "documents" / "wikitext" / f"{WIKITEXT[file.stem]}.wiki").read_text("utf-8")


def section_at(text: str, at: int) -> str:
    """The title of the section that an offset stands in."""
    before = [heading for heading in headings(text) if heading.span.start <= at]
    title = before[-1].title.of(text) if before else "Lead"
    return "Lead" if before and before[-1].level == 1 else title


def places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def wanted(facts: tuple[GoldFact, ...]) -> int:
    return sum(not fact.optional for fact in facts)


def test_every_file_is_of_a_known_text() -> None:
    assert {file.stem for file in FILES} == {ARTICLE, *WIKITEXT}


@each_file
def test_a_file_is_read_and_says_where_it_is_complete(file: Path, vocabulary: Vocabulary) -> None:
    gold = load_gold(file, vocabulary)
    assert set(gold.documents) == {file.stem}
    assert gold.is_complete(frozenset({file.stem}), "Lead")
    assert not gold.is_complete(frozenset({file.stem}), "Infobox")
    assert not gold.is_complete(frozenset({"another"}), "Lead")


@each_file
def test_quotations_are_in_the_text_under_their_headings(
    file: Path, article: Path, request: pytest.FixtureRequest
) -> None:
    text = text_of(file, article, request)
    for fact in said(file):
        sections = {slugify(section_at(text, at)) for at in places(text, fact.quote)}
        assert sections, f"{file.name}:{fact.line}: {fact.quote!r} is not in the text"
        assert slugify(fact.section) in sections, f"{file.name}:{fact.line}"


@each_file
def test_modalities_are_those_of_the_ontology(file: Path) -> None:
    assert {fact.modality for fact in said(file)} <= {"", *MODALITIES}


def test_there_is_enough_to_measure_by(vocabulary: Vocabulary) -> None:
    counted = {file.stem: wanted(load_gold(file, vocabulary).facts) for file in FILES}
    assert sum(counted[name] for name in WIKITEXT) >= 150
    assert counted[ARTICLE] >= 200


def test_no_fact_is_there_twice() -> None:
    for file in FILES:
        lines = file.read_text("utf-8").splitlines()
        assert len(set(lines)) == len(lines), file.name
