"""The process that answers queries: ``python -m downrange.endpoint.worker SOCKET``.

It is started anew, not forked, so it holds nothing of the server. Before it reads a query it
gives up what it does not need: more memory than its limit, more processor time than one query
may take, and, where no SERVICE is allowed, any further file or connection.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import fields

from pyoxigraph import Store

from downrange.endpoint.evaluation import Evaluation, Setting
from downrange.endpoint.frames import Unframing, frame
from downrange.endpoint.limits import Limits
from downrange.endpoint.replies import Refused, Result, to_head
from downrange.endpoint.requests import Asked

_PIECE = 1 << 20
_WORN = 4
"""A process that has taken this part of its memory is not used again."""


def setting_to_bytes(setting: Setting) -> bytes:
    """A setting as it is sent to a process when it starts."""
    limits = [getattr(setting.limits, field.name) for field in fields(Limits)]
    return json.dumps(
        [setting.store, dict(setting.prefixes), setting.base, sorted(setting.services), limits]
    ).encode()


def setting_from_bytes(data: bytes) -> Setting:
    store, prefixes, base, services, limits = json.loads(data)
    return Setting(store, prefixes, base, services, Limits(*limits))


def serve(connection: socket.socket) -> None:
    """Answer one task after another until the other end closes."""
    unframing = Unframing()
    first = _receive(connection, unframing)
    if first is None:
        return
    setting = setting_from_bytes(first)
    evaluation = Evaluation(Store.read_only(setting.store), setting)
    limits = setting.limits
    _confine(limits, connected=bool(setting.services))
    connection.sendall(frame(b"", b"ready"))
    while (task := _receive(connection, unframing)) is not None:
        _allow_time(limits.cpu_seconds)
        outcome: Result | Refused
        try:
            outcome = evaluation.answer(Asked.from_bytes(task))
        except Refused as refused:
            outcome = refused.with_traceback(None)
        body = outcome.body if isinstance(outcome, Result) else b""
        connection.sendall(frame(to_head(outcome, worn=_is_worn(limits)), body))


def _receive(connection: socket.socket, unframing: Unframing) -> bytes | None:
    while data := connection.recv(_PIECE):
        message = unframing.add(data)
        if message is not None:
            return message[1]
    return None


if sys.platform == "win32":

    def _confine(limits: Limits, *, connected: bool) -> None:
        """Windows has no such limits; the wall time is kept by the server."""

    def _allow_time(seconds: int) -> None:
        """See ``_confine``."""

    def _is_worn(limits: Limits) -> bool:
        return False

else:
    import resource

    _IDLE = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def _confine(limits: Limits, *, connected: bool) -> None:
        """Limit what the process may take from now on; it cannot undo this."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # On Linux RLIMIT_DATA counts what is taken, and not the files that are mapped.
        which, taken = (
            (resource.RLIMIT_DATA, _data_bytes())
            if sys.platform == "linux"
            else (resource.RLIMIT_AS, 0)
        )
        most = taken + limits.memory_bytes
        resource.setrlimit(which, (most, most))
        if not connected:
            # What is open stays open; whatever the engine tries to open fails.
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

    def _data_bytes() -> int:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            return int(statm.read().split()[5]) * resource.getpagesize()

    def _allow_time(seconds: int) -> None:
        """Let the system end the process after some more seconds of processor time."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))

    def _is_worn(limits: Limits) -> bool:
        unit = 1 if sys.platform == "darwin" else 1024
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - _IDLE) * unit
        return grown > limits.memory_bytes // _WORN


def main() -> None:
    connection = socket.socket(fileno=int(sys.argv[1]))
    serve(connection)
    # Without the interpreter's farewell: it would only take time.
    os._exit(0)


if __name__ == "__main__":
    main()
