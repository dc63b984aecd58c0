"""Queries run in processes that are killed when they go over a limit, and replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from downrange.endpoint import Limits, LocalBackend
from downrange.endpoint.children import StartError
from downrange.endpoint.media_types import wanted
from downrange.endpoint.replies import Refusal, Refused
from downrange.endpoint.requests import Asked, Task
from tests.endpoint.conftest import BASE, Serve, children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {_NUMBERS} }} VALUES ?b {{ {_NUMBERS} }}"
    f" VALUES ?c {{ {_NUMBERS} }} VALUES ?d {{ {_NUMBERS} }} }}"
)
"""It counts a million million rows."""

GREEDY = ENDLESS.replace("COUNT(*)", "COUNT(DISTINCT *)")
"""It keeps them all."""


def another(number: int) -> str:
    """An endless query that differs in its very shape."""
    return ENDLESS.replace("?a", f"?{chr(ord('f') + number)}")


QUICK = "SELECT ?mass { mission:one sf:launchMass ?mass }"

PREFIXES = {"mission": f"{BASE}id/mission/", "sf": f"{BASE}ns#"}


def query(text: str) -> Asked:
    return Asked(Task.QUERY, text, wanted("text/csv"))


def run(
    store: Path, limits: Limits, scene: Callable[[LocalBackend], Awaitable[None]], edition: str = ""
) -> None:
    """Play a scene with a running backend; no process may be left behind."""
    before = children()

    async def play() -> None:
        backend = LocalBackend(store, prefixes=PREFIXES, limits=limits, edition=edition)
        async with backend.running():
            await scene(backend)

    asyncio.run(play())
    wait_for(lambda: children() == before)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


async def answers(backend: LocalBackend) -> None:
    result = await backend.answer(query(QUICK), "somebody")
    assert result.body == b"mass\r\n7000.5\r\n"


async def refusal(backend: LocalBackend, text: str) -> Refusal:
    with pytest.raises(Refused) as refused:
        await backend.answer(query(text), "somebody else")
    return refused.value.why


def test_processes_start_answer_and_are_gone(store_folder: Path) -> None:
    async def scene(backend: LocalBackend) -> None:
        await answers(backend)
        assert await refusal(backend, "ASK {") is Refusal.WRONG
        await answers(backend)

    run(store_folder, Limits(workers=1), scene)


def test_what_takes_too_long_is_stopped(store_folder: Path) -> None:
    async def scene(backend: LocalBackend) -> None:
        began = time.monotonic()
        assert await refusal(backend, ENDLESS) is Refusal.TIME
        assert 0.2 < time.monotonic() - began < 5
        await answers(backend)
        # It is known by now, and goes where it holds up nobody; with the same end.
        assert await refusal(backend, ENDLESS) is Refusal.TIME
        await answers(backend)

    run(store_folder, Limits(workers=1, seconds=0.25, patience=0.05), scene)


@pytest.mark.slow
def test_processor_time_is_limited_by_the_system(store_folder: Path) -> None:
    """RLIMIT_CPU counts in whole seconds, so this takes one."""

    async def scene(backend: LocalBackend) -> None:
        assert await refusal(backend, ENDLESS) is Refusal.TIME
        await answers(backend)

    run(store_folder, Limits(workers=1, seconds=60, cpu_seconds=0, patience=0.1), scene)


def test_memory_is_limited(store_folder: Path) -> None:
    async def scene(backend: LocalBackend) -> None:
        assert await refusal(backend, GREEDY) is Refusal.MEMORY
        await answers(backend)

    run(store_folder, Limits(workers=1, memory_bytes=48 << 20), scene)


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(workers=1, rows=999), Refusal.ROWS),
        (Limits(workers=1, result_bytes=1000), Refusal.SIZE),
    ],
    ids=["rows", "bytes"],
)
def test_a_large_result_is_refused_whole(store_folder: Path, limits: Limits, why: Refusal) -> None:
    async def scene(backend: LocalBackend) -> None:
        assert await refusal(backend, f"SELECT * {{ VALUES ?a {{ {_NUMBERS} }} }}") is why
        await answers(backend)

    run(store_folder, limits, scene)


def test_a_process_that_dies_is_replaced(store_folder: Path) -> None:
    before = children()

    async def scene(backend: LocalBackend) -> None:
        for idle in children() - before:
            os.kill(idle, signal.SIGKILL)
        await asyncio.sleep(0.1)
        await answers(backend)
        slow = asyncio.create_task(refusal(backend, ENDLESS))
        await asyncio.sleep(0.2)
        for busy in children() - before:
            os.kill(busy, signal.SIGSEGV)
        assert await slow is Refusal.TOO_DEEP, "that is what a fault of the stack means"
        await answers(backend)

    run(store_folder, Limits(workers=1, seconds=20), scene)


@pytest.mark.slow
def test_slow_queries_never_hold_up_a_quick_one(store_folder: Path) -> None:
    """Twelve endless queries at once, each another, for a single place."""

    async def scene(backend: LocalBackend) -> None:
        slow = [asyncio.create_task(refusal(backend, another(number))) for number in range(12)]
        await asyncio.sleep(0)
        began = time.monotonic()
        await answers(backend)
        first = time.monotonic() - began
        began = time.monotonic()
        await answers(backend)
        second = time.monotonic() - began
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        assert first < 20, "each slow query is given up in the quick lane after its moment"
        assert second < 1, "and does not come back there"

    run(store_folder, Limits(workers=1, seconds=60, patience=0.05), scene)


@pytest.mark.slow
def test_one_client_does_not_keep_others_waiting(store_folder: Path) -> None:
    """Whoever has used much waits behind who has not, whatever came first."""

    async def scene(backend: LocalBackend) -> None:
        order: list[str] = []

        async def asking(client: str, text: str) -> None:
            with suppress(Refused):
                await backend.answer(query(text), client)
            order.append(client)

        await asking("greedy", ENDLESS)
        tasks = [asyncio.create_task(asking("greedy", f"{QUICK} # {n}")) for n in range(20)]
        tasks.append(asyncio.create_task(asking("modest", QUICK)))
        await asyncio.gather(*tasks)
        assert order.index("modest") <= 2

    run(store_folder, Limits(workers=1, seconds=2, patience=0.05), scene)


@pytest.mark.slow
def test_no_more_wait_than_may(store_folder: Path) -> None:
    async def scene(backend: LocalBackend) -> None:
        slow = [
            asyncio.create_task(refusal(backend, f"{ENDLESS} # {number}")) for number in range(4)
        ]
        ends = await asyncio.gather(*slow)
        assert Refusal.BUSY in ends
        assert Refusal.TIME in ends

    run(store_folder, Limits(workers=1, waiting=1, seconds=0.2, patience=0.05), scene)


def test_a_query_that_nobody_waits_for_is_stopped(store_folder: Path) -> None:
    before = children()

    async def scene(backend: LocalBackend) -> None:
        task = asyncio.create_task(backend.answer(query(ENDLESS), "somebody"))
        await asyncio.sleep(0.15)
        begun = children() - before
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.to_thread(wait_for, lambda: bool(begun - children()))
        await answers(backend)

    run(store_folder, Limits(workers=1, patience=5), scene)


def test_a_result_is_kept_while_the_data_are_the_same(store_folder: Path) -> None:
    async def scene(backend: LocalBackend) -> None:
        first = await backend.answer(query(QUICK), "a")
        assert await backend.answer(query(QUICK), "b") is first
        changing = "SELECT (RAND() AS ?x) {}"
        one, other = [(await backend.answer(query(changing), "a")).body for _ in range(2)]
        assert one != other

    run(store_folder, Limits(workers=1), scene, edition="one")


def test_a_store_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="nowhere"):
        run(tmp_path / "nowhere", Limits(workers=1), answers)


def test_a_confined_process_can_open_nothing() -> None:
    """Even if a query slipped past the check for SERVICE, there would be no connection."""
    code = (
        "import socket\n"
        "from downrange.endpoint.limits import Limits\n"
        "from downrange.endpoint.worker import _confine\n"
        "_confine(Limits(), connected=False)\n"
        "try: socket.socket()\n"
        "except OSError: print('nothing')\n"
        "try: open('/etc/passwd')\n"
        "except OSError: print('nothing')\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "nothing\nnothing\n"


# Over HTTP


def test_over_the_limits_over_http(serve: Serve, store_folder: Path) -> None:
    limits = Limits(workers=1, seconds=0.3, patience=0.1, rows=500)
    backend = LocalBackend(store_folder, prefixes=PREFIXES, base=BASE, limits=limits)
    with serve(backend) as there, httpx.Client(base_url=there, timeout=20) as client:
        assert client.get("/sparql", params={"query": QUICK}).status_code == 200
        slow = client.post("/sparql", data={"query": ENDLESS})
        assert slow.status_code == 503
        assert "0.3 s" in slow.text
        assert "retry-after" not in slow.headers, "it would take as long again"
        values = f"SELECT * {{ VALUES ?a {{ {_NUMBERS} }} }}"
        large = client.get("/sparql", params={"query": values})
        assert large.status_code == 403
        assert "500 rows" in large.text


def test_a_client_that_goes_away_stops_its_query(serve: Serve, store_folder: Path) -> None:
    before = children()
    backend = LocalBackend(store_folder, limits=Limits(workers=1, patience=20))
    with serve(backend) as there:
        idle = children() - before
        host, port = there.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as leaving:
            body = f"query={quote(ENDLESS)}".encode()
            leaving.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n\r\n%b" % (len(body), body)
            )
            time.sleep(0.2)
            assert children() - before == idle, "it is at work"
        wait_for(lambda: bool(idle - children()))
        assert httpx.get(f"{there}/sparql", params={"query": "ASK {}"}).json()["boolean"]


@pytest.mark.slow
def test_service_asks_the_hosts_that_are_allowed(serve: Serve, store_folder: Path) -> None:
    limits = Limits(workers=1)
    with serve(LocalBackend(store_folder, base=BASE, limits=limits)) as there:
        host = there.removeprefix("http://")
        near = LocalBackend(store_folder, base=BASE, limits=limits, services=[host])
        with serve(near) as here, httpx.Client(headers={"accept": "text/csv"}) as client:
            inner = f"{{ ?m <{BASE}ns#launchMass> ?mass }}"
            asked = {"query": f"SELECT ?mass {{ SERVICE <{there}/sparql> {inner} }}"}
            assert client.get(f"{here}/sparql", params=asked).text == "mass\r\n7000.5\r\n"
            assert client.get(f"{there}/sparql", params=asked).status_code == 400
            elsewhere = {"query": asked["query"].replace("127.0.0.1", "localhost")}
            assert client.get(f"{here}/sparql", params=elsewhere).status_code == 400
            described = httpx.get(f"{here}/sparql").text
            assert "BasicFederatedQuery" in described
