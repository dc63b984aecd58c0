"""The files that a store is given: what Downrange wrote, and what the repository holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from downrange.dataset.build import build
from downrange.dataset.dataset import Dataset
from downrange.project import Project
from downrange.serialisation.formats import FORMATS
from downrange.serialisation.layout import Layout

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
ARTICLE = REPOSITORY / "data" / "documents" / "progress-ms-04.txt"
ONTOLOGY = REPOSITORY / "ontology"
BASE = "https://w3id.org/downrange/"

READABLE = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def built(*documents: Path) -> Dataset:
    """The dataset of some documents, as this repository's project makes it."""
    return build(documents, project=Project.load(REPOSITORY))


def files_of(fixture: str, folder: Path) -> list[Path]:
    """The files that hold a question's fixture; a dataset of documents is written to ``folder``.

    A fixture names the article, the ontology, and documents or TriG of ``tests/fixtures``.
    """
    documents, files = [], []
    for name in fixture.split():
        text, trig = FIXTURES / f"{name}.txt", FIXTURES / f"{name}.trig"
        if name == "ontology":
            files += [ONTOLOGY / "spaceflight.ttl", ONTOLOGY / "alignments.ttl"]
        elif name == "article":
            documents.append(ARTICLE)
        elif text.exists():
            documents.append(text)
        else:
            files.append(trig)
    if documents:
        built(*documents).write(folder)
        files.append(folder / "dataset.nq")
    return files


def embedded(files: list[Path]) -> Store:
    """The files in the store that Downrange itself asks."""
    store = Store()
    for file in files:
        store.bulk_load(path=str(file), format=READABLE[file.suffix])
    return store


def write_every_format(quads: Iterable[Quad], layout: Layout, folder: Path) -> None:
    """Write ``dataset.*`` in each format that Downrange knows."""
    quads = list(quads)
    for form in FORMATS:
        path = folder / f"dataset.{form.extension}"
        path.write_text(form.text(quads, layout), encoding="utf-8", newline="")
