"""What the annotate commands work on: a project's knowledge, documents and their readings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from downrange.cli.annotate_shapes import ShapeGate
from downrange.cli.source import open_project
from downrange.dataset.knowledge import Knowledge
from downrange.documents.model import Document
from downrange.documents.reader import read_documents
from downrange.errors import DocumentError
from downrange.facts.reading import Reading, read_facts
from downrange.project import Project

_NOWHERE = ".no-annotations"
"""A folder that no project has."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A project and what is known for it, annotations aside."""

    project: Project
    knowledge: Knowledge

    @classmethod
    def open(cls) -> Desk:
        """The desk of the current folder's project."""
        return cls.of(open_project())

    @classmethod
    def of(cls, project: Project) -> Desk:
        """The desk of a project, whose annotations are not loaded: they are to be checked."""
        elsewhere = replace(project.folders, annotations=_NOWHERE)
        return cls(project, Knowledge.load(replace(project, folders=elsewhere)))

    def documents(self, paths: Sequence[str] = ()) -> Iterator[Document]:
        """The documents at some paths, by default the project's; skips what cannot be read."""
        for found in read_documents(list(paths) or [str(self.project.documents)]):
            if not isinstance(found, DocumentError):
                yield found
            elif paths:
                raise found

    def infobox(self, document: Document) -> Reading:
        """What annotations may lean on: the facts of the infobox."""
        return read_facts(document, self.knowledge.naming, self.knowledge.mapping)

    def told(self, document: Document) -> Reading:
        """All that a document says without annotations."""
        return self.knowledge.read(document)

    def shapes(self) -> ShapeGate:
        """The shapes that annotations must keep."""
        return ShapeGate.of_project(self.project, self.knowledge.minter, self.knowledge.vocabulary)


def no_document(site: str, slug: str, known: Collection[tuple[str, str]]) -> str:
    """That annotations are of a document which the project has not, and which it may have meant."""
    name = f"{site}/{slug}"
    names = sorted("/".join(one) for one in known)
    of_that_slug = [one for one in names if one.endswith(f"/{slug}")]
    near = of_that_slug or get_close_matches(name, names, n=1)
    advice = f" Did you mean {near[0]}?" if near else ""
    return f"the project has no document {name}.{advice}"
