"""How services are asked: held to a real server that is busy, slow, broken or hostile."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.linking.transport import Json, Manners, Transport
from tests.conftest import OutsideConnectionError
from tests.linking.server import Reply, Service, in_turn, of_json, serving

GOOD: Json = {"answer": 42}
HASTY = Manners(read_timeout=0.3, attempts=3, first_wait=1.0)


@dataclass
class Pauses:
    """Waits for nothing, and keeps how long it should have."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


def ask(service: Service, cache: Path, pauses: Pauses, manners: Manners = HASTY) -> Json:
    with Transport(cache, manners, pause=pauses) as transport:
        return transport.get(service.url, {"q": "a b&c"})


def test_it_says_who_asks_and_asks_for_json(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(of_json(GOOD))) as service:
        manners = Manners(contact="mailto:curator@museum.example")
        assert ask(service, tmp_path, pauses, manners) == GOOD
    [asked] = service.asked
    assert asked.headers["user-agent"].startswith("downrange/")
    assert (
        "https://w3id.org/downrange/; mailto:curator@museum.example" in asked.headers["user-agent"]
    )
    assert asked.headers["accept"] == "application/json"
    assert asked.parameters == {"q": "a b&c"}
    assert pauses.seconds == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_as_long_as_it_asks(
    tmp_path: Path, pauses: Pauses, status: int
) -> None:
    busy = of_json({}, status, Retry_After="7")
    with serving(in_turn(busy, of_json(GOOD))) as service:
        assert ask(service, tmp_path, pauses) == GOOD
    assert pauses.seconds == [7.0]


def test_a_date_to_retry_after_is_counted_from_the_servers_own_clock(
    tmp_path: Path, pauses: Pauses
) -> None:
    busy = of_json(
        {},
        503,
        Date="Wed, 21 Oct 2065 07:27:51 GMT",
        Retry_After="Wed, 21 Oct 2065 07:28:00 GMT",
    )
    with serving(in_turn(busy, of_json(GOOD))) as service:
        assert ask(service, tmp_path, pauses) == GOOD
    assert pauses.seconds == [9.0]


def test_without_a_wish_the_wait_doubles_until_it_gives_up(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(of_json({}, 503))) as service:
        with pytest.raises(LinkError, match=r"did not answer in 3 attempts: status 503.*later"):
            ask(service, tmp_path, pauses)
        assert len(service.asked) == 3
    assert pauses.seconds == [1.0, 2.0]


def test_a_wait_that_is_too_long_is_not_waited(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(of_json({}, 429, Retry_After="86400"))) as service:
        with pytest.raises(LinkError, match="86400 s"):
            ask(service, tmp_path, pauses)
        assert len(service.asked) == 1
    assert pauses.seconds == []


def test_a_server_that_is_too_slow_is_asked_again(tmp_path: Path, pauses: Pauses) -> None:
    slow = Reply(b"{}", delay=0.6)
    with serving(in_turn(slow, of_json(GOOD))) as service:
        assert ask(service, tmp_path, pauses) == GOOD
    with serving(in_turn(slow)) as service, pytest.raises(LinkError, match="no answer in time"):
        ask(service, tmp_path, pauses)


def test_an_answer_that_breaks_off_is_asked_for_again(tmp_path: Path, pauses: Pauses) -> None:
    broken = Reply(b'{"answer": 4', headers={"Content-Type": "application/json"}, cut=3)
    with serving(in_turn(broken, of_json(GOOD))) as service:
        assert ask(service, tmp_path, pauses) == GOOD


@pytest.mark.parametrize("body", [b'{"answer": 4', b"", b"\xff\xfe", b"[" * 200_000])
def test_what_is_no_json_is_never_taken_for_an_answer(
    tmp_path: Path, pauses: Pauses, body: bytes
) -> None:
    reply = Reply(body, headers={"Content-Type": "application/json"})
    with serving(in_turn(reply)) as service, pytest.raises(LinkError, match="no JSON"):
        ask(service, tmp_path, pauses)
    assert list(tmp_path.iterdir()) == []


def test_another_format_is_named_and_not_asked_for_again(tmp_path: Path, pauses: Pauses) -> None:
    page = Reply(b"<h1>Log in to the Wi-Fi</h1>", headers={"Content-Type": "text/html"})
    with serving(in_turn(page)) as service:
        with pytest.raises(LinkError, match=r"text/html instead of JSON.*Log in.*proxy"):
            ask(service, tmp_path, pauses)
        assert len(service.asked) == 1


def test_a_json_list_is_no_answer(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(of_json([1]))) as service, pytest.raises(LinkError, match="JSON list"):
        ask(service, tmp_path, pauses)


