"""What one publication is made of: the quads, the documents' texts and the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from downrange.dataset.dataset import Dataset
from downrange.dataset.entry import identified
from downrange.documents.model import Document
from downrange.documents.reader import read_documents
from downrange.errors import SerialisationError
from downrange.findings import Finding
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.report_text import summary
from downrange.vocabulary import Vocabulary

_DATASET = "dataset.nq"
_ENTRY = "void.ttl"
_REPORT = "report.txt"
_FACTS = "graph/facts"


@dataclass(frozen=True, slots=True)
class Services:
    """What is there beside pages and files, which only a server has.

    Each is a path relative to the base, or empty: ``sparql``, ``reconcile``.
    """

    sparql: str = ""
    reconciliation: str = ""


@dataclass(frozen=True)
class Edition:
    """A dataset made ready to be published.

    ``documents`` are those whose text is at hand. ``verdict`` is the report in a sentence;
    ``findings`` are what it holds, ``report`` its text where only that is known.
    ``services`` are named on every page and in the catalogue.
    """

    project: Project
    vocabulary: Vocabulary
    quads: frozenset[Quad]
    documents: tuple[Document, ...]
    verdict: str
    findings: tuple[Finding, ...] = ()
    report: str = ""
    services: Services = Services()

    @classmethod
    def of(cls, dataset: Dataset) -> Edition:
        """A dataset as it was built, with everything that its report found."""
        return cls(
            dataset.project,
            dataset.vocabulary,
            dataset.quads,
            dataset.documents,
            summary(dataset.report),
            dataset.findings,
        )

    @classmethod
    def read(cls, folder: Path, project: Project, documents: Iterable[str | Path] = ()) -> Edition:
        """A build as it lies in a folder, with the documents it was built from.

        ``documents`` are paths, by default the project's own; those that changed since the
        build are left out when pages are made, since offsets would point to other words.
        The base is the one that the build's IRIs have, whatever the project's is by now. A build
        without a project keeps the title, licence and publisher that its ``void.ttl`` tells.
        Raises ``OSError`` where the folder holds no build, ``SerialisationError`` where its
        ``dataset.nq`` or ``void.ttl`` is damaged.
        """
        quads = _quads(folder / _DATASET, RdfFormat.N_QUADS)
        if base := _base_of(quads):
            project = replace(project, base=base)
        if project.file is None and (folder / _ENTRY).is_file():
            project = identified(project, _quads(folder / _ENTRY, RdfFormat.TURTLE))
        named = [str(path) for path in documents] or [str(project.documents)]
        texts = tuple(found for found in read_documents(named) if isinstance(found, Document))
        report = folder / _REPORT
        told = report.read_text("utf-8") if report.is_file() else ""
        ontology = project.resource(Resource.ONTOLOGY) / "spaceflight.ttl"
        verdict = told.partition("\n")[0] or "No report lies beside this build."
        return cls(project, Vocabulary.load(ontology), quads, texts, verdict, report=told)


def _quads(file: Path, data_format: RdfFormat) -> frozenset[Quad]:
    try:
        return frozenset(parse(file.read_bytes(), format=data_format))
    except SyntaxError as error:
        raise SerialisationError(
            f"{file} is not valid {data_format.name}: {error.msg}.",
            advice="Build it again with downrange build.",
        ) from error


def _base_of(quads: frozenset[Quad]) -> str:
    """The base that the graph of facts tells; empty where there is none."""
    graphs = {quad.graph_name for quad in quads}
    names = (graph.value for graph in graphs if isinstance(graph, NamedNode))
    return next((n.removesuffix(_FACTS) for n in sorted(names) if n.endswith(f"/{_FACTS}")), "")
