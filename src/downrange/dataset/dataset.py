"""A dataset: what some documents say, as a graph that can be asked, validated and written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from downrange.dataset.asking import answer
from downrange.dataset.replacing import replaced
from downrange.dataset.validating import validate
from downrange.dataset.writing import write
from downrange.documents.model import Document
from downrange.facts.model import Fact
from downrange.findings import Finding
from downrange.graph.conflicts import Conflict
from downrange.graph.document import DocumentGraph
from downrange.project import Project
from downrange.query.answers import Answer
from downrange.query.engine import ask, known_prefixes
from downrange.query.questions import find_question, load_questions
from downrange.resources import Resource
from downrange.validation.report import Report
from downrange.vocabulary import Vocabulary

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True)
class Dataset:
    """The graphs of some documents and what joins them.

    ``graphs`` are ordered by the documents' IRIs, ``quads`` are all quads of all graphs.
    ``between`` are the conflicts between documents, ``refused`` the findings about documents
    that could not be read.
    """

    project: Project
    vocabulary: Vocabulary
    graphs: tuple[DocumentGraph, ...]
    between: tuple[Conflict, ...]
    quads: frozenset[Quad]
    refused: tuple[Finding, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were read."""
        return tuple(graph.document for graph in self.graphs)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact of every document, in text order within each."""
        said = (
            sorted(
                (fact for item in graph.statements for fact in item.facts),
                key=lambda fact: (fact.evidence.span, fact.extracted_by, str(fact.property)),
            )
            for graph in self.graphs
        )
        return tuple(fact for facts in said for fact in facts)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict, within and between documents, ordered by IRI."""
        found = [conflict for graph in self.graphs for conflict in graph.conflicts]
        return tuple(sorted([*found, *self.between], key=lambda conflict: conflict.iri.value))

    @property
    def noticed(self) -> tuple[Finding, ...]:
        """What readers and mappings noticed."""
        return (*self.refused, *(f for graph in self.graphs for f in graph.findings))

    @cached_property
    def report(self) -> Report:
        """The report of the best engine that is installed."""
        return validate(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noticed and everything that validation found, worst first."""
        return self.report.findings

    @cached_property
    def store(self) -> Store:
        """The quads in an in-memory Oxigraph store."""
        store = Store()
        store.bulk_extend(self.quads)
        return store

    def to_rdflib(self) -> rdflib.Dataset:
        """The quads in an ``rdflib.Dataset``, whose default graph is the union of all."""
        from downrange.dataset.rdflib_bridge import to_rdflib  # noqa: PLC0415 - rdflib is heavy

        return to_rdflib(self.quads)

    def query(self, sparql: str, **bindings: str | Literal | NamedNode) -> Answer:
        """Ask a SPARQL 1.1 query of the union of all graphs; known prefixes are supplied.

        ``bindings`` give variables a value; no value can change the query's structure. Raises
        ``QueryError`` where the query is wrong.
        """
        prefixes = known_prefixes(self.vocabulary, self.project.base)
        return ask(self.store, sparql, bindings=bindings, prefixes=prefixes, base=self.project.base)

    def ask_question(self, name: str, **parameters: str) -> Answer:
        """Ask a named question (``ontology/questions``): ``mission="progress-ms-04"``.

        Raises ``QueryError`` with the nearest names where there is no such question or
        parameter.
        """
        questions = load_questions(self.project.resource(Resource.QUESTIONS))
        question = find_question(questions, name)
        return answer(question, parameters, lambda: self.store, self.project, self.vocabulary)

    def validate(self, engine: str = "") -> Report:
        """The SHACL report of every document's graph and of all together.

        ``engine`` is ``shacl`` or ``pyshacl``, by default the best that is installed. Raises
        ``ValidationError`` where an engine or a shape is missing or wrong.
        """
        return validate(self, engine)

    def write(self, folder: str | Path) -> None:
        """Write every file of a build into ``folder``, which takes the place of an earlier one.

        Whoever looks sees the old build or the new one, never half of one. Raises
        ``SerialisationError`` where the folder holds anything but a build, and ``OSError``
        where it cannot be written.
        """
        with replaced(Path(folder)) as partial:
            write(self, partial)
