"""Requests as they are written, without a client that mends them."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from urllib.parse import urlsplit

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers by name in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def ask(address: str, path: str = "", *, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path below an address, as it is written; headers have ``_`` for ``-``."""
    parts = urlsplit(address)
    lines = [f"{method} {parts.path}{path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return said(address, "\r\n".join([*lines, "", ""]).encode())


def said(address: str, request: bytes) -> Answer:
    """What a server answers to these bytes, until it closes the connection."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    with socket.create_connection((parts.hostname, parts.port), timeout=SECONDS) as connection:
        connection.sendall(request)
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    status, _, fields = head.partition(b"\r\n")
    parsed = BytesHeaderParser().parsebytes(fields)
    found: dict[str, str] = {}
    for name, value in parsed.items():
        known = found.get(name.lower())
        found[name.lower()] = value if known is None else f"{known}, {value}"
    if found.get("transfer-encoding") == "chunked":
        body = _joined(body)
    return Answer(int(status.split()[1]), found, body)


def _joined(chunks: bytes) -> bytes:
    whole = b""
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            break
        whole += rest[:length]
        chunks = rest[length + 2 :]
    return whole
