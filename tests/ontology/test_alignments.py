"""The alignments: of known terms, with verified identifiers, and never equivalences."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from downrange.namespaces import SF, expand

_WIKIDATA = "http://www.wikidata.org/entity/"
_RELATIONS = {expand("skos:closeMatch"), expand("rdfs:seeAlso"), expand("qudt:hasQuantityKind")}


@pytest.fixture(scope="module")
def alignments(ontology: Path) -> list[Quad]:
    path = ontology / "alignments.ttl"
    quads = parse(path=str(path), format=RdfFormat.TURTLE)
    return [q for q in quads if isinstance(q.subject, NamedNode) and q.subject.value.startswith(SF)]


@pytest.fixture(scope="module")
def linked(ontology: Path) -> set[str]:
    """Every Wikidata identifier in the ontology."""
    texts = [
        (ontology / f"{n}.ttl").read_text(encoding="utf-8") for n in ("spaceflight", "alignments")
    ]
    return set(re.findall(r"\bwd:([PQ]\d+)", "".join(texts)))


def test_only_loose_relations_are_used(alignments: list[Quad]) -> None:
    assert {quad.predicate for quad in alignments} == _RELATIONS


def test_no_identifier_comes_from_memory(linked: set[str], shared: Path) -> None:
    """Properties stand in the reference with their evidence, items with a grade A or B."""
    reference = shared / "reference"
    table = (reference / "wikidata-properties.md").read_text(encoding="utf-8")
    properties: set[str] = set()
    for line in table.splitlines():
        if line.startswith("| P") and "FROM MEMORY" not in line and "deleted" not in line:
            properties |= set(re.findall(r"P\d+", line.split("|")[1]))
    items: set[str] = set()
    with (reference / "wikidata-entities.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["grade"][:1] in {"A", "B"}:
                items |= set(re.findall(r"Q\d+", row["qid"]))
    assert len(linked) > 50
    assert linked <= properties | items


def test_the_deleted_launch_site_property_is_not_used(linked: set[str]) -> None:
    assert "P1427" in linked
    assert "P448" not in linked


def test_no_two_terms_are_nearest_to_one_wikidata_term(alignments: list[Quad]) -> None:
    close = [
        quad.object.value
        for quad in alignments
        if quad.predicate == expand("skos:closeMatch")
        and isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(_WIKIDATA)
    ]
    assert len(close) == len(set(close))
