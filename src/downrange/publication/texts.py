"""The documents' texts: a passage in the sentence it stands in, with its own words marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from downrange.documents.model import Document, DocumentFormat
from downrange.identity import DocumentName, Minter
from downrange.prose.sentences import split

_BULLET = "- "
_MOST_CONTEXT = 400
"""Characters of a sentence that are shown on either side of the words quoted from it."""


@dataclass(frozen=True)
class Text:
    """One document's text and where its sentences stand."""

    document: Document

    @cached_property
    def _sentences(self) -> tuple[list[int], list[int]]:
        spans = list(split(self.document.text))
        return [start for start, _ in spans], [end for _, end in spans]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The rest of the sentence, or sentences, that ``[start, end)`` stands in.

        Empty for wikitext, whose mark-up would be in the way.
        """
        if self.document.format is not DocumentFormat.ARTICLE_TEXT:
            return "", ""
        starts, ends = self._sentences
        first = bisect_right(starts, start) - 1
        last = bisect_left(ends, end)
        opening = starts[first] if first >= 0 and ends[first] > start else start
        closing = ends[last] if last < len(ends) and starts[last] < end else end
        text = self.document.text
        before, after = text[opening:start], text[end : max(end, closing)]
        before = "" if before == _BULLET else before
        return _end_of(before), _beginning_of(after)


def _end_of(text: str) -> str:
    if len(text) <= _MOST_CONTEXT:
        return text
    return f"… {text[-_MOST_CONTEXT:].partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    if len(text) <= _MOST_CONTEXT:
        return text
    return f"{text[:_MOST_CONTEXT].rpartition(' ')[0]} …"


def texts_by_iri(
    documents: Iterable[Document], base: str, hashes: dict[str, str]
) -> dict[str, Text]:
    """The texts by the IRI of their document.

    ``hashes`` are the SHA-256 of the texts that the dataset was built from; a text that has
    changed since is left out, for the offsets of its passages no longer fit.
    """
    minter = Minter(base)
    found = {}
    for document in documents:
        name = DocumentName(document.source.site, document.source.slug)
        node = minter.document(name).value
        if hashes.get(node) == document.text_sha256:
            found[node] = Text(document)
    return found
