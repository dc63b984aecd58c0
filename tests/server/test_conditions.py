"""Conditional requests and parts: RFC 9110, sections 13 and 14."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.server.conditions import Verdict, evaluate, http_date, range_applies, read_date
from downrange.server.ranges import part_of

CHANGED = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
DATE = b"Sun, 06 Nov 1994 08:49:37 GMT"
BEFORE = b"Sun, 06 Nov 1994 08:49:36 GMT"
AFTER = b"Sun, 06 Nov 1994 08:49:38 GMT"
TAG = b'"xyzzy"'


def test_the_three_forms_of_a_date() -> None:
    """RFC 9110, section 5.6.7, has these as examples of one moment."""
    assert http_date(CHANGED) == DATE
    assert http_date(CHANGED.astimezone(timezone(timedelta(hours=3)))) == DATE
    assert read_date(DATE) == CHANGED
    assert read_date(b"Sunday, 06-Nov-94 08:49:37 GMT") == CHANGED
    assert read_date(b"Sun Nov  6 08:49:37 1994") == CHANGED
    for wrong in (b"", b"yesterday", b"\xff", b"Sun, 99 Nov 1994 08:49:37 GMT"):
        assert read_date(wrong) is None


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        (b"if-none-match", TAG, Verdict.NOT_MODIFIED),
        (b"if-none-match", b'W/"xyzzy"', Verdict.NOT_MODIFIED),
        (b"if-none-match", b'"a", W/"b" ,"xyzzy"', Verdict.NOT_MODIFIED),
        (b"if-none-match", b"*", Verdict.NOT_MODIFIED),
        (b"if-none-match", b'"xyzzy-gzip"', Verdict.SEND),
        (b"if-none-match", b'"a"', Verdict.SEND),
        (b"if-none-match", b"xyzzy", Verdict.SEND),
        (b"if-none-match", b"", Verdict.SEND),
        (b"if-modified-since", DATE, Verdict.NOT_MODIFIED),
        (b"if-modified-since", AFTER, Verdict.NOT_MODIFIED),
        (b"if-modified-since", BEFORE, Verdict.SEND),
        (b"if-modified-since", b"yesterday", Verdict.SEND),
        (b"if-match", TAG, Verdict.SEND),
        (b"if-match", b"*", Verdict.SEND),
        (b"if-match", b'W/"xyzzy"', Verdict.FAILED),
        (b"if-match", b'"a", "b"', Verdict.FAILED),
        (b"if-unmodified-since", DATE, Verdict.SEND),
        (b"if-unmodified-since", BEFORE, Verdict.FAILED),
        (b"if-unmodified-since", b"yesterday", Verdict.SEND),
    ],
)
def test_one_condition(name: bytes, value: bytes, verdict: Verdict) -> None:
    assert evaluate({name: value}, TAG, CHANGED) is verdict


def test_a_tag_counts_more_than_a_date() -> None:
    """RFC 9110, section 13.2.2."""
    other = {b"if-none-match": b'"a"', b"if-modified-since": AFTER}
    assert evaluate(other, TAG, CHANGED) is Verdict.SEND
    same = {b"if-none-match": TAG, b"if-modified-since": BEFORE}
    assert evaluate(same, TAG, CHANGED) is Verdict.NOT_MODIFIED
    matching = {b"if-match": TAG, b"if-unmodified-since": BEFORE}
    assert evaluate(matching, TAG, CHANGED) is Verdict.SEND
    assert evaluate({b"if-modified-since": AFTER}, TAG, None) is Verdict.SEND


@pytest.mark.parametrize(
    ("condition", "applies"),
    [
        (None, True),
        (TAG, True),
        (b'W/"xyzzy"', False),
        (b'"a"', False),
        (DATE, True),
        (AFTER, False),
        (b"yesterday", False),
    ],
)
def test_if_range(condition: bytes | None, applies: bool) -> None:
    assert range_applies(condition, TAG, CHANGED) is applies


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        # RFC 9110, section 14.1.2, for a representation of 10000 bytes.
        (b"bytes=0-499", 0, 499),
        (b"bytes=500-999", 500, 999),
        (b"bytes=-500", 9500, 9999),
        (b"bytes=9500-", 9500, 9999),
        (b"bytes=0-0", 0, 0),
        (b"bytes=-20000", 0, 9999),
        (b"bytes=9999-20000", 9999, 9999),
        (b"BYTES = 0-1", None, None),
        (b"Bytes= 0-1", 0, 1),
    ],
)
def test_a_part(header: bytes, first: int | None, last: int | None) -> None:
    part = part_of(header, 10_000)
    assert (part and part.first, part and part.last) == (first, last)


@pytest.mark.parametrize(
    "header",
    [
        *(b"bytes=0-0,-1", b"lines=0-9", b"bytes=9-5", b"bytes=-", b"bytes=a-b", b""),
        *(b"bytes=0x1-2", b"bytes=1--2", b"bytes=" + b"9" * 5000 + b"-", None),
    ],
)
def test_what_is_answered_with_the_whole(header: bytes | None) -> None:
    assert part_of(header, 10_000) is None


@pytest.mark.parametrize("header", [b"bytes=10000-", b"bytes=10000-10001", b"bytes=-0"])
def test_a_part_that_is_not_there(header: bytes) -> None:
    part = part_of(header, 10_000)
    assert part is not None
    assert not part.satisfiable
    assert part.content_range == b"bytes */10000"


@given(st.integers(0, 50), st.integers(0, 60), st.integers(0, 60))
def test_a_part_lies_within_the_whole(size: int, first: int, length: int) -> None:
    content = bytes(range(size))
    part = part_of(f"bytes={first}-{first + length}".encode(), size)
    assert part is not None
    expected = content[first : first + length + 1]
    assert part.satisfiable == bool(expected)
    if part.satisfiable:
        assert content[part.first : part.last + 1] == expected
        assert part.length == len(expected)
        assert part.content_range == f"bytes {part.first}-{part.last}/{size}".encode()
