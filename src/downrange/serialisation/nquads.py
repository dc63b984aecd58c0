"""Canonical N-Quads and N-Triples: one line a statement, sorted by code point.

The form is that of RDFC-1.0, https://www.w3.org/TR/rdf-canon/#canonical-quads. The data
graphs have no blank nodes, so sorting is all that canonicalisation takes; where there are
blank nodes (the answer of a CONSTRUCT query) they are given their RDFC-1.0 labels first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """The lines of the canonical N-Quads document, each with its line feed."""
    # pyoxigraph's own text of a quad is the canonical one, which the tests hold it to.
    yield from sorted({f"{quad} .\n" for quad in with_canonical_labels(quads)})


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """The lines of the canonical N-Triples document: all graphs merged."""
    yield from nquads(merged(quads))


def merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same statements, all in the default graph (what two graphs say comes twice)."""
    return (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def with_canonical_labels(quads: Iterable[Quad]) -> Iterable[Quad]:
    """The quads, their blank nodes renamed as RDFC-1.0 does (``c14n0`` ...)."""
    kept = tuple(quads)
    if not any("_:" in str(quad) for quad in kept):
        return kept
    dataset = Dataset(kept)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(dataset)
