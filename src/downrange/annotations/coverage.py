"""How much of a document's prose facts cover: which sentences, and which of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from downrange.annotations.quotations import source_of
from downrange.documents.model import Document, Span
from downrange.facts.model import Fact
from downrange.prose.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence that are all covered, or all not."""

    words: str
    covered: bool


@dataclass(frozen=True, slots=True)
class CoveredSentence:
    """A sentence, how many facts quote it, and its words in stretches."""

    sentence: Sentence
    facts: int
    stretches: tuple[Stretch, ...]


def coverage(document: Document, facts: Iterable[Fact]) -> tuple[CoveredSentence, ...]:
    """Each sentence of a document with what facts cover of it, in the order of the text."""
    spans = sorted(fact.evidence.span for fact in facts)
    return tuple(_covered(sentence, spans) for sentence in sentences(document))


def _covered(sentence: Sentence, spans: list[Span]) -> CoveredSentence:
    whole = source_of(sentence)
    before_its_end = spans[: bisect_left(spans, Span(whole.end, whole.end))]
    inside = [span for span in before_its_end if span.end > whole.start]
    return CoveredSentence(sentence, len(inside), tuple(_stretches(sentence, inside)))


def _stretches(sentence: Sentence, spans: list[Span]) -> Iterator[Stretch]:
    def is_covered(position: int) -> bool:
        source = sentence.words.source_span(position, position + 1)
        return any(span.start <= source.start < span.end for span in spans)

    for covered, places in groupby(range(len(sentence.text)), is_covered):
        words = "".join(sentence.text[place] for place in places)
        # A stop or a space between two quotations is nothing that a fact could say.
        yield Stretch(words, covered or not any(c.isalnum() for c in words))
