"""An endpoint in a process of its own: ``python -m tests.endpoint.serving STORE LIMIT=VALUE ...``

It prints its address, and serves until its standard input ends.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from downrange.endpoint import Endpoint, EndpointDescription, Limits, LocalBackend
from downrange.project import Project
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary


async def main() -> None:
    store, *given = sys.argv[1:]
    limits = {name: float(value) for name, _, value in (one.partition("=") for one in given)}
    whole = {name: int(value) if value.is_integer() else value for name, value in limits.items()}
    project = Project.load(Path(__file__).parent)
    ontology = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
    backend = LocalBackend(store, base=project.base, limits=Limits(**whole))  # type: ignore[arg-type]
    endpoint = Endpoint(backend, EndpointDescription(project, ontology))
    app = Starlette(routes=endpoint.routes(), lifespan=lambda _app: endpoint.running())
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        # asyncio sets this only where the protocol is named; without it small answers lag by 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        server.should_exit = True
        await serving


if __name__ == "__main__":
    asyncio.run(main())
