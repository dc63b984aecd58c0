"""Text from documents made fit to be shown: short, on one line, and harmless to a terminal."""

from __future__ import annotations

import unicodedata

LONGEST = 300
"""Characters of a quotation or value that are shown; the rest is left out of the middle."""

# They turn the direction of everything after them: https://www.unicode.org/reports/tr9/
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shorten(text: str) -> str:
    """At most ``LONGEST`` characters, the middle left out."""
    if len(text) <= LONGEST:
        return text
    half = (LONGEST - 3) // 2
    return f"{text[:half]} … {text[-half:]}"


def harmless(text: str) -> str:
    """One line without control characters: white space is a space, the rest is escaped.

    >>> harmless("two\\nlines, an escape \\x1b[2J")
    'two lines, an escape \\\\u001b[2J'
    """
    line = " ".join(text.split())
    return "".join(f"\\u{ord(c):04x}" if _is_harmful(c) else c for c in line)


def _is_harmful(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in ("Cc", "Cs")
