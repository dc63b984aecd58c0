"""Extracts: read in every form, indexed once, found by name, identifier and words."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.linking.extract import read_extract
from downrange.linking.index import ExtractIndex
from downrange.linking.item import DAY, Item, Moment
from downrange.vocabulary import Vocabulary
from tests.linking.subjects import subject
from tests.linking.wikidata import entity

TERN = entity("Q990000001", "Tern 4", "Tern IV", P31="Q990000100", P619="+2031-02-03/11")
OTHER = entity("Q990000002", "Gull 1", P247="2031-007A")
LONGER = entity("Q990000003", "Tern 4 (film about Tern)")
KIND = entity("Q990000100", "tern-class", P279=["Q990000101", "Q990000102"])
HIGHER = entity("Q990000101", "craft", P279="Q40218")
ROUND = entity("Q40218", "spacecraft", P279="Q990000100")
PROPERTY = {"id": "P619", "type": "property", "labels": {}}
ALL = [PROPERTY, TERN, OTHER, LONGER, KIND, HIGHER, ROUND]
LINES = "".join(f"{json.dumps(one)}\n" for one in ALL)
DUMP = "[\n" + ",\n".join(json.dumps(one) for one in ALL) + "\n]\n"
RDF = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q990000001 rdfs:label "Tern 4"@en, "Seeschwalbe 4"@de ; skos:altLabel "Tern IV"@mul ;
    schema:description "invented"@en ; wdt:P31 wd:Q990000100 ;
    wdt:P619 "2031-02-03T00:00:00Z"^^xsd:dateTime .
wd:P619 rdfs:label "launch"@en .
wd:Q990000002 rdfs:label "Gull 1"@en ; wdt:P247 "2031-007A" .
"""

Indexed = Callable[[str], ExtractIndex]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("e.json", DUMP.encode()),
        ("e.jsonl", LINES.encode()),
        ("e.ndjson.gz", gzip.compress(LINES.encode())),
        ("wikidata-20310301-all.json.bz2", bz2.compress(DUMP.encode())),
    ],
)
def test_json_is_read_line_by_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    items = list(read_extract(tmp_path / name))
    assert items == [Item.read(one) for one in ALL if one is not PROPERTY]


@pytest.mark.parametrize("name", ["e.ttl", "e.ttl.gz"])
def test_rdf_is_read_as_well(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(RDF.encode()) if "gz" in name else RDF.encode())
    tern, gull = read_extract(tmp_path / name)
    day = Moment("2031-02-03", DAY)
    claims = {"P31": ("Q990000100",), "P619": (day,)}
    assert tern == Item("Q990000001", ("Tern 4",), ("Tern IV",), "invented", claims)
    assert gull.values("P247") == ("2031-007A",)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("e.csv", b"", "no known format"),
        ("e", b"", "no known format"),
        ("e.jsonl", LINES.encode()[:-9], r"e\.jsonl:7: is not the JSON of an entity"),
        ("e.jsonl", b"[]3\n", r"e\.jsonl:1: "),
        ("e.jsonl", b'"Q1"\n', "no entity"),
        ("e.jsonl.gz", gzip.compress(LINES.encode())[:-20], "middle of its packed data"),
        ("e.jsonl.gz", LINES.encode(), r"e\.jsonl\.gz: cannot be read: Not a gzipped"),
        ("e.jsonl.gz", gzip.compress(LINES.encode())[:-8] + bytes(8), "cannot be read: CRC"),
        ("e.jsonl.bz2", b"BZh9 no more", "cannot be read: Invalid data"),
        ("e.ttl", b"wd:Q1 a", "not valid RDF"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LinkError, match=words):
        list(read_extract(tmp_path / name))


def test_half_a_surrogate_pair_is_no_text(tmp_path: Path) -> None:
    claims = r'{"P247": [{"mainsnak": {"datavalue": {"value": "\ud83d"}}}]}'
    labels = r'{"en": {"value": "\ud83d"}, "mul": {"value": "\ud83d\ude80"}}'
    line = f'{{"id": "Q990000001", "labels": {labels}, "claims": {claims}}}'
    (tmp_path / "e.jsonl").write_text(line, "utf-8")
    assert list(read_extract(tmp_path / "e.jsonl")) == [Item("Q990000001", ("🚀",))]


