"""Names things: every IRI that Downrange mints, from content alone.

DESIGN section 3 fixes the forms. A base IRI ends in ``/``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from downrange.vocabulary import ClassTerm

# They choose a glyph and name nothing; those of plane 14 may not stand in an IRI (RFC 3987).
_VARIATION_SELECTORS = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """The slug of a name: NFKC, casefold, all but letters, marks and digits to ``-``.

    Letters of any script stay, so the slug may be an IRI segment but no URI segment; it is
    empty where the text has no letter and no digit.

    >>> slugify("Progress MS-04")
    'progress-ms-04'
    """
    plain = _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFKC", text))
    folded = unicodedata.normalize("NFKC", plain.casefold())
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return "-".join(kept.split())


def content_hash(parts: Iterable[str]) -> str:
    """A hash of some strings in order: 16 hexadecimal digits (64 bits) of their SHA-256.

    The parts are joined by U+001F, which no RDF term of ours contains.
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def web_address(words: str) -> NamedNode | None:
    """The IRI of a page, ``None`` where some words are no absolute http or https address."""
    if not words.startswith(("https://", "http://")):
        return None
    try:
        return NamedNode(words)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What names a document: its site and its slug."""

    site: str
    slug: str

    @property
    def path(self) -> str:
        return f"{quote(self.site, safe='.:-_~')}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints IRIs under one base."""

    base: str

    def entity(self, cls: ClassTerm, slug: str) -> NamedNode:
        """``{base}id/{class}/{slug}``."""
        return NamedNode(f"{self.base}id/{cls.segment}/{slug}")

    def document(self, name: DocumentName) -> NamedNode:
        return NamedNode(f"{self.base}document/{name.path}")

    def document_graph(self, name: DocumentName) -> NamedNode:
        return NamedNode(f"{self.base}graph/document/{name.path}")

    def graph(self, name: str) -> NamedNode:
        """One of the dataset's own graphs: ``facts``, ``conflicts``, ``authority``, ``links``."""
        return NamedNode(f"{self.base}graph/{name}")

    def passage(self, name: DocumentName, words: str, occurrence: int) -> NamedNode:
        """A passage, by its exact words and which occurrence of them in the text it is."""
        return NamedNode(f"{self.base}passage/{name.path}/{content_hash((words, str(occurrence)))}")

    def statement(self, name: DocumentName, parts: Iterable[str]) -> NamedNode:
        return NamedNode(f"{self.base}statement/{name.path}/{content_hash(parts)}")

    def conflict(self, members: Iterable[NamedNode]) -> NamedNode:
        ordered = sorted(member.value for member in members)
        return NamedNode(f"{self.base}conflict/{content_hash(ordered)}")

    def rule(self, path: str) -> NamedNode:
        """A mapping row, pattern or annotation: ``mapping/infobox-spaceflight#launch_mass``."""
        return NamedNode(f"{self.base}{path}")
