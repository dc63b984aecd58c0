"""One representation, held ready: its bytes, plain and compressed, with all its headers."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from downrange.server.conditions import http_date
from downrange.server.headers import SAFETY, Headers

_SMALLEST_COMPRESSED = 512
_LEVEL = 6
_OVERHEAD = 4096
"""Bytes that headers and objects take beside the content, roughly."""

Message = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Coded:
    """The bytes in one content coding, and the messages of ASGI that send them.

    ``start`` and ``body`` answer a GET; ``start`` alone, with an empty body, a HEAD.
    """

    content: bytes
    etag: bytes
    start: Message
    body: Message
    unchanged: Message


@dataclass(frozen=True, slots=True)
class Representation:
    """``plain`` in no coding, ``zipped`` with gzip (the same where that saves nothing)."""

    plain: Coded
    zipped: Coded
    modified: datetime | None

    @property
    def size(self) -> int:
        """The bytes of memory that it takes, roughly."""
        zipped = 0 if self.zipped is self.plain else len(self.zipped.content)
        return len(self.plain.content) + zipped + _OVERHEAD


def represent(
    content: bytes, media_type: str, headers: Headers, modified: datetime | None
) -> Representation:
    """Compress, tag and describe some content. The tag of each coding is its own."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    shared: Headers = ((b"content-type", media_type.encode()), *headers, *SAFETY)
    if modified is not None:
        shared = (*shared, (b"last-modified", http_date(modified)))
    plain = _coded(content, f'"{digest}"', shared)
    zipped = plain
    if len(content) >= _SMALLEST_COMPRESSED:
        packed = gzip.compress(content, _LEVEL, mtime=0)
        if len(packed) < len(content):
            coding: Headers = ((b"content-encoding", b"gzip"),)
            zipped = _coded(packed, f'"{digest}-gzip"', (*coding, *shared))
    return Representation(plain, zipped, modified)


def _coded(content: bytes, tag: str, headers: Headers) -> Coded:
    etag = tag.encode()
    kept: Headers = ((b"etag", etag), *headers)
    full: Headers = ((b"content-length", str(len(content)).encode()), *kept)
    # 304 tells what a cache may need to update what it holds, and nothing of the content.
    unchanged = [pair for pair in kept if not pair[0].startswith(b"content-")]
    return Coded(
        content,
        etag,
        {"type": "http.response.start", "status": 200, "headers": full},
        {"type": "http.response.body", "body": content},
        {"type": "http.response.start", "status": 304, "headers": unchanged},
    )
