"""A real HTTP server on this machine that says what a test tells it to, and keeps what it heard."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    """What was asked: parameters are those of the address or of the form."""

    method: str
    path: str
    headers: Mapping[str, str]
    parameters: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What is answered. ``cut`` bytes are promised and never sent; ``delay`` is in seconds."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    delay: float = 0


def of_json(value: object, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Reply(json.dumps(value).encode(), status, kind | named)


@dataclass
class Service:
    """A running server: its address, and everything that it was asked, in order."""

    url: str
    asked: list[Request]


@contextmanager
def serving(answer: Callable[[Request], Reply]) -> Iterator[Service]:
    """A server that answers as a function says, for as long as the block lasts."""
    service = Service("", [])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            form = "x-www-form-urlencoded" in (self.headers.get("Content-Type") or "")
            pairs = parse_qs(body.decode() if form else parts.query)
            parameters = {name: values[0] for name, values in pairs.items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, parts.path, headers, parameters, body)
            service.asked.append(request)
            reply = answer(request)
            time.sleep(reply.delay)
            try:
                self.send_response_only(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + reply.cut))
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                pass
            self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing on standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.url = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield service
        finally:
            server.shutdown()


def in_turn(*replies: Reply) -> Callable[[Request], Reply]:
    """The replies one after another; the last one again and again."""
    left = list(replies)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]
