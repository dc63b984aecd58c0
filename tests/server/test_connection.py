"""What a client may send, and how slowly: over real connections, with short times."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping

import pytest
import uvicorn

from downrange.publication import Publication
from downrange.server import application
from downrange.server.connection import BoundedProtocol
from downrange.server.downloads import Download
from downrange.server.running import configuration, listen

HOST = b"Host: 127.0.0.1\r\n"
LAST = HOST + b"Connection: close\r\n\r\n"


class Hasty(BoundedProtocol):
    request_time = 0.3
    write_time = 0.3


@pytest.fixture(scope="module")
def port(publication: Publication, downloads: Mapping[str, Download]) -> Iterator[int]:
    server = uvicorn.Server(configuration(application(publication, downloads), Hasty))
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def say(port: int, request: bytes) -> bytes:
    """Everything that comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        received = b""
        try:
            connection.sendall(request)
            while piece := connection.recv(65_536):
                received += piece
        except (ConnectionResetError, BrokenPipeError):
            pass  # it was closed with some of ours unread
        return received


def statuses(port: int, request: bytes) -> list[int]:
    parts = say(port, request).split(b"HTTP/1.1 ")[1:]
    return [int(part[:3]) for part in parts]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /ns HTTP/1.1\r\n" + LAST, 303),
        (b"GET http://127.0.0.1/ns HTTP/1.1\r\n" + LAST, 303),
        (b"GET / HTTP/1.0\r\n\r\n", 200),
        (b"OPTIONS * HTTP/1.1\r\n" + LAST, 204),
        ("GET /id/mission/прогресс HTTP/1.1\r\n".encode() + LAST, 404),
        ("GET /id/mission/прогресс-мс-99 HTTP/1.1\r\n".encode() + LAST, 303),
        # Too large
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n" + LAST, 414),
        (b"GET /" + b"a" * 400_000, 414),
        (b"GET /?" + b"a" * 9_000 + b" HTTP/1.1\r\n" + LAST, 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n" + LAST, 431),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 400_000, 431),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + LAST, 431),
        (b"POST /ns HTTP/1.1\r\nContent-Length: 99999999999\r\n" + LAST, 413),
        (b"POST /ns HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n" + LAST, 413),
        # Malformed, or of two minds
        (b"garbage\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: a\rb\r\n" + LAST, 400),
        (b"GET / HTTP/1.1\r\nX : a\r\n" + LAST, 400),
        (b"GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n" + LAST, 400),
        (b"GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n" + LAST, 400),
        (b"GET / HTTP/1.1\r\nContent-Length: -3\r\n" + LAST, 400),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: other\r\n" + LAST, 400),
        (b"GET /\x00 HTTP/1.1\r\n" + LAST, 400),
    ],
    ids=lambda value: value[:40] if isinstance(value, bytes) else str(value),
)
def test_one_answer(port: int, request_: bytes, status: int) -> None:
    assert statuses(port, request_) == [status]


def test_a_body_that_does_not_end_is_cut_off(port: int) -> None:
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    head = b"POST /ns HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + HOST + b"\r\n"
    assert statuses(port, head + chunk * 100) in ([405], [413])


def test_requests_in_a_row_are_answered_in_order(port: int) -> None:
    request = b"GET /%b HTTP/1.1\r\n" + HOST + b"\r\n"
    last = b"GET / HTTP/1.1\r\n" + LAST
    assert statuses(port, request % b"ns" + request % b"nothing" + last) == [303, 404, 200]


def test_a_refusal_is_as_safe_as_any_answer(port: int) -> None:
    head = say(port, b"garbage\r\n\r\n").partition(b"\r\n\r\n")[0]
    assert b"x-content-type-options: nosniff" in head
    assert b"content-security-policy: default-src 'none'" in head
    assert b"server:" not in head.lower()


@pytest.mark.parametrize(
    ("begun", "answered"),
    [
        (b"", []),
        (b"GET / HT", [408]),
        (b"GET / HTTP/1.1\r\nX: a\r\n", [408]),
        (b"GET /ns HTTP/1.1\r\n" + HOST + b"\r\nGET /", [303, 408]),
        (b"POST /ns HTTP/1.1\r\nContent-Length: 9\r\n" + HOST + b"\r\nabc", [405]),
    ],
)
def test_who_is_slow_to_ask_is_sent_away(port: int, begun: bytes, answered: list[int]) -> None:
    start = time.monotonic()
    assert statuses(port, begun) == answered
    assert 0.2 < time.monotonic() - start < 3


def test_who_does_not_read_is_sent_away(port: int) -> None:
    """Asks for much more than buffers hold, and reads nothing for a while."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(5)
        connection.connect(("127.0.0.1", port))
        size = len(say(port, b"GET /dataset.nq HTTP/1.1\r\n" + LAST))
        request = b"GET /dataset.nq HTTP/1.1\r\n" + HOST + b"\r\n"
        connection.sendall(request * 20)
        time.sleep(1)
        received = 0
        try:
            while piece := connection.recv(1 << 20):
                received += len(piece)
        except ConnectionResetError:
            pass
        assert received < 20 * size
