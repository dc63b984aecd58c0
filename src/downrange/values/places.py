"""Where in a text a grammar may begin, found once for many grammars.

Most values and names begin with a figure or a capital letter that begins a word, and few places
of a sentence are such. A sentence is gone through once, and each grammar is tried only there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽА-ЯЁ"
"""Capital letters, for a class of a regular expression."""

# The set stands first: the engine then skips whatever is not in it.
_PLACE = re.compile(rf"[{UPPER}\d](?<!\w.)")


@lru_cache(maxsize=8)
def capital_places(text: str) -> tuple[int, ...]:
    """Where a capital letter or a figure begins a word; in order."""
    return tuple(match.start() for match in _PLACE.finditer(text))


def matches_at(
    places: Sequence[int],
    grammar: re.Pattern[str],
    text: str,
    start: int = 0,
    end: int | None = None,
) -> Iterator[re.Match[str]]:
    """Every match of a grammar in ``text[start:end]`` that begins at one of some places.

    They are those that ``finditer`` gives, where no match begins anywhere else.
    """
    end = len(text) if end is None else end
    for nth in range(bisect_left(places, start), bisect_left(places, end)):
        match = grammar.match(text, places[nth], end) if places[nth] >= start else None
        if match is not None:
            start = match.end()
            yield match
