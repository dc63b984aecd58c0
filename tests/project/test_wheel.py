"""The wheel, tried as a user would: installed from PyPI's side, in an empty folder, no checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder)]
    subprocess.run([*command, str(repository)], check=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel alone."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", wheel], check=True)
    return folder / "bin" / "downrange"


def carried(wheel: Path) -> list[str]:
    prefix = "downrange/_resources/"
    with zipfile.ZipFile(wheel) as opened:
        return [n.removeprefix(prefix) for n in opened.namelist() if n.startswith(prefix)]


def test_it_carries_the_defaults_as_the_checkout_has_them(wheel: Path, repository: Path) -> None:
    folders = (
        "ontology",
        "shapes",
        "data/mappings",
        "data/patterns",
        "data/authority",
        "data/links",
    )
    expected = {
        path.relative_to(repository).as_posix()
        for folder in folders
        for path in (repository / folder).rglob("*")
        if path.is_file()
    }
    assert set(carried(wheel)) == expected


def test_it_carries_no_documents_and_no_annotations(wheel: Path) -> None:
    assert [n for n in carried(wheel) if n.startswith(("data/documents", "data/annotations"))] == []


def test_an_article_is_built_in_an_empty_folder(
    program: Path, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_bytes(article.read_bytes())
    built = subprocess.run(
        [program, "build", "article.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    assert "http://localhost:8000/" in built.stderr
    told = subprocess.run(
        [program, "explain", "progress-ms-04"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "7285 kg" in told.stdout
    assert "http://localhost:8000/id/mission/progress-ms-04" in told.stdout


def test_named_questions_come_with_it(program: Path, tmp_path: Path) -> None:
    listed = subprocess.run(
        [program, "query"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "cargo-manifest" in listed.stdout
