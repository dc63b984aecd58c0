"""How names are compared: what a slip of the pen may change, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.identity import slugify
from downrange.reconciliation.names import designator, likeness, words_of


def words(name: str) -> tuple[str, ...]:
    return words_of(slugify(name))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Progress MS-04", "Progress MS-05"),
        ("Progress MS-04", "Progress M-04M"),
        ("Progress MS-04", "Progress M-4"),
        ("Progress MS-04", "Progress MS-14"),
        ("Progress MS-04", "Progress"),
        ("Soyuz-U", "Soyuz-U2"),
        ("Soyuz-U2", "Soyuz-U"),
        ("Soyuz-FG", "Soyuz-U"),
        ("Soyuz-2", "Soyuz"),
        ("Apollo 1", "Apollo 11"),
        ("Kosmos 1", "Luna 1"),
        ("Blok I", "Blok D"),
    ],
)
def test_designators_are_never_bridged(asked: str, told: str) -> None:
    assert likeness(words(asked), words(told)) == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Progress MS-4", "Progress MS-04"),
        ("Progress MS04", "Progress MS-04"),
        ("progress ms 04", "Progress MS-04"),
        ("PROGRESS–MS–04", "Progress MS-04"),
        ("Soyuz U2", "Soyuz-U2"),
    ],
)
def test_hyphens_spaces_case_and_zeros_are_no_difference(asked: str, told: str) -> None:
    assert likeness(words(asked), words(told)) == 1


def test_a_misspelt_word_is_rather_like() -> None:
    assert 0.7 < likeness(words("Progres MS-04"), words("Progress MS-04")) < 1
    assert 0.5 < likeness(words("Rosskosmos"), words("Roskosmos")) < 1
    assert likeness(words("Roscosmos"), words("Energia")) == 0


@given(st.lists(st.sampled_from(["tern", "gull", "ms", "m", "4", "04m", "u2"]), min_size=1))
def test_a_name_is_like_itself_and_nothing_more_so(parts: list[str]) -> None:
    name = words_of("-".join(parts))
    assert likeness(name, name) == 1
    assert 0 <= likeness(name, words_of("tern-ms-4")) <= 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_only_equal_designators_are_alike(one: str, other: str) -> None:
    asked, told = words(one), words(other)
    if asked and told and likeness(asked, told) > 0 and designator(asked):
        assert designator(asked) == designator(told)
