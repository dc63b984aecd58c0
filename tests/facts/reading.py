"""Reads a text as the program does, up to its facts, and looks them up by plain names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from downrange.documents.assembly import StoredText, assemble
from downrange.documents.metadata import Metadata
from downrange.documents.model import Document
from downrange.facts.authority import Naming, load_authority
from downrange.facts.mapping import InfoboxMapping
from downrange.facts.mapping_files import load_mappings
from downrange.facts.model import Entity, Fact
from downrange.facts.reading import Reading, read_facts
from downrange.identity import Minter
from downrange.namespaces import contract
from downrange.resources import Resource, find
from downrange.vocabulary import Vocabulary

BASE = "https://example.org/"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary.load(find(Resource.ONTOLOGY) / "spaceflight.ttl")


@lru_cache(maxsize=1)
def naming() -> Naming:
    files = find(Resource.AUTHORITY).glob("*.ttl")
    return Naming(vocabulary(), Minter(BASE), load_authority(files, vocabulary(), BASE))


@lru_cache(maxsize=1)
def mapping() -> InfoboxMapping:
    return load_mappings(sorted(find(Resource.MAPPINGS).glob("*.toml")), vocabulary())


def document(
    text: str, extension: str = ".txt", metadata: Metadata | None = None, stem: str = "article"
) -> Document:
    stored = StoredText(text.encode("utf-8", "surrogatepass"), text, stem, stem, extension)
    return assemble(stored, metadata or Metadata())


def read(document: Document) -> Reading:
    return read_facts(document, naming(), mapping())


@dataclass(frozen=True)
class Told:
    """The facts of one text."""

    reading: Reading

    def facts(self, subject: str, predicate: str) -> list[Fact]:
        """What is said of ``mission/apollo-1`` by ``sf:operator``."""
        return [
            fact
            for fact in self.reading.facts
            if path_of(fact.subject) == subject and contract(fact.property) == predicate
        ]

    def values(self, subject: str, predicate: str) -> list[str]:
        """Their values: a path under ``id/`` for entities, the words of literals."""
        return [value_of(fact.value) for fact in self.facts(subject, predicate)]

    def one(self, subject: str, predicate: str) -> Fact:
        (fact,) = self.facts(subject, predicate)
        return fact

    @property
    def predicates(self) -> set[str]:
        return {contract(fact.property) for fact in self.reading.facts}

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.reading.findings]


def path_of(entity: Entity) -> str:
    return entity.iri.value.removeprefix(f"{BASE}id/")


def value_of(value: Entity | NamedNode | Literal) -> str:
    if isinstance(value, Entity):
        return path_of(value)
    return contract(value) if isinstance(value, NamedNode) else value.value


def article(*lines: str, title: str = "Test 1") -> Told:
    """The facts of an article text with these infobox lines."""
    name = title if len(title) < 100 else "Test 1"
    text = f"= {title} =\n\n{name}\n" + "\n".join(lines) + "\n\nProse.\n"
    return Told(read(document(text)))


def wikitext(*parameters: str, title: str = "Test 1") -> Told:
    """The facts of an infobox in wikitext with these parameters."""
    text = "{{Infobox spaceflight\n" + "\n".join(parameters) + "\n}}\n'''Prose'''.\n"
    return Told(read(document(text, ".wiki", stem=title.replace(" ", "_"))))
