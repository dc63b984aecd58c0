"""What the query tests share: a store with a few statements about one mission."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from downrange.query.store import memory_store
from tests.serialisation.datasets import article


@pytest.fixture(scope="session")
def store() -> Store:
    return memory_store(article())
