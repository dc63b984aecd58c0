"""What one query may cost, and how many may be asked at once."""

from __future__ import annotations

import os
from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that an endpoint keeps. A query over one of them is refused whole, never cut.

    ``seconds`` is wall time from the start of the evaluation, ``cpu_seconds`` processor time,
    ``memory_bytes`` what a query may take beyond the idle process, ``rows`` and
    ``result_bytes`` the size of its result, ``query_bytes`` that of its text, and
    ``graphs`` how many graphs the protocol's parameters may name.

    ``workers`` processes answer quick queries, and as many more slow ones: what is not done
    after ``patience`` seconds is slow. ``waiting`` queries may wait for each of the two, for
    ``seconds`` at the most. ``held_bytes`` bounds what is kept of large results for clients
    that are slow to read them, ``cached_bytes`` the results kept for those who ask again.
    """

    seconds: float = 20.0
    cpu_seconds: int = 20
    memory_bytes: int = 512 * _MEBIBYTE
    rows: int = 200_000
    result_bytes: int = 32 * _MEBIBYTE
    query_bytes: int = 128 * 1024
    graphs: int = 64
    workers: int = max(2, min(os.cpu_count() or 2, 8))
    waiting: int = 256
    patience: float = 0.25
    held_bytes: int = 256 * _MEBIBYTE
    cached_bytes: int = 32 * _MEBIBYTE
