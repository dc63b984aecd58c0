"""``docs/linking.md``: its numbers are the code's, its queries can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib.plugins.sparql import prepareQuery

from downrange.linking import judgement
from downrange.linking.features import Kind
from downrange.links.model import PREDICATES
from downrange.links.table import COLUMNS, read_table
from downrange.namespaces import contract
from downrange.query.engine import ask


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "linking.md").read_text("utf-8")


def test_the_weights_are_those_of_the_code(page: str) -> None:
    written = dict(re.findall(r"^\| ([a-z ]+) \| (0\.\d+) \|", page, re.M))
    assert {name: float(weight) for name, weight in written.items()} == {
        kind.value: judgement.WEIGHTS.agreeing[kind] for kind in Kind
    }
    left = judgement.WEIGHTS.left
    assert (left[Kind.CLASS], left[Kind.DATE], left[Kind.RELATION]) == (0.5, 0.3, 0.7)
    assert "leaves 0.5 of the score, a date 0.3, a relation 0.7" in page


def test_threshold_and_margin_are_those_of_the_code(page: str) -> None:
    assert f"at least **{judgement.THRESHOLD}**" in page
    assert f"within **{judgement.MARGIN}**" in page


def test_columns_and_predicates_are_those_of_the_table(page: str) -> None:
    named = re.findall(r"^\| `([a-z_]+)` \|", page, re.M)
    assert set(named) == set(COLUMNS) - {"subject_label", "object_label"}
    for predicate in PREDICATES:
        assert contract(predicate).removeprefix("skos:") in page


def test_the_query_for_wikidata_starts_from_our_links(page: str, repository: Path) -> None:
    [sparql] = re.findall(r"```sparql\n(.*?)```", page, re.S)
    prepareQuery(sparql)
    assert len(ask(Store(), sparql)) == 0  # type: ignore[arg-type]
    table = read_table(repository / "data" / "links" / "wikidata.sssom.tsv", "https://x.example/")
    linked = {link.item_name for link in table if link.holds}
    [values] = re.findall(r"VALUES \?linked \{(.*?)\}", sparql)
    assert set(re.findall(r"wd:(Q\d+)", values)) <= linked
    aligned = (repository / "ontology" / "alignments.ttl").read_text("utf-8")
    for name in re.findall(r"wdt:(P\d+)", sparql):
        assert f"wd:{name}" in aligned
