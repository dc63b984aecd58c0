"""What a store replies: a result, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from downrange.errors import Place, QueryError


class Refusal(StrEnum):
    """Why a query has no result."""

    WRONG = "wrong"
    UPDATE = "update"
    UNACCEPTABLE = "unacceptable"
    UNKNOWN_GRAPH = "unknown graph"
    UNFIT = "unfit"
    TOO_DEEP = "too deep"
    TIME = "time"
    MEMORY = "memory"
    ROWS = "rows"
    SIZE = "size"
    BUSY = "busy"
    BROKEN = "broken"
    FAR_WRONG = "the remote endpoint failed"
    FAR_SLOW = "the remote endpoint is slow"


@dataclass(frozen=True, slots=True)
class Result:
    """A result, whole: its media type as the header has it, and its bytes.

    ``name`` is the short name of its format.
    """

    name: str
    content_type: str
    body: bytes


class Refused(Exception):  # noqa: N818  it tells of an answer, not of a fault of the program
    """There is no result; ``message`` says why and what to do.

    ``line`` and ``column`` (from 1) say where the query is wrong, 0 where that is not known.
    """

    def __init__(self, why: Refusal, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.why = why
        self.message = message
        self.line = line
        self.column = column

    @classmethod
    def of(cls, error: QueryError) -> Refused:
        """What is wrong with a query, as its author is told."""
        place = error.place or Place("query")
        advice = f" {error.advice}" if error.advice else ""
        return cls(Refusal.WRONG, f"{error.message}{advice}", place.line or 0, place.column or 0)


def to_head(reply: Result | Refused, *, worn: bool = False) -> bytes:
    """What goes before the body. ``worn`` says that the process should not be used again."""
    if isinstance(reply, Refused):
        parts = ["", worn, reply.why, reply.message, reply.line, reply.column]
    else:
        parts = [reply.name, worn, reply.content_type]
    return json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process sent: the result or the refusal, and whether the process is worn."""

    outcome: Result | Refused
    worn: bool


def from_head(head: bytes, body: bytes) -> Reply:
    name, worn, *parts = json.loads(head)
    if name:
        return Reply(Result(name, parts[0], body), worn)
    why, message, line, column = parts
    return Reply(Refused(Refusal(why), message, line, column), worn)
