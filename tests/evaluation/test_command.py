"""``downrange evaluate`` through the program: tables, JSON, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run, run  # noqa: F401  (a fixture)

GOLD = (
    {"document": "Progress MS-04", "subject": "spacecraft/progress-ms-04", "section": "Infobox"}
    | {"property": "sf:launchMass", "value": "7.285", "unit": "t", "modality": "asserted"},
    {"document": "Progress MS-04", "subject": "mission/progress-ms-04", "section": "Infobox"}
    | {"property": "sf:operator", "value_label": "NASA"},
)


def written(folder: Path) -> Path:
    path = folder / "gold.jsonl"
    rows = ({"complete": []}, *GOLD)
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_json_has_the_scores_and_the_misses(run: Run, tmp_path: Path, article: Path) -> None:  # noqa: F811
    outcome = run("evaluate", written(tmp_path), article, "--format", "json")
    assert outcome.status == 0
    scores = json.loads(outcome.out)
    assert scores["documents"] == ["progress-ms-04"]
    assert scores["total"]["recall"] == {"right": 1, "of": 2, "share": 0.5}
    assert scores["total"]["precision"]["share"] is None
    (miss,) = scores["misses"]
    assert (miss["line"], miss["fault"]) == (3, "value")


def test_the_table_names_what_was_missed(run: Run, tmp_path: Path, article: Path) -> None:  # noqa: F811
    outcome = run("evaluate", written(tmp_path), article)
    assert outcome.status == 0
    assert "mission/progress-ms-04 sf:operator NASA" in outcome.out
    assert "value differs: mission/progress-ms-04 sf:operator Roscosmos" in outcome.out


def test_misuse_is_told(run: Run, tmp_path: Path, article: Path) -> None:  # noqa: F811
    gold = written(tmp_path)
    assert run("evaluate").status == 2
    assert run("evaluate", gold, "--text2kgbench", gold).status == 2
    assert run("evaluate", gold, "--ontology", gold).status == 2
    assert run("evaluate", tmp_path / "none.jsonl").status == 2
    assert run("evaluate", article, article).status == 2


def test_sentences_are_scored(run: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "sentences.jsonl"
    row = {"id": "s1", "sub_label": "A", "rel_label": "astronaut mission", "obj_label": "M"}
    path.write_text(json.dumps({**row, "sent": "The weather was fine."}), "utf-8")
    outcome = run("evaluate", "--text2kgbench", path, "--format", "json")
    assert outcome.status == 0
    found = json.loads(outcome.out)
    assert found["total"]["sentences"] == 1
    assert found["sentences"][0]["read"] == []


def test_what_is_read_is_perfect_against_itself(run: Run, tmp_path: Path, article: Path) -> None:  # noqa: F811
    read = run("facts", article, "--format", "jsonl")
    path = tmp_path / "read.jsonl"
    path.write_text(read.out, "utf-8")
    outcome = run("evaluate", path, article, "--format", "json")
    total = json.loads(outcome.out)["total"]
    assert total["strict_f1"] == 1.0
    assert total["precision"]["of"] > 30
    assert json.loads(outcome.out)["errors"] == []


def test_one_readers_facts_can_be_scored_alone(run: Run, tmp_path: Path, article: Path) -> None:  # noqa: F811
    gold = written(tmp_path)
    for by, expected in (("mapping", 1), ("pattern", 0)):
        outcome = run("evaluate", gold, article, "--by", by, "--format", "json")
        assert json.loads(outcome.out)["total"]["recall"]["right"] == expected
