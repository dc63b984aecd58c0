"""The README is true: its examples run and print what it shows, its reference is fresh."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.readme.examples import Example, blocks, examples, follow, matches
from tests.readme.reference import README, refreshed

TEXT = README.read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A copy of the project in which examples may write."""
    folder = tmp_path_factory.mktemp("readme") / "downrange"
    for name in ("data", "ontology", "shapes"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "downrange.toml", folder)
    return folder


@pytest.mark.parametrize("example", examples(TEXT), ids=lambda example: example.command)
def test_an_example_prints_what_is_shown(example: Example, folder: Path) -> None:
    follow(example, folder)


@pytest.mark.parametrize("code", blocks(TEXT, "python"))
def test_a_python_example_runs(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, "README.md", "exec"), {})


def test_the_command_reference_is_fresh() -> None:
    assert refreshed(TEXT) == TEXT, "stale: run .ci/chore refresh"


def test_the_two_commands_of_a_fresh_machine_are_there() -> None:
    commands = [line[2:] for line in TEXT.splitlines() if line.startswith("$ python3 -m venv")]
    assert len(commands) == 2
    assert "downrange build" in commands[0]
    assert "pytest" in commands[1]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_a_link_leads_somewhere(target: str, repository: Path) -> None:
    assert (repository / target).exists()


def test_the_comparison_can_fail() -> None:
    assert matches("a\n...\nd", "a\nb\nc\nd\n")
    assert matches("a\nb", "a\nb\n")
    assert not matches("a\nb", "a\nb\nc\n")
    assert not matches("a\n...\ne", "a\nb\nc\nd\n")
