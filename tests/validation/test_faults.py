"""Both engines find every fault that was put into a document, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from downrange.validation.background import read_background
from downrange.validation.engine import Result, Validator
from downrange.validation.engines import ENGINES, make_validator
from downrange.validation.report import make_report
from downrange.validation.shapes import ShapeSet, document_shapes
from tests.validation.corpus import FAULTS, Article, Expected, Fault, conforming

REPOSITORY = Path(__file__).resolve().parents[2]

# Five documents with five faults each, none of which hides another: pyshacl takes a second for
# each document.
SEVERAL = [tuple(FAULTS[first::5]) for first in range(5)]


@lru_cache(maxsize=1)
def shapes() -> ShapeSet:
    return document_shapes(REPOSITORY / "shapes")


@lru_cache(maxsize=2)
def project_validator(engine: str) -> Validator:
    return make_validator(shapes(), read_background(REPOSITORY / "ontology"), engine)


def with_faults(slug: str, *faults: Fault) -> tuple[Article, Counter[Expected]]:
    article = conforming(slug)
    expected: Counter[Expected] = Counter()
    for inject in faults:
        expected.update(inject(article))
    return article, expected


def as_expected(result: Result) -> Expected:
    component = result.component.value.rsplit("#")[1].removesuffix("ConstraintComponent")
    return Expected(result.focus_node, result.path, component, result.severity)


def comparable(result: Result) -> Result:
    """Engines write a decimal that a query computed as 2300 or as 2300.0; both are right."""
    return replace(result, message=re.sub(r"\b(\d+)\.0\b", r"\1", result.message))


@pytest.mark.parametrize("inject", FAULTS, ids=lambda inject: inject.__name__)
def test_one_fault_is_found_and_nothing_else(inject: Fault) -> None:
    article, expected = with_faults("craft-1", inject)
    results = project_validator("shacl").validate(article.triples)
    assert Counter(map(as_expected, results)) == expected


@pytest.mark.parametrize("faults", [(), *SEVERAL])
def test_both_engines_find_several_faults_alike(faults: tuple[Fault, ...]) -> None:
    article, expected = with_faults("craft-1", *faults)
    rust, python = (project_validator(name).validate(article.triples) for name in ENGINES)
    assert Counter(map(as_expected, rust)) == expected
    assert Counter(map(as_expected, python)) == expected
    assert list(map(comparable, rust)) == list(map(comparable, python))


def test_documents_do_not_disturb_each_other() -> None:
    """Each document's results are the same when all stand in one graph. (pyshacl takes minutes.)"""
    corpus = [
        with_faults(f"craft-{number}", *faults)
        for number, faults in enumerate([(), *((f,) for f in FAULTS), *SEVERAL, ()])
    ]
    together = {triple for article, _ in corpus for triple in article.triples}
    results = project_validator("shacl").validate(together)
    assert Counter(map(as_expected, results)) == sum((e for _, e in corpus), Counter())


def test_every_finding_quotes_the_words_or_is_about_none() -> None:
    """A fault in what a document says is reported with the sentence that says it."""
    without_words = {
        "prov:wasDerivedFrom",  # a statement without passage
        "sf:rawSha256",  # about the document itself
        "dcterms:license",
    }
    for inject in FAULTS:
        article, _ = with_faults("craft-1", inject)
        results = project_validator("shacl").validate(article.triples)
        for found in make_report(results, article.triples, shapes()).findings:
            assert found.advice
            assert found.document == article.source.value
            assert (found.property in without_words) is (not found.quote), found
            if found.start is not None and "words_that" not in inject.__name__:
                assert article.text[found.start : found.end] == found.quote
