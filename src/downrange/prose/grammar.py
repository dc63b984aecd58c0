"""The grammar of patterns: words, slots and gaps, compiled to one regular expression.

``{person:PERSON}`` is a mention, ``{missions:MISSION+}`` a list of them (*A, B and C*),
``{who:PERSON|ORG}`` either kind, ``{who:ORG!}`` only one that is known, ``{TIME}`` a mention
that no row asks for, ``...`` a gap within the clause, ``{...!PERSON}`` a gap that no mention of a
kind stands in, ``{!PERSON}`` one character of such a gap. Everything else is a regular
expression over the words between; a space matches any white space.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from downrange.errors import MappingError, Place
from downrange.prose.encoding import class_of
from downrange.prose.mentions import Kind
from downrange.prose.needs import needs
from downrange.prose.openings import Opening, read_opening

_SLOT = re.compile(r"\{(?P<name>[a-z_]\w*):(?P<kinds>[A-Z|]+)(?P<many>\+?)(?P<known>!?)\}")
_TOKEN = re.compile(
    rf"{_SLOT.pattern}|\{{(?P<any>[A-Z|]+)\}}|\{{(?P<dots>\.\.\.)?!(?P<without>[A-Z|]+)\}}"
    r"|(?P<gap>\.\.\.)|(?P<space>\s+)"
)
# A full stop behind a capital ends no clause: "the first U.S. spacewalk".
_CLAUSE = r"(?:[^.;:()\n{without}]|(?<=[A-Z])\.)"
_GAP = "{0,80}?"

_ATTRIBUTE = class_of(
    (
        *(Kind.ORG, Kind.STATION, Kind.PROGRAMME, Kind.TYPE, Kind.VEHICLE, Kind.NUMBER),
        *(Kind.ORDINAL, Kind.DURATION, Kind.THING),
    )
)
# Words that may stand around a mention of a kind without changing what is said of it.
_BEFORE = {
    Kind.MISSION: r"(?<!\w)(?:(?:the|its|his|her|their|an?)\s)?"
    rf"(?:(?:{_ATTRIBUTE}(?:['’]s|\s\([^()\s]{{1,12}}\))?|"
    r"[Ll]unar|Russian|Soviet|American|Chinese|U\.S\.|[Ll]ong[\s-](?:duration|term)|crewed|manned|taxi|joint|"
    r"(?:[Ss]pace\s)?(?:[Ss]huttle|[Ss]tation)|ill-fated|aborted|abortive|historic|maiden|final|"
    r"[A-Z][a-z]+[-–][A-Z][a-z]+|[a-z]+(?:-[a-z]+)+|[A-Z]\w{0,9}-?\d)\s){0,3}"
    r"(?:(?:(?:[Ss]pace\s)?[Mm]issions?|(?:[Ss]pace\s?)?[Ff]lights?|spacecraft|[Ee]xpeditions?|orbiter|capsule|"
    r"stay)(?:,\s|:\s|\s\(|\s)(?:of\s(?:the\s)?|to\s)?)?",
    Kind.VEHICLE: r"(?:an?\s|the\s)?(?:[A-Z]\w+\s)?",
    Kind.STATION: r"the\s",
    Kind.MODULE: r"the\s",
    Kind.SITE: r"the\s",
    Kind.ORG: r"the\s",
    Kind.PERSON: rf"(?:{class_of((Kind.PLACE,))}['’]s\s|(?:(?:the|fellow|veteran|his|her|their)\s)?"
    rf"(?:(?:[A-Z]\w+|{class_of((Kind.ORG,))})\s)?"
    rf"(?:cosmonauts?|astronauts?|taikonauts?|tourist|[Cc]ommander|{class_of((Kind.ROLE,))})\s)?",
}
_AFTER = {
    Kind.MISSION: r"[\"”]?"
    r"(?:\s(?:long[\s-]duration|lunar\slanding|taxi|Soyuz|[Ss]pace\s[Ss]huttle))?"
    r"\s(?:mission|(?:space\s?)?flight|spacecraft|capsule|crew|expedition|satellite|probe)s?",
    Kind.VEHICLE: r"\s(?:carrier\s)?(?:rocket|launch\svehicle|booster|launcher)",
    Kind.MODULE: r"\s(?:service\s)?module",
    Kind.STATION: r"\s(?:space\s)?station",
    Kind.CRAFT: r"\sspacecraft",
}
_JOIN = (
    r"(?:,?\sand\s(?:then\s|later\s|again\s|finally\s)?(?:on\s)?|,?\sas\swell\sas\s"
    rf"|,?\sfollowed\sby\s|,?\sand\s{class_of((Kind.NUMBER,))}\s(?:during|on|in)\s(?:the\s)?|,\s"
    r"|\s?/\s?|\s&\s|\s\()"
)
_TIME = class_of((Kind.TIME,))
# A year in brackets is but a number.
_WHEN = class_of((Kind.TIME, Kind.NUMBER))
# What may be said of one member of a list between it and the next.
_ASIDE = {
    Kind.MISSION: rf"(?:\)|\sto\s(?:the\s)?{class_of((Kind.STATION,))}|\s(?:in|on|from|during)\s"
    rf"{_TIME}(?:\s(?:to|until|till)\s{_TIME})?|\s\({_WHEN}(?:\s?[–-]\s?{_WHEN})?\)"
    rf"|/Spacelab[-\s]\w{{1,3}}|,\swith\s{class_of((Kind.PERSON, Kind.NAME))}(?=,\sand\s)"
    rf"|,\s(?:his|her|their|the)\s(?:(?:[a-z]+|{class_of((Kind.ORDINAL, Kind.NUMBER))})\s){{0,4}}"
    r"(?:(?:space\s?)?flights?|missions?)(?=,\sand\s))",
    Kind.PERSON: r"(?:\s\([^()\n]{1,60}\)|,?\s(?:Jr|Sr)\.?)",
}
_NAMED = re.compile(r"\(\?P<(\w+)>")
_AGAIN = "__"
# People known only by a capitalised name are as good as known ones where a pattern wants one.
_UNKNOWN_TOO = {
    Kind.NAME: (Kind.WORD,),
    Kind.PERSON: (Kind.NAME,),
    Kind.ORG: (Kind.NAME, Kind.WORD),
    Kind.PLACE: (Kind.NAME, Kind.WORD),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A named place of a pattern: which kinds of mention it takes, and whether several."""

    name: str
    kinds: tuple[Kind, ...]
    many: bool


