"""What is written for review is what was proposed, whatever its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from downrange.annotations.model import AnnotationFile, FactRow, NodeRow
from downrange.annotations.rows import load_annotations
from downrange.annotations.writing import toml_text
from downrange.errors import Place
from tests.annotations.small import SHA256, annotations
from tests.facts.reading import vocabulary

NOWHERE = Place("")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def loaded(text: str) -> AnnotationFile:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "test-1.toml"
        path.write_text(text, "utf-8", newline="\n")
        return load_annotations(path, vocabulary())


def bare(row: FactRow | NodeRow) -> FactRow | NodeRow:
    return replace(row, place=NOWHERE)


@given(WORDS, WORDS)
def test_written_and_read_again(quote: str, interpretation: str) -> None:
    file = loaded(annotations())
    words = {"interpretation": interpretation, "deprecated": interpretation}
    proposed = [replace(row, quote=quote, **words) for row in file.facts]
    again = loaded(toml_text(file, proposed, SHA256, vocabulary()))
    assert not again.wrong
    assert [bare(row) for row in again.facts] == [bare(row) for row in proposed]
    assert [bare(row) for row in again.nodes] == [bare(row) for row in file.nodes]


def test_nodes_that_no_fact_needs_are_left_out() -> None:
    unused = '[[node]]\nid = "place/unused"\nclass = "sf:Place"\nlabel = "unused"\n'
    file = loaded(annotations(unused))
    again = loaded(toml_text(file, file.facts, SHA256, vocabulary()))
    assert "place/unused" in {node.path for node in file.nodes}
    assert "place/unused" not in {node.path for node in again.nodes}
