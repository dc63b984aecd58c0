"""What the shapes say about real articles, as they were retrieved."""

from __future__ import annotations

from pathlib import Path

import pytest

import downrange
from downrange.findings import Finding, Severity


def found(path: Path, engine: str) -> list[Finding]:
    report = downrange.build([path]).validate(engine=engine)
    return [finding for finding in report.findings if finding.code == "shape"]


@pytest.mark.slow
def test_the_article_gives_no_result_at_all(article: Path, engine: str) -> None:
    assert [finding.message for finding in found(article, engine)] == []


@pytest.mark.parametrize("name", ["Apollo_1", "Apollo_13", "Apollo_16", "Apollo_7", "Ariane_5"])
def test_other_articles_give_no_violation(name: str, shared: Path) -> None:
    results = found(shared / "documents" / "wikitext" / f"{name}.wiki", "shacl")
    assert [f.message for f in results if f.severity is Severity.VIOLATION] == []


def test_the_designation_of_aryabhata_is_doubted_with_the_words_that_give_it(
    shared: Path, engine: str
) -> None:
    results = found(shared / "documents" / "wikitext" / "Aryabhata_(satellite).wiki", engine)
    [doubt] = [f for f in results if f.property == "sf:cosparId"]
    assert doubt.severity is Severity.WARNING
    assert "1965-033A" in doubt.message
    assert "1975" in doubt.message
    assert doubt.quote.endswith("1965-033A")
