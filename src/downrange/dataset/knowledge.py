"""What a build knows before it reads a document: terms, names, mappings."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Document
from downrange.facts.authority import Naming, load_authority
from downrange.facts.mapping import InfoboxMapping, load_mappings
from downrange.facts.reading import read_facts
from downrange.graph.document import DocumentGraph, document_graph
from downrange.identity import Minter
from downrange.project import Project
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A project's ontology, authority file and mappings, loaded once for a whole build."""

    vocabulary: Vocabulary
    naming: Naming
    mapping: InfoboxMapping

    @classmethod
    def load(cls, project: Project) -> Knowledge:
        """Load a project's knowledge.

        Raises ``ProjectError``, ``VocabularyError`` or ``MappingError`` where a file is
        missing or wrong.
        """
        vocabulary = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
        authority = project.resource(Resource.AUTHORITY).glob("*.ttl")
        mappings = sorted(project.resource(Resource.MAPPINGS).glob("*.toml"))
        naming = Naming(
            vocabulary,
            Minter(project.base),
            load_authority(authority, vocabulary, project.base),
        )
        return cls(vocabulary, naming, load_mappings(mappings, vocabulary))

    @property
    def minter(self) -> Minter:
        return self.naming.minter

    def graph(self, document: Document) -> DocumentGraph:
        """The whole step for one document: a pure function of it and of this knowledge."""
        reading = read_facts(document, self.naming, self.mapping)
        return document_graph(reading, self.minter, self.vocabulary)
