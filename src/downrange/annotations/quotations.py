"""Where a quotation stands in a document: its offsets are computed, never written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from downrange.documents.model import Document, Span
from downrange.facts.model import Evidence
from downrange.prose.sentences import Sentence, sentences

_INFOBOX = "Infobox"


class QuotationError(ValueError):
    """Some words do not stand in the text, or it does not say which of them are meant."""


@dataclass(frozen=True)
class Quotations:
    """Finds words in one document."""

    document: Document

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentences(self.document))

    @cached_property
    def _sources(self) -> tuple[tuple[Span, Sentence], ...]:
        return tuple((source_of(sentence), sentence) for sentence in self.sentences)

    def find(self, quote: str, occurrence: int = 0, start: int | None = None) -> Evidence:
        """The passage with the exact words ``quote``.

        ``occurrence`` counts from 1 where they stand several times, else it is 0. In markup the
        words as a person reads them will do. Where ``start`` is given they must stand there.
        Raises ``QuotationError``.
        """
        if start is not None:
            return self._at(start, quote)
        found = list(_everywhere(self.document.text, quote))
        rendered = ""
        if not found:
            found, rendered = list(self._rendered(quote)), quote
        if not found:
            raise QuotationError(self._not_found(quote))
        if occurrence > len(found):
            raise QuotationError(f"occurrence {occurrence} of words that stand {len(found)} times")
        if not occurrence and len(found) > 1:
            raise QuotationError(
                f"the words stand {len(found)} times: say which occurrence is meant, from 1"
            )
        span = found[max(occurrence, 1) - 1]
        words = span.of(self.document.text)
        return Evidence(span, self.section(span), rendered if rendered != words else "")

    def _at(self, start: int, quote: str) -> Evidence:
        span = Span(start, start + len(quote))
        there = span.of(self.document.text)
        if there != quote:
            raise QuotationError(f"the text has {there!r} at the offset {start}, not {quote!r}")
        return Evidence(span, self.section(span))

    def section(self, span: Span) -> str:
        """The section in which a passage begins; ``Infobox`` outside all prose."""
        for source, sentence in self._sources:
            if source.start <= span.start < source.end:
                return sentence.section
        return _INFOBOX

    def paragraph(self, span: Span) -> str:
        """The paragraph around a passage: where its speaker and the day may be named."""
        text = self.document.text
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        return text[start : end if end != -1 else len(text)]

    def _rendered(self, quote: str) -> Iterator[Span]:
        for section in self.document.sections:
            for span in _everywhere(section.body.text, quote):
                yield section.body.source_span(span.start, span.end)

    def _not_found(self, quote: str) -> str:
        """What is found of the words: as many of the first as stand in the text."""
        known = quote.split()
        while known and " ".join(known) not in " ".join(self.document.text.split()):
            known.pop()
        if len(known) == len(quote.split()):
            return "the text has these words with other white space: quote it exactly"
        if len(known) > 1:
            return f"the words are not in the text, which goes on otherwise after {known[-1]!r}"
        return "the words are not in the text"


def _everywhere(text: str, words: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start != -1:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def source_of(sentence: Sentence) -> Span:
    """Where a sentence stands in the document's text."""
    return sentence.words.source_span(0, len(sentence.text))
