"""What queries have in common that differ in a number, a text or a comment alone.

Those who ask too much tend to ask it again and again with another value, and cost little more
than they did before. So slow queries are remembered by their shape.
"""

from __future__ import annotations

import hashlib
import re

from downrange.endpoint.requests import Asked

_LONGEST = 16_384
"""Longer queries are remembered by their whole text; they are rarely asked twice."""

_VARYING = re.compile(
    r"""
      (?P<kept> <[^<>"{}|^`\\\s]*> )
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | \#[^\n]*
    | \s+
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"[0-9]+")


def shape_of(asked: Asked) -> bytes:
    """A short name of the shape of a query; different for different patterns."""
    if len(asked.text) > _LONGEST:
        return asked.digest()
    plain = _VARYING.sub(lambda found: found["kept"] or " ", asked.text)
    shape = _DIGITS.sub("0", " ".join(plain.split()))
    return hashlib.blake2b(shape.encode("utf-8", "surrogatepass"), digest_size=16).digest()
