"""Binding, starting and failing to start."""

from __future__ import annotations

import logging
import socket

import pytest
from starlette.types import Receive, Scope, Send

from downrange.errors import ServingError
from downrange.server.running import listen, run


def test_listens_at_any_port_that_is_free() -> None:
    with listen("127.0.0.1", 0) as first, listen("localhost", 0) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_says_where_it_cannot_listen() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=rf"127\.0\.0\.1, port {port}.*--port"):
            listen("127.0.0.1", port)


def test_says_that_it_could_not_start(caplog: pytest.LogCaptureFixture) -> None:
    async def unwilling(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no store"})

    announced: list[socket.socket] = []
    with (
        listen("127.0.0.1", 0) as listener,
        caplog.at_level(logging.ERROR),
        pytest.raises(ServingError, match="could not start"),
    ):
        run(unwilling, listener, 1, lambda: announced.append(listener))
    assert announced
    assert "no store" in caplog.text
