"""The names in an infobox value: one, a list by commas, each with its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.documents.model import RenderedText
from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.vocabulary import ClassTerm

_COMMA = re.compile(r"\s*(?:,\s+(?:and\s+)?|;\s*|\n\s*)")
# What follows a comma without beginning another name.
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Inc|Ltd|LLC|Block|S\.?A|PhD)\b\.?", re.I)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, the page it links to (empty for none) and the words of both."""

    text: str
    target: str
    words: RenderedText


def names(words: RenderedText, naming: Naming, cls: ClassTerm) -> Iterator[Name]:
    """The names that some words hold.

    Words that are one known name or one link are one name, commas and all.
    """
    whole = _name(words)
    if whole is None:
        return
    if whole.target or naming.authority.find(cls.segment, whole.text):
        yield whole
        return
    start = 0
    for comma in _COMMA.finditer(words.text):
        if _SUFFIX.match(words.text, comma.end()) or _inside_brackets(words.text, comma.start()):
            continue
        part = _name(words.slice(start, comma.start()))
        if part is not None:
            yield part
        start = comma.end()
    last = _name(words.slice(start, len(words.text)))
    if last is not None:
        yield last


def _inside_brackets(text: str, position: int) -> bool:
    return text.count("(", 0, position) > text.count(")", 0, position)


def _name(words: RenderedText) -> Name | None:
    end = len(words.text.rstrip(" \t\n,;"))
    start = len(words.text) - len(words.text.lstrip(" \t\n,;"))
    if start >= end:
        return None
    words = words.slice(start, end)
    link = next(iter(words.links), None)
    if link is not None and (link.span.start, link.span.end) == (0, len(words.text)):
        return Name(words.text, link.target, words)
    aside = _ASIDE.search(words.text)
    if aside is not None and aside.start() > 0:
        return _name(words.slice(0, aside.start()))
    return Name(words.text, "", words)


def entity_of(name: Name, naming: Naming, cls: ClassTerm) -> Entity:
    """The entity that a name names; raises ``ValueError`` where it has no letter or digit."""
    return naming.linked(cls, name.text, name.target)
