"""Reading ``Accept`` and ``Accept-Encoding``: RFC 9110, section 12.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.publication.negotiation import FORMATS
from downrange.server.accepting import accepts_gzip, chosen, media_ranges

NAMES = {name for name, _ in FORMATS}
TYPES = [media_type for _, media_types in FORMATS for media_type in media_types]
RANGES = st.sampled_from([*TYPES, "text/*", "application/*", "*/*", "image/png"])
QUALITIES = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def test_the_example_of_the_specification() -> None:
    """RFC 9110, section 12.5.1: the table under "Media ranges can be overridden"."""
    header = (
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, "
        "text/plain;format=fixed;q=0.4, */*;q=0.5"
    )
    found = {(r.main, r.sub, r.plain): r.quality for r in media_ranges(header)}
    assert found[("text", "*", True)] == 0.3
    assert found[("text", "plain", True)] == 0.7
    assert found[("*", "*", True)] == 0.5
    liked = {
        media_type: chosen(header, (("other", ("x/y",)), (media_type, (media_type,))))
        for media_type in ("text/plain", "text/html")
    }
    assert liked == {"text/plain": "text/plain", "text/html": "other"}


@given(st.lists(st.tuples(RANGES, QUALITIES), min_size=1, max_size=6))
def test_what_is_chosen_is_accepted(accepted: list[tuple[str, float]]) -> None:
    """Nothing with a quality of 0 is chosen, and nothing of a lower one than another."""
    header = ", ".join(f"{name};q={quality:.3f}" for name, quality in accepted)

    def quality(media_type: str) -> float:
        for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
            given_to = [q for known, q in accepted if known == name]
            if given_to:
                return max(given_to)
        return 0.0

    best = chosen(header, FORMATS[1:])  # those with one media type
    qualities = {name: quality(types[0]) for name, types in FORMATS[1:]}
    if best:
        assert qualities[best] == max(qualities.values()) > 0
    else:
        assert max(qualities.values()) == 0


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=200))
def test_any_header_has_an_answer(header: str) -> None:
    assert chosen(header, FORMATS) in NAMES | {""}


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        (b"", False),
        (b"gzip", True),
        (b"GZIP", True),
        (b"x-gzip", True),
        (b"gzip, deflate, br, zstd", True),
        (b"deflate", False),
        (b"*", True),
        (b"gzip;q=0", False),
        (b"*;q=0", False),
        (b"gzip;q=0, *", False),
        (b"identity, gzip;q=0.5", False),
        (b"gzip;q=0.5, identity;q=0.5", True),
        (b"gzip;q=high", False),
        (b"\xff\xfe", False),
    ],
)
def test_content_codings(header: bytes, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted
