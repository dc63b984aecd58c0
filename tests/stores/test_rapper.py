"""Raptor, a parser of its own line, finds what was written in Turtle, TriG and RDF/XML."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from downrange.dataset.writing import layout_of
from downrange.project import Project
from downrange.serialisation.formats import find_format
from downrange.serialisation.rdfxml import unrepresentable
from tests.stores import nasty
from tests.stores.published import ARTICLE, REPOSITORY, built, write_every_format
from tests.stores.tools import program

pytestmark = pytest.mark.stores

LAYOUT = layout_of(Project.load(REPOSITORY))
SYNTAXES = ["turtle", "trig", "rdfxml", "nquads", "ntriples"]


def lines(quads: Iterable[Quad]) -> list[str]:
    return sorted({str(quad.triple) for quad in quads})


def read_by_rapper(file: Path, syntax: str) -> list[str]:
    run = subprocess.run(
        [program("rapper", "raptor2-utils"), "--quiet", "--input", syntax, "--output", "ntriples",
         str(file)],
        capture_output=True, check=True,
    )  # fmt: skip
    assert run.stderr == b""
    return lines(parse(run.stdout, format=RdfFormat.N_TRIPLES))


def path_of(syntax: str, folder: Path) -> Path:
    return folder / f"dataset.{find_format(syntax).extension}"


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_rapper_finds_the_article(syntax: str, tmp_path: Path) -> None:
    quads = built(ARTICLE).quads
    write_every_format(quads, LAYOUT, tmp_path)
    assert read_by_rapper(path_of(syntax, tmp_path), syntax) == lines(quads)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_rapper_finds_real_articles(syntax: str, shared: Path, tmp_path: Path) -> None:
    quads = built(shared / "documents" / "wikitext").quads
    write_every_format(quads, LAYOUT, tmp_path)
    assert read_by_rapper(path_of(syntax, tmp_path), syntax) == lines(quads)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_rapper_finds_nasty_texts_and_iris(syntax: str, tmp_path: Path) -> None:
    quads = [*nasty.quads(), *nasty.doubtful_quads()]
    # The one character that it bars, although the formats have it.
    quads = [quad for quad in quads if "\uffff" not in nasty.text_of(quad)]
    write_every_format(quads, LAYOUT, tmp_path)
    if syntax == "rdfxml":
        assert len(list(unrepresentable(quads))) == 2 * (len(nasty.BARRED_FROM_XML) - 1)
        quads = [quad for quad in quads if nasty.text_of(quad) not in nasty.BARRED_FROM_XML]
    assert read_by_rapper(path_of(syntax, tmp_path), syntax) == lines(quads)


@pytest.mark.parametrize("syntax", ["turtle", "rdfxml"])
def test_rapper_refuses_what_is_wrong(syntax: str, tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("<http://example.org/a> <http://example.org/b> .\n")
    with pytest.raises(subprocess.CalledProcessError):
        read_by_rapper(tmp_path / "broken", syntax)
