"""The subject of a clause: who *as commander of STS-7* or *flew on Apollo 9* is said of.

A pattern may leave its subject open, for the words between it and what is said of it have no
form: *Robert Crippen traveled into space four times: as Pilot of STS-1 ...*. The subject is the
last mention before the match that stands where a subject stands; where that is not plain
there is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from downrange.prose.encoding import Encoded, class_of
from downrange.prose.mentions import Kind, Mention

# What stands before a subject: nothing, a stop, a conjunction, a date ("In 1993 Walter flew").
_OPENS = (
    r"(?:^|[,;:.(—–]\s?|[\"“]|"
    r"\b(?:and|but|or|when|where|while|whereas|as|after|before|that|then|which|although|though|"
    r"because|since|if|until|both)\s|"
    rf"{class_of((Kind.TIME,))}\s)"
)
_BEFORE_A_ROLE = class_of((Kind.ORG, Kind.ORDINAL, Kind.NUMBER, Kind.MISSION))
_TITLE = (
    rf"(?:(?:[Tt]he\s)?(?:(?:[\w-]+|{_BEFORE_A_ROLE})\s){{0,3}}"
    rf"(?:[Aa]stronauts?|[Cc]osmonauts?|[Tt]aikonauts?|captain|colonel|general|major|Dr\.|Mr\.|Mrs\.|Ms\.|"
    rf"{class_of((Kind.ROLE,))})\s)?"
)
# What may stand before the others of a list: "and ESA astronaut", "Russia's".
_INTRODUCED = (
    rf"(?:{class_of((Kind.PLACE, Kind.ORG))}['’]s\s|(?:(?:[A-Z][a-z]+|{class_of((Kind.ORG,))})\s)?"
    rf"(?:astronauts?|cosmonauts?|tourist|{class_of((Kind.ROLE,))})\s)?"
)
# What a person stands behind who is not the subject.
_OBJECT = re.compile(
    r"(?:\b(?:with|by|of|for|to|from|alongside|replac\w+|fellow|named?|including|like|than|under|"
    r"against|join(?:ed|ing)|succeed\w+|accompan\w+|between|among|behind|beside|married|"
    r"his|her|their|father|mother|brother|sister|wife|husband|son|daughter|film|actor|"
    r"played|portrayed|select(?:ed|ing)|chos\w+|assign(?:ed|ing)|saw|see|aboard|on|in|at|into)\s"
    rf"{_TITLE})$"
)
_VERB = re.compile(r"(?:,?\swho)?\s(?:has|had|was|is|were|are|did|became|flew|went|made|\w+ed)\b")
_OTHER_SUBJECT = re.compile(
    r"\b(?:which|that|it|whose|whom)\s"
    r"(?:(?:\w+ly|also|later|then|first|again|once|had|has|have|was|were|would)\s){0,3}$"
)
# A remark about somebody else begins: "exposed through Duke, at that time on the backup crew".
_REMARK = re.compile(r",(?!\s(?:and|but|then|when|while)\s)")
# Whom something came after is not who did it: "the second, after Jean-Loup Chrétien, to fly".
_AFTER = re.compile(rf"\b(?:after|before|since|until)\s{_TITLE}$")
_ENDS = re.compile(r"[,.;:)]")
_BESIDE = re.compile(r",\s(?:along|together)\swith\s$")
_SOME_VERB = re.compile(r"\b(?:was|were|is|are|has|had|did|\w{2,}ed)\s")
_ATTRIBUTE = class_of(
    (Kind.ORDINAL, Kind.NUMBER, Kind.THING, Kind.STATION, Kind.PROGRAMME, Kind.TYPE, Kind.DURATION)
)
# Whose flight it is flew it.
_OWN_FLIGHT = re.compile(
    rf"['’]s?\s(?:(?:\w+|{_ATTRIBUTE})[\s-]){{0,4}}(?:space\s?)?"
    r"(?:flights?|missions?|trips?|stays?|journeys?|visits?|voyages?|time\sin\sspace|tours?)\b"
)


def subjects(encoded: Encoded, position: int, kinds: Iterable[Kind]) -> tuple[Mention, ...]:
    """The subject of what begins at ``position`` of an encoded text: one, or all of a list.

    Empty where there is none or where it could be another.
    """
    text = encoded.text
    if _OTHER_SUBJECT.search(text, max(0, position - 24), position):
        return ()
    asked = (*kinds, Kind.WORD)
    groups = list(_group(asked).finditer(text, 0, position))
    for place in range(len(groups) - 1, -1, -1):
        members = _members(encoded, groups[place], asked)
        if members and _is_subject(text, groups[place]):
            later = groups[place + 1 :]
            return () if any(_comes_between(text, group) for group in later) else members
    named = [(group, _members(encoded, group, asked)) for group in groups]
    fitting = [members for group, members in named if members and not _is_object(text, group)]
    alone = len({mention.value for _, members in named for mention in members}) == 1
    return fitting[-1] if alone and fitting else ()


def _comes_between(text: str, group: re.Match[str]) -> bool:
    """Whether what follows a later name may be said of that one."""
    if _VERB.match(text, group.end()):
        return True
    beside = _BESIDE.search(text, max(0, group.start() - 24), group.start())
    return beside is None and _REMARK.match(text, group.end()) is not None


def _members(
    encoded: Encoded, group: re.Match[str], kinds: Collection[Kind]
) -> tuple[Mention, ...]:
    """Whom a group names; nobody where a word in it may be anything."""
    known = (encoded.mentions[c] for c in group[0] if c in encoded.mentions)
    found = tuple(mention for mention in known if mention.kind in kinds)
    return () if any(mention.kind is Kind.WORD for mention in found) else found


@lru_cache
def _group(kinds: tuple[Kind, ...]) -> re.Pattern[str]:
    one = class_of(kinds)
    # "As did Neil Armstrong, Jim Lovell flew": no list without an *and*.
    other = f"{_INTRODUCED}{one}"
    return re.compile(rf"{one}(?:(?:,\s{other})*(?:,?\sand\s|\s&\s){other})?")


_BEFORE = re.compile(rf"{_OPENS}{_TITLE}$")


def _is_subject(text: str, group: re.Match[str]) -> bool:
    if text.startswith(("'", "’"), group.end()) and not _OWN_FLIGHT.match(text, group.end()):
        return False
    low = max(0, group.start() - 48)
    if _ENDS.match(text, group.end()) and _AFTER.search(text, low, group.start()):
        return False
    return _BEFORE.search(text, low, group.start()) is not None


def _is_object(text: str, group: re.Match[str]) -> bool:
    if text.startswith(("'", "’"), group.end()) and not _OWN_FLIGHT.match(text, group.end()):
        return True
    if _SOME_VERB.search(text, 0, group.start()):
        return True
    return _OBJECT.search(text, max(0, group.start() - 64), group.start()) is not None
