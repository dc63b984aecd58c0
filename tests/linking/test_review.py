"""The review file: what a person reads, writes, and gets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.errors import LinkError
from downrange.linking.features import Feature, Kind
from downrange.linking.item import Item
from downrange.linking.judgement import Candidate, Judgement
from downrange.linking.review import COLUMNS, decide, read_review, review_text, rows_text
from downrange.linking.subject import Subject
from downrange.namespaces import expand
from tests.linking.subjects import BASE, node

LABEL = Feature(Kind.LABEL, "label", "Tern 4", "Tern 4", 1)
LATER = Feature(Kind.DATE, "launch time", "2031-02-03", "2031-02-04", 0)


def about(slug: str, label: str) -> Subject:
    return Subject(node(f"mission/{slug}"), "mission", (label,), {}, {}, {}, frozenset())


def judgement(slug: str = "tern-4", label: str = "Tern 4", *items: Item) -> Judgement:
    candidates = tuple(Candidate(item, frozenset(), (LABEL, LATER)) for item in items)
    return Judgement(about(slug, label), candidates, ("too little",))


TERN = Item("Q990000001", ("Tern 4",), description="invented")
FILM = Item("Q990000002", ("Tern 4",), description="a film")


def review(folder: Path, text: str) -> Path:
    path = folder / "review.tsv"
    path.write_text(text, "utf-8")
    return path


def decided(text: str, item: str, decision: str) -> str:
    """The file as a person leaves it: with a decision in the row of an item."""
    lines = text.splitlines()
    [number] = [n for n, line in enumerate(lines) if f"\t{item}\t" in line]
    lines[number] = decision + lines[number]
    return "\n".join(lines) + "\n"


def test_each_candidate_is_a_row_with_its_reasons(tmp_path: Path) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN, FILM), judgement("gull", "Gull")], BASE)
    first, second, third = read_review(review(tmp_path, text))
    assert first == {
        "decision": "",
        "subject_id": "id:mission/tern-4",
        "subject_label": "Tern 4",
        "predicate_id": "skos:exactMatch",
        "object_id": "wd:Q990000001",
        "object_label": "Tern 4",
        "description": "invented",
        "score": "0.18",
        "evidence": "label: Tern 4",
        "doubts": "too little",
    }
    assert second["doubts"] == "launch time: 2031-02-03 is not 2031-02-04"
    assert (third["subject_id"], third["object_id"]) == ("id:mission/gull", "")


def test_yes_links_and_settles_the_entity(tmp_path: Path) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN, FILM)], BASE)
    outcome = decide(
        read_review(review(tmp_path, decided(text, "wd:Q990000001", "Yes"))), BASE, "2031-03-01"
    )
    [link] = outcome.links
    assert (link.subject, link.item) == (node("mission/tern-4"), expand("wd:Q990000001"))
    assert link.holds
    assert link.justification == "semapv:ManualMappingCuration"
    assert (link.confidence, link.date) == (Decimal("0.18"), "2031-03-01")
    assert link.evidence == "accepted in review: label: Tern 4"
    assert outcome.undecided == ()


def test_no_rejects_one_and_leaves_the_others(tmp_path: Path) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN, FILM)], BASE)
    outcome = decide(read_review(review(tmp_path, decided(text, "wd:Q990000002", "no"))), BASE, "")
    [link] = outcome.links
    assert link.rejected
    assert not link.holds
    assert [row["object_id"] for row in outcome.undecided] == ["wd:Q990000001"]


def test_none_says_that_somebody_looked(tmp_path: Path) -> None:
    text = review_text([judgement("gull", "Gull")], BASE).replace("\tid:", "none\tid:")
    [link] = decide(read_review(review(tmp_path, text)), BASE, "2031-03-01").links
    assert (link.item, link.rejected, link.date) == (None, False, "2031-03-01")
    assert link.evidence == "looked up, none found in review"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\tid:", "perhaps\tid:", "'perhaps' is not understood"),
        ("\tid:mission/tern-4", "yes\tid:mission/tern-4", ""),
        ("wd:Q990000001", "P31", "stands beside no item"),
        ("skos:exactMatch", "owl:sameAs", "no way to link"),
        ("0.18", "high", "is no number"),
        ("0.18", "NaN", "is no number"),
        ("0.18", "7", "is no number from 0 to 1"),
        ("label: Tern 4", '"label', "taken apart into cells: unexpected end"),
        ("label: Tern 4", "x" * 200_000, "field limit"),
        ("mission/tern-4\tTern", "mission/tern<4\tTern", "subject_id"),
        ("decision\t", "choice\t", "no column 'decision'"),
    ],
)
def test_a_decision_must_rest_on_what_was_written(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN)], BASE)
    assert old in text
    if new != "yes\tid:mission/tern-4" and not old.startswith(("\tid", "decision")):
        text = text.replace("\tid:mission/tern-4", "yes\tid:mission/tern-4")
    spoilt = text.replace(old, new)
    if not words:
        assert decide(read_review(review(tmp_path, spoilt)), BASE, "").links
        return
    with pytest.raises(LinkError, match=words):
        read_review(review(tmp_path, spoilt))


def test_an_item_may_be_written_without_its_prefix(tmp_path: Path) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN)], BASE)
    meant = decided(text, "wd:Q990000001", "yes").replace("wd:Q990000001", "Q990000007")
    [link] = decide(read_review(review(tmp_path, meant)), BASE, "").links
    assert link.item_name == "Q990000007"


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "review.tsv"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(LinkError, match="not UTF-8"):
        read_review(path)


def test_a_decision_that_was_not_taken_over_survives_another_run(tmp_path: Path) -> None:
    text = review_text([judgement("tern-4", "Tern 4", TERN, FILM)], BASE)
    earlier = read_review(review(tmp_path, decided(text, "wd:Q990000002", "no")))
    again = review_text([judgement("tern-4", "Tern 4", TERN, FILM)], BASE, earlier)
    rows = read_review(review(tmp_path, again))
    assert [(row["object_id"], row["decision"]) for row in rows] == [
        ("wd:Q990000002", "no"),
        ("wd:Q990000001", ""),
    ]


def test_rows_of_entities_that_were_not_judged_now_stay(tmp_path: Path) -> None:
    earlier = read_review(review(tmp_path, review_text([judgement("gull", "Gull")], BASE)))
    text = review_text([judgement("tern-4", "Tern 4", TERN)], BASE, earlier)
    rows = read_review(review(tmp_path, text))
    assert [row["subject_label"] for row in rows] == ["Gull", "Tern 4"]


def test_a_byte_order_mark_of_a_spreadsheet_does_no_harm(tmp_path: Path) -> None:
    path = review(tmp_path, "\ufeff" + review_text([judgement("tern-4", "Tern 4", TERN)], BASE))
    assert len(read_review(path)) == 1


@given(st.text())
def test_no_label_makes_a_row_a_cell_or_a_formula(label: str) -> None:
    hostile = Item("Q990000001", (label,), description=label)
    text = review_text([judgement("tern-4", label or "x", hostile)], BASE)
    header, row = csv.reader(io.StringIO(text), delimiter="\t")
    assert tuple(header) == COLUMNS
    assert len(row) == len(COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert all(c.isprintable() for cell in row for c in cell)


def test_what_is_written_again_is_the_same(tmp_path: Path) -> None:
    label: Mapping[str, str] = {"x": '=HYPERLINK("http://evil.example")'}
    text = review_text([judgement("tern-4", label["x"], TERN)], BASE)
    assert "'=HYPERLINK" in text
    rows = read_review(review(tmp_path, text))
    assert rows[0]["subject_label"] == label["x"]
    assert rows_text(rows) == text
