"""Apache Jena's SHACL engine finds what ours find: on every example, and on every known fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Triple

from downrange.validation.background import read_background
from downrange.validation.engine import Result
from downrange.validation.engines import make_validator
from downrange.validation.exchange import read_results, write_inputs
from downrange.validation.expectations import differences
from downrange.validation.shapes import ShapeSet, dataset_shapes, document_shapes
from tests.stores.gathered import gather
from tests.stores.jena import Jena
from tests.stores.published import ARTICLE, ONTOLOGY, REPOSITORY, built
from tests.validation.corpus import FAULTS
from tests.validation.test_faults import SEVERAL, as_expected, with_faults

pytestmark = pytest.mark.stores

BACKGROUND = read_background(ONTOLOGY)


@pytest.fixture(scope="module", params=["document", "dataset"])
def shapes(request: pytest.FixtureRequest) -> ShapeSet:
    """The shapes for one document, and those for several."""
    folder = REPOSITORY / "shapes"
    found = document_shapes(folder) if request.param == "document" else dataset_shapes(folder)
    assert found is not None
    return found


def judged_by_jena(
    jena: Jena, shapes: ShapeSet, data: Iterable[Triple], folder: Path
) -> list[Result]:
    inputs = write_inputs(shapes, BACKGROUND, data, folder)
    run = jena.run("shacl.shacl", "validate", "--shapes", inputs.shapes, "--data", inputs.data)
    report = folder / "report.ttl"
    report.write_text(run.output, encoding="utf-8")
    return read_results(report, shapes)


def judged_by_us(shapes: ShapeSet, data: Iterable[Triple]) -> list[Result]:
    return make_validator(shapes, BACKGROUND, "shacl").validate(data)


def comparable(results: Iterable[Result]) -> Counter[Result]:
    """Results without what Jena says otherwise.

    It does not name the SPARQL constraint, and writes a decimal that a query computed as 2300
    where others have 2300.0.
    """
    return Counter(
        replace(
            result,
            source_constraint=None,
            message=re.sub(r"\b(\d+)\.0\b", r"\1", result.message),
        )
        for result in results
    )


def test_every_example_gives_what_it_states(shapes: ShapeSet, jena: Jena, tmp_path: Path) -> None:
    examples = gather(shapes)
    data = {triple for example in examples for triple in example.triples}
    results = judged_by_jena(jena, shapes, data, tmp_path)
    failures = [
        f"{example.tag}: {message}"
        for example in examples
        for message in differences(example.expectations, example.results(results, shapes))
    ]
    assert failures == []
    assert any(example.expectations for example in examples)
    assert comparable(results) == comparable(judged_by_us(shapes, data))


def test_every_fault_is_found_and_nothing_else(jena: Jena, tmp_path: Path) -> None:
    shapes = document_shapes(REPOSITORY / "shapes")
    corpus = [
        with_faults(f"craft-{number}", *faults)
        for number, faults in enumerate([(), *((fault,) for fault in FAULTS), *SEVERAL])
    ]
    data = {triple for article, _ in corpus for triple in article.triples}
    results = judged_by_jena(jena, shapes, data, tmp_path)
    assert Counter(map(as_expected, results)) == sum((e for _, e in corpus), Counter())
    assert comparable(results) == comparable(judged_by_us(shapes, data))


def test_the_article_is_judged_alike(shapes: ShapeSet, jena: Jena, tmp_path: Path) -> None:
    data = {quad.triple for quad in built(ARTICLE).quads}
    results = judged_by_jena(jena, shapes, data, tmp_path)
    assert comparable(results) == comparable(judged_by_us(shapes, data))


def test_real_articles_are_judged_alike(
    shapes: ShapeSet, jena: Jena, shared: Path, tmp_path: Path
) -> None:
    data = {quad.triple for quad in built(shared / "documents" / "wikitext").quads}
    results = judged_by_jena(jena, shapes, data, tmp_path)
    assert comparable(results) == comparable(judged_by_us(shapes, data))
