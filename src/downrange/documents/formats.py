"""Which format a source is in, told from its name and its first words."""

from __future__ import annotations

import re

from downrange.documents.model import DocumentFormat

_BY_EXTENSION = {
    ".wiki": DocumentFormat.WIKITEXT,
    ".wikitext": DocumentFormat.WIKITEXT,
    ".mediawiki": DocumentFormat.WIKITEXT,
}
CORPUS_EXTENSIONS = (".jsonl", ".ndjson")
COMPRESSED_EXTENSIONS = (".gz", ".bz2")

_JSON_OBJECT = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"')
_WIKITEXT = re.compile(
    r"\{\{|'''|\[\[[^\[\]\n]+\]\]|</?ref[\s>/]|^\{\||^#REDIRECT", re.MULTILINE | re.IGNORECASE
)


def starts_json_lines(head: bytes) -> bool:
    """Whether the first bytes of a source begin a JSON object, as a corpus does."""
    return _JSON_OBJECT.match(head) is not None


def text_format(text: str, extension: str) -> DocumentFormat:
    """Wikitext or article text: by extension, else wikitext where its mark-up is met."""
    known = _BY_EXTENSION.get(extension.lower())
    if known is not None:
        return known
    return DocumentFormat.WIKITEXT if _WIKITEXT.search(text) else DocumentFormat.ARTICLE_TEXT
