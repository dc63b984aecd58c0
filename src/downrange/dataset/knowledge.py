"""What a build knows before it reads a document: terms, names, mappings, patterns, annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from downrange.annotations.library import Annotations
from downrange.documents.model import Document
from downrange.facts.authority import Naming, load_authority
from downrange.facts.mapping import InfoboxMapping
from downrange.facts.mapping_files import load_mappings
from downrange.facts.one_description import alike
from downrange.facts.one_event import met
from downrange.facts.reading import Reading, read_facts
from downrange.graph.document import DocumentGraph, document_graph
from downrange.identity import Minter
from downrange.project import Project
from downrange.prose.engine import Engine
from downrange.prose.names import NameFinder
from downrange.prose.patterns import load_patterns
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A project's ontology, authority file, mappings, patterns and annotations, loaded once."""

    vocabulary: Vocabulary
    naming: Naming
    mapping: InfoboxMapping
    engine: Engine
    annotations: Annotations

    @classmethod
    def load(cls, project: Project) -> Knowledge:
        """Load a project's knowledge.

        Raises ``ProjectError``, ``VocabularyError`` or ``MappingError`` where a file is
        missing or wrong.
        """
        vocabulary = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
        authority = project.resource(Resource.AUTHORITY).glob("*.ttl")
        mappings = sorted(project.resource(Resource.MAPPINGS).glob("*.toml"))
        patterns = sorted(project.resource(Resource.PATTERNS).glob("*.toml"))
        naming = Naming(
            vocabulary,
            Minter(project.base),
            load_authority(authority, vocabulary, project.base),
        )
        engine = Engine(load_patterns(patterns, vocabulary), NameFinder(naming))
        annotations = Annotations.load(project.annotations, vocabulary)
        return cls(vocabulary, naming, load_mappings(mappings, vocabulary), engine, annotations)

    @property
    def minter(self) -> Minter:
        return self.naming.minter

    def read(self, document: Document) -> Reading:
        """Every fact of a document: what infoboxes say, what patterns and what readers found."""
        told = read_facts(document, self.naming, self.mapping)
        noted = self.annotations.read(told, self.naming)
        # A person who named a node knows better than a pattern what to call it.
        said = met(alike((*told.facts, *noted.facts, *self.engine.facts(told))))
        return replace(
            told,
            facts=said,
            findings=(*told.findings, *noted.findings),
        )

    def graph(self, document: Document) -> DocumentGraph:
        """The whole step for one document: a pure function of it and of this knowledge."""
        return document_graph(self.read(document), self.minter, self.vocabulary)
