"""Runs an application on a socket: in this process, or in several that share what it has read.

Where there are several, this process only watches: it starts those that die anew, tells them
to stop, and waits until all are gone. They stop by themselves when it is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from downrange.collecting import rarely_collected
from downrange.errors import ServingError
from downrange.server.connection import BoundedProtocol

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_GRACE = 10
"""Seconds for which requests that are being answered may go on when the server stops."""

_IDLE = 15
"""Seconds for which a connection is kept that asks for nothing."""

_TURN = 0.0005
"""Seconds for which a thread that makes a page may keep the loop that answers waiting."""

_MOST_CONNECTIONS = 2000
_BACKLOG = 2048
_HARDLY_STARTED = 2.0
_MOST_FAILURES = 5


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to an address; port 0 lets the system choose.

    Raises ``ServingError`` where the port is taken or the address not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ServingError(f"there is no address to listen at called {host!r}.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise ServingError(
            f"cannot listen at {host}, port {port}: {error.strerror}.",
            advice="Choose another with --port, or any that is free with --port 0.",
        ) from error
    listener.set_inheritable(True)
    return listener


def run(
    application: ASGIApp, listener: socket.socket, workers: int, announce: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM. Returns when all is answered and no process is left.

    ``announce`` is called as soon as clients can connect.

    Raises ``ServingError`` where it cannot start, or where there can be no ``workers``.
    """
    if workers > 1 and "fork" not in multiprocessing.get_all_start_methods():
        raise ServingError("several workers need a system that can fork.", advice="Use one.")
    _allow_many_files()
    sys.setswitchinterval(_TURN)
    # What the parser refuses is the client's fault, and no news.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    listener.listen(_BACKLOG)
    announce()
    # A collection that looks at the whole index would hold up every answer for seconds.
    with rarely_collected():
        if workers > 1:
            _Workers(application, listener, workers).run()
            return
        try:
            _Server(configuration(application)).run(sockets=[listener])
        except SystemExit:  # uvicorn's way to say that the application did not start
            raise ServingError("the server could not start; the log above says why.") from None


def configuration(
    application: ASGIApp, protocol: type[BoundedProtocol] = BoundedProtocol
) -> uvicorn.Config:
    """How uvicorn runs an application: no logs of requests, no other protocols, bounds on all."""
    return uvicorn.Config(
        application,
        http=protocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
    )


class _Server(uvicorn.Server):
    """Stops on a signal as uvicorn does, and returns instead of raising the signal again."""

    lifeline: int | None = None
    """A pipe's end that can be read once the process that watches over this one is gone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {name: signal.signal(name, self.handle_exit) for name in _SIGNALS}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.lifeline is not None:
            loop = asyncio.get_running_loop()
            loop.add_reader(self.lifeline, self._abandoned)

    def _abandoned(self) -> None:
        self.should_exit = True


class _Workers:
    """Several processes, forked from this one, that accept connections from one socket."""

    def __init__(self, application: ASGIApp, listener: socket.socket, count: int) -> None:
        self._application = application
        self._listener = listener
        self._count = count
        self._fork = multiprocessing.get_context("fork")
        self._lifeline, self._held = os.pipe()
        self._stopping = False

    def run(self) -> None:
        before = {name: signal.signal(name, self._stop) for name in _SIGNALS}
        running: list[BaseProcess] = []
        try:
            running = [self._start() for _ in range(self._count)]
            self._watch(running)
        finally:
            self._end(running)
            for name, handler in before.items():
                signal.signal(name, handler)

    def _watch(self, running: list[BaseProcess]) -> None:
        failures, started = 0, time.monotonic()
        while not self._stopping:
            wait([process.sentinel for process in running], timeout=0.5)
            dead = [process for process in running if process.exitcode is not None]
            if not dead or self._stopping:
                continue
            failures = failures + 1 if time.monotonic() - started < _HARDLY_STARTED else 1
            started = time.monotonic()
            if failures > _MOST_FAILURES:
                raise ServingError("workers end as soon as they start; the log above says why.")
            for process in dead:
                process.join()
                running[running.index(process)] = self._start()

    def _start(self) -> BaseProcess:
        process = self._fork.Process(target=self._work)
        process.start()
        return process

    def _work(self) -> None:
        """In the new process: serve."""
        os.close(self._held)
        server = _Server(configuration(self._application))
        server.lifeline = self._lifeline
        server.run(sockets=[self._listener])

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self, running: list[BaseProcess]) -> None:
        """Tell all to stop, wait, and kill what does not."""
        self._listener.close()
        os.close(self._held)
        os.close(self._lifeline)
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _GRACE + 5
        for process in running:
            process.join(max(0.1, deadline - time.monotonic()))
            if process.exitcode is None:
                process.kill()
                process.join()


def _allow_many_files() -> None:
    """Each connection is a file; systems allow a process few of them unless asked for more."""
    try:
        import resource  # noqa: PLC0415  there is none on Windows
    except ModuleNotFoundError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS * 2
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
