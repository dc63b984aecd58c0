"""What the tests of ``downrange wikidata`` share: a comparer over a small dataset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from downrange.linking.alignment import Alignment
from downrange.links.model import LinkTable
from downrange.vocabulary import Vocabulary
from downrange.wikidata.comparison import Comparer, Comparison
from downrange.wikidata.facts import Facts
from downrange.wikidata.item import WikidataItem
from downrange.wikidata.linked import Links
from downrange.wikidata.ours import Ours
from downrange.wikidata.routes import RouteMap
from tests.wikidata.graph import Dataset
from tests.wikidata.shapes import Json

Compare = Callable[[Dataset, NamedNode, Json], Comparison]


@pytest.fixture(scope="session")
def vocabulary(repository: Path) -> Vocabulary:
    return Vocabulary.load(repository / "ontology" / "spaceflight.ttl")


@pytest.fixture(scope="session")
def alignment(repository: Path, vocabulary: Vocabulary) -> Alignment:
    return Alignment.load(repository / "ontology" / "alignments.ttl", vocabulary)


@pytest.fixture
def compare(vocabulary: Vocabulary, alignment: Alignment) -> Compare:
    """Hold an entity of a dataset, linked in it, against an item."""

    def compare(dataset: Dataset, entity: NamedNode, there: Json) -> Comparison:
        store = Store()
        store.extend(dataset.quads)
        links = Links.of(store, LinkTable(), {})
        comparer = Comparer(Ours(Facts(store), links, vocabulary), RouteMap.of(alignment))
        return comparer.comparison(entity, links.exact[entity], WikidataItem.read(there))

    return compare