def names(index: ExtractIndex, path: str, vocabulary: Vocabulary) -> list[str]:
    return [item.id for item in index.candidates(subject(path, vocabulary))]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    (tmp_path / "e.jsonl").write_text(LINES, "utf-8")
    return tmp_path / "e.jsonl"


def test_candidates_come_by_identifier_and_by_name(
    extract: Path, alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    with closing(ExtractIndex.of(extract, alignment, tmp_path / "c")) as index:
        # Q990000002 has the designation of Tern 4, Q990000001 its name; both are to be compared.
        assert names(index, "mission/tern-4", vocabulary) == [
            "Q990000002",
            "Q990000001",
            "Q990000003",
        ]
        found = {item.id: item for item in index.candidates(subject("mission/tern-4", vocabulary))}
    assert found["Q990000001"].values("P619") == (Moment("2031-02-03", DAY),)
    assert found["Q990000001"].description == "invented"


def test_all_words_of_a_name_are_the_last_resort(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    film = entity("Q990000003", "Ada Gull, a life")
    (tmp_path / "e.jsonl").write_text(json.dumps(film) + "\n" + json.dumps(OTHER), "utf-8")
    with closing(ExtractIndex.of(tmp_path / "e.jsonl", alignment, tmp_path / "c")) as index:
        assert names(index, "person/ada-gull", vocabulary) == ["Q990000003"]


def test_classes_are_climbed_and_a_circle_ends(
    extract: Path, alignment: Alignment, tmp_path: Path
) -> None:
    with closing(ExtractIndex.of(extract, alignment, tmp_path / "c")) as index:
        classes = index.classes(Item.read(TERN))
    assert classes == {"Q990000100", "Q990000101", "Q990000102", "Q40218"}
    assert "spacecraft" in alignment.kinds(classes)


def test_an_extract_is_indexed_once_and_another_one_anew(
    extract: Path, alignment: Alignment, tmp_path: Path
) -> None:
    cache = tmp_path / "c"
    ExtractIndex.of(extract, alignment, cache).close()
    [made] = cache.iterdir()
    when = made.stat().st_mtime_ns
    moved = extract.rename(tmp_path / "moved.jsonl")
    ExtractIndex.of(moved, alignment, cache).close()
    assert [made.stat().st_mtime_ns] == [file.stat().st_mtime_ns for file in cache.iterdir()]
    assert made.stat().st_mtime_ns == when
    moved.write_text(LINES + json.dumps(entity("Q990000009", "more")), "utf-8")
    ExtractIndex.of(moved, alignment, cache).close()
    assert len(list(cache.iterdir())) == 2


def test_an_index_that_broke_off_is_not_taken_for_one(
    extract: Path, alignment: Alignment, tmp_path: Path
) -> None:
    cache = tmp_path / "c"
    extract.write_text(LINES + "{", "utf-8")
    for _ in range(2):
        with pytest.raises(LinkError):
            ExtractIndex.of(extract, alignment, cache)
    assert [file.suffix for file in cache.iterdir()] == [".partial"]


def test_parts_of_an_item_are_put_together(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    wd, wdt = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    (tmp_path / "e.nt").write_text(
        f'<{wd}Q990000001> {label} "Ada Gull"@en .\n<{wd}Q990000002> {label} "x"@en .\n'
        f"<{wd}Q990000001> <{wdt}P31> <{wd}Q5> .\n",
        "utf-8",
    )
    with closing(ExtractIndex.of(tmp_path / "e.nt", alignment, tmp_path / "c")) as index:
        [item] = index.candidates(subject("person/ada-gull", vocabulary))
    assert (item.labels, item.values("P31")) == (("Ada Gull",), ("Q5",))


@pytest.mark.parametrize("label", ['" OR 1', "a' OR 'b", "NEAR(", "*", "\x00", "--"])
def test_a_hostile_label_is_a_name_like_any_other(
    alignment: Alignment, vocabulary: Vocabulary, tmp_path: Path, label: str
) -> None:
    hostile = entity("Q990000001", label, "Ada Gull")
    (tmp_path / "e.jsonl").write_text(json.dumps(hostile), "utf-8")
    with closing(ExtractIndex.of(tmp_path / "e.jsonl", alignment, tmp_path / "c")) as index:
        [item] = index.candidates(subject("person/ada-gull", vocabulary))
    assert item.aliases == ("Ada Gull",)
