"""The reader of MediaWiki wikitext (https://www.mediawiki.org/wiki/Specs/wikitext/1.0.0).

``regions`` takes out comments and references, ``nesting`` neutralises what does not nest,
``structure`` parses the rest; ``inline`` renders it, with ``templates`` for those that carry
values; ``infoboxes`` and ``sections`` give what a document is made of.
"""

from __future__ import annotations

from downrange.documents.content import Content
from downrange.documents.model import Span
from downrange.documents.wikitext.citations import References
from downrange.documents.wikitext.infoboxes import InfoboxReader
from downrange.documents.wikitext.inline import Inline
from downrange.documents.wikitext.sections import read_sections
from downrange.documents.wikitext.structure import Structure, analyse


def parse_wikitext(text: str) -> Content:
    """The infoboxes and sections of a wikitext, whatever state it is in. Never raises.

    The title is empty: a page's wikitext does not hold it.
    """
    structure = analyse(text)
    inline = Inline(structure, References(structure, _plain))
    reader = InfoboxReader(structure, inline)
    infoboxes = tuple(reader.read())
    sections = tuple(read_sections(structure, inline))
    findings = (*structure.findings, *reader.findings, *inline.findings)
    return Content("", infoboxes, sections, findings)


def _plain(structure: Structure, span: Span) -> str:
    """What a span reads as, on one line."""
    prose = Inline(structure, References(structure, _plain)).prose(span)
    return " ".join(prose.text.split())
