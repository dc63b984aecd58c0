"""``downrange init``: a project that works, made without overwriting anything."""

from __future__ import annotations

from pathlib import Path

from downrange.project import DEFAULT_BASE, Project
from tests.cli.conftest import Run


def test_a_new_project_can_be_read(run: Run, empty: Path) -> None:
    arguments = ("--base", "https://example.org/m/", "--title", 'The "Big" Show')
    assert run("init", "new", *arguments).status == 0
    project = Project.load(empty / "new")
    assert project.base == "https://example.org/m/"
    assert project.title == 'The "Big" Show'
    assert project.documents.is_dir()


def test_without_a_terminal_and_a_base_it_is_the_local_server(run: Run, empty: Path) -> None:
    assert run("init", "new").status == 0
    assert Project.load(empty / "new").base == DEFAULT_BASE


def test_a_base_that_cannot_be_used_is_refused(run: Run, empty: Path) -> None:
    outcome = run("init", "new", "--base", "https://example.org")
    assert outcome.status == 2
    assert 'does not end in "/"' in outcome.err
    assert not (empty / "new").exists()


def test_nothing_is_overwritten(run: Run, empty: Path) -> None:
    file = empty / "downrange.toml"
    file.write_text("mine")
    outcome = run("init", ".", "--base", "https://example.org/")
    assert outcome.status == 2
    assert "exists already" in outcome.err
    assert file.read_text() == "mine"


def test_an_existing_gitignore_stays(run: Run, empty: Path) -> None:
    (empty / ".gitignore").write_text("mine")
    assert run("init", ".", "--base", "https://example.org/").status == 0
    assert (empty / ".gitignore").read_text() == "mine"
