"""Passages: the exact words of a document that say something, and the proof that they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from downrange.documents.model import Citation, Document
from downrange.errors import DocumentError, Place
from downrange.facts.model import Evidence
from downrange.graph import terms as t
from downrange.identity import DocumentName, Minter, content_hash
from downrange.values.literals import integer_literal


@dataclass(frozen=True, slots=True)
class Quotation:
    """Mints and describes the passages of one document."""

    document: Document
    name: DocumentName
    minter: Minter

    def iri(self, evidence: Evidence) -> NamedNode:
        words = evidence.span.of(self.document.text)
        return self.minter.passage(self.name, words, self._occurrence(words, evidence.span.start))

    def _occurrence(self, words: str, start: int) -> int:
        """How many times the same words stand before, overlapping ones included."""
        text, count = self.document.text, 0
        found = text.find(words, 0, start + len(words) - 1)
        while found != -1:
            count += 1
            found = text.find(words, found + 1, start + len(words) - 1)
        return count

    def triples(self, evidence: Evidence) -> Iterator[Triple]:
        """What the graph says of a passage: where it stands and its exact words.

        Raises ``DocumentError`` where the evidence lies outside the text.
        """
        start, end = evidence.span.start, evidence.span.end
        if not 0 <= start < end <= len(self.document.text):
            raise DocumentError(
                f"a passage at [{start}, {end}) lies outside the text of "
                f"{len(self.document.text)} characters.",
                place=Place(self.document.source.location),
            )
        iri, source = self.iri(evidence), self.minter.document(self.name)
        yield Triple(iri, t.TYPE, t.PASSAGE)
        yield Triple(iri, t.QUOTED_FROM, source)
        yield Triple(iri, t.HAS_SOURCE, source)
        yield Triple(iri, t.START, integer_literal(start))
        yield Triple(iri, t.END, integer_literal(end))
        yield Triple(iri, t.EXACT, Literal(evidence.span.of(self.document.text)))
        yield Triple(iri, t.SECTION, Literal(evidence.section))
        if evidence.rendered:
            yield Triple(iri, t.RENDERED_QUOTATION, Literal(evidence.rendered))

    def citation(self, citation: Citation) -> tuple[NamedNode, list[Triple]]:
        """The node of a cited work and what the document says of it."""
        said = {
            t.TITLE: citation.title,
            t.PUBLISHER: citation.publisher,
            t.DATE: citation.date,
            t.ACCESSED: citation.accessed,
            t.URL: citation.url,
        }
        iri = NamedNode(f"{self.minter.base}citation/{content_hash(said.values())}")
        triples = [Triple(iri, t.TYPE, t.CITATION_CLASS)]
        triples += [Triple(iri, p, Literal(words)) for p, words in said.items() if words]
        return iri, triples
