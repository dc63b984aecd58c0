"""A wrong row is refused with its file, its line and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import MappingError
from downrange.facts.model import Modality
from tests.annotations.small import HEADER, SHA256, a_fact, annotations, load
from tests.facts.reading import vocabulary


def test_a_file_that_is_right(tmp_path: Path) -> None:
    file = load(tmp_path / "test-1.toml", annotations())
    assert (file.name, file.site, file.slug) == ("test-1", "local", "test-1")
    assert not file.wrong
    (fact,) = file.facts
    assert fact.id == "fire"
    assert fact.modality is Modality.PROBABLE
    assert [node.path for node in file.nodes] == [
        "event/test-1-fire-hypothesis",
        "equipment-group/test-1-pump",
    ]


def test_a_fact_without_an_id_is_called_by_its_first_words(tmp_path: Path) -> None:
    file = load(tmp_path / "t.toml", HEADER + a_fact('sf.mass = "420 kg"'))
    assert [fact.id for fact in file.facts] == ["420-kg-of-water-to-nobody"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('sf.masss = "420 kg"', "sf:mass"),
        ('modalty = "planned"', "Did you mean 'modality'?"),
        ('modality = "planed"', "Did you mean 'planned'?"),
        ('qualifier = "at lest"', "Did you mean 'at least'?"),
        ('subject = "cargoes/test-1"', "Did you mean cargo/…?"),
        ('sf.cargoKind = "sf:fule"', "sf:fuel"),
        ('subject_class = "sf:Cargoo"\nlabel = "cargo"', "sf:Cargo"),
        ('sf.carries = { label = "x", clas = "sf:Cargo" }', "Did you mean 'class'?"),
        ("occurrence = -1", "whole number"),
        ('property = "sf:mass"', "go together"),
        ('id = "a b"', "cannot be an id"),
    ],
)
def test_a_wrong_row_names_its_line_and_what_would_be_right(
    line: str, message: str, tmp_path: Path
) -> None:
    said = () if line.startswith("sf.") else ('sf.itemCount = "420"',)
    text = HEADER + a_fact(line, *said)
    (error,) = load(tmp_path / "wrong.toml", text).wrong
    assert message in str(error)
    assert error.place is not None
    assert error.place.file.endswith("wrong.toml")
    named = line.partition(" =")[0]
    there = text.splitlines()[(error.place.line or 0) - 1]
    assert there == "[[fact]]" or named in there or "label" in line


def test_the_line_of_a_key_is_found(tmp_path: Path) -> None:
    text = HEADER + a_fact('sf.mass = "420 kg"', 'modality = "planed"')
    (error,) = load(tmp_path / "wrong.toml", text).wrong
    assert error.place is not None
    assert text.splitlines()[(error.place.line or 0) - 1] == 'modality = "planed"'


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ('id = "event/x"\nclass = "sf:Cargo"\nlabel = "x"', "Did you mean cargo/x?"),
        ('id = "event/x"\nclass = "sf:Plan"\nlabel = "x"', "needs 'plan_of'"),
        ('id = "event/x"\nclass = "sf:Launch"\nlabel = "x"\nplan_of = "sf:Launch"', "no sf:Plan"),
        ('id = "event/x"\nclass = "sf:Lanch"\nlabel = "x"', "sf:Launch"),
        ('id = "event/x"\nclass = "sf:Launch"', "no label"),
    ],
)
def test_a_wrong_node(node: str, message: str, tmp_path: Path) -> None:
    (error,) = load(tmp_path / "wrong.toml", f"{HEADER}[[node]]\n{node}\n").wrong
    assert message in str(error)


def test_two_facts_of_one_name(tmp_path: Path) -> None:
    fact = a_fact('sf.mass = "420 kg"')
    (error,) = load(tmp_path / "t.toml", f"{HEADER}{fact}\n\n{fact}\n").wrong
    assert "Give one of them an id" in str(error)


@pytest.mark.parametrize(
    "text", ["document = 1", 'sha256 = "x"', 'document = "a/b"', "document = ", 'documnt = "a/b"']
)
def test_a_file_that_is_none(text: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"wrong\.toml"):
        load(tmp_path / "wrong.toml", text)


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    row = (
        f'{{"document": "local/test-1", "sha256": "{SHA256}"}}\n'
        '{"quote": "420 kg", "subject": "cargo/test-1-water",'
        ' "property": "sf:mass", "value": 420, "modality": "asserted"}\n'
    )
    file = load(tmp_path / "t.jsonl", row)
    assert not file.wrong
    (fact,) = file.facts
    assert [said.property for said in fact.said] == [vocabulary().property("sf:mass")]
    assert fact.place.line == 2


def test_a_line_that_is_no_json_is_refused_alone(tmp_path: Path) -> None:
    header = f'{{"document": "local/test-1", "sha256": "{SHA256}"}}\n'
    lines = header + 'nonsense\n{"id": "place/x", "called": "there"}\n'
    file = load(tmp_path / "t.jsonl", lines)
    assert [error.place.line for error in file.wrong if error.place] == [2]
    assert [node.path for node in file.nodes] == ["place/x"]


def test_a_separator_of_lines_within_words_ends_no_line(tmp_path: Path) -> None:
    header = f'{{"document": "local/test-1", "sha256": "{SHA256}"}}\n'
    row = '{"quote": "a\u2028b", "subject": "place/x", "property": "sf:scope", "value": "a"}\n'
    file = load(tmp_path / "t.jsonl", header + row)
    assert not file.wrong
    assert [fact.quote for fact in file.facts] == ["a\u2028b"]
