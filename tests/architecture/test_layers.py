"""The import contract of ``pyproject.toml``: kept by the source, broken by a seeded import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a checkout, whichever downrange is installed."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """A copy of the source that a test may spoil."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(repository / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def test_no_layer_imports_one_to_its_right(copy: Path) -> None:
    outcome = lint_imports(copy)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_an_import_to_the_right_breaks_the_contract(copy: Path) -> None:
    module = copy / "src" / "downrange" / "documents" / "model.py"
    module.write_text(module.read_text("utf-8") + "\nimport downrange.graph\n", "utf-8")
    outcome = lint_imports(copy)
    assert outcome.returncode == 1
    assert "downrange.documents is not allowed to import downrange.graph" in outcome.stdout


def test_a_package_that_no_layer_names_breaks_the_contract(copy: Path) -> None:
    (copy / "src" / "downrange" / "stray.py").write_text('"""Belongs nowhere."""\n', "utf-8")
    outcome = lint_imports(copy)
    assert outcome.returncode == 1
    assert "stray" in outcome.stdout
