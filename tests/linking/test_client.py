"""Wikidata's API, spoken with a server that answers in its shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.linking.checking import gone_items
from downrange.linking.client import WikidataClient
from downrange.linking.item import DAY, YEAR, Item, Moment
from downrange.links.model import LinkTable
from downrange.links.table import read_table
from tests.linking.server import in_turn, of_json, serving
from tests.linking.wikidata import Wikibase, entity, statement

TERN = entity("Q990000001", "Tern 4", "Tern IV", P619="+2031-02-03/11", P247="2031-007A")
MUL = entity("Q990000002", "Tern 5", language="mul")


def quietly(_seconds: float) -> None:
    """Wait for nothing."""


def test_a_name_is_searched_in_english_and_in_no_language(tmp_path: Path) -> None:
    with (
        serving(Wikibase([TERN, MUL])) as service,
        WikidataClient(tmp_path, service.url) as client,
    ):
        assert client.search("Tern") == ("Q990000001", "Q990000002")
    asked = [request.parameters for request in service.asked]
    assert [(a["action"], a["language"]) for a in asked] == [
        ("wbsearchentities", "en"),
        ("wbsearchentities", "mul"),
    ]
    assert all(a["format"] == "json" and a["maxlag"] == "5" for a in asked)


def test_entities_come_fifty_to_a_request_each_once(tmp_path: Path) -> None:
    names = [f"Q{990000000 + number}" for number in range(1, 62)]
    with (
        serving(Wikibase(entity(name, name) for name in names)) as service,
        WikidataClient(tmp_path, service.url) as client,
    ):
        found = client.entities([*names, *names])
    assert sorted(found) == sorted(names)
    assert [len(r.parameters["ids"].split("|")) for r in service.asked] == [50, 11]
    assert service.asked[0].parameters["languages"] == "en|mul"


def test_merged_and_deleted_items_are_noticed(tmp_path: Path) -> None:
    with (
        serving(Wikibase([TERN], merged={"Q990000009": "Q990000001"})) as service,
        WikidataClient(tmp_path, service.url) as client,
    ):
        found = client.entities(["Q990000001", "Q990000008", "Q990000009"])
    assert found["Q990000001"].exists
    assert found["Q990000001"].redirected_to == ""
    assert not found["Q990000008"].exists
    assert found["Q990000009"].redirected_to == "Q990000001"


def test_a_merge_is_found_under_the_new_id_too(tmp_path: Path) -> None:
    answer = {"entities": {"Q990000001": TERN | {"redirects": {"from": "Q9", "to": "Q990000001"}}}}
    with (
        serving(in_turn(of_json(answer))) as service,
        WikidataClient(tmp_path, service.url) as client,
    ):
        assert client.entities(["Q9"])["Q9"].redirected_to == "Q990000001"


def test_the_table_is_checked_against_what_is_there(tmp_path: Path) -> None:
    table = tmp_path / "wikidata.sssom.tsv"
    table.write_text(
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
        + "".join(
            f"id:mission/tern-{n}\tTern {n}\tskos:exactMatch\twd:Q99000000{n}"
            "\tsemapv:ManualMappingCuration\tinvented\n"
            for n in (1, 8, 9)
        )
        + "id:mission/tern-0\tTern 0\tskos:exactMatch\tsssom:NoTermFound"
        "\tsemapv:ManualMappingCuration\tinvented\n",
        "utf-8",
    )
    links = read_table(table, "https://example.org/")
    with (
        serving(Wikibase([TERN], merged={"Q990000009": "Q990000001"})) as service,
        WikidataClient(tmp_path / "cache", service.url) as client,
    ):
        assert list(gone_items(links, client)) == [
            "Q990000008 (Tern 8) does not exist on Wikidata any more: look the entity up anew",
            "Q990000009 (Tern 9) was merged into Q990000001: check it, and link to that",
        ]
        assert list(gone_items(LinkTable(), client)) == []


def test_a_lagging_wikidata_is_left_alone(tmp_path: Path) -> None:
    waits: list[float] = []
    lag = {"error": {"code": "maxlag", "info": "Waiting for a database: 6 seconds lagged."}}
    busy = of_json(lag, Retry_After="5")
    with (
        serving(in_turn(busy, of_json({"search": []}))) as service,
        WikidataClient(tmp_path, service.url, pause=waits.append) as client,
    ):
        assert client.search("Tern") == ()
    assert waits == [5.0]


def test_an_error_is_told_in_its_own_words(tmp_path: Path) -> None:
    error = {"error": {"code": "no-such-entity", "info": 'Could not find an entity "Q".'}}
    with (
        serving(in_turn(of_json(error))) as service,
        WikidataClient(tmp_path, service.url, pause=quietly) as client,
        pytest.raises(LinkError, match=r"no-such-entity \(Could not find"),
    ):
        client.entities(["Q990000001"])


@pytest.mark.parametrize(
    "answer", [{}, {"entities": []}, {"entities": {}}, {"entities": {"Q1": 3}}]
)
def test_an_answer_without_what_was_asked_is_an_error(tmp_path: Path, answer: object) -> None:
    with (
        serving(in_turn(of_json(answer))) as service,
        WikidataClient(tmp_path, service.url, pause=quietly) as client,
        pytest.raises(LinkError, match=r"entities|nothing of"),
    ):
        client.entities(["Q990000001"])


def test_an_item_is_read_with_its_names_and_values() -> None:
    item = Item.read(TERN)
    assert item == Item(
        "Q990000001",
        ("Tern 4",),
        ("Tern IV",),
        "invented",
        {"P619": (Moment("2031-02-03", DAY),), "P247": ("2031-007A",)},
        "2026-10-01",
    )
    assert Item.read(MUL).label == "Tern 5"


def test_a_deprecated_statement_says_nothing() -> None:
    spoilt = TERN | {"claims": {"P247": [statement("P247", "1999-001A", "deprecated")]}}
    assert Item.read(spoilt).values("P247") == ()


@pytest.mark.parametrize(
    ("precision", "known"),
    [(YEAR, "2031"), (10, "2031-02"), (DAY, "2031-02-03"), (14, "2031-02-03")],
)
def test_a_time_is_known_as_far_as_its_precision_says(precision: int, known: str) -> None:
    item = Item.read(entity("Q990000001", "x", P619=f"+2031-02-03/{precision}"))
    [moment] = item.values("P619")
    assert isinstance(moment, Moment)
    assert moment.known == known


@pytest.mark.parametrize(
    "claims",
    [
        None,
        [],
        {"P619": None},
        {"P619": [None, 3, {}]},
        {"P619": [{"mainsnak": {"snaktype": "somevalue"}}]},
        {"P619": [{"mainsnak": {"datavalue": {"value": {"time": "-0044-03-15T00:00:00Z"}}}}]},
        {
            "P619": [
                {"mainsnak": {"datavalue": {"value": {"time": "+2031-00-00T", "precision": 7}}}}
            ]
        },
        {"P2067": [{"mainsnak": {"datavalue": {"value": {"amount": "+7285", "unit": "1"}}}}]},
    ],
)
def test_what_is_not_as_it_should_be_is_left_out(claims: object) -> None:
    item = Item.read(
        {"id": "Q990000001", "labels": {"en": 3, "mul": {"value": 7}}, "claims": claims}
    )
    assert item == Item("Q990000001")


@pytest.mark.parametrize("name", ["", "P619", "Q0", "Q", "Q1 ", "L12", "Q1|Q2", "Q" + "9" * 30])
def test_what_is_no_item_is_refused(name: str) -> None:
    with pytest.raises(LinkError, match="no id of a Wikidata item"):
        Item.read({"id": name})
