"""The files that hold the whole dataset, and what a catalogue says of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Quad

from downrange.dataset.entry import Dump, dump_of
from downrange.serialisation.formats import find_format
from downrange.serialisation.layout import Layout

DUMPS = ("nquads", "trig", "turtle", "jsonld")
"""The formats, by name."""


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
        self.known[format_name] = dump_of(format_name, content)
        return content

    def all(self) -> tuple[Dump, ...]:
        """What there is to say of each file; one not written yet is written for it."""
        for format_name in DUMPS:
            if format_name not in self.known:
                self.content(format_name)
        return tuple(self.known[format_name] for format_name in DUMPS)
