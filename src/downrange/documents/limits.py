"""How much is read: the sizes above which a document or a value is refused, and in what words."""

from __future__ import annotations

from downrange.documents.model import Span
from downrange.errors import DocumentError, Place
from downrange.findings import Finding, Severity

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
"""The largest document that is read, in bytes; MediaWiki itself stops at 2 MiB a page."""

MAX_VALUE_CHARACTERS = 64 * 1024
"""The longest infobox value that is read, in code points of the source."""

_QUOTED = 80


def too_large(place: Place) -> DocumentError:
    """The error for a document of more than ``MAX_DOCUMENT_BYTES``."""
    return DocumentError(
        f"the document has more than the {MAX_DOCUMENT_BYTES:,} bytes that are read of one.",
        place=place,
        advice="Split it, or give a corpus as JSON Lines, one document a line.",
    )


def oversized_value(name: str, value: Span, text: str) -> Finding:
    """The finding for an infobox value of more than ``MAX_VALUE_CHARACTERS``."""
    return Finding(
        Severity.WARNING,
        "oversized-value",
        f"The value of “{name}” has {value.end - value.start:,} characters, more than the "
        f"{MAX_VALUE_CHARACTERS:,} that are read; it was left out.",
        advice="Shorten the value in the source, or check whether its template is closed.",
        quote=text[value.start : value.start + _QUOTED],
        start=value.start,
        end=value.start + _QUOTED,
    )
