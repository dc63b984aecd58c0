"""A sentence with each mention as one character, so that patterns can be regular expressions.

The characters are of Unicode's private use area: ``U+E000 + kind * 64 + index``. A slot of a
pattern is then a character class, matching is linear and the words between stay readable.
Private-use characters of the sentence itself are blanked out first, and white space is one
space wherever and however long it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from downrange.prose.mentions import Kind, Mention

_FIRST = 0xE000
_EACH = 64
_PLACES = {kind: place for place, kind in enumerate(Kind)}
_ODD_SPACE = re.compile(r"\s\s|[^\S ]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def class_of(kinds: Iterable[Kind]) -> str:
    """The regular expression for one mention of any of some kinds."""
    ranges = (
        f"{chr(_FIRST + _PLACES[kind] * _EACH)}-{chr(_FIRST + (_PLACES[kind] + 1) * _EACH - 1)}"
        for kind in kinds
    )
    return f"[{''.join(ranges)}]"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence's encoded text, its mentions by character, and the way back.

    ``starts`` gives for each encoded character where it stands in the sentence; it has one
    more entry, the sentence's length.
    """

    text: str
    mentions: dict[str, Mention]
    starts: tuple[int, ...]

    def place(self, mention: Mention) -> int:
        """Where a mention of the sentence stands in the encoded text."""
        return bisect_left(self.starts, mention.start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentence that the encoded characters ``[start, end)`` stand for."""
        return self.starts[start], self.starts[end]


def encode(text: str, mentions: Iterable[Mention]) -> Encoded:
    """Encode a sentence; ``mentions`` are in order and do not overlap.

    Of one kind the first 64 are encoded; what is beyond them stays as words.
    """
    used: Counter[Kind] = Counter()
    pieces: list[str] = []
    starts: list[int] = []
    known: dict[str, Mention] = {}
    position = 0
    plain = _PRIVATE.sub(" ", text)
    for mention in mentions:
        if used[mention.kind] == _EACH:
            continue
        character = chr(_FIRST + _PLACES[mention.kind] * _EACH + used[mention.kind])
        used[mention.kind] += 1
        known[character] = mention
        pieces += (plain[position : mention.start], character)
        starts += (*range(position, mention.start), mention.start)
        position = mention.end
    pieces.append(plain[position:])
    starts += range(position, len(text) + 1)
    encoded = "".join(pieces)
    if _ODD_SPACE.search(encoded):
        encoded, starts = _single_spaced(encoded, starts)
    return Encoded(encoded, known, tuple(starts))


def _single_spaced(text: str, starts: list[int]) -> tuple[str, list[int]]:
    kept = [
        place
        for place, character in enumerate(text)
        if not (character.isspace() and place and text[place - 1].isspace())
    ]
    spaced = "".join(" " if text[place].isspace() else text[place] for place in kept)
    return spaced, [*(starts[place] for place in kept), starts[-1]]
