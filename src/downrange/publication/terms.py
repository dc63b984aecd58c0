"""The ontology and the shapes as quads."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from downrange.project import Project
from downrange.resources import Resource


def ontology_quads(project: Project) -> frozenset[Quad]:
    """The ontology and its alignments."""
    return _parsed(project.resource(Resource.ONTOLOGY))


def shapes_quads(project: Project) -> frozenset[Quad]:
    """All shapes."""
    return _parsed(project.resource(Resource.SHAPES))


@lru_cache(maxsize=4)
def _parsed(folder: Path) -> frozenset[Quad]:
    # Blank nodes are given names of their own, file by file, so that none meet.
    return frozenset(
        quad
        for path in sorted(folder.glob("*.ttl"))
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )
