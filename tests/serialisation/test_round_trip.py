"""Every format carries the same triples, by readers that are not ours."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyld import jsonld as pyld
from pyoxigraph import Quad, RdfFormat, parse

from downrange.serialisation.formats import FORMATS, Format, find_format
from downrange.serialisation.layout import Layout
from downrange.serialisation.rdfxml import unrepresentable
from tests.serialisation.datasets import LAYOUT, QUADS, article, lines, read_by_rdflib, triple_lines
from tests.stores.tools import program

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:rdflib", "ignore:Parsing weird boolean"
)

OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "rdfxml": "xml"}


def no_documents(url: str, _options: object) -> None:
    """A document loader for PyLD that refuses."""
    raise AssertionError(f"a remote context was asked for: {url}")


def read_by_pyld(text: str) -> list[str]:
    nquads = pyld.to_rdf(
        json.loads(text), {"format": "application/n-quads", "documentLoader": no_documents}
    )
    return read_by_oxigraph(nquads, RdfFormat.N_QUADS)


def read_by_oxigraph(text: str, syntax: RdfFormat) -> list[str]:
    return lines(parse(text.encode(), syntax))


def written(quads: list[Quad], form: Format) -> list[str]:
    """What a reader must find: merged where the format has no graphs, less what it cannot carry."""
    return lines(quads) if form.supports_graphs else triple_lines(quads)


@pytest.mark.parametrize("form", [f for f in FORMATS if f.name != "rdfxml"], ids=lambda f: f.name)
@given(quads=QUADS)
@settings(max_examples=200, deadline=None)
def test_oxigraph_reads_back_what_was_written(form: Format, quads: list[Quad]) -> None:
    text = form.text(quads, LAYOUT)
    assert read_by_oxigraph(text, OXIGRAPH[form.name]) == written(quads, form)


@pytest.mark.parametrize(
    "form", [find_format(name) for name in RDFLIB if name != "rdfxml"], ids=lambda f: f.name
)
@given(quads=QUADS)
@settings(max_examples=200, deadline=None)
def test_rdflib_reads_back_what_was_written(form: Format, quads: list[Quad]) -> None:
    text = form.text(quads, LAYOUT)
    assert read_by_rdflib(text, RDFLIB[form.name]) == written(quads, form)


@given(quads=QUADS)
@settings(max_examples=200, deadline=None)
def test_pyld_expands_json_ld_to_the_same_quads(quads: list[Quad]) -> None:
    assert read_by_pyld(find_format("jsonld").text(quads, LAYOUT)) == lines(quads)


@given(quads=QUADS)
@settings(max_examples=20, deadline=None)
def test_json_ld_needs_no_context(quads: list[Quad]) -> None:
    assert read_by_pyld(find_format("jsonld").text(quads, Layout())) == lines(quads)


@pytest.mark.parametrize(
    "read",
    [lambda t: read_by_oxigraph(t, RdfFormat.RDF_XML), lambda t: read_by_rdflib(t, "xml")],
    ids=["oxigraph", "rdflib"],
)
@given(quads=QUADS)
@settings(max_examples=200, deadline=None)
def test_rdf_xml_carries_all_but_what_it_reports(
    read: Callable[[str], list[str]], quads: list[Quad]
) -> None:
    form = find_format("rdfxml")
    found = read(form.text(quads, LAYOUT))
    expected = triple_lines(quads)
    assert set(found) <= set(expected)
    assert len(expected) - len(found) == len(list(unrepresentable(quads)))


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_the_order_of_the_quads_changes_no_byte(form: Format) -> None:
    quads = article()
    text = form.text(quads, LAYOUT)
    for seed in range(5):
        shuffled = quads + quads[:3]
        random.Random(seed).shuffle(shuffled)
        assert form.text(shuffled, LAYOUT) == text


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_the_article_is_whole_in_every_format(form: Format) -> None:
    assert read_by_oxigraph(form.text(article(), LAYOUT), OXIGRAPH[form.name]) == written(
        article(), form
    )


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_nothing_to_write_is_a_document_too(form: Format) -> None:
    assert read_by_oxigraph(form.text([], LAYOUT), OXIGRAPH[form.name]) == []


@pytest.mark.stores
@pytest.mark.parametrize(
    ("name", "reader"), [("turtle", "turtle"), ("rdfxml", "rdfxml"), ("trig", "trig")]
)
def test_rapper_reads_what_was_written(name: str, reader: str, tmp_path: Path) -> None:
    rapper = program("rapper", "raptor2-utils")
    path = tmp_path / "dataset"
    path.write_text(find_format(name).text(article(), LAYOUT), encoding="utf-8", newline="")
    run = subprocess.run(
        [rapper, "--quiet", "--input", reader, "--output", "ntriples", str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert not run.stderr
    assert read_by_oxigraph(run.stdout, RdfFormat.N_TRIPLES) == triple_lines(article())
