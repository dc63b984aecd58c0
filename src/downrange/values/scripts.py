"""In which script a text is written.

The codes are ISO 15924's, as language tags have them: https://www.rfc-editor.org/rfc/rfc5646#section-2.2.3
"""

from __future__ import annotations

import unicodedata
from collections import Counter

# The first word of a letter's name in Unicode tells its script.
_CODES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
}


def script_of(text: str) -> str:
    """The script of most of a text's letters: ``Cyrl``; empty where it has none that is known.

    Of several as frequent, the one that comes first.
    """
    found = Counter(
        code
        for character in text
        if character.isalpha()
        and (code := _CODES.get(unicodedata.name(character, "").partition(" ")[0]))
    )
    return max(found, key=found.__getitem__, default="")
