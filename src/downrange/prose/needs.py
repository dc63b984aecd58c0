"""What a sentence must have for a pattern to match at all: mentions of some kinds.

A slot outside every optional group and every alternative is needed. Patterns are asked only
of sentences that have what they need, which spares most of the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<plain>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|\{(?:[a-z_]\w*:)?(?P<kinds>[A-Z]+(?:\|[A-Z]+)*)\+?!?\}"
    r"|(?P<gap>\{(?:\.\.\.)?![A-Z|]+\})"
    r"|(?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!]))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<times>\?|\*|\+|\{\d+(?:,\d*)?\})",
    re.S,
)


@dataclass(slots=True)
class _Group:
    """A group of the pattern: what it needs, whether it has alternatives, whether it denies."""

    denies: bool = False
    alternatives: bool = False
    needs: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def took(self, needs: list[str]) -> None:
        """Something that needs this stands here; what follows may still make it optional."""
        self.settle()
        self.last = needs

    def settle(self) -> None:
        self.needs += self.last
        self.last = []

    @property
    def outcome(self) -> list[str]:
        self.settle()
        return [] if self.denies or self.alternatives else self.needs


def needs(pattern: str) -> tuple[str, ...]:
    """What the needed slots of a pattern take, as it writes it: ``("MISSION", "PERSON|ORG")``."""
    groups = [_Group()]
    for token in _TOKEN.finditer(pattern):
        if token["open"]:
            groups.append(_Group(denies="!" in token["open"]))
        elif token["close"] and len(groups) > 1:
            inner = groups.pop().outcome
            groups[-1].took(inner)
        elif token["bar"]:
            groups[-1].alternatives = True
        elif token["times"]:
            if token["times"] in "?*" or token["times"].startswith("{0"):
                groups[-1].last = []
        elif token["kinds"]:
            groups[-1].took([token["kinds"]])
        else:
            groups[-1].settle()
    return tuple(dict.fromkeys(groups[0].outcome))
