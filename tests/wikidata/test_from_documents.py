"""From an article and its metadata to the line that a person pastes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import downrange
from downrange.linking.alignment import Alignment
from downrange.links.model import LinkTable
from downrange.vocabulary import Vocabulary
from downrange.wikidata.comparison import Comparer
from downrange.wikidata.facts import Facts
from downrange.wikidata.item import WikidataItem
from downrange.wikidata.linked import Links
from downrange.wikidata.ours import Ours
from downrange.wikidata.quickstatements import batch
from downrange.wikidata.routes import RouteMap
from tests.wikidata import v1
from tests.wikidata.shapes import entity, quantity, statement

ITEM = "Q990000004"


@pytest.mark.parametrize("retrieved", ["", 'retrieved = "2024-05-31"\n'])
def test_the_article_in_the_repository(
    article: Path, tmp_path: Path, vocabulary: Vocabulary, alignment: Alignment, retrieved: str
) -> None:
    shutil.copy(article, tmp_path)
    metadata = article.with_suffix(".toml").read_text("utf-8")
    (tmp_path / "progress-ms-04.toml").write_text(metadata + retrieved, "utf-8")
    store = downrange.build([tmp_path / "progress-ms-04.txt"]).store
    mission = next(
        quad.subject
        for quad in store
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.endswith("id/mission/progress-ms-04")
    )
    links = Links.of(store, LinkTable(), {mission: ITEM})
    comparer = Comparer(Ours(Facts(store), links, vocabulary), RouteMap.of(alignment))
    there = entity(ITEM, "invented", statement("P2067", quantity("+7.285", "Q191118")))
    made = batch([comparer.comparison(mission, ITEM, WikidataItem.read(there))], lambda _name: "")
    written = {command.property: command for command in v1.read("\n".join(made.lines))}
    launch = written["P619"]
    assert launch.value == ("time", ("+2016-12-01T00:00:00Z", "11"))
    assert launch.sources[0] == (
        "S4656",
        ("string", ("https://en.wikipedia.org/wiki/Progress_MS-04",)),
    )
    dated = ("S813", ("time", ("+2024-05-31T00:00:00Z", "11")))
    assert launch.sources[1:] == ((dated,) if retrieved else ())
    # What the article says of RSC Energia, Roscosmos, the pad and the rocket, all of them linked.
    assert written["P176"].value == ("item", ("Q763402",))
    assert written["P137"].value == ("item", ("Q190795",))
    assert written["P1427"].value == ("item", ("Q2580456",))
    assert written["P375"].value == ("item", ("Q660345",))
    assert "P2067" not in written
    # It never reached orbit, and has no designation.
    assert not {"P247", "P377", "P448"} & set(written)
