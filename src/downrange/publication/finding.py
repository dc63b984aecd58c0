"""Finds words in what is published: the same rows, ranks and excerpts as the page's script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from downrange.publication.search import Row

LONGEST_QUERY = 200
"""Characters of a query that are read."""

_MOST_SHOWN = 60
_EXCERPT = 220
_BEFORE = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt; ``found`` are those that were asked for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds every word; ``file`` is relative to the root of the site."""

    label: str
    kind: str
    file: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How many rows hold the words, and the first of them, the best before others."""

    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    row: Row
    label: str
    everything: str

    def score(self, words: list[str], phrase: str) -> int:
        """How well it fits; 0 where it lacks a word."""
        score = 0
        for word in words:
            if word not in self.everything:
                return 0
            if self.label == word:
                score += 20
            elif self.label.startswith(word):
                score += 8
            else:
                score += 4 if word in self.label else 1
        return score + (40 if self.label == phrase else 0)


class Finder:
    """Searches rows that it has folded once. A search reads all of them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = [
            _Folded(row, fold(row[0]), fold(f"{row[0]} {row[1]} {row[3]}")) for row in rows
        ]

    def find(self, query: str) -> Found:
        """The rows that hold all words of a query, wherever in the row."""
        words = fold(query[:LONGEST_QUERY]).split()
        if not words:
            return Found(0, ())
        phrase = " ".join(words)
        scored = [(score, row) for row in self._rows if (score := row.score(words, phrase))]
        scored.sort(key=lambda pair: (-pair[0], pair[1].label))  # else in the rows' order
        hits = tuple(_hit(row.row, words) for _, row in scored[:_MOST_SHOWN])
        return Found(len(scored), hits)


def fold(text: str) -> str:
    """A text as it is compared: without marks above letters, in lower case."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in taken_apart if not unicodedata.category(c).startswith("M")).lower()


def _hit(row: Row, words: list[str]) -> Hit:
    label, kind, file, more = row
    return Hit(label, kind, file, tuple(_excerpt(more, words)))


def _excerpt(text: str, words: list[str]) -> Iterator[Piece]:
    """The words around the first that was asked for."""
    folded = fold(text)
    at = min((place for word in words if (place := folded.find(word)) >= 0), default=0)
    near = max(0, at - _BEFORE) if len(text) > _EXCERPT else 0
    start = text.find(" ", near) + 1 if near else 0
    shown = text[start : start + _EXCERPT]
    if start:
        yield Piece("… ", found=False)
    pattern = "|".join(map(re.escape, words))
    for number, words_of_piece in enumerate(re.split(f"({pattern})", shown, flags=re.IGNORECASE)):
        if words_of_piece:
            yield Piece(words_of_piece, found=number % 2 == 1)
    if start + _EXCERPT < len(text):
        yield Piece(" …", found=False)
