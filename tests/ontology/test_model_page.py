"""docs/model.md: its examples are Turtle, of real terms, and the direct ones are really built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from downrange.dataset.build import build
from downrange.namespaces import PREFIXES, SF
from downrange.project import Project
from downrange.vocabulary import Vocabulary

_BASE = "https://w3id.org/downrange/"


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "model.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def examples(page: str) -> list[list[Triple]]:
    """The triples of each Turtle block."""
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return [
        [q.triple for q in parse(prefixes + block, format=RdfFormat.TURTLE, base_iri=_BASE)]
        for block in re.findall(r"```turtle\n(.*?)```", page, re.DOTALL)
    ]


def test_the_direct_example_is_what_the_article_gives(
    examples: list[list[Triple]], repository: Path, article: Path
) -> None:
    dataset = build([article], project=Project.load(repository))
    direct = examples[0]
    assert len(direct) == 8
    built = {quad.triple for quad in dataset.quads}
    assert [str(triple) for triple in direct if triple not in built] == []


def test_the_examples_use_real_terms(examples: list[list[Triple]], vocabulary: Vocabulary) -> None:
    assert len(examples) == 3
    known = {*vocabulary.classes, *vocabulary.properties, *vocabulary.concepts}
    for triple in (triple for block in examples for triple in block):
        for term in (triple.predicate, triple.object):
            if isinstance(term, NamedNode) and term.value.startswith(SF):
                assert term in known


def test_the_numbers_it_gives_are_right(page: str, vocabulary: Vocabulary) -> None:
    events = [c for c in vocabulary.classes.values() if NamedNode(f"{SF}Event") in c.ancestors]
    assert f"{len(vocabulary.classes)} classes" in page
    assert re.search(rf"{len(vocabulary.properties)}\s+properties", page)
    assert f"{len(events)} subclasses" in page


def test_the_questions_it_names_exist(page: str, ontology: Path) -> None:
    named = re.search(r"Good ones to begin with are (.*?)\.", page, re.DOTALL)
    assert named is not None
    for name in re.findall(r"`([a-z-]+)`", named[1]):
        assert (ontology / "questions" / f"{name}.rq").is_file()
