"""Fixtures that every test folder shares."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import Store

from downrange.errors import QueryError
from downrange.query import engine
from downrange.query.services import refuse_services
from downrange.query.tokens import tokenise

# A test may be slow because the machine is busy; what is fast is shown by benchmarks.
settings.register_profile("downrange", deadline=None)
settings.load_profile("downrange")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def article(repository: Path) -> Path:
    """The one article that the repository carries."""
    return repository / "data" / "documents" / "progress-ms-04.txt"


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of further material beside the checkout, which a user may not have.

    A test that asks for it is skipped, by name, where the folder is absent; in continuous
    integration (``CI=true``) its absence is a failure, so that no run passes by skipping.
    """
    folder = repository.parent / "shared"
    if not folder.is_dir():
        message = f"needs the folder {folder}, which is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder


class OutsideConnectionError(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def no_outside_connections() -> Iterator[None]:
    """The tests talk to servers of their own at the most: whatever else is connected to fails."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_local(str(address[0])):
            raise OutsideConnectionError(f"a test connects to {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    def guarded_look_up(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_local(name):
            raise OutsideConnectionError(f"a test looks up {name}")
        return look_up(host, *args, **kwargs)  # type: ignore[arg-type]

    evaluated = engine._evaluated

    def guarded_evaluation(store: Store, sparql: str, *args: object, **kwargs: object) -> object:
        # The query engine has sockets of its own, which nothing in Python can stand before.
        try:
            refuse_services(tokenise(sparql), ("127.0.0.1", "localhost"))
        except QueryError as error:
            raise OutsideConnectionError(f"a test asks elsewhere: {error.message}") from error
        return evaluated(store, sparql, *args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        patch.setattr(engine, "_evaluated", guarded_evaluation)
        yield


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
