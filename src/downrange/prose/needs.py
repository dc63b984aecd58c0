"""What a sentence must have for a pattern to match at all: mentions of some kinds, and words.

A slot or a word outside every optional group and every alternative is needed. Patterns are
asked only of sentences that have what they need, which spares most of the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<plain>\\x..|\\u....|\\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|\{(?:[a-z_]\w*:)?(?P<kinds>[A-Z]+(?:\|[A-Z]+)*)\+?!?\}"
    r"|(?P<gap>\{(?:\.\.\.)?![A-Z|]+\})"
    r"|(?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!]|[a-z]+:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<times>\?|\*|\+|\{\d+(?:,\d*)?\})"
    r"|(?P<any>[.^$])"
    r"|(?P<words>[^\\\[\](){}|?*+.^$]+)",
    re.S,
)
# Shorter words are in most sentences.
_LONG = 4


@dataclass(frozen=True, slots=True)
class Needs:
    """What every match of a pattern has: mentions of kinds, as it writes them, and words."""

    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Group:
    """A group of the pattern: what it needs, whether it has alternatives, whether it denies."""

    denies: bool = False
    alternatives: bool = False
    needs: list[re.Match[str]] = field(default_factory=list)
    last: list[re.Match[str]] = field(default_factory=list)

    def took(self, needs: list[re.Match[str]]) -> None:
        """Something that needs this stands here; what follows may still make it optional."""
        self.settle()
        self.last = needs

    def settle(self) -> None:
        self.needs += self.last
        self.last = []

    @property
    def outcome(self) -> list[re.Match[str]]:
        self.settle()
        return [] if self.denies or self.alternatives else self.needs


def needs(pattern: str) -> Needs:
    """What no match of a pattern is without."""
    found = _needed(pattern)
    kinds = (token["kinds"] for token in found if token["kinds"])
    words = (_words(token) for token in found if token["words"])
    return Needs(
        tuple(dict.fromkeys(kinds)),
        tuple(dict.fromkeys(words for words in words if len(words) >= _LONG)),
    )


def _needed(pattern: str) -> list[re.Match[str]]:
    groups = [_Group()]
    for token in _TOKEN.finditer(pattern):
        opening, times = token["open"], token["times"]
        if opening:
            # In a group of any case the words are not as they stand here.
            groups.append(_Group(denies="!" in opening or opening[-2:-1].isalpha()))
        elif token["close"] and len(groups) > 1:
            inner = groups.pop().outcome
            groups[-1].took(inner)
        elif token["bar"]:
            groups[-1].alternatives = True
        elif times:
            if times in "?*" or times.startswith("{0"):
                groups[-1].last = []
        elif token["kinds"]:
            groups[-1].took([token])
        elif token["words"]:
            # Only their last letter can be optional, and that is cut off below.
            groups[-1].took([token])
            groups[-1].settle()
        else:
            groups[-1].settle()
    return groups[0].outcome


def _words(token: re.Match[str]) -> str:
    """Words as an encoded sentence has them, without a last letter that may be missing."""
    repeated = token.string[token.end() : token.end() + 1] in ("?", "*", "+", "{")
    words = token["words"][:-1] if repeated else token["words"]
    return re.sub(r"\s+", " ", words)
