"""How exactly a value is meant: ``about``, ``up to``, ``nearly`` and their canonical tokens.

The tokens are those of ``sf:qualifier``; what is between them is not worth a distinction.
"""

from __future__ import annotations

import re

_TOKENS = {
    "about": (
        "about|around|approximately|approx.|approx|roughly|circa|some|an estimated|estimated"
        "|c.|ca.|~|≈|close to"
    ),
    "at least": "at least|no less than|not less than|a minimum of|minimum|no fewer than|≥",
    "at most": "at most|up to|no more than|not more than|a maximum of|maximum|as much as|≤",
    "almost": "almost|nearly|just under|not quite",
    "more than": "more than|greater than|in excess of|>",
    "less than": "less than|fewer than|under|below|<",
    "over": "over|just over|above|upwards of",
}
_CANONICAL = {words: token for token, forms in _TOKENS.items() for words in forms.split("|")}
_FORMS = "|".join(
    re.escape(w).replace(r"\ ", r"\s") for w in sorted(_CANONICAL, key=len, reverse=True)
)
_BEFORE = re.compile(rf"(?:^|(?<=[\s(\[,;:—–-]))({_FORMS})(?:\s?(?:a|an|the)(?=\s))?\s?\Z", re.I)
_AFTER = re.compile(r"\s?(?:\(?(?:or\s(more|less|so)\b|(max|min)(?:imum|\.)?(?!\w))\)?|(\+)(?!\w))")
_AFTER_TOKENS = {
    "more": "at least",
    "less": "at most",
    "so": "about",
    "max": "at most",
    "min": "at least",
    "+": "at least",
}
_REACH = 24


def qualifier_before(text: str, position: int) -> tuple[str, int]:
    """The token of the qualifier that ends at ``position``, and where its words start.

    Without one, ``""`` and ``position`` itself.
    """
    low = max(0, position - _REACH)
    match = _BEFORE.search(text[low:position])
    if match is None:
        return "", position
    words = re.sub(r"\s", " ", match[1]).casefold()
    return _CANONICAL[words], low + match.start(1)


def qualifier_after(text: str, position: int) -> tuple[str, int]:
    """The token of the qualifier that starts at ``position`` (``or more``), and where it ends.

    Without one, ``""`` and ``position`` itself.
    """
    match = _AFTER.match(text, position)
    if match is None:
        return "", position
    word = next(group for group in match.groups() if group)
    return _AFTER_TOKENS[word], match.end()
