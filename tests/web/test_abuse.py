"""The running server under abuse: it refuses, it never fails, and the pages stay quick."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.negotiation_cases import MISSION
from tests.web.asking import ask, said
from tests.web.conftest import Site

pytestmark = pytest.mark.web

P99 = 0.25
"""What a page may take, in seconds, for all but one in a hundred."""

HEADERS = (
    *("Accept", "If_None_Match", "If_Match", "If_Modified_Since", "Range", "If_Range"),
    *("Accept_Encoding", "Accept_Language", "Content_Type", "Origin", "Prefer", "Cookie"),
)
REFUSALS = {400, 404, 405, 406, 408, 413, 414, 415, 416, 431}
CALM = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def connected(site: Site) -> socket.socket:
    parts = urlsplit(site.address)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=40)


def p99_of_pages(site: Site, count: int = 300) -> float:
    """How long 99 of 100 requests for a page take, asked one after the other on one connection."""
    parts = urlsplit(site.address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    times = []
    for _ in range(count):
        began = time.perf_counter()
        connection.request("GET", f"/{MISSION}.html")
        answer = connection.getresponse()
        assert answer.status == 200
        assert len(answer.read()) > 1000
        times.append(time.perf_counter() - began)
    connection.close()
    return sorted(times)[count * 99 // 100]


def test_clients_that_never_finish_a_request_hold_up_nobody(served: Site) -> None:
    """Slowloris: 300 of them, each with a little more of a head every second."""
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(served)) for _ in range(300)]
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        began = time.monotonic()
        assert p99_of_pages(served) < P99
        # They are sent away, however they go on.
        waiting = set(slow)
        while waiting and time.monotonic() - began < 40:
            for connection in list(waiting):
                try:
                    connection.sendall(b"X-More: yes\r\n")
                    connection.setblocking(False)
                    if b"408" in connection.recv(4096):
                        waiting.discard(connection)
                except BlockingIOError:
                    connection.setblocking(True)
                except OSError:
                    waiting.discard(connection)
            time.sleep(1)
        assert not waiting


def test_clients_that_never_read_hold_up_nobody(served: Site) -> None:
    with ExitStack() as stack:
        for _ in range(100):
            connection = stack.enter_context(connected(served))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(b"GET /dataset.nq HTTP/1.1\r\nHost: localhost\r\n\r\n" * 5)
        assert p99_of_pages(served) < P99
    time.sleep(1)
    assert ask(served.address, f"{MISSION}.html").status == 200
    assert "Traceback" not in served.log.read_text("utf-8"), "that they hang up is no fault"


HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    'SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), "(.*.*.*)*x$")) ?t ?q ?u }',
    "SELECT DISTINCT ?a ?b { ?a (!<x:x>|^!<x:y>)+ ?b }",
    "SELECT ?x { ?x (<x:x>|!<x:y>)*/(!<x:z>)*/(!<x:w>)* ?y }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
)


@contextmanager
def hostile_clients(site: Site, count: int) -> Iterator[list[int]]:
    """Clients that ask one bad query after another; the list fills with the statuses they get."""
    statuses: list[int] = []
    over = threading.Event()
    opened: set[socket.socket] = set()

    def work(number: int) -> None:
        turn = 0
        while not over.is_set():
            query = f"{HOSTILE[(number + turn) % len(HOSTILE)]} # {number}.{turn}"
            target = f"/sparql?query={quote(query)}"
            turn += 1
            try:
                with connected(site) as connection:
                    opened.add(connection)
                    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                    head = connection.recv(4096)
                    if head:
                        statuses.append(int(head.split()[1]))
            except OSError:
                if not over.is_set():
                    statuses.append(0)
            time.sleep(0.05)

    threads = [threading.Thread(target=work, args=(n,), daemon=True) for n in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        over.set()
        for connection in list(opened):
            with ExitStack() as stack:
                stack.callback(connection.close)
                if connection.fileno() >= 0:
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(45)


def test_a_hundred_hostile_clients_leave_the_pages_quick(served: Site) -> None:
    with hostile_clients(served, 100) as statuses:
        time.sleep(3)
        slowest = p99_of_pages(served, 500)
        time.sleep(3)
    assert slowest < P99
    assert not {status for status in statuses if status not in {200, 403, 503}}
    # And when they are gone, queries are quick again.
    began = time.monotonic()
    answer = ask(served.address, "sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D", Accept="*/*")
    assert answer.status == 200
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: %b\r\n\r\n" % (b"a" * 70_000), {431}),
        (b"GET / HTTP/1.1\r\nHost: x\r\n%b\r\n" % (b"X-Many: a\r\n" * 1000), {431}),
        (b"GET /%b HTTP/1.1\r\nHost: x\r\n\r\n" % (b"a" * 20_000), {414}),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", {413}),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"100000\r\n%b\r\n" % (b"a" * 0x100000) * 6,
            {413},
        ),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), {400}),
        (b"GET / HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n", {400, 505}),
        (b"GET\0/ HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", {400}),
        (b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", {400, 405, 501}),
        (b"DELETE /id/mission/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", {404, 405}),
        (b"\r\n" * 40_000, {400, 408}),
    ],
    ids=[
        *("long header", "many headers", "long target", "large body", "large chunks", "TLS"),
        *("version", "nul", "two hosts", "no host", "space", "brew", "delete", "line feeds"),
    ],
)
def test_what_is_too_large_or_no_request_is_refused(
    served: Site, request_: bytes, statuses: set[int]
) -> None:
    try:
        assert said(served.address, request_).status in statuses
    except (ConnectionResetError, BrokenPipeError):
        pass  # It hung up while we were still sending.
    except (IndexError, ValueError):
        assert b"\r\n\r\n" in request_, "nothing was said, where something was asked"
        assert set(request_) <= set(b"\r\n")
    assert ask(served.address, f"{MISSION}.html").status == 200


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 50\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 5, 5\r\n",
    ],
)
def test_one_request_is_not_taken_for_two(served: Site, head: bytes) -> None:
    """RFC 9112, section 11.2: what is ambiguous is refused, and what follows is not answered."""
    smuggled = b"0\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    request = b"POST /sparql HTTP/1.1\r\nHost: x\r\n%b\r\n%b" % (head, smuggled)
    answer = said(served.address, request)
    assert answer.status in REFUSALS
    assert b"Sitemap:" not in answer.body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@x", "x\tevil", "[::1]:99999"])
def test_the_host_header_leads_nobody_away(served: Site, host: str) -> None:
    request = f"GET /{MISSION} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    answer = said(served.address, request.encode())
    assert answer.status in (303, 400)
    assert "evil" not in str(answer.headers)
    assert b"evil" not in answer.body


@CALM
@given(
    st.text(max_size=60), st.sampled_from(("id/", "document/", "graphs?graph=", "search?q=", ""))
)
def test_no_path_makes_it_fail(served: Site, text: str, start: str) -> None:
    encoded = quote(text.encode("utf-8", "surrogatepass"), safe="/?&=#;.%")
    answer = ask(served.address, start + encoded.replace("#", ""), Accept="text/html")
    assert answer.status < 500, (start, text)
    assert "onerror=" not in answer.text


@CALM
@given(
    st.dictionaries(
        st.sampled_from(HEADERS),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
        max_size=4,
    ),
    st.sampled_from((MISSION, f"{MISSION}.ttl", "sparql", "dataset.nq", "graphs", "")),
    st.sampled_from(("GET", "HEAD", "OPTIONS")),
)
def test_no_header_makes_it_fail(
    served: Site, headers: dict[str, str], path: str, method: str
) -> None:
    answer = ask(served.address, path, method=method, **headers)
    assert answer.status < 500, (headers, path)


@CALM
@given(st.text(st.characters(codec="utf-8"), max_size=120), st.binary(max_size=80))
def test_no_query_makes_it_fail(served: Site, text: str, raw: bytes) -> None:
    for content_type, body in (
        ("application/sparql-query", text.encode()),
        ("application/sparql-query", raw),
        ("application/x-www-form-urlencoded", b"query=" + quote(text).encode()),
        ("application/x-www-form-urlencoded", raw),
    ):
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\n"
        head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        assert said(served.address, head.encode() + body).status < 500, (content_type, body)


def test_random_bytes_make_it_no_worse(served: Site) -> None:
    for seed in range(100):
        with connected(served) as connection:
            connection.sendall(os.urandom(seed * 37 + 1) + b"\r\n\r\n")
    assert ask(served.address, f"{MISSION}.html").status == 200
