"""The files that hold the whole dataset, and what a catalogue says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from pyoxigraph import Quad

from downrange.serialisation.formats import find_format
from downrange.serialisation.layout import Layout

DUMPS = ("nquads", "trig", "turtle", "jsonld")
"""The formats, by name."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole dataset; ``size`` is in bytes."""

    name: str
    title: str
    media_type: str
    format_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dumps:
    """Writes the dataset in each format, and remembers size and checksum.

    ``known`` may be filled by whoever wrote the files in other processes.
    """

    quads: frozenset[Quad]
    layout: Layout
    known: dict[str, Dump] = field(default_factory=dict)

    def content(self, format_name: str) -> bytes:
        """The file in a format."""
        content = find_format(format_name).text(self.quads, self.layout).encode()
        self.known[format_name] = _described(format_name, content)
        return content

    def all(self) -> tuple[Dump, ...]:
        """What there is to say of each file; one not written yet is written for it."""
        for format_name in DUMPS:
            if format_name not in self.known:
                self.content(format_name)
        return tuple(self.known[format_name] for format_name in DUMPS)


def file_name(format_name: str) -> str:
    """``dataset.nq``."""
    return f"dataset.{find_format(format_name).extension}"


def _described(format_name: str, content: bytes) -> Dump:
    format_ = find_format(format_name)
    return Dump(
        file_name(format_name),
        format_.title,
        format_.media_type,
        format_name,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
