"""What is read in the benchmark's own sentences, split by split.

The validation split was kept out of sight while patterns were written, so the two together tell
what was learnt from what was learnt by heart. Every figure is measured when the test runs and is
reported as a ratio (``pytest -n0 -rP tests/evaluation/test_splits.py``); only what others published
is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from downrange.dataset.knowledge import Knowledge
from downrange.evaluation.text2kgbench import (
    Benchmark,
    benchmark,
    load_relations,
    load_sentences,
)
from downrange.project import Project

SPLITS = ("train", "validation")
BEST_PUBLISHED_F1 = 0.50
"""Vicuna-13B on the test sentences of these relations (the paper's table for the ontology)."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        return self.part / self.whole

    def __str__(self) -> str:
        return f"{self.part}/{self.whole} = {self.share:.3f}"


def found(measured: Benchmark) -> Ratio:
    """Of the gold triples those that were read."""
    right = sum(len({triple.key for triple in result.right}) for result in measured.results)
    return Ratio(right, sum(len(result.sentence.gold) for result in measured.results))


def agreed(measured: Benchmark) -> Ratio:
    """Of the triples that were read and can be compared those that the gold has."""
    compared = sum(len(result.compared) for result in measured.results)
    return Ratio(sum(len(result.right) for result in measured.results), compared)


def answered(measured: Benchmark) -> Ratio:
    """Of the sentences those in which something comparable was read."""
    return Ratio(len(measured.answered), len(measured.results))


@pytest.fixture(scope="module")
def measure(shared: Path, repository: Path) -> Callable[[str], Benchmark]:
    """Reads the sentences of a split with the repository's own patterns."""
    knowledge = Knowledge.load(Project.load(repository))
    folder = shared / "text2kgbench"
    relations = load_relations(folder / "space-ontology.json")

    def measured(split: str) -> Benchmark:
        sentences = load_sentences([folder / f"space-{split}.jsonl"], relations)
        return benchmark(sentences, lambda document: knowledge.read(document).facts, relations)

    return measured


@pytest.mark.parametrize("split", SPLITS)
def test_a_split_is_read_better_than_anyone_published(
    split: str, measure: Callable[[str], Benchmark], record_property: Callable[[str, object], None]
) -> None:
    measured = measure(split)
    for name, value in (
        ("gold triples found", found(measured)),
        ("triples that the gold has", agreed(measured)),
        ("sentences answered", answered(measured)),
        ("precision", f"{measured.precision:.3f}"),
        ("recall", f"{measured.recall:.3f}"),
        ("F1", f"{measured.f1:.3f}"),
    ):
        print(f"{split}: {name}: {value}")
        record_property(f"{split}: {name}", str(value))
    assert measured.f1 > BEST_PUBLISHED_F1


def test_what_was_out_of_sight_is_read_nearly_as_well(measure: Callable[[str], Benchmark]) -> None:
    seen, unseen = (found(measure(split)) for split in SPLITS)
    print(f"found, validation by train: {unseen.share:.3f}/{seen.share:.3f}")
    assert unseen.share > seen.share * 0.8
