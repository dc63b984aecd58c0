"""One document from its bytes, its text and what is known beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from downrange.documents.article_text import parse_article_text
from downrange.documents.content import Content
from downrange.documents.formats import text_format
from downrange.documents.metadata import Metadata, site_of
from downrange.documents.model import Document, DocumentFormat, Source
from downrange.documents.text import digest
from downrange.identity import slugify

LOCAL_SITE = "local"
"""The site of documents of which no URL is known."""


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document's bytes and text, and the names it was found under.

    ``stem`` is its file's name without extension or its row's identifier, ``""`` where it has
    neither; ``extension`` has its dot; ``location`` is for messages.
    """

    raw: bytes
    text: str
    location: str
    stem: str = ""
    extension: str = ""


def assemble(stored: StoredText, metadata: Metadata) -> Document:
    """Read a text in whichever format it is in. Raises nothing: faults become findings.

    The title is the metadata's, else the text's own; wikitext has none, so that of a file is
    its name with spaces for underscores, as MediaWiki names pages. The slug is the metadata's,
    else made of the title, the file's name or the digest of the bytes.
    """
    format_ = text_format(stored.text, stored.extension)
    content = _parse(stored.text, format_)
    title = metadata.title or content.title
    if not title and format_ is DocumentFormat.WIKITEXT and stored.extension:
        title = stored.stem.replace("_", " ").strip()
    raw_sha256 = digest(stored.raw)
    names = (metadata.slug, title, stored.stem, raw_sha256[:16])
    source = Source(
        site=site_of(metadata.url) or LOCAL_SITE,
        slug=next(filter(None, map(slugify, names))),
        location=stored.location,
        title=metadata.title,
        url=metadata.url,
        licence=metadata.licence,
        attribution=metadata.attribution,
        publisher=metadata.publisher,
        retrieved=metadata.retrieved,
        language=metadata.language,
    )
    return Document(
        format_,
        source,
        title,
        stored.text,
        raw_sha256,
        digest(stored.text.encode("utf-8")),
        content.infoboxes,
        content.sections,
        tuple(replace(finding, document=stored.location) for finding in content.findings),
    )


def _parse(text: str, format_: DocumentFormat) -> Content:
    if format_ is DocumentFormat.WIKITEXT:
        # Imported here because its parser costs more than reading an article text does.
        from downrange.documents.wikitext import parse_wikitext  # noqa: PLC0415

        return parse_wikitext(text)
    return parse_article_text(text)
