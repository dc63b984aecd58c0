"""The link table: what it may say, and that two readers read it alike."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from downrange.errors import LinkError
from downrange.links.model import EXACT, WIKIDATA_ITEM, Link, Standing
from downrange.links.sssom import wrong_rows
from downrange.links.table import HEADER, read_table, unknown_classes, with_rows
from downrange.namespaces import expand

BASE = "https://example.org/"
COLUMNS = (
    "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label"
    "\tmapping_justification\tconfidence\tmapping_date\tcomment"
)
GOOD = (
    "id:mission/tern-4\tTern 4\tskos:exactMatch\t\twd:Q990000004\tTern 4"
    "\tsemapv:ManualMappingCuration\t0.9\t2031-03-01\tthe item says so"
)


def write(folder: Path, *rows: str) -> Path:
    path = folder / "wikidata.sssom.tsv"
    path.write_text(HEADER + "\n".join((COLUMNS, *rows)) + "\n", "utf-8")
    return path


def write_text(folder: Path, text: str) -> Path:
    path = folder / "wikidata.sssom.tsv"
    path.write_bytes(text.encode())
    return path


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def entity(path: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{path}")


def test_a_row_is_a_link(tmp_path: Path) -> None:
    [link] = read_table(write(tmp_path, GOOD), BASE)
    assert link == Link(
        NamedNode("https://example.org/id/mission/tern-4"),
        EXACT,
        NamedNode("http://www.wikidata.org/entity/Q990000004"),
        "Tern 4",
        "Tern 4",
        "semapv:ManualMappingCuration",
        Decimal("0.9"),
        "2031-03-01",
        "the item says so",
    )
    assert (link.item_name, link.manner) == ("Q990000004", "exact")


def test_the_prefix_of_entities_means_whatever_base_reads_it(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    [here] = read_table(path, "http://localhost:8000/")
    assert here.subject.value == "http://localhost:8000/id/mission/tern-4"
    assert (
        list(wrong_rows(path, read_table(path, "http://localhost:8000/"), "http://localhost:8000/"))
        == []
    )


def test_looked_up_and_not_looked_up_differ(tmp_path: Path) -> None:
    none = changed("wd:Q990000004", "sssom:NoTermFound").replace("tern-4", "tern-5")
    no = changed("\t\twd:", "\tNot\twd:").replace("tern-4", "tern-6")
    table = read_table(write(tmp_path, GOOD, none, no), BASE)
    assert table.standing(entity("mission/tern-4")) is Standing.LINKED
    assert table.standing(entity("mission/tern-5")) is Standing.NONE_FOUND
    assert table.standing(entity("mission/tern-6")) is Standing.NOT_LOOKED_UP
    assert table.standing(entity("mission/tern-7")) is Standing.NOT_LOOKED_UP
    assert [link.holds for link in table] == [True, False, False]
    assert table.item(entity("mission/tern-5")) is None
    assert table.item(entity("mission/tern-6")) is None


@pytest.mark.parametrize("evidence", ["it\u2028says", "it\x85says", "it\x0bsays", "\x1b[2J", "\0"])
def test_only_a_line_feed_ends_a_row(tmp_path: Path, evidence: str) -> None:
    path = write(tmp_path, changed("the item says so", f"so {evidence} so"))
    [link] = read_table(path, BASE)
    assert link.evidence == f"so {evidence} so"
    [again] = read_table(write_text(tmp_path, with_rows(path.read_text("utf-8"), [], BASE)), BASE)
    assert again == link


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_table_may_come_from_a_spreadsheet(tmp_path: Path, mark: str) -> None:
    """With a byte order mark, its own line ends, and empty lines between."""
    text = f"{HEADER}{COLUMNS}\n\n{GOOD}\n\n".replace("\n", "\r\n")
    [link] = read_table(write_text(tmp_path, mark + text), BASE)
    assert link.evidence == "the item says so"


def test_a_column_stands_once(tmp_path: Path) -> None:
    text = f"{COLUMNS}\tcomment\n{GOOD}\tand more\n"
    with pytest.raises(LinkError, match="'comment' twice"):
        read_table(write_text(tmp_path, text), BASE)


def test_a_missing_table_has_no_links(tmp_path: Path) -> None:
    assert read_table(tmp_path / "none.tsv", BASE).links == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (changed("wd:Q990000004", "wd:P619"), "object_id 'wd:P619'"),
        (changed("wd:Q990000004", "wd:Q0"), "object_id"),
        (changed("wd:Q990000004", "http://www.wikidata.org/entity/Q4"), "object_id"),
        (changed("wd:Q990000004", "dbpedia:Tern_4"), "object_id"),
        (changed("id:mission/tern-4", "Tern 4"), "subject_id"),
        (changed("id:mission/tern-4", "id:mission/../graph"), "subject_id"),
        (changed("skos:exactMatch", "owl:sameAs"), "owl:sameAs.*no way to link"),
        (changed("skos:exactMatch", ""), "no way to link"),
        (changed("semapv:ManualMappingCuration", "by hand"), "mapping_justification"),
        (changed("0.9", "1.1"), "confidence '1.1'"),
        (changed("0.9", "sure"), "confidence"),
        (changed("0.9", "NaN"), "confidence"),
        (changed("2031-03-01", "1 March"), "mapping_date"),
        (changed("2031-03-01", "2031-02-29"), "mapping_date"),
        (changed("tern-4", "tern<4>"), "no part of an IRI"),
        (changed("the item says so", '"the item'), "unexpected end of data"),
        (changed("the item says so", "x" * 200_000), "field limit"),
        (changed("the item says so", " "), "comment is empty"),
        (changed("\t\twd:", "\tmaybe\twd:"), "predicate_modifier"),
        (GOOD + "\tmore", "11 cells for 10 columns"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = write(tmp_path, changed("tern-4", "tern-1").replace("Q990000004", "Q990000001"), row)
    line = HEADER.count("\n") + 3
    with pytest.raises(LinkError, match=words) as caught:
        read_table(path, BASE)
    assert str(caught.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (changed("mission", "spacecraft"), r"exact match of another entity.*sf:wikidataItem"),
        (changed("Q990000004", "Q990000005"), "has a skos:exactMatch in an earlier row"),
        (changed("wd:Q990000004", "sssom:NoTermFound"), "has a skos:exactMatch in an earlier row"),
        (GOOD, "same subject and object"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(LinkError, match=words):
        read_table(write(tmp_path, GOOD, row), BASE)


@pytest.mark.parametrize(
    "row",
    [
        changed("mission", "spacecraft").replace("skos:exactMatch", "sf:wikidataItem"),
        changed("mission", "spacecraft").replace("skos:exactMatch", "skos:closeMatch"),
        changed("Q990000004", "Q990000005").replace("\t\twd:", "\tNot\twd:"),
    ],
)
def test_rows_that_do_not_contradict_stand_together(tmp_path: Path, row: str) -> None:
    assert len(read_table(write(tmp_path, GOOD, row), BASE).links) == 2


def test_others_share_the_item_that_one_matches(tmp_path: Path) -> None:
    shared = changed("mission", "spacecraft").replace("skos:exactMatch", "sf:wikidataItem")
    table = read_table(write(tmp_path, GOOD, shared), BASE)
    item = expand("wd:Q990000004")
    assert table.item(entity("spacecraft/tern-4")) == table.item(entity("mission/tern-4")) == item
    assert table.exact_match_of(item) == entity("mission/tern-4")
    [row] = table.of(entity("spacecraft/tern-4"))
    assert (row.predicate, row.manner) == (WIKIDATA_ITEM, "shared")


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "wikidata.sssom.tsv"
    path.write_text("subject_id\tobject_id\n", "utf-8")
    with pytest.raises(LinkError, match="no column 'predicate_id'"):
        read_table(path, BASE)


def test_a_row_is_added_in_its_place_and_nothing_else_changes(tmp_path: Path) -> None:
    extra = (HEADER + COLUMNS + "\tauthor_id\n" + GOOD + "\torcid:0000-0000-0000-0001\n").replace(
        "#curie_map:", "#curie_map:\n#  orcid: https://orcid.org/"
    )
    new = Link(
        entity("mission/tern-10"),
        EXACT,
        None,
        "Tern\t10\n\x1b[31m",
        "",
        "semapv:ManualMappingCuration",
        None,
        "",
        'said "none"',
    )
    text = with_rows(extra, [new], BASE)
    path = tmp_path / "wikidata.sssom.tsv"
    path.write_text(text, "utf-8")
    added, kept = read_table(path, BASE)
    assert added.subject_label == "Tern 10  [31m"
    assert (added.item, added.confidence, added.evidence) == (None, None, 'said "none"')
    assert kept.subject == entity("mission/tern-4")
    assert "\torcid:0000-0000-0000-0001\n" in text
    assert text.startswith(extra[: extra.index(COLUMNS)])
    assert list(wrong_rows(path, read_table(path, BASE), BASE)) == []
    assert with_rows(text, [], BASE) == text


def test_a_subject_of_no_class_is_noticed(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, changed("mission", "misson")), BASE)
    assert list(unknown_classes(table, {"mission"}, BASE)) == [
        "<https://example.org/id/misson/tern-4> is linked, but no class has the segment 'misson'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#  wd: http://www.wikidata.org/entity/\n", "", "wd"),
        ("http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/", "read otherwise"),
        ("#license: https://creativecommons.org/publicdomain/zero/1.0/\n", "", "no license"),
        ("#curie_map:", "#curie_map: [", ""),
    ],
)
def test_the_standards_library_sees_what_ours_does_not(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = write(tmp_path, GOOD)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    problems = list(wrong_rows(path, read_table(path, BASE), BASE))
    assert problems
    assert any(words in problem for problem in problems)


def test_this_repositorys_links_rest_on_graded_evidence(repository: Path, shared: Path) -> None:
    """Every item is one of the reference, where its grade is A or B: none is from memory."""
    reference = (shared / "reference" / "wikidata-entities.tsv").read_text("utf-8")
    grades = {
        cells[1]: cells[2] for line in reference.splitlines()[1:] if (cells := line.split("\t"))
    }
    table = read_table(repository / "data" / "links" / "wikidata.sssom.tsv", BASE)
    assert len(table.links) > 15
    for link in table:
        assert grades[link.item_name][0] in "AB", link
        assert link.confidence is not None
        assert (link.confidence >= Decimal("0.95")) == grades[link.item_name].startswith("A")
    # The flagship mission is not in the reference, and stays unlinked until it is looked up.
    assert table.standing(entity("mission/progress-ms-04")) is Standing.NOT_LOOKED_UP
