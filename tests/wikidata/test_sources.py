"""Items from files: a line each, a dump, an answer as saved; packed, cut off, merged, missing."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.wikidata.sources import extract_source, fetch
from tests.wikidata.shapes import entity, statement, text

ONE = entity("Q990000001", "one", statement("P247", text("2016-099A")))
TWO = entity("Q990000002", "two")


def lines(*values: object) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


@pytest.mark.parametrize(
    "body",
    [
        lines(ONE, TWO),
        f"[\n{json.dumps(ONE)},\n{json.dumps(TWO)}\n]\n",
        json.dumps({"entities": {"Q990000001": ONE, "Q990000002": TWO}}),
        json.dumps({"entities": {"Q990000001": ONE, "Q990000002": TWO}}, indent=2),
    ],
    ids=["lines", "dump", "answer", "indented"],
)
def test_the_forms_of_an_extract(tmp_path: Path, body: str) -> None:
    path = tmp_path / "items.json"
    path.write_text(body, "utf-8")
    found = fetch(extract_source(path), ["Q990000002", "Q990000001", "Q990000003"])
    assert [item.label for item in found.items.values()] == ["one", "two"]
    assert found.absent == ("Q990000003",)


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_packed_extracts(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"items.jsonl{suffix}"
    path.write_bytes(pack(lines(TWO, ONE).encode()))
    assert list(fetch(extract_source(path), ["Q990000001"]).items) == ["Q990000001"]
    path.write_bytes(pack(lines(TWO, ONE).encode())[:-9])
    with pytest.raises(LinkError, match="cannot be read"):
        fetch(extract_source(path), ["Q990000001"])


def test_a_line_cut_off_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(lines(TWO) + lines(ONE)[:-20], "utf-8")
    with pytest.raises(LinkError, match=r"items\.jsonl:2: is not the JSON of an entity"):
        fetch(extract_source(path), ["Q990000001"])


@pytest.mark.parametrize(
    "body",
    [
        '["Q990000001"]\n',
        '"Q990000001"\n',
        '{"entities": ["Q990000001"]}',
        '{"entities": 3, "x": "Q990000001"}',
    ],
)
def test_json_that_is_no_entity(tmp_path: Path, body: str) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(body, "utf-8")
    with pytest.raises(LinkError, match="no entity"):
        fetch(extract_source(path), ["Q990000001"])


def test_a_merged_item_answers_under_its_old_id(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    merged = {**ONE, "redirects": {"from": "Q990000009", "to": "Q990000001"}}
    path.write_text(lines(merged), "utf-8")
    found = fetch(extract_source(path), ["Q990000009"])
    assert found.items["Q990000009"].id == "Q990000001"


def test_a_missing_item_is_absent(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    answer = {"entities": {"Q990000009": {"id": "Q990000009", "missing": ""}}}
    path.write_text(json.dumps(answer), "utf-8")
    assert fetch(extract_source(path), ["Q990000009"]).absent == ("Q990000009",)


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(lines(ONE)[:-2] + ', "precision": 0.00001}\n', "utf-8")
    assert fetch(extract_source(path), ["Q990000001"]).items


def test_rdf_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match="neither ranks nor references"):
        extract_source(tmp_path / "items.nt.gz")
