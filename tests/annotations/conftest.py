"""The program, run as people run it, and a small project with one annotated article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotations.small import ARTICLE, annotations
from tests.cli.conftest import empty, run

__all__ = ["empty", "run"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one article and its annotations, the current folder."""
    folder = tmp_path / "project"
    (folder / "data/documents").mkdir(parents=True)
    (folder / "data/annotations").mkdir()
    (folder / "downrange.toml").write_text(
        'base = "https://example.org/"\ntitle = "Test"\npublisher = "Test"\n'
        'licence = "https://creativecommons.org/licenses/by-sa/4.0/"\n',
        "utf-8",
    )
    (folder / "data/documents/test-1.txt").write_text(ARTICLE, "utf-8")
    (folder / "data/annotations/test-1.toml").write_text(annotations(), "utf-8")
    monkeypatch.chdir(folder)
    return folder
