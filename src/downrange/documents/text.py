"""From bytes to text: the one rule by which every source is decoded, and its digest.

The text is the source decoded as UTF-8 without its byte order mark, CRLF and CR as LF,
otherwise untouched: no Unicode normalisation, since offsets count its code points.
"""

from __future__ import annotations

from hashlib import sha256

from downrange.documents.limits import MAX_DOCUMENT_BYTES, too_large
from downrange.errors import DocumentError, Place

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(raw: bytes, location: str) -> str:
    """The text of a source's bytes; ``location`` names the source in messages.

    Raises ``DocumentError`` where the bytes are too many, empty, binary or not UTF-8.
    """
    if len(raw) > MAX_DOCUMENT_BYTES:
        raise too_large(Place(location))
    body = raw.removeprefix(BYTE_ORDER_MARK)
    nul = body.find(b"\0")
    if nul >= 0:
        raise DocumentError(
            f"binary data, not text: a NUL at byte {nul + len(raw) - len(body)}.",
            place=_place(body, nul, location),
            advice="Give the article's text or wikitext, in UTF-8.",
        )
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"not UTF-8: byte 0x{body[error.start]:02X} at byte "
            f"{error.start + len(raw) - len(body)} ({error.reason}).",
            place=_place(body, error.start, location),
            advice="Convert the file to UTF-8, for example with iconv.",
        ) from None
    if not text.strip():
        raise DocumentError(
            "the document is empty.", place=Place(location), advice="Give a document with text."
        )
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    """The text with CRLF and CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in lower-case hexadecimal."""
    return sha256(data).hexdigest()


def _place(body: bytes, at: int, location: str) -> Place:
    """Line and column of a byte; columns count code points, so far as they can be decoded."""
    before = body[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    return Place(location, before.count(b"\n") + 1, len(line) + 1)
