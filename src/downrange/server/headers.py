"""The headers that answers share: what browsers may do with them, and who may read them."""

from __future__ import annotations

from downrange.publication.negotiation import POLICY

Headers = tuple[tuple[bytes, bytes], ...]
"""Names in lower case, and values, as ASGI has them."""

METHODS = b"GET, HEAD, OPTIONS"

SAFETY: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Accept-Ranges, Allow, Content-Length, Content-Location, Content-Range, ETag, "
        b"Last-Modified, Link, Location, Repr-Digest, Vary",
    ),
    (b"content-security-policy", POLICY.encode()),
)
"""On every answer. Anyone may read it from a script: all of it is public."""

PREFLIGHT: Headers = (
    (b"access-control-allow-methods", METHODS),
    (
        b"access-control-allow-headers",
        b"Accept, Accept-Language, Content-Type, If-Match, If-Modified-Since, If-None-Match, "
        b"If-Range, If-Unmodified-Since, Range",
    ),
    (b"access-control-max-age", b"86400"),
)
"""What a browser is told that asks before it asks. https://fetch.spec.whatwg.org/#http-cors-protocol"""

VARY_ALL = (b"vary", b"Accept, Accept-Encoding")
VARY_CODING = (b"vary", b"Accept-Encoding")

ASK_AGAIN = (b"cache-control", b"public, no-cache")
"""May be kept, and is asked about each time, which an entity tag answers in a few bytes."""

FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
"""For files whose name changes with their content."""
