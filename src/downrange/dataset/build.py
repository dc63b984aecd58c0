"""Builds a dataset: documents in, one graph out, in one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path

from downrange.collecting import rarely_collected
from downrange.dataset.dataset import Dataset
from downrange.dataset.knowledge import Knowledge
from downrange.documents.model import Document
from downrange.documents.reader import read_documents
from downrange.errors import DocumentError
from downrange.findings import Finding, Severity
from downrange.graph.document import DocumentGraph
from downrange.graph.merge import conflicts_between, merged_quads
from downrange.links.graph import link_quads
from downrange.links.table import load_links
from downrange.project import Project

_BATCH = 64


@rarely_collected()
def build(
    paths: Sequence[str | Path] = (), *, project: Project | None = None, workers: int = 1
) -> Dataset:
    """The dataset of some documents; of the project's own where no path is given.

    A path is a file, a folder, a glob or ``-`` (standard input). Without ``project`` it is the
    one the current folder belongs to. Reads no network and writes nothing. The result does not
    depend on ``workers`` (processes), the order of the paths, the clock or the locale.

    A document that cannot be read becomes a finding of severity Violation and the others are
    still built; raises ``DocumentError`` where nothing could be read at all, and
    ``ProjectError``, ``VocabularyError``, ``MappingError`` or ``LinkError`` where the project is
    wrong.
    """
    project = project or Project.load(Path.cwd())
    knowledge = Knowledge.load(project)
    named = [str(path) for path in paths] or [str(project.documents)]
    unreadable: list[DocumentError] = []
    documents = _readable(read_documents(named), unreadable)
    graphs = sorted(
        _graphs(documents, knowledge, workers, project), key=lambda graph: graph.iri.value
    )
    if not graphs:
        raise (
            unreadable[0]
            if unreadable
            else DocumentError(
                f"there is no document in {', '.join(named)}.",
                advice="Name a file, a folder or a glob with documents.",
            )
        )
    conflicts = conflicts_between(graphs, knowledge.minter, knowledge.vocabulary)
    quads = merged_quads(graphs, conflicts, knowledge.naming.authority, knowledge.minter)
    quads |= frozenset(link_quads(quads, load_links(project), knowledge.minter))
    findings = tuple(_refusal(error) for error in unreadable)
    return Dataset(project, knowledge.vocabulary, tuple(graphs), conflicts, quads, findings)


def _readable(
    results: Iterable[Document | DocumentError], unreadable: list[DocumentError]
) -> Iterator[Document]:
    """The documents; the errors go to ``unreadable``."""
    for result in results:
        if isinstance(result, Document):
            yield result
        else:
            unreadable.append(result)


def _graphs(
    documents: Iterator[Document], knowledge: Knowledge, workers: int, project: Project
) -> Iterator[DocumentGraph]:
    if workers <= 1:
        yield from map(knowledge.graph, documents)
        return
    with ProcessPoolExecutor(workers) as pool:
        # In batches, so that a large corpus is never held in memory before it is read.
        while batch := list(islice(documents, _BATCH * workers)):
            yield from pool.map(_graph, batch, [project] * len(batch), chunksize=8)


def _graph(document: Document, project: Project) -> DocumentGraph:
    return _knowledge(project).graph(document)


@lru_cache(maxsize=1)
def _knowledge(project: Project) -> Knowledge:
    """Each process loads a project's knowledge once."""
    return Knowledge.load(project)


def _refusal(error: DocumentError) -> Finding:
    return Finding(
        Severity.VIOLATION,
        "unreadable-document",
        error.message,
        str(error.place) if error.place else "",
        error.advice,
    )
