"""An ASGI application on a real server of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def serving(app: ASGIApp, root_path: str = "") -> Iterator[str]:
    """The address of a server of an application, for as long as the block lasts.

    ``root_path`` is the path under which a proxy would show it.
    """
    settings = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", lifespan="off", root_path=root_path
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
