"""How alike two names are, for people who mistype; and what no likeness may bridge.

Names of spaceflight differ in little: ``Progress MS-04``, ``Progress MS-05``, ``Progress M-04M``.
So a name is words and a *designator*, which is its numbers and its groups of one or two letters
(``ms 4``, ``m 4 m``, ``u 2``). Words may be alike, designators are the same or are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_RUN = re.compile(r"\d+|[^\d-]+")
_SMALL_WORDS = frozenset(
    ("a", "an", "as", "at", "by", "de", "du", "in", "la", "le", "no", "of", "on", "or", "st", "to")
)
_SHORT = 2
_LEAST_LIKENESS = 0.5

Words = tuple[str, ...]


def words_of(slug: str) -> Words:
    """The words of a slug; letters and digits part, and a number has no leading zeros.

    >>> words_of("progress-m-04m")
    ('progress', 'm', '4', 'm')
    """
    runs = _RUN.findall(slug)
    return tuple((run.lstrip("0") or "0") if run[0].isdecimal() else run for run in runs)


def is_part_of_designator(word: str) -> bool:
    """Whether a word tells one of a series from the next."""
    return word[0].isdecimal() or (len(word) <= _SHORT and word not in _SMALL_WORDS)


def designator(words: Words) -> Words:
    """The words that tell one of a series from the next, in their order.

    >>> designator(("progress", "m", "4", "m"))
    ('m', '4', 'm')
    """
    return tuple(word for word in words if is_part_of_designator(word))


def likeness(asked: Words, told: Words) -> float:
    """How much of two names is the same, from 0 to 1; 0 where their designators differ.

    A name without a designator may stand for one with it (``Progress`` for ``Progress MS-04``),
    not the other way about: who gives a number wants that number. Nor is a number alone a likeness.
    """
    wanted = designator(asked)
    if wanted and wanted != designator(told):
        return 0.0
    left = list(told)
    words = 0.0
    for word in asked:
        if is_part_of_designator(word):
            continue
        if word in left:
            left.remove(word)
            words += 1
        else:
            words += _nearest(word, left)
    if words == 0 and len(wanted) < len(asked):
        return 0.0
    return 2 * (len(wanted) + words) / (len(asked) + len(told))


def _nearest(word: str, left: list[str]) -> float:
    """How like the likest of some words is, which is then taken away."""
    best, found = 0.0, ""
    for other in left:
        alike = 0.0 if is_part_of_designator(other) else spelt_alike(word, other)
        if alike > best:
            best, found = alike, other
    if found:
        left.remove(found)
    return best


def spelt_alike(word: str, other: str) -> float:
    """The Dice coefficient of two words' trigrams, 0 below a half."""
    one, two = trigrams(word), trigrams(other)
    alike = 2 * len(one & two) / (len(one) + len(two))
    return alike if alike >= _LEAST_LIKENESS else 0.0


@lru_cache(maxsize=16_384)
def trigrams(word: str) -> frozenset[str]:
    """The groups of three letters, the beginning and the end of the word counted as letters."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def phrase(words: Sequence[str]) -> str:
    """Words as one string, to look up by."""
    return " ".join(words)
