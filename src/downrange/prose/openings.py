"""What a pattern's matches begin with, so that they are tried only where that stands.

Most patterns begin with a mention, some with one or a few words in its place. What must not
stand before it (*of the mission* is no subject) is costly to ask everywhere, and few places of
a sentence can begin a match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SLOT = re.compile(r"\{[a-z_]\w*:(?P<kinds>[A-Z|]+)\+?!?\}")
# What takes no room: anchors, and looking behind.
_NOTHING = re.compile(r"\^|\\b|\(\?<[!=](?:\\.|[^()\\])*\)")
_CHARACTER = re.compile(r"\\[sdw.,;:()'\-]|\[(?!\^)(?:\\.|[^\]\\])+\]|[^\\\[\](){}|?*+.^$]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)")
_OPTIONAL = re.compile(r"[?*]\??|\{0,\d*\}\??")
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^}]*\}|[()|]", re.S)


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """Every match begins with a mention of one of ``kinds`` (as patterns write them), with the
    words that belong to it, or with one of ``characters`` (expressions for one character).
    """

    kinds: frozenset[str] = frozenset()
    characters: frozenset[str] = frozenset()

    def or_(self, other: Opening) -> Opening:
        """This or the other."""
        return Opening(self.kinds | other.kinds, self.characters | other.characters)


def read_opening(pattern: str) -> Opening | None:
    """What the matches of a pattern's ``match`` begin with.

    ``None`` where that is not plain, or where no mention is among it.
    """
    found = _alternatives(pattern)
    return _one(found.kinds, found.characters) if found is not None and found.kinds else None


@cache
def _one(kinds: frozenset[str], characters: frozenset[str]) -> Opening:
    """Many patterns open alike: they share one opening, and what is found of it in a sentence."""
    return Opening(kinds, characters)


def _alternatives(pattern: str) -> Opening | None:
    found = Opening()
    for alternative in _split(pattern):
        first = _first(alternative)
        if first is None:
            return None
        found = found.or_(first)
    return found


def _first(text: str) -> Opening | None:
    """What one alternative begins with; ``None`` where it may be empty, too."""
    found = Opening()
    position = 0
    while position < len(text):
        if nothing := _NOTHING.match(text, position):
            position = nothing.end()
            continue
        end, first = _piece(text, position)
        if first is None:
            return None
        found = found.or_(first)
        optional = _OPTIONAL.match(text, end)
        if optional is None:
            return found
        position = optional.end()
    return None


def _piece(text: str, position: int) -> tuple[int, Opening | None]:
    """Where the slot, character or group at ``position`` ends, and what it begins with."""
    if slot := _SLOT.match(text, position):
        return slot.end(), Opening(kinds=frozenset({slot["kinds"]}))
    if character := _CHARACTER.match(text, position):
        words = character[0]
        expression = r"\s" if words.isspace() else words
        return character.end(), Opening(characters=frozenset({expression}))
    if group := _GROUP.match(text, position):
        end = _closing(text, position)
        return end, _alternatives(text[group.end() : end - 1])
    return position, None


def _split(text: str) -> list[str]:
    """The alternatives of a pattern, as its outermost bars separate them."""
    pieces, depth, start = [], 0, 0
    for piece in _PIECE.finditer(text):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            pieces.append(text[start : piece.start()])
            start = piece.end()
    return [*pieces, text[start:]]


def _closing(text: str, position: int) -> int:
    """Where the group that opens at ``position`` ends, behind its bracket."""
    depth = 0
    for piece in _PIECE.finditer(text, position):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if not depth and piece[0] == ")":
            return piece.end()
    return len(text)
