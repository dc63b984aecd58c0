"""One connection: uvicorn's protocol with bounds on what a client may send, and how slowly.

uvicorn bounds neither the head of a request nor the time that it takes to arrive, and waits
for ever for a client that does not read.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from downrange.server.headers import SAFETY

_PRINTABLE = "".join(map(chr, range(0x80)))
"""And the rest of ASCII, which the parser is to judge."""
_MALFORMED = HTTPStatus.BAD_REQUEST


class _OverLimitError(Exception):
    """Raised within the parser, which stops at it."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses what is too large or too slow, and closes the connection then.

    Sizes are in bytes, times in seconds.
    """

    longest_target: ClassVar[int] = 8 * 1024
    largest_head: ClassVar[int] = 32 * 1024
    most_headers: ClassVar[int] = 100
    largest_body: ClassVar[int] = 4 * 1024 * 1024
    request_time: ClassVar[float] = 20.0
    """From the first byte of a request, or from connecting, to its last byte."""
    write_time: ClassVar[float] = 30.0
    """How long a client may read nothing while there is something to read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refusal = _MALFORMED
        self._head = self._body = self._unparsed = self._hosts = 0
        self._in_head = self._whole = False
        self._late: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._asked: list[RequestResponseCycle] = []

    # Time: a request must be whole in a while, and an answer must be read.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(self.request_time, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        # uvicorn tells only the last of requests in a row that nobody is there any more; what
        # answers the others would write to a connection that is gone.
        for cycle in self._asked:
            cycle.disconnected = True
            cycle.message_event.set()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        was_in_head = self._in_head
        if not was_in_head and not data.isascii() and (self._whole or self.scope is None):
            data = _encoded(data)
        super().data_received(data)
        if self._whole:
            self._stop_waiting()
        elif self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(self.request_time, self._too_late)
        if was_in_head and self._in_head:
            # The parser tells nobody of a header that does not end.
            self._unparsed += len(data)
            if self._unparsed > self.largest_head:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self) -> None:
        if self.scope is not None:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        elif not self.transport.is_closing():
            self.transport.close()  # nothing ever came

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self.write_time, self.transport.abort)

    def resume_writing(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        # Closing waits until all is written, which a client that does not read would never let
        # happen.
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    # Size: what the parser tells is counted; an exception here stops it.

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._whole = True, False
        self._head = self._body = self._unparsed = self._hosts = 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.longest_target:
            self._stop_parsing(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._head += len(name) + len(value)
        if self._head > self.largest_head or len(self.headers) > self.most_headers:
            self._stop_parsing(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        self._hosts += self.headers[-1][0] == b"host"
        if self.headers[-1][0] == b"content-length" and int(value) > self.largest_body:
            self._stop_parsing(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_headers_complete(self) -> None:
        if self._hosts != 1 and self.parser.get_http_version() == "1.1":
            self._stop_parsing(_MALFORMED)  # https://www.rfc-editor.org/rfc/rfc9112#section-3.2
        self._in_head = False
        super().on_headers_complete()
        self._asked = [cycle for cycle in self._asked if not cycle.response_complete]
        if self.cycle is not None:
            self._asked.append(self.cycle)

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        if self._body > self.largest_body:
            self._stop_parsing(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._whole = True
        super().on_message_complete()

    def _stop_parsing(self, status: HTTPStatus) -> None:
        self._refusal = status
        raise _OverLimitError

    # Refusing: by hand, since there may be no whole request for the application to answer.

    def send_400_response(self, msg: str) -> None:
        """What uvicorn does where the parser stops: the reason is ours, or the form is wrong."""
        self._refuse(self._refusal)

    def _refuse(self, status: HTTPStatus) -> None:
        self._stop_waiting()
        if self.transport.is_closing():
            return
        cycle = self.cycle
        # In a head the cycle is still that of the request before, else it is that of this one.
        if cycle is None or (
            cycle.response_complete if self._in_head else not cycle.response_started
        ):
            self.transport.write(_refusal(status, self.server_state.default_headers))
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()


def _encoded(data: bytes) -> bytes:
    """A request whose target has the letters of an IRI as they are, as some clients send it."""
    line, end, rest = data.partition(b"\r\n")
    return b"%b%b%b" % (quote(line, safe=_PRINTABLE).encode(), end, rest)


def _refusal(status: HTTPStatus, headers: list[tuple[bytes, bytes]]) -> bytes:
    content = f"{status.value} {status.phrase}\n".encode()
    pairs = [
        *headers,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
        *SAFETY,
    ]
    head = b"".join(b"%b: %b\r\n" % pair for pair in pairs)
    line = f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
    return b"%b%b\r\n%b" % (line, head, content)
