"""The service over the invented dataset: in the process, and on a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from downrange.publication import Publication
from downrange.reconciliation.answers import own_answers
from downrange.reconciliation.app import mounted, reconciliation_app
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.query import read_batch
from tests.reconciliation.serving import serving
from tests.reconciliation.terns import publication_in

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return publication_in(tmp_path_factory.mktemp("terns"))


@pytest.fixture(scope="session")
def dataset(publication: Publication) -> Reconcilable:
    return Reconcilable(publication)


@pytest.fixture(scope="session")
def ask(dataset: Reconcilable) -> Ask:
    """The candidates for one query, given by its members."""
    answers = own_answers(dataset)

    def ask(**query: object) -> list[dict[str, Any]]:
        answer: Any = answers.to(read_batch(json.dumps({"q": query})))
        found: list[dict[str, Any]] = answer["q"]["result"]
        return found

    return ask


@pytest.fixture(scope="session")
def address(publication: Publication) -> Iterator[str]:
    """The service on a server, within another application as ``downrange serve`` has it."""
    app = Starlette(routes=[*mounted(reconciliation_app(publication, pages="/"), "/reconcile")])
    with serving(app) as root:
        yield f"{root}/reconcile"


@pytest.fixture(scope="session")
def web() -> Iterator[httpx.Client]:
    """Asks any address."""
    with httpx.Client(verify=False) as client:
        yield client


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """Asks the service, by paths within it."""
    with httpx.Client(base_url=address, verify=False) as client:
        yield client
