"""Sentences of a document's prose, each with its map back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.documents.model import Document, RenderedText

_LEAD = "Lead"

# A full stop, or its like, that may end a sentence: with white space after it, or with the
# space lost between a closing bracket or a word and the next capital ("(ISS).The mission").
_END = re.compile(
    r"(?P<stop>(?<![.!?])[.!?]{1,8}[\"”’)\]]{0,4})(?=\s+[\"“‘(\[]?[A-ZА-ЯЁ0-9])"
    r"|(?P<lost>(?<=[)\]a-z][.])(?=[A-Z][a-z]{1,15}\s))"
    r"|(?P<line>\n+)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Lt|Col|Gen|Maj|Capt|Cmdr|Sgt|Prof|Jr|Sr|Inc|Ltd|Co|Corp|No|Nos|"
    r"vs|approx|ca|e\.g|i\.e|etc|al|Fig|Vol|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft)"
    r"|\b[A-Z](?:\.[A-Z])*|\b[ap]\.m)\.$"
)
# "Jr.", "U.S." and "Atlas V." may also end a sentence: they do before a word that begins one.
_MAY_END = re.compile(r"(?:Jr|Sr|Inc|Ltd|Corp|etc|[ap]\.m|U\.S|U\.K|D\.C|\s[A-Z])\.$")
_BEGINS = re.compile(
    r"\s+(?:The|This|It|He|She|They|His|Her|In|On|At|After|Before|During|A|An|Following)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``section`` is its section's title, ``Lead`` for the lead.

    ``path`` is the chain of section titles down to it, ``paragraph`` and ``index`` count from
    0 in the document.
    """

    words: RenderedText
    section: str
    path: tuple[str, ...]
    paragraph: int
    index: int

    @property
    def text(self) -> str:
        return self.words.text


def sentences(document: Document) -> Iterator[Sentence]:
    """Every sentence of a document's sections, in text order."""
    paragraph = index = 0
    for section in document.sections:
        for start, end in split(section.body.text):
            yield Sentence(
                section.body.slice(start, end),
                section.title or _LEAD,
                section.path,
                paragraph,
                index,
            )
            index += 1
            paragraph += "\n" in section.body.text[end : end + 2]
        paragraph += 1


def split(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand, without the white space around them."""
    start = 0
    for end in _END.finditer(text):
        if end["line"] is None and _within_sentence(text, end.end()):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _within_sentence(text: str, position: int) -> bool:
    """Whether the stop that ends at ``position`` only ends an abbreviation."""
    before = text[max(0, position - 12) : position]
    if _ABBREVIATION.search(before) is None:
        return False
    return not (_MAY_END.search(before) and _BEGINS.match(text, position))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
