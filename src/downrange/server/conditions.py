"""Conditional requests: whether a client has the representation already. RFC 9110, section 13.

https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 gives the order of the conditions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import Enum

_TAG = re.compile(rb'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


class Verdict(Enum):
    """What a conditional request comes to."""

    SEND = 200
    NOT_MODIFIED = 304
    FAILED = 412


def http_date(when: datetime) -> bytes:
    """``Sun, 06 Nov 1994 08:49:37 GMT``."""
    return format_datetime(when.astimezone(UTC), usegmt=True).encode()


def read_date(value: bytes) -> datetime | None:
    """A date of HTTP in any of its three forms; ``None`` where it is none."""
    try:
        found = parsedate_to_datetime(value.decode("ascii"))
    except (ValueError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def evaluate(headers: Mapping[bytes, bytes], etag: bytes, modified: datetime | None) -> Verdict:
    """Whether to send what has this entity tag and time of change.

    ``headers`` are the request's, names in lower case; ``modified`` is in whole seconds. A
    date that cannot be read is no condition.
    """
    if (tags := headers.get(b"if-match")) is not None:
        if not _any_strong(tags, etag):
            return Verdict.FAILED
    elif _date_before(headers.get(b"if-unmodified-since"), modified):
        return Verdict.FAILED
    if (tags := headers.get(b"if-none-match")) is not None:
        return Verdict.NOT_MODIFIED if _any_weak(tags, etag) else Verdict.SEND
    since = headers.get(b"if-modified-since")
    if since is None or modified is None:
        return Verdict.SEND
    date = read_date(since)
    return Verdict.NOT_MODIFIED if date is not None and modified <= date else Verdict.SEND


def range_applies(condition: bytes | None, etag: bytes, modified: datetime | None) -> bool:
    """Whether ``If-Range`` allows a part: an entity tag that is the same, or the exact date."""
    if condition is None:
        return True
    condition = condition.strip()
    if condition.startswith((b'"', b"W/")):
        return condition == etag
    return modified is not None and read_date(condition) == modified


def _any_weak(listed: bytes, etag: bytes) -> bool:
    """Weak comparison: a mark of weakness does not count."""
    return listed.strip() == b"*" or any(tag == etag for _, tag in _TAG.findall(listed))


def _any_strong(listed: bytes, etag: bytes) -> bool:
    return listed.strip() == b"*" or (b"", etag) in _TAG.findall(listed)


def _date_before(condition: bytes | None, modified: datetime | None) -> bool:
    if condition is None or modified is None:
        return False
    date = read_date(condition)
    return date is not None and modified > date
