"""``downrange check``: this repository passes, and every check can fail."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from downrange.cli import checks
from downrange.project import Project
from tests.cli.conftest import Run


@pytest.fixture
def copy(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this repository's project that a test may spoil; it is the current folder."""
    folder = tmp_path / "project"
    for name in ("data", "ontology", "shapes", "tests/fixtures"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "downrange.toml", folder)
    monkeypatch.chdir(folder)
    return folder


def test_this_repository_passes(run: Run, copy: Path) -> None:
    outcome = run("check")
    assert outcome.status == 0, outcome.out
    lines = [line.rsplit(maxsplit=1) for line in outcome.out.splitlines()]
    assert lines == [[check.name, "ok"] for check in checks.CHECKS]


def stale_context(folder: Path) -> None:
    (folder / "ontology" / "context.jsonld").write_text("{}")


def term_without_definition(folder: Path) -> None:
    with (folder / "ontology" / "spaceflight.ttl").open("a") as ontology:
        ontology.write('\nsf:Seeded a owl:Class ; rdfs:label "seeded"@en .\n')


def row_of_no_property(folder: Path) -> None:
    path = folder / "data" / "mappings" / "infobox-spaceflight.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"sf:launchMass"', '"sf:lunchMass"'), "utf-8")


def pattern_that_reads_otherwise(folder: Path) -> None:
    path = folder / "data" / "patterns" / "events.toml"
    text = path.read_text("utf-8")
    assert "sf:launchTime 2016-12-01T14:51:52Z" in text
    path.write_text(text.replace("2016-12-01T14:51:52Z", "2016-12-01T14:51:53Z"), "utf-8")


def annotation_of_other_words(folder: Path) -> None:
    path = folder / "data" / "annotations" / "progress-ms-04.toml"
    text = path.read_text("utf-8")
    assert '"420 kg of water"' in text
    path.write_text(text.replace('"420 kg of water"', '"421 kg of water"'), "utf-8")


def example_that_expects_nothing(folder: Path) -> None:
    with (folder / "shapes" / "orbit.examples.trig").open("a") as examples:
        examples.write(
            "\n<http://example.org/valid-seeded> { <http://example.org/o> a "
            "<https://w3id.org/downrange/ns#Orbit> ; "
            "<https://w3id.org/downrange/ns#inclination> 999.0 . }\n"
        )


def question_with_another_answer(folder: Path) -> None:
    path = folder / "ontology" / "questions" / "masses.tsv"
    text = path.read_text("utf-8")
    assert "7285" in text
    path.write_text(text.replace("7285", "7284"), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "check", "sentence"),
    [
        (stale_context, "generated files", "context.jsonld is not what the ontology gives"),
        (term_without_definition, "hygiene rules", "Seeded"),
        (row_of_no_property, "mappings", "Did you mean sf:launchMass"),
        (pattern_that_reads_otherwise, "patterns", "2016-12-01T14:51:53Z"),
        (annotation_of_other_words, "annotations", "the words are not in the text"),
        (example_that_expects_nothing, "shape examples", "valid-seeded"),
        (question_with_another_answer, "questions", "masses.rq: "),
    ],
)
def test_each_check_can_fail(
    copy: Path, spoil: Callable[[Path], None], check: str, sentence: str
) -> None:
    spoil(copy)
    [named] = [each for each in checks.CHECKS if each.name == check]
    problems = checks.found_by(named, Project.load(copy))
    assert any(sentence in problem for problem in problems), problems


def test_something_wrong_has_its_status_and_its_sentence(
    run: Run, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("downrange.cli.check.CHECKS", checks.CHECKS[:1])
    stale_context(copy)
    outcome = run("check")
    assert outcome.status == 1
    assert outcome.out.startswith("generated files  1 wrong\n  ")


def test_refresh_writes_what_is_stale(
    run: Run, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("downrange.cli.check.CHECKS", checks.CHECKS[:1])
    fresh = (copy / "ontology" / "context.jsonld").read_bytes()
    stale_context(copy)
    outcome = run("check", "--refresh")
    assert outcome.status == 0
    assert "context.jsonld: written anew" in outcome.err
    assert (copy / "ontology" / "context.jsonld").read_bytes() == fresh


def test_a_new_project_passes_with_what_the_package_brings(run: Run, empty: Path) -> None:
    assert run("init", ".", "--base", "https://example.org/").status == 0
    outcome = run("check")
    assert outcome.status == 0, outcome.out
