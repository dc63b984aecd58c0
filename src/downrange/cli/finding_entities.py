"""Which entity a person means: by IRI, by class and slug, by slug, or by any of its names."""

from __future__ import annotations

import difflib

from pyoxigraph import NamedNode

from downrange.cli.reading import Reader
from downrange.errors import QueryError
from downrange.identity import slugify
from downrange.namespaces import expand

# Of several entities of one name, the one that has the most to tell.
_PREFERRED = ("mission", "spacecraft", "launch-vehicle", "event")


def find_entity(reader: Reader, name: str) -> NamedNode:
    """The entity of a name; of several, the mission before its spacecraft and the rest.

    ``name`` is an IRI, ``mission/progress-ms-04``, a slug or a label in any case. Raises
    ``QueryError`` with the nearest names where there is none.
    """
    known = reader.entities()
    if iri := next((node for node in known if node.value == name.strip("<>")), None):
        return iri
    segment, _, rest = name.rpartition("/")
    wanted = slugify(rest)
    by_slug = [
        node
        for node in known
        if reader.slug(node) == wanted and (not segment or reader.segment(node) == segment)
    ]
    chosen = by_slug or [node for node in known if wanted in _names(reader, node)]
    if not chosen or not wanted:
        raise QueryError(f"nothing is known of {name!r}.", advice=_advice(reader, wanted, known))
    return min(chosen, key=lambda node: _rank(reader, node))


def _names(reader: Reader, node: NamedNode) -> set[str]:
    predicates = (expand("rdfs:label"), expand("skos:altLabel"))
    return {slugify(text) for p in predicates for text in reader.texts(node, p)}


def _rank(reader: Reader, node: NamedNode) -> tuple[int, str]:
    segment = reader.segment(node)
    rank = _PREFERRED.index(segment) if segment in _PREFERRED else len(_PREFERRED)
    return rank, node.value


def _advice(reader: Reader, wanted: str, known: list[NamedNode]) -> str:
    slugs = {reader.slug(node) for node in known}
    near = difflib.get_close_matches(wanted, sorted(slugs), n=3)
    if not near and wanted:
        near = sorted(slug for slug in slugs if wanted in slug)[:3]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return (
        f"The dataset has {len(known)} entities; list them with: downrange query -q "
        "'SELECT * { ?entity rdfs:label ?label }'"
    )
