"""Which link counts, where the dataset, the table and a trial say different things."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Store

from downrange.links.model import EXACT, WIKIDATA_ITEM, Link, LinkTable
from downrange.namespaces import expand
from downrange.wikidata.linked import Links
from tests.wikidata.graph import Dataset, node

MISSION, CRAFT = node("mission/invented-1"), node("spacecraft/invented-1")
ROW = Link(MISSION, EXACT, expand("wd:Q990000102"), "", "", "", None, "", "invented")


@pytest.fixture
def store() -> Store:
    """A dataset whose own links say Q990000101."""
    dataset = Dataset()
    dataset.link(MISSION, "Q990000101")
    dataset.link(CRAFT, "Q990000101", "sf:wikidataItem")
    dataset.link(CRAFT, "Q990000103", "skos:closeMatch")
    store = Store()
    store.extend(dataset.quads)
    return store


def test_a_datasets_own_links(store: Store) -> None:
    links = Links.of(store, LinkTable(), {})
    assert links.exact == {MISSION: "Q990000101"}
    assert links.item(CRAFT) == "Q990000101"
    assert links.entity("Q990000101") == MISSION


def test_the_table_goes_before_the_dataset(store: Store) -> None:
    assert Links.of(store, LinkTable((ROW,)), {}).item(MISSION) == "Q990000102"


def test_what_the_table_rejects_is_no_link(store: Store) -> None:
    rejected = replace(ROW, item=expand("wd:Q990000101"), rejected=True)
    assert Links.of(store, LinkTable((rejected,)), {}).item(MISSION) == ""
    shared = replace(rejected, subject=CRAFT, predicate=WIKIDATA_ITEM)
    assert Links.of(store, LinkTable((shared,)), {}).item(CRAFT) == ""


def test_another_rejected_item_changes_nothing(store: Store) -> None:
    rejected = replace(ROW, rejected=True)
    assert Links.of(store, LinkTable((rejected,)), {}).item(MISSION) == "Q990000101"


def test_a_trial_goes_before_everything(store: Store) -> None:
    links = Links.of(store, LinkTable((ROW,)), {MISSION: "Q990000109"})
    assert links.item(MISSION) == "Q990000109"


def test_an_item_that_is_tried_out_is_nobody_elses(store: Store) -> None:
    other = node("mission/invented-2")
    links = Links.of(store, LinkTable(), {other: "Q990000101"})
    assert links.exact == {other: "Q990000101"}
