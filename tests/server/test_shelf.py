"""What is held ready: within its bounds, and the same bytes however they are coded."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from downrange.server.representation import Representation, represent
from downrange.server.shelf import Shelf


def held(content: bytes) -> Representation:
    return represent(content, "text/html; charset=utf-8", (), datetime(2026, 1, 1, tzinfo=UTC))


def test_each_coding_has_its_own_tag_and_length() -> None:
    content = b"words " * 1000
    page = held(content)
    assert page.zipped
    assert gzip.decompress(page.packed) == page.unpacked() == content
    assert page.plain.etag != page.zipped.etag
    for coded, length, coding in (
        (page.plain, len(content), None),
        (page.zipped, len(page.packed), b"gzip"),
    ):
        headers = dict(coded.start["headers"])  # type: ignore[call-overload]
        assert headers[b"content-length"] == str(length).encode()
        assert headers[b"etag"] == coded.etag
        assert headers.get(b"content-encoding") == coding
        unchanged = dict(coded.unchanged["headers"])  # type: ignore[call-overload]
        assert unchanged[b"etag"] == coded.etag
        assert unchanged[b"last-modified"] == b"Thu, 01 Jan 2026 00:00:00 GMT"
        assert b"content-length" not in unchanged
        assert b"content-type" not in unchanged


def test_what_gets_no_smaller_is_not_compressed() -> None:
    for content in (b"short", random.Random(1).randbytes(5000)):
        page = held(content)
        assert page.zipped is None
        assert page.packed == page.unpacked() == content


def test_the_one_not_asked_for_longest_goes_first() -> None:
    shelf = Shelf[str](20)
    shelf.put(b"/a", "A", 10)
    shelf.put(b"/b", "B", 10)
    assert shelf.get(b"/a") == "A"
    shelf.put(b"/c", "C", 10)
    assert shelf.get(b"/b") is None
    assert shelf.get(b"/a") == "A"
    assert shelf.get(b"/c") == "C"


@given(st.integers(0, 50), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60))
def test_it_never_holds_more_than_it_may(limit: int, puts: list[tuple[int, int]]) -> None:
    shelf = Shelf[int](limit)
    newest = dict[bytes, int]()
    for name, size in puts:
        key = str(name).encode()
        shelf.put(key, size, size)
        if size <= limit:
            newest[key] = size
        assert shelf.held <= limit
    there = [found for key in newest if (found := shelf.get(key)) is not None]
    assert shelf.held == sum(there)
    assert len(shelf) == len(there)
    if newest and limit:
        assert there
