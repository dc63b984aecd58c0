"""Jena's strict reader takes every RDF file that Downrange writes or keeps, and finds the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad, parse

from downrange.dataset.writing import layout_of
from downrange.project import Project
from downrange.serialisation.formats import FORMATS, Format
from downrange.serialisation.rdfxml import unrepresentable
from tests.stores import nasty
from tests.stores.jena import Jena, JenaError
from tests.stores.published import (
    ARTICLE,
    BASE,
    READABLE,
    REPOSITORY,
    built,
    write_every_format,
)

pytestmark = pytest.mark.stores

LAYOUT = layout_of(Project.load(REPOSITORY))
KEPT = sorted(
    path
    for folder in ("ontology", "shapes", "data", "tests", "benchmarks", "docs")
    for path in (REPOSITORY / folder).rglob("*")
    if path.suffix in READABLE and path.suffix != ".jsonld"
)
"""Every RDF file of the repository; its one JSON-LD file is a context, without a triple."""


def lines(quads: Iterable[Quad], form: Format) -> list[str]:
    """What a reader must find: merged where the format has no graphs."""
    if form.supports_graphs:
        return sorted({str(quad) for quad in quads})
    return sorted({str(quad.triple) for quad in quads})


def read_by_jena(jena: Jena, file: Path, form: Format) -> list[str]:
    nquads = jena.nquads(file).output.encode()
    return lines(parse(nquads, format=READABLE[".nq"]), form)


def without_version(file: Path) -> Path:
    """A copy for Jena's reader of JSON-LD 1.0: but for its ``@version`` the context is of 1.0."""
    document = json.loads(file.read_text("utf-8"))
    assert document["@context"].pop("@version") == 1.1
    copy = file.with_name("version-1-0.jsonld")
    copy.write_text(json.dumps(document), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the article in every format, and the report and description of a build."""
    folder = tmp_path_factory.mktemp("formats")
    dataset = built(ARTICLE)
    dataset.write(folder)
    write_every_format(dataset.quads, LAYOUT, folder)
    without_version(folder / "dataset.jsonld")
    return folder


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the nasty dataset in every format."""
    folder = tmp_path_factory.mktemp("nasty")
    write_every_format(nasty.quads(), LAYOUT, folder)
    without_version(folder / "dataset.jsonld")
    return folder


def written(folder: Path) -> list[Path]:
    """The files of a folder that Debian's Jena can read."""
    return sorted(p for p in folder.iterdir() if p.suffix in READABLE and p.suffix != ".jsonld")


def our_counts(files: Iterable[Path]) -> dict[Path, int]:
    return {
        file: sum(1 for _ in parse(path=str(file), format=READABLE[file.suffix], base_iri="x:y"))
        for file in files
    }


def test_riot_takes_every_file_of_the_article(jena: Jena, article: Path) -> None:
    files = written(article)
    names = {file.name for file in files}
    assert names >= {f"dataset.{form.extension}" for form in FORMATS if form.name != "jsonld"}
    assert names >= {"report.ttl", "void.ttl"}
    jena.validate(files)
    assert jena.count(files) == our_counts(files)


def test_riot_takes_every_file_of_real_articles(jena: Jena, shared: Path, tmp_path: Path) -> None:
    dataset = built(shared / "documents" / "wikitext")
    dataset.write(tmp_path)
    write_every_format(dataset.quads, LAYOUT, tmp_path)
    files = written(tmp_path)
    jena.validate(files)
    assert jena.count(files) == our_counts(files)


def test_riot_takes_every_file_of_the_repository(jena: Jena) -> None:
    assert len(KEPT) > 100
    jena.validate(KEPT)
    assert jena.count(KEPT) == our_counts(KEPT)


def test_riot_takes_every_file_with_nasty_texts_and_iris(jena: Jena, odd: Path) -> None:
    files = written(odd)
    jena.validate(files)
    assert jena.count(files) == our_counts(files)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_jena_finds_the_article_in_every_format(form: Format, jena: Jena, article: Path) -> None:
    name = "version-1-0" if form.name == "jsonld" else "dataset"
    found = read_by_jena(jena, article / f"{name}.{form.extension}", form)
    assert found == lines(built(ARTICLE).quads, form)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_jena_finds_nasty_texts_and_iris_in_every_format(
    form: Format, jena: Jena, odd: Path
) -> None:
    name = "version-1-0" if form.name == "jsonld" else "dataset"
    quads = nasty.quads()
    if form.name == "rdfxml":
        lost = list(unrepresentable(quads))
        assert len(lost) == 2 * len(nasty.BARRED_FROM_XML)
        quads = [q for q in quads if nasty.text_of(q) not in nasty.BARRED_FROM_XML]
    expected = lines(quads, form)
    if form.name == "jsonld":
        # Jena's reader of 1.0 decodes what is percent-encoded in a relative IRI; PyLD does not.
        expected = sorted(
            line.replace("%C3%A9", "é") if line.startswith(f"<{BASE}") else line
            for line in expected
        )
    assert read_by_jena(jena, odd / f"{name}.{form.extension}", form) == expected


@pytest.mark.parametrize("form", [f for f in FORMATS if f.name != "jsonld"], ids=lambda f: f.name)
def test_jena_warns_of_what_is_doubtful_and_finds_it(
    form: Format, jena: Jena, tmp_path: Path
) -> None:
    write_every_format(nasty.doubtful_quads(), LAYOUT, tmp_path)
    file = tmp_path / f"dataset.{form.extension}"
    with pytest.raises(JenaError, match="WARN"):
        jena.validate([file])
    assert read_by_jena(jena, file, form) == lines(nasty.doubtful_quads(), form)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<http://example.org/a> <http://example.org/b> .\n"),
        ("a.nq", '<http://example.org/a> <http://example.org/b> "a\\x" <http://example.org/g> .\n'),
        ("a.nt", '<http://example.org/a b> <http://example.org/b> "" .\n'),
        ("a.rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"),
    ],
)
def test_riot_refuses_what_is_wrong(name: str, text: str, jena: Jena, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(JenaError, match=r"\[line: 1"):
        jena.validate([tmp_path / name])
