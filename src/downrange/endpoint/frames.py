"""Messages on a socket: two lengths, then a head and a body."""

from __future__ import annotations

import struct

LENGTHS = struct.Struct("!IQ")
"""The length of the head and of the body, in bytes."""


def frame(head: bytes, body: bytes = b"") -> bytes:
    """A message as it is sent."""
    return b"".join((LENGTHS.pack(len(head), len(body)), head, body))


class Unframing:
    """Puts messages together from what arrives, in whatever pieces."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._held = 0
        self._needed = LENGTHS.size

    def add(self, data: bytes) -> tuple[bytes, bytes] | None:
        """Take what has arrived; gives head and body once the message is whole."""
        self._pieces.append(data)
        self._held += len(data)
        if self._held < self._needed:
            return None
        whole = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        head_length, body_length = LENGTHS.unpack_from(whole)
        self._needed = LENGTHS.size + head_length + body_length
        if self._held < self._needed:
            self._pieces = [whole]
            return None
        start = LENGTHS.size + head_length
        message = whole[LENGTHS.size : start], whole[start : self._needed]
        rest = whole[self._needed :]
        self._pieces, self._held, self._needed = [rest], len(rest), LENGTHS.size
        return message
