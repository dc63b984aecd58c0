"""One representation, held ready: its bytes, compressed, with all its headers in either coding."""

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
_OVERHEAD = 2048
"""Bytes that headers and objects take beside the content, roughly."""

Message = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Coded:
    """The entity tag in one content coding, and the heads of answers as ASGI has them."""

    etag: bytes
    start: Message
    unchanged: Message


@dataclass(frozen=True, slots=True)
class Representation:
    """``packed`` is compressed; ``zipped`` is ``None`` where that saves nothing, and it is not."""

    packed: bytes
    plain: Coded
    zipped: Coded | None
    modified: datetime | None

    @property
    def size(self) -> int:
        """The bytes of memory that it takes, roughly."""
        return len(self.packed) + _OVERHEAD

    def unpacked(self) -> bytes:
        """The content in no coding."""
        return self.packed if self.zipped is None else gzip.decompress(self.packed)


def represent(
    content: bytes, media_type: str, headers: Headers, modified: datetime | None
) -> Representation:
    """Compress, tag and describe some content. The tag of each coding is its own."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    shared: Headers = ((b"content-type", media_type.encode()), *headers, *SAFETY)
    if modified is not None:
        shared = (*shared, (b"last-modified", http_date(modified)))
    plain = _coded(len(content), f'"{digest}"', shared)
    if len(content) >= _SMALLEST_COMPRESSED:
        packed = gzip.compress(content, _LEVEL, mtime=0)
        if len(packed) < len(content):
            coding: Headers = ((b"content-encoding", b"gzip"),)
            zipped = _coded(len(packed), f'"{digest}-gzip"', (*coding, *shared))
            return Representation(packed, plain, zipped, modified)
    return Representation(content, plain, None, modified)


def _coded(length: int, tag: str, headers: Headers) -> Coded:
    etag = tag.encode()
    kept: Headers = ((b"etag", etag), *headers)
    full: Headers = ((b"content-length", str(length).encode()), *kept)
    # 304 tells what a cache may need to update what it holds, and nothing of the content.
    unchanged = [pair for pair in kept if not pair[0].startswith(b"content-")]
    return Coded(
        etag,
        {"type": "http.response.start", "status": 200, "headers": full},
        {"type": "http.response.start", "status": 304, "headers": unchanged},
    )
