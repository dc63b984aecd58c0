"""The table of RDF formats that Downrange writes: one row for the commands and the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from downrange.errors import SerialisationError
from downrange.findings import Finding
from downrange.serialisation.jsonld import jsonld
from downrange.serialisation.layout import Layout
from downrange.serialisation.nquads import nquads, ntriples
from downrange.serialisation.rdfxml import rdfxml, unrepresentable
from downrange.serialisation.trig import trig
from downrange.serialisation.turtle import turtle

Writer = Callable[[Iterable[Quad], Layout], Iterator[str]]
Losses = Callable[[Iterable[Quad]], Iterator[Finding]]


def _nothing_lost(_quads: Iterable[Quad]) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF format: ``name`` and ``extension`` (without dot) are unique in the table.

    A format that does not support graphs is written with all graphs merged. ``write`` gives
    the document in chunks of text, to be encoded as UTF-8 with line feeds as they are;
    ``losses`` gives a finding for each triple that the format cannot carry.
    """

    name: str
    title: str
    media_type: str
    extension: str
    supports_graphs: bool
    write: Writer
    losses: Losses = _nothing_lost

    def text(self, quads: Iterable[Quad], layout: Layout) -> str:
        """The whole document."""
        return "".join(self.write(quads, layout))


FORMATS: tuple[Format, ...] = (
    Format("turtle", "Turtle", "text/turtle", "ttl", False, turtle),
    Format("trig", "TriG", "application/trig", "trig", True, trig),
    Format("jsonld", "JSON-LD", "application/ld+json", "jsonld", True, jsonld),
    Format(
        "nquads", "N-Quads", "application/n-quads", "nq", True, lambda quads, _layout: nquads(quads)
    ),
    Format(
        "ntriples",
        "N-Triples",
        "application/n-triples",
        "nt",
        False,
        lambda quads, _layout: ntriples(quads),
    ),
    Format("rdfxml", "RDF/XML", "application/rdf+xml", "rdf", False, rdfxml, unrepresentable),
)


def find_format(name: str) -> Format:
    """The format with that name, extension or media type.

    Raises ``SerialisationError`` with the names there are.
    """
    for known in FORMATS:
        if name in (known.name, known.extension, known.media_type):
            return known
    raise SerialisationError(
        f"There is no format {name!r}.",
        advice=f"Use one of {', '.join(known.name for known in FORMATS)}.",
    )
