"""A document's page: its text cut where passages begin and end, and what each passage says.

Passages nest and cross, which elements cannot; so the text is cut into segments at every
boundary, and each segment knows all passages that cover it. A segment leads to the shortest
of them, whose note leads to the others: every passage can be reached, with or without script.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from downrange.documents.model import DocumentFormat
from downrange.publication.claims import END, START, Claim, Quote
from downrange.publication.groups import Group, group_of
from downrange.publication.index import iri
from downrange.publication.names import Reference
from downrange.publication.reading import Reading

_HEADING = re.compile(r"(=+)([ \t]*)(.*?)([ \t]*)(=+)[ \t]*$")
_FIELD = re.compile(r"- [^:\n]{1,80}:.*")
_SURE = ("", "planned", "probable", "suspected", "possible", "denied")

KINDS = {
    "event": ("What happened", "◆"),
    "figure": ("A figure or a date", "#"),
    "who": ("A person or an organisation", "●"),
    "place": ("A place or an orbit", "⌂"),
    "thing": ("A mission, a craft or its cargo", "▲"),
    "plain": ("Anything else", "·"),
}
"""The kinds that passages are coloured by: what they are called, and a sign for each."""

_KIND_OF_GROUP = {
    **dict.fromkeys((Group.EVENTS, Group.PLANNED, Group.POSSIBLE, Group.CAUSES), "event"),
    **dict.fromkeys((Group.TIMES, Group.FIGURES), "figure"),
    **dict.fromkeys((Group.PEOPLE, Group.ORGANISATIONS), "who"),
    **dict.fromkeys((Group.PLACES, Group.ORBIT), "place"),
    **dict.fromkeys((Group.CRAFT, Group.CARGO, Group.MISSIONS), "thing"),
    Group.GENERAL: "plain",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What one passage says. ``also`` are the other passages that share words with it.

    ``first_here`` are the statements of which the page tells in no note before.
    """

    name: str
    quote: Quote
    kind: str
    modality: str
    claims: tuple[Claim, ...]
    also: tuple[tuple[str, str], ...]
    first_here: frozenset[str] = frozenset()

    @property
    def sign(self) -> str:
        return KINDS[self.kind][1]

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind][0]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text between two boundaries.

    ``notes`` are the passages that cover it, the shortest first, and ``begins`` those that
    begin with it. ``offset`` counts code points from the beginning of the document.
    """

    text: str
    offset: int
    notes: tuple[Note, ...]
    begins: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the source: a heading (``level`` 2 to 6), a field, a paragraph or mere source.

    ``segments`` hold every character of it; for a heading ``marks`` are those that only mark
    it as one.
    """

    kind: str
    level: int
    offset: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that a document's page shows."""

    reference: Reference
    source: str
    licence: str
    rights: str
    publisher: str
    topic: Reference | None
    is_source: bool
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    kinds: tuple[tuple[str, str, str, int], ...]
    modalities: tuple[tuple[str, int], ...]
    sha256: str
    language: str


