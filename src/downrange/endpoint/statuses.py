"""Which status a refusal has, and what is said with it."""

from __future__ import annotations

from downrange.endpoint.messages import Header
from downrange.endpoint.replies import Refusal, Refused

_STATUS = {
    Refusal.WRONG: 400,
    Refusal.TOO_DEEP: 400,
    Refusal.UPDATE: 403,
    # The result is known to be larger than is given out here; asking again will not help.
    Refusal.ROWS: 403,
    Refusal.SIZE: 403,
    Refusal.UNKNOWN_GRAPH: 404,
    Refusal.UNACCEPTABLE: 406,
    Refusal.UNFIT: 406,
    Refusal.BROKEN: 500,
    Refusal.FAR_WRONG: 502,
    # As Fuseki has it. Without Retry-After: what takes too long now will do so later.
    Refusal.TIME: 503,
    Refusal.MEMORY: 503,
    Refusal.BUSY: 503,
    Refusal.FAR_SLOW: 504,
}

_LATER = (b"retry-after", b"5")


def status_of(refused: Refused) -> int:
    return _STATUS[refused.why]


def headers_of(refused: Refused) -> tuple[Header, ...]:
    never = (b"cache-control", b"no-store")
    return (_LATER, never) if refused.why is Refusal.BUSY else (never,)


def told(refused: Refused) -> str:
    """The message with the place in the query."""
    if not refused.line:
        return refused.message
    return f"Line {refused.line}, column {refused.column}: {refused.message}"
