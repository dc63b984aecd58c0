"""CONTRIBUTING.md is true: its walk-through is followed literally, in a copy of the project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.readme.examples import examples, follow

TEXT = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text("utf-8")
# A file in back ticks, then the first block after it.
CHANGE = re.compile(
    r"`((?:ontology|data|shapes)/[^`]+\.\w+)`[^`]*?:\n\n```diff\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def apply(change: str, text: str) -> str:
    """The text with a change: `` ``, ``-`` and ``+`` lines, as in a unified diff, at one place."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, f"stands {text.count(before)} times:\n{before}"
    return text.replace(before, after)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A copy of the project in which every change of the walk-through has been made."""
    folder = tmp_path_factory.mktemp("contributing") / "project"
    for name in ("data", "ontology", "shapes", "tests/fixtures"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "downrange.toml", folder)
    for name, change in CHANGE.findall(TEXT):
        path = folder / name
        path.write_text(apply(change, path.read_text("utf-8")), "utf-8")
    return folder


def test_the_walk_through_has_all_its_changes() -> None:
    assert [name for name, _ in CHANGE.findall(TEXT)] == [
        "ontology/spaceflight.ttl",
        "ontology/alignments.ttl",
        "ontology/questions/masses.rq",
        "ontology/questions/units.tsv",
        "data/mappings/infobox-spaceflight.toml",
        "shapes/spacecraft.ttl",
        "shapes/spacecraft.examples.trig",
    ]
    assert TEXT.count("```diff") == 7


def test_the_walk_through_works(followed: Path) -> None:
    steps = examples(TEXT)
    assert len(steps) == 2
    for step in steps:
        follow(step, followed)


def test_every_chore_that_is_listed_exists(repository: Path) -> None:
    script = (repository / ".ci" / "chore").read_text("utf-8")
    for chore in re.findall(r"`\.ci/chore (\w+)`", TEXT):
        assert re.search(rf"^    {chore}\)", script, re.MULTILINE), chore