def test_a_refusal_is_told_with_its_words(tmp_path: Path, pauses: Pauses) -> None:
    refusal = Reply(b"Please set a user-agent", 403, {"Content-Type": "text/plain"})
    with serving(in_turn(refusal)) as service:
        with pytest.raises(LinkError, match=r"403: 'Please set a user-agent'"):
            ask(service, tmp_path, pauses)
        assert len(service.asked) == 1


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path, pauses: Pauses) -> None:
    away = Reply(b"", 302, {"Location": "/elsewhere"})
    with serving(in_turn(away, of_json(GOOD))) as service:
        assert ask(service, tmp_path, pauses) == GOOD
    assert [request.path for request in service.asked] == ["/w/api.php", "/elsewhere"]


def test_a_redirect_to_another_host_is_not(tmp_path: Path, pauses: Pauses) -> None:
    away = Reply(b"", 302, {"Location": "https://elsewhere.example/"})
    with serving(in_turn(away)) as service, pytest.raises(LinkError, match=r"elsewhere\.example"):
        ask(service, tmp_path, pauses)


def test_a_redirect_without_end_ends(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(Reply(b"", 302, {"Location": "/again"}))) as service:
        with pytest.raises(LinkError, match="redirects without end"):
            ask(service, tmp_path, pauses)
        assert len(service.asked) < 10


@pytest.mark.parametrize(
    "url",
    [
        *("", "foo", "//x", "file:///etc/passwd", "ftp://x", "http://", "http://[::1"),
        *("http://\0/", "http://\ud800/", "http://ex\u202eample.invalid/"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked_again_and_again(
    tmp_path: Path, pauses: Pauses, url: str
) -> None:
    with Transport(tmp_path, HASTY, pause=pauses) as transport, pytest.raises(LinkError) as told:
        transport.get(url, {})
    assert "no address" in told.value.message
    assert pauses.seconds == []


def test_a_redirect_to_a_file_is_not_followed(tmp_path: Path, pauses: Pauses) -> None:
    away = Reply(b"", 302, {"Location": "file:///etc/passwd"})
    with serving(in_turn(away)) as service, pytest.raises(LinkError, match="no web address"):
        ask(service, tmp_path, pauses)
    assert pauses.seconds == []


def test_half_a_surrogate_pair_is_no_text(tmp_path: Path, pauses: Pauses) -> None:
    half = Reply(b'{"a": "\\ud83d"}', 200, {"Content-Type": "application/json"})
    whole = Reply(b'{"a": "\\ud83d\\ude80"}', 200, {"Content-Type": "application/json"})
    with serving(in_turn(half)) as service, pytest.raises(LinkError, match="surrogate"):
        ask(service, tmp_path, pauses)
    with serving(in_turn(whole)) as service:
        assert ask(service, tmp_path, pauses) == {"a": "🚀"}
        assert ask(service, tmp_path, pauses) == {"a": "🚀"}


def test_an_answer_that_comes_bit_by_bit_is_given_up(tmp_path: Path, pauses: Pauses) -> None:
    patient = Manners(read_timeout=5, answer_timeout=0.2)

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(100):
                connection.sendall(b" ")
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        service = Service(f"http://127.0.0.1:{server.getsockname()[1]}/", [])
        with pytest.raises(LinkError, match="not answered to the end"):
            ask(service, tmp_path, pauses, patient)


def test_an_answer_may_not_fill_the_memory(tmp_path: Path, pauses: Pauses) -> None:
    small = Manners(largest=1000)
    long = of_json({"long": "x" * 2000})
    with serving(in_turn(long)) as service, pytest.raises(LinkError, match="more than 1000 bytes"):
        ask(service, tmp_path, pauses, small)


def test_what_was_answered_is_not_asked_again(tmp_path: Path, pauses: Pauses) -> None:
    with serving(in_turn(of_json(GOOD), of_json({"answer": 43}))) as service:
        assert ask(service, tmp_path, pauses) == ask(service, tmp_path, pauses) == GOOD
        assert len(service.asked) == 1
        [remembered] = tmp_path.iterdir()
        remembered.write_text("{", "utf-8")
        assert ask(service, tmp_path, pauses) == {"answer": 43}


def test_what_only_says_busy_is_not_remembered(tmp_path: Path, pauses: Pauses) -> None:
    def busy(answer: Json) -> str:
        return str(answer.get("busy", ""))

    lagging = of_json({"busy": "lag"}, Retry_After="5")
    with (
        serving(in_turn(lagging, of_json(GOOD))) as service,
        Transport(tmp_path, HASTY, busy=busy, pause=pauses) as transport,
    ):
        assert transport.get(service.url, {}) == GOOD
    assert pauses.seconds == [5.0]


def test_the_tests_reach_no_other_machine() -> None:
    with pytest.raises(OutsideConnectionError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideConnectionError):
        socket.getaddrinfo("www.wikidata.org", 443)
