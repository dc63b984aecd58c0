"""The reader of MediaWiki wikitext; for now its words as they stand."""

from __future__ import annotations

from downrange.documents.article_text import parse_article_text
from downrange.documents.content import Content


def parse_wikitext(text: str) -> Content:
    """The content of a wikitext document."""
    return parse_article_text(text)
