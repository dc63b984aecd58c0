"""How well linking does on an invented Wikidata: nothing wrong is ever accepted.

Run ``pytest -s tests/linking/test_evaluation.py`` to read the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from downrange.linking.alignment import Alignment
from downrange.linking.index import ExtractIndex
from downrange.linking.linker import Linking, link
from downrange.linking.subject import linkable
from downrange.links.model import EXACT
from downrange.vocabulary import Vocabulary
from tests.linking.invented import BASE, World, world


@dataclass(frozen=True)
class Score:
    """Of the entities to be linked: how many were accepted, rightly or not, and how many not."""

    right: int
    wrong: tuple[str, ...]
    missed: int
    rightly_left: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def abstention(self) -> float:
        left = self.missed + self.rightly_left
        return left / (left + self.right + len(self.wrong))


@contextmanager
def indexed(made: World, alignment: Alignment, folder: Path) -> Iterator[ExtractIndex]:
    extract = folder / "extract.jsonl"
    extract.write_text("".join(f"{json.dumps(one)}\n" for one in made.entities), "utf-8")
    with closing(ExtractIndex.of(extract, alignment, folder / "cache")) as index:
        yield index


def linked(made: World, alignment: Alignment, vocabulary: Vocabulary, folder: Path) -> Linking:
    with indexed(made, alignment, folder) as index:
        subjects = linkable(made.store, vocabulary, BASE)
        return link(subjects, index, alignment, made.table, "")


def score(made: World, found: Linking) -> Score:
    truth = made.truth
    accepted = {new.subject: new.item_name for new, _ in found.accepted}
    left = {judgement.subject.iri for judgement in found.left}
    wrong = [f"{s.value} is not {item}" for s, item in accepted.items() if truth[s] != item]
    return Score(
        sum(truth[subject] == item for subject, item in accepted.items()),
        tuple(wrong),
        sum(bool(truth[subject]) for subject in left),
        sum(not truth[subject] for subject in left),
    )


@pytest.mark.parametrize("seed", range(4, 9))
def test_nothing_wrong_is_accepted(
    seed: int, alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    made = world(seed)
    found = linked(made, alignment, vocabulary, tmp_path)
    told = score(made, found)
    print(
        f"\nseed {seed}: {len(made.entities)} items, {len(made.truth)} entities; "
        f"precision {told.precision:.3f}, recall {told.recall:.3f}, "
        f"abstention {told.abstention:.3f} ({told.rightly_left} of them without an item)"
    )
    assert len(made.entities) > 200
    assert told.wrong == ()
    assert told.precision == 1.0
    # What abstains from everything is precise too: much of what has evidence is to be found.
    assert told.recall > 0.5
    assert told.rightly_left > 20


def test_a_mission_and_its_spacecraft_share_an_item_and_one_matches_it(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    made = world()
    found = linked(made, alignment, vocabulary, tmp_path)
    exact = [new.item for new, _ in found.accepted if new.predicate == EXACT]
    assert len(exact) == len(set(exact)) > 20
    assert {new.item for new, _ in found.accepted} > set(exact) or len(found.accepted) > len(exact)


def test_the_measure_sees_a_wrong_link(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    made = world()
    found = linked(made, alignment, vocabulary, tmp_path)
    subject = found.accepted[0][0].subject
    made.truth[subject] = "Q990000999"
    assert len(score(made, found).wrong) == 1
    assert score(made, found).precision < 1
