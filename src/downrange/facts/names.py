"""The names in an infobox value: one, a list by commas, each with its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from downrange.documents.model import RenderedText, Span
from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.vocabulary import ClassTerm

_COMMA = re.compile(r"(?:,\s+(?:and\s+)?|;|\n)")
_SEPARATOR = re.compile(r"\s?(?:,?\s?and|/|&|·|•|\+)\s?")
# What follows a comma without beginning another name.
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Inc|Ltd|LLC|Block|S\.?A|PhD)\b\.?", re.I)
_ASIDE = re.compile(r"\([^()]*\)\s*$")


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
    for start, end in _parts(words):
        part = _name(words.slice(start, end))
        if part is not None:
            yield part


def _parts(words: RenderedText) -> Iterator[tuple[int, int]]:
    """What commas outside brackets separate, and whatever stands between one link and the next.

    A suffix (``Jr.``) stays with its name.
    """
    start = 0
    for before, after in sorted({*_commas(words.text), *_between_links(words)}):
        if before >= start:
            yield start, before
            start = after
    yield start, len(words.text)


def _commas(text: str) -> Iterator[tuple[int, int]]:
    depth = seen = 0
    for comma in _COMMA.finditer(text):
        depth += text.count("(", seen, comma.start()) - text.count(")", seen, comma.start())
        seen = comma.start()
        if depth <= 0 and not _SUFFIX.match(text, comma.end()):
            yield comma.span()


def _between_links(words: RenderedText) -> Iterator[tuple[int, int]]:
    for one, other in pairwise(words.links):
        gap = (one.span.end, other.span.start)
        if _SEPARATOR.fullmatch(words.text, *gap):
            yield gap


def _name(words: RenderedText) -> Name | None:
    """The one name that some words are, without a remark in brackets behind it."""
    start, end = _trimmed(words.text, 0, len(words.text))
    aside = _ASIDE.search(words.text, start, end)
    while aside is not None and not _links_all(words, start, end):
        outer = end
        start, end = _trimmed(words.text, start, aside.start())
        if start >= end:
            end = outer
            break
        aside = _ASIDE.search(words.text, start, end)
    if start >= end:
        return None
    target = words.links[0].target if _links_all(words, start, end) else ""
    named = words.slice(start, end)
    return Name(named.text, target, named)


def _links_all(words: RenderedText, start: int, end: int) -> bool:
    return bool(words.links) and words.links[0].span == Span(start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def entity_of(name: Name, naming: Naming, cls: ClassTerm) -> Entity:
    """The entity that a name names; raises ``ValueError`` where it has no letter or digit."""
    return naming.linked(cls, name.text, name.target)
