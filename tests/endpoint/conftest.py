"""An endpoint over a few triples whose answers can be told by looking."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from pyoxigraph import RdfFormat, Store
from starlette.applications import Starlette

from downrange.endpoint import Backend, Endpoint, EndpointDescription, Limits
from downrange.project import Project
from downrange.publication.edition import Services
from downrange.query.questions import load_questions
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary
from tests.endpoint.inline import InlineBackend

BASE = "https://w3id.org/downrange/"
_FACTS, _OTHER = f"<{BASE}graph/facts>", f"<{BASE}graph/document/local/десять>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_MASS = f'<{BASE}ns#launchMass> "7000.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
DATA = f"""
<{BASE}id/mission/one> {_MASS} {_FACTS} .
<{BASE}id/mission/one> {_LABEL} "One"@en {_FACTS} .
<{BASE}id/mission/two> {_LABEL} "Two <b>&\\r\\n"@en {_FACTS} .
<{BASE}id/mission/two> <http://example.org/seen> "десять, \\"ten\\"" {_OTHER} .
"""
"""Three triples in one graph, one in another whose name has letters of another script."""


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as a store on disk."""
    folder = tmp_path_factory.mktemp("store") / "store"
    return fill(folder, DATA)


def fill(folder: Path, quads: str) -> Path:
    store = Store(folder)
    store.bulk_load(quads.encode(), RdfFormat.N_QUADS)
    store.flush()
    return folder


@pytest.fixture(scope="session")
def description(repository: Path) -> EndpointDescription:
    project = Project.load(repository)
    ontology = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
    questions = load_questions(project.resource(Resource.QUESTIONS))
    return EndpointDescription(project, ontology, questions, Services(sparql="sparql"))


@pytest.fixture(scope="session")
def endpoint(description: EndpointDescription) -> Endpoint:
    """The endpoint over the data, evaluated in this process."""
    return inline(description, Limits())


@pytest.fixture(scope="session")
def narrow(description: EndpointDescription) -> Endpoint:
    """One that takes short queries alone."""
    return inline(description, Limits(query_bytes=4096))


def inline(description: EndpointDescription, limits: Limits) -> Endpoint:
    store = Store()
    store.bulk_load(DATA.encode(), RdfFormat.N_QUADS)
    backend = InlineBackend(
        store, prefixes=description.prefixes, base=BASE, limits=limits, edition="one"
    )
    return Endpoint(backend, description)


Serve = Callable[[Backend], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def serve(description: EndpointDescription) -> Serve:
    """Serves a backend over HTTP on a port of its own while entered; gives its address."""

    @contextmanager
    def served(backend: Backend) -> Iterator[str]:
        endpoint = Endpoint(backend, description)
        app = Starlette(routes=endpoint.routes(), lifespan=lambda _app: endpoint.running())
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        # asyncio sets this only where the protocol is named; without it small answers lag by 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        try:
            deadline = time.monotonic() + 30
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                assert time.monotonic() < deadline, "the server did not start in time"
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
            listening.close()
        assert not thread.is_alive(), "the server did not stop"

    return served


def children(parent: int = 0) -> set[int]:
    """The processes that a process, by default this one, has started and that run (Linux)."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == (parent or os.getpid()) and fields[0] != "Z":
            found.add(int(entry.name))
    return found
