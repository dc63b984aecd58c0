"""Slugs and minted names: what they are made of, and that any text gives a valid one or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from downrange.identity import DocumentName, Minter, content_hash, slugify, web_address


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Progress MS-04", "progress-ms-04"),
        ("Прогресс МС-04", "прогресс-мс-04"),
        ("  RD‑0110 (engine) ", "rd-0110-engine"),
        ("ﬁve", "five"),
        ("Straße", "strasse"),
        ("神舟五号", "神舟五号"),
        ("— , ?", ""),
        ('"> <script>', "script"),
        ("\u202eMS-04\u202c", "ms-04"),
        ("A\U000e0100B\ufe0f", "ab"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_of_any_text_fits_into_an_iri_and_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    NamedNode(f"https://example.org/id/mission/{slug}")
    assert slugify(slug) == slug


@given(st.text(), st.text())
def test_a_documents_name_is_always_a_valid_iri(site: str, title: str) -> None:
    Minter("https://example.org/").document(DocumentName(site, slugify(title)))


def test_a_hash_tells_its_parts_apart() -> None:
    assert content_hash(("ab", "c")) != content_hash(("a", "bc"))
    # printf 'abc' | sha256sum
    assert content_hash(("abc",)) == "ba7816bf8f01cfea"


@pytest.mark.parametrize(
    "words", ["javascript:alert(1)", "http://a b", "//example.org", "", "http://%zz", "HTTP"]
)
def test_what_is_no_web_address(words: str) -> None:
    assert web_address(words) is None


def test_a_web_address() -> None:
    assert web_address("https://example.org/ü?a=1#b") == NamedNode("https://example.org/ü?a=1#b")