def document_page(reading: Reading, node: str) -> DocumentPage:
    """The page of a document; without blocks where its text is not at hand."""
    index = reading.index
    notes = _notes(reading, node)
    text = reading.texts.get(node)
    wikitext = text is not None and text.document.format is DocumentFormat.WIKITEXT
    cut = (
        tuple(blocks(text.document.text, notes, _source if wikitext else _kind_of)) if text else ()
    )
    topic = index.node(node, iri("foaf:primaryTopic"))
    kinds = [note.kind for note in notes]
    sure = [note.modality for note in notes]
    return DocumentPage(
        reading.names.reference(node),
        index.node(node, iri("dcterms:source")),
        index.node(node, iri("dcterms:license")),
        index.text(node, iri("dcterms:rightsHolder")),
        index.text(node, iri("dcterms:publisher")),
        reading.names.reference(topic) if topic else None,
        wikitext,
        cut,
        notes,
        tuple((k, w, sign, kinds.count(k)) for k, (w, sign) in KINDS.items() if k in kinds),
        tuple((m, sure.count(m)) for m in _SURE if m in sure),
        index.text(node, iri("sf:textSha256")),
        index.text(node, iri("dcterms:language")) or "en",
    )


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold words, with their offsets; headings are left out."""
    offset = 0
    for line in text.split("\n"):
        kind, _, lead, tail = _kind_of(line)
        if line.strip() and kind != "heading":
            yield offset + lead, line[lead : len(line) - tail]
        offset += len(line) + 1


def _notes(reading: Reading, node: str) -> tuple[Note, ...]:
    """The passages of a document in text order, longer ones before those within them."""
    index = reading.index
    passages = sorted(
        (index.number(p, START), -index.number(p, END), p)
        for p in index.passages_in.get(node, ())
        if index.statements_from.get(p)
    )
    notes, told = [], set[str]()
    for _, _, passage in passages:
        note = _note(reading, passage, passages)
        statements = {claim.statement for claim in note.claims}
        notes.append(replace(note, first_here=frozenset(statements - told)))
        told |= statements
    return tuple(notes)


def _note(reading: Reading, passage: str, passages: Sequence[tuple[int, int, str]]) -> Note:
    claims = tuple(reading.claims.from_passage(passage))
    written = next((claim.as_written for claim in claims if claim.as_written), "")
    quote = reading.claims.quote(passage, written if len(claims) == 1 else "")
    also = tuple(
        (other.rpartition("/")[2], reading.claims.words(other))
        for start, minus_end, other in passages
        if other != passage and start < quote.end and -minus_end > quote.start
    )
    kinds = [group_of(reading.names, claim.predicate, claim.value) for claim in claims]
    standings = [reading.names.standing(claim.subject) or claim.modality for claim in claims]
    return Note(
        passage.rpartition("/")[2],
        quote,
        _KIND_OF_GROUP[min(kinds, key=_TELLING.index)],
        max(standings, key=_SURE.index),
        claims,
        also,
    )


_TELLING = tuple(sorted(Group, key=lambda group: tuple(KINDS).index(_KIND_OF_GROUP[group])))


Line = tuple[str, int, int, int]
"""What a line is, its level, and how many characters before and after only mark it so."""


def blocks(
    text: str, notes: Sequence[Note], kind_of: Callable[[str], Line] | None = None
) -> Iterator[Block]:
    """The lines of a text, cut wherever a passage begins or ends; empty lines are left out.

    ``kind_of`` says what a line is; by default it is read as that of an article.
    """
    read = kind_of or _kind_of
    boundaries = sorted({offset for n in notes for offset in (n.quote.start, n.quote.end)})
    waiting = deque(sorted(notes, key=lambda n: n.quote.start))
    live: list[Note] = []
    offset = 0
    for line in text.split("\n"):
        kind, level, lead, tail = read(line)
        start, end = offset + lead, offset + len(line) - tail
        inner = boundaries[bisect_right(boundaries, start) : bisect_left(boundaries, end)]
        segments = []
        for low, high in zip([start, *inner], [*inner, end], strict=True):
            begins = []
            while waiting and waiting[0].quote.start <= low:
                begins.append(waiting.popleft())
            live = [n for n in (*live, *begins) if n.quote.end > low]
            if low < high:
                covering = sorted(live, key=lambda n: (n.quote.end - n.quote.start, n.name))
                segments.append(Segment(text[low:high], low, tuple(covering), tuple(begins)))
        if segments:
            yield Block(kind, level, start, tuple(segments))
        offset += len(line) + 1


def _source(_line: str) -> Line:
    return "source", 0, 0, 0


def _kind_of(line: str) -> Line:
    found = _HEADING.match(line)
    if found and len(found[1]) == len(found[5]) and found[3]:
        lead, tail = len(found[1]) + len(found[2]), len(line) - found.end(3)
        return "heading", min(len(found[1]) + 1, 6), lead, tail
    return ("field", 0, 2, 0) if _FIELD.match(line) else ("paragraph", 0, 0, 0)
