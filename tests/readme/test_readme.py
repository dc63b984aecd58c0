"""The README is true: its examples run and print what it shows, its reference is fresh."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.readme.reference import README, refreshed

TEXT = README.read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLS = "python3 -m venv"


@dataclass(frozen=True, slots=True)
class Example:
    """A command and what the README shows of its output, ``...`` standing for any lines."""

    command: str
    shown: str


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(TEXT) if name == language]


def examples() -> list[Example]:
    """Every ``$`` line of the console blocks, but for those that install (``.ci/run`` has them)."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if not command.startswith(INSTALLS):
                found.append(Example(command, shown.strip("\n")))
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether the output is what is shown, a line of ``...`` standing for any lines or none."""
    pieces = re.split(r"^\.\.\.$\n?", shown + "\n", flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A copy of the project in which examples may write."""
    folder = tmp_path_factory.mktemp("readme") / "downrange"
    for name in ("data", "ontology", "shapes"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "downrange.toml", folder)
    return folder


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.command)
def test_an_example_prints_what_is_shown(example: Example, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example.command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    printed = ran.stdout + ran.stderr
    assert not example.shown or matches(example.shown, printed), printed


@pytest.mark.parametrize("code", blocks("python"))
def test_a_python_example_runs(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, "README.md", "exec"), {})


def test_the_command_reference_is_fresh() -> None:
    assert refreshed(TEXT) == TEXT, "stale: run .ci/chore refresh"


def test_the_two_commands_of_a_fresh_machine_are_there() -> None:
    commands = [line[2:] for line in TEXT.splitlines() if line.startswith(f"$ {INSTALLS}")]
    assert len(commands) == 2
    assert "downrange build" in commands[0]
    assert commands[1].endswith("pytest")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_a_link_leads_somewhere(target: str, repository: Path) -> None:
    assert (repository / target).exists()


def test_the_comparison_can_fail() -> None:
    assert matches("a\n...\nd", "a\nb\nc\nd\n")
    assert matches("a\nb", "a\nb\n")
    assert not matches("a\nb", "a\nb\nc\n")
    assert not matches("a\n...\ne", "a\nb\nc\nd\n")
