"""Many documents' graphs become one dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from downrange.facts.authority import Authority
from downrange.graph import terms as t
from downrange.graph.conflicts import Conflict, find_conflicts
from downrange.graph.document import DocumentGraph, conflict_triples
from downrange.identity import Minter
from downrange.vocabulary import Vocabulary


def conflicts_between(
    graphs: Sequence[DocumentGraph], minter: Minter, vocabulary: Vocabulary
) -> tuple[Conflict, ...]:
    """The conflicts whose statements come from more than one document, ordered by IRI."""
    if len(graphs) < 2:
        return ()
    document_of = {item.iri: graph.iri for graph in graphs for item in graph.statements}
    said = [item for graph in graphs for item in graph.statements]
    return tuple(
        conflict
        for conflict in find_conflicts(said, minter, vocabulary)
        if len({document_of[item.iri] for item in conflict.members}) > 1
    )


def merged_quads(
    graphs: Iterable[DocumentGraph],
    conflicts: Iterable[Conflict],
    authority: Authority,
    minter: Minter,
) -> frozenset[Quad]:
    """All quads of a dataset: the documents', the conflicts', and the known entities in use."""
    quads = {quad for graph in graphs for quad in graph.quads}
    quads |= set(_one_label_each(quads, minter.graph("facts")))
    between = minter.graph("conflicts")
    for conflict in conflicts:
        quads.update(
            Quad(c.subject, c.predicate, c.object, between) for c in conflict_triples(conflict)
        )
    used = {node for quad in quads for node in (quad.subject, quad.object)}
    known = minter.graph("authority")
    quads.update(
        Quad(triple.subject, triple.predicate, triple.object, known)
        for triple in authority.triples
        if triple.subject in used
    )
    return frozenset(quads)


def _one_label_each(quads: set[Quad], facts: NamedNode) -> Iterator[Quad]:
    """Leaves each entity its shortest label in each language; the others become further names.

    Removes from ``quads`` what it replaces.
    """
    labels: defaultdict[tuple[object, str | None], set[Quad]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == t.LABEL and quad.graph_name == facts:
            language = quad.object.language if isinstance(quad.object, Literal) else None
            labels[quad.subject, language].add(quad)
    for given in labels.values():
        if len(given) < 2:
            continue
        _, *others = sorted(given, key=_plainness)
        for quad in others:
            quads.discard(quad)
            yield Quad(quad.subject, t.ALT_LABEL, quad.object, facts)


def _plainness(quad: Quad) -> tuple[int, str]:
    words = quad.object.value if isinstance(quad.object, Literal) else ""
    return (len(words), words)
