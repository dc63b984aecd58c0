"""A child process that answers one task at a time, seen from the server."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from downrange.endpoint.evaluation import Setting
from downrange.endpoint.frames import Unframing, frame
from downrange.endpoint.limits import Limits
from downrange.endpoint.replies import Refusal, Refused, Reply, from_head
from downrange.endpoint.requests import Asked
from downrange.endpoint.worker import setting_to_bytes

_START = 30.0
"""Seconds within which a process must be ready: it opens the store, whatever its size."""

_MODEST = 10
"""What is added to the niceness of a process whose query turns out to be slow."""


class StartError(RuntimeError):
    """A process did not start."""


class _Mailbox(asyncio.Protocol):
    """Turns what arrives on the socket into messages; the child answers one at a time."""

    def __init__(self) -> None:
        self._unframing = Unframing()
        self._awaited: asyncio.Future[tuple[bytes, bytes] | None] | None = None
        self._arrived: tuple[bytes, bytes] | None = None
        self.closed = False

    def next_message(self) -> asyncio.Future[tuple[bytes, bytes] | None]:
        """The next message, ``None`` if there will be none."""
        self._awaited = asyncio.get_running_loop().create_future()
        if self.closed:
            self._awaited.set_result(None)
        return self._awaited

    def data_received(self, data: bytes) -> None:
        message = self._unframing.add(data)
        if message is not None:
            self._settle(message)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._settle(None)

    def _settle(self, message: tuple[bytes, bytes] | None) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(message)


class Child:
    """One process. Made by ``start``; ``end`` it in every case."""

    def __init__(
        self, process: subprocess.Popen[bytes], transport: asyncio.Transport, mailbox: _Mailbox
    ) -> None:
        self._process = process
        self._transport = transport
        self._mailbox = mailbox
        self._worn = False

    @classmethod
    async def start(cls, setting: Setting) -> Child:
        """A process that has opened the store. Raises ``StartError`` where it cannot."""
        ours, theirs = socket.socketpair()
        process: subprocess.Popen[bytes] | None = None
        try:
            process = await asyncio.to_thread(_launch, theirs)
        finally:
            theirs.close()
            if process is None:
                ours.close()
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        transport, mailbox = await loop.create_connection(_Mailbox, sock=ours)
        child = cls(process, transport, mailbox)
        try:
            ready = mailbox.next_message()
            transport.write(frame(b"", setting_to_bytes(setting)))
            async with asyncio.timeout(_START):
                message = await ready
            if message is None:
                raise StartError
        except (TimeoutError, StartError):
            child.end()
            await asyncio.to_thread(process.wait)
            raise StartError(
                f"A process for queries did not start; it was to open {setting.store}."
            ) from None
        except BaseException:
            child.end()
            raise
        return child

    @property
    def usable(self) -> bool:
        """Whether it may be given another task."""
        return not self._worn and not self._mailbox.closed

    async def ask(self, asked: Asked, limits: Limits) -> Reply:
        """What it replies. If it dies over the task, the reply says of what.

        Whoever stops waiting must ``end`` the process: it is still at work.
        """
        awaited = self._mailbox.next_message()
        self._transport.write(frame(b"", asked.data))
        message = await awaited
        if message is None:
            status = await asyncio.to_thread(self._process.wait)
            return Reply(_death(status, limits), worn=True)
        reply = from_head(*message)
        self._worn = self._worn or reply.worn
        return reply

    def be_modest(self) -> None:
        """Let everything else go first; it is not used again after its task."""
        self._worn = True
        if sys.platform != "win32":
            with suppress(OSError):  # it may just have died
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _MODEST)

    def processor_time(self) -> float:
        """The processor time it has taken so far, in seconds; 0 where the system does not tell."""
        if sys.platform != "linux":
            return 0.0
        try:
            # What clock_getcpuclockid(3) computes: the clock of another process.
            return time.clock_gettime((~self._process.pid << 3) | 2)
        except OSError:  # it has just died
            return 0.0

    @property
    def gone(self) -> bool:
        """Whether the system has taken it back, which may take a moment after its ``end``."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._worn = True
        with suppress(OSError):
            self._process.kill()
        self._transport.abort()


def _launch(connection: socket.socket) -> subprocess.Popen[bytes]:
    number = connection.fileno()
    return subprocess.Popen(  # noqa: S603  our own module, in our own interpreter
        [sys.executable, "-m", "downrange.endpoint.worker", str(number)],
        pass_fds=(number,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A Ctrl-C in the terminal is for the server, which then ends its processes itself.
        start_new_session=True,
    )


def _death(status: int, limits: Limits) -> Refused:
    """Why a process died, as far as its exit status tells."""
    if -status == getattr(signal, "SIGXCPU", None):
        return out_of_time(f"{limits.cpu_seconds} s of processor time")
    if status < 0 and -status in (signal.SIGABRT, getattr(signal, "SIGKILL", None)):
        return out_of_memory(limits)
    if status < 0 and -status in (signal.SIGSEGV, getattr(signal, "SIGBUS", None)):
        return Refused(
            Refusal.TOO_DEEP,
            "The query is nested more deeply than it can be evaluated. Write it more plainly.",
        )
    return Refused(Refusal.BROKEN, f"The process that evaluated the query ended (status {status}).")


def out_of_time(what: str) -> Refused:
    return Refused(
        Refusal.TIME,
        f"The query took more than {what}, which is the limit here, and was stopped. "
        "Ask for less, or more precisely: fewer patterns that share no variable, "
        "no regular expression over everything, a LIMIT.",
    )


def out_of_memory(limits: Limits) -> Refused:
    return Refused(
        Refusal.MEMORY,
        f"The query needed more than {limits.memory_bytes // (1024 * 1024):,} MiB of memory, "
        "which is the limit here, and was stopped. Ask for less.",
    )
