"""``downrange site``, and what it says where Jinja2 is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from downrange.cli import main
from downrange.errors import ProjectError
from downrange.publication.rendering import environment


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["downrange", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_writes_a_site(
    article: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status = run(
        monkeypatch, "site", article, "-o", "out", "--at", "https://example.org/m/", "--workers", 1
    )
    assert status == 0
    assert (tmp_path / "out" / "index.html").is_file()
    rules = (tmp_path / "out" / "negotiation" / "w3id" / ".htaccess").read_text()
    assert "https://example.org/m/$1.%{ENV:AS}" in rules
    said = capsys.readouterr()
    assert said.out == ""
    assert "files written" in said.err


def test_refuses_an_address_that_is_none(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "site", article, "--at", "example.org") == 2
    assert "--at example.org" in capsys.readouterr().err


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    environment.cache_clear()
    try:
        with pytest.raises(ProjectError, match=r"pip install 'downrange\[web\]'"):
            environment()
    finally:
        environment.cache_clear()


def test_publishes_a_build_as_it_lies(
    article: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert run(monkeypatch, "build", article, "-o", tmp_path / "build") == 0
    arguments = ("site", article, "--build", tmp_path / "build", "-o", tmp_path / "site")
    assert run(monkeypatch, *arguments) == 0
    page = (tmp_path / "site" / "id" / "mission" / "progress-ms-04.html").read_text("utf-8")
    assert "Progress MS-04" in page