@dataclass(frozen=True)
class Grammar:
    """A pattern text as a regular expression, and its slots by name.

    It is compiled when it is first needed: compiling all of them takes longer than reading an
    article that needs a few. ``needs`` are kinds of mentions of each of which a sentence must have
    one, ``words`` what it must have beside them, ``place`` is where the pattern stands, ``opening``
    what every match begins with if that is known.
    """

    source: str
    slots: dict[str, Slot]
    needs: tuple[frozenset[Kind], ...] = ()
    words: tuple[str, ...] = ()
    place: Place | None = None
    opening: Opening | None = None

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in an encoded text, as ``regex.finditer`` gives them.

        Where it is known what opens them, only there a match is tried.
        """
        if any(words not in text for words in self.words):
            return
        if self.opening is None:
            yield from self.regex.finditer(text)
            return
        end = 0
        for start in _places(text, self.opening):
            match = self.regex.match(text, start) if start >= end else None
            if match is not None:
                end = match.end()
                yield match

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression; raises ``MappingError`` where it is none."""
        try:
            return re.compile(self.source)
        except re.error as error:
            message = f"the pattern is no regular expression: {error}"
            raise MappingError(message, place=self.place) from error

    @property
    def names(self) -> frozenset[str]:
        """The names of its slots and groups."""
        return frozenset(name.partition(_AGAIN)[0] for name in _NAMED.findall(self.source))

    def group(self, match: re.Match[str], name: str) -> str:
        """The first group that holds a slot or named group in a match; empty where none does."""
        return next((group for group in self.groups(name) if match[group]), "")

    def groups(self, name: str) -> Sequence[str]:
        """The groups of a slot or named group: a slot that stands in several places is one slot."""
        return self._groups.get(name, ())

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for group in _NAMED.findall(self.source):
            found.setdefault(group.partition(_AGAIN)[0], []).append(group)
        return found


