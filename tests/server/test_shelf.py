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
    page = held(b"words " * 1000)
    assert gzip.decompress(page.zipped.content) == page.plain.content == b"words " * 1000
    assert page.plain.etag != page.zipped.etag
    for coded in (page.plain, page.zipped):
        headers = dict(coded.start["headers"])  # type: ignore[call-overload]
        assert headers[b"content-length"] == str(len(coded.content)).encode()
        assert headers[b"etag"] == coded.etag
        assert headers.get(b"content-encoding") == (b"gzip" if coded is page.zipped else None)
        unchanged = dict(coded.unchanged["headers"])  # type: ignore[call-overload]
        assert unchanged[b"etag"] == coded.etag
        assert unchanged[b"last-modified"] == b"Thu, 01 Jan 2026 00:00:00 GMT"
        assert b"content-length" not in unchanged
        assert b"content-type" not in unchanged


def test_what_gets_no_smaller_is_not_compressed() -> None:
    short = held(b"short")
    assert short.zipped is short.plain
    noise = held(random.Random(1).randbytes(5000))
    assert noise.zipped is noise.plain


def test_the_one_not_asked_for_longest_goes_first() -> None:
    pages = [held(bytes([65 + number]) * 300) for number in range(3)]
    shelf = Shelf(pages[0].size * 2)
    shelf.put(b"/a", pages[0])
    shelf.put(b"/b", pages[1])
    assert shelf.get(b"/a") is pages[0]
    shelf.put(b"/c", pages[2])
    assert shelf.get(b"/b") is None
    assert shelf.get(b"/a") is pages[0]
    assert shelf.get(b"/c") is pages[2]


@given(
    st.integers(0, 60_000),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9000)), max_size=40),
)
def test_it_never_holds_more_than_it_may(limit: int, puts: list[tuple[int, int]]) -> None:
    shelf = Shelf(limit)
    kept: dict[bytes, Representation] = {}
    for name, length in puts:
        page = held(b"x" * length)
        kept[str(name).encode()] = page
        shelf.put(str(name).encode(), page)
        assert shelf.held <= limit
    there = {name: found for name in kept if (found := shelf.get(name)) is not None}
    assert shelf.held == sum(page.size for page in there.values())
    assert len(shelf) == len(there)