def read_grammar(text: str, place: Place | None = None) -> Grammar:
    """Read the ``match`` of a pattern.

    Raises ``MappingError`` where a kind is unknown.
    """
    slots: dict[str, Slot] = {}
    pieces: list[str] = []
    position = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[position : token.start()])
        position = token.end()
        if token["gap"]:
            pieces.append(_CLAUSE.format(without="") + _GAP)
        elif token["without"]:
            kinds = class_of(kinds_named(token["without"]))
            pieces.append(_CLAUSE.format(without=kinds.strip("[]")))
            pieces.append(_GAP if token["dots"] else "")
        elif token["any"]:
            pieces.append(class_of(kinds_named(token["any"])))
        elif token["space"]:
            pieces.append(" ")
        else:
            taken = kinds_named(token["kinds"])
            if token["known"]:
                taken = tuple(k for k in taken if k not in (Kind.NAME, Kind.WORD))
            slot = Slot(_group(token["name"], slots), taken, bool(token["many"]))
            slots[slot.name] = slot
            pieces.append(_mention(slot))
    pieces.append(text[position:])
    needed = needs(text)
    wanted = tuple(frozenset(kinds_named(names)) for names in needed.kinds)
    return Grammar("".join(pieces), slots, wanted, needed.words, place, read_opening(text))


def _group(name: str, slots: Container[str]) -> str:
    """The group of a slot: its name, with a number where it stands in several alternatives."""
    group, count = name, 1
    while group in slots:
        count += 1
        group = f"{name}{_AGAIN}{count}"
    return group


@lru_cache(maxsize=64)
def _places(text: str, opening: Opening) -> tuple[int, ...]:
    """Where in an encoded text a match may begin."""
    found = {place for kinds in opening.kinds for place in _mention_places(text, kinds)}
    if opening.characters:
        found |= {match.start() for match in _character(opening.characters).finditer(text)}
    return tuple(sorted(found))


@lru_cache(maxsize=64)
def _mention_places(text: str, kinds: str) -> tuple[int, ...]:
    """Where a mention of some kinds may begin, with the words before it that belong to it."""
    return tuple(match.start() for match in _mention_ahead(kinds_named(kinds)).finditer(text))


@cache
def _character(expressions: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(expressions)))


@cache
def _mention_ahead(kinds: tuple[Kind, ...]) -> re.Pattern[str]:
    return re.compile(f"(?={_before(kinds)}{class_of(kinds)})")


def _before(kinds: tuple[Kind, ...]) -> str:
    first = kinds[0]
    return f"(?:{_BEFORE[first]})?" if first in _BEFORE else ""


def kinds_named(words: str) -> tuple[Kind, ...]:
    """The kinds that ``PERSON|ORG`` names, and ``NAME`` where it is as good as one of them.

    Raises ``MappingError`` for a kind that does not exist, naming the nearest.
    """
    found: list[Kind] = []
    for word in words.split("|"):
        if word not in Kind.__members__:
            near = difflib.get_close_matches(word, list(Kind.__members__), n=1, cutoff=0)
            raise MappingError(f"no kind of mention is called {word!r}: did you mean {near[0]!r}?")
        kind = Kind[word]
        found.append(kind)
        found += _UNKNOWN_TOO.get(kind, ())
    return tuple(dict.fromkeys(found))


def _mention(slot: Slot) -> str:
    first, before = slot.kinds[0], _before(slot.kinds)
    after = f"(?:{_AFTER[first]})?" if first in _AFTER else ""
    one = class_of(slot.kinds)
    aside = f"{_ASIDE[first]}{{0,2}}" if first in _ASIDE else ""
    named = f"{one}(?:{after}{aside}{_JOIN}{before}{one})*" if slot.many else one
    return f"{before}(?P<{slot.name}>{named}){after}"
