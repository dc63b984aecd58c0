"""The pages about the dataset as a whole: what is in it, its terms, its questions, its faults."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from downrange.findings import Finding
from downrange.namespaces import SF
from downrange.publication.answers import Answers
from downrange.publication.charts import Bar, bars, columns
from downrange.publication.entity import EARLIEST, LAUNCH
from downrange.publication.index import STATEMENT, iri
from downrange.publication.names import Reference
from downrange.publication.ontology import OntologyReference
from downrange.publication.reading import Reading
from downrange.publication.shape_reference import ShapeReference
from downrange.query.questions import Question

_MODALITY = iri("sf:modality")
_PASSAGE = iri("sf:Passage")
_FIRST = ("mission", "spacecraft", "launch-vehicle", "person", "organization", "event")
_MOST_BARS = 14
_MOST_FEATURED = 8


class SitePages:
    """Gathers what these pages show."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._answers = Answers(reading)
        self._shapes = ShapeReference(reading.edition.project, reading.names)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        return self._answers.questions

    @cached_property
    def _ontology(self) -> OntologyReference:
        reading = self._reading
        return OntologyReference(
            reading.edition.project, reading.names, self._shapes, self.all_questions
        )

    def front(self) -> Mapping[str, object]:
        """Figures, pictures, and where to begin."""
        reading, index = self._reading, self._reading.index
        names, of_type = reading.names, index.of_type
        statements = of_type.get(STATEMENT, [])
        featured = self._featured()
        first = featured[0][0] if featured else None
        return {
            "figures": (
                _figure("document", "documents", len(names.documents), "search"),
                _figure("entity", "entities", len(names.entities), "search"),
                _figure("statement", "statements", len(statements), "dataset"),
                _figure("passage", "passages", len(of_type.get(_PASSAGE, [])), "dataset"),
                _figure("disagreement", "disagreements", len(names.conflicts), "conflicts"),
            ),
            "classes": bars(
                Bar(count.label, count.count, names.reference(count.iri))
                for count in self._reading.catalogue.classes[:_MOST_BARS]
            ),
            "modalities": bars(self._modalities(statements)),
            "launches": columns(self._launch_years()),
            "featured": featured,
            "story": reading.drawings.timeline(first.iri) if first else None,
            "documents": tuple(map(names.reference, names.documents[:_MOST_FEATURED])),
            "document_count": len(names.documents),
            "conflicts": tuple(
                reading.claims.disagreement(c) for c in names.conflicts[:_MOST_FEATURED]
            ),
            "verdict": reading.edition.verdict,
        }

    def _modalities(self, statements: list[str]) -> list[Bar]:
        index, counted = self._reading.index, dict[str, int]()
        for statement in statements:
            modality = index.node(statement, _MODALITY)
            counted[modality] = counted.get(modality, 0) + 1
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return [
            Bar(self._reading.names.term(node), count, self._reading.names.reference(node))
            for node, count in ordered
            if node.startswith(SF)
        ]

    def _launch_years(self) -> dict[int, int]:
        """How many launches there were in each year."""
        counted: dict[int, int] = {}
        index = self._reading.index
        for node in self._reading.names.entities:
            for launch in index.nodes(node, LAUNCH):
                year = index.text(launch, EARLIEST)[:4]
                if year.isdecimal():
                    counted[int(year)] = counted.get(int(year), 0) + 1
        return counted

    def _featured(self) -> tuple[tuple[Reference, str], ...]:
        """The missions of which most is said."""
        names, index = self._reading.names, self._reading.index
        missions = [node for node in names.entities if names.segment(node) == "mission"]
        told = sorted(missions, key=lambda n: (-len(index.statements_of.get(n, ())), n))
        line = self._reading.one_line
        return tuple((names.reference(n), line.of(n)) for n in told[:_MOST_FEATURED])

    def search(self) -> Mapping[str, object]:
        """Everything there is, by class."""
        names = self._reading.names
        ordered = sorted(
            names.entities,
            key=lambda n: (*_class_order(names.segment(n)), self._sorted_label(n), n),
        )
        groups = [
            (segment, tuple(map(names.reference, nodes)))
            for segment, nodes in groupby(ordered, key=names.segment)
        ]
        return {"groups": groups, "documents": tuple(map(names.reference, names.documents))}

    def _sorted_label(self, node: str) -> str:
        return self._reading.index.label(node).casefold()

    def conflicts(self) -> Mapping[str, object]:
        """All conflicts, by kind."""
        reading = self._reading
        found = sorted(
            map(reading.claims.disagreement, reading.names.conflicts),
            key=lambda c: (c.kind, c.sentence, c.iri),
        )
        by_kind = [(kind, tuple(same)) for kind, same in groupby(found, key=lambda c: c.kind)]
        return {"kinds": by_kind, "names": reading.names, "count": len(found)}

    def questions(self) -> Mapping[str, object]:
        return {"questions": self.all_questions}

    def question(self, question: Question) -> Mapping[str, object]:
        return {"answered": self._answers.answered(question)}

    def report(self) -> Mapping[str, object]:
        """The findings, by document."""
        edition = self._reading.edition
        by_document = [
            (self._place(document), tuple(findings))
            for document, findings in groupby(edition.findings, key=lambda f: f.document)
        ]
        return {
            "verdict": edition.verdict,
            "documents": by_document,
            "text": edition.report,
            "entity_of": self._entity_of,
        }

    def _place(self, document: str) -> Reference:
        if document.startswith(self._reading.base):
            return self._reading.names.reference(document)
        return Reference(document, document or "The dataset as a whole")

    def _entity_of(self, finding: Finding) -> Reference | None:
        known = finding.entity and self._reading.names.place(finding.entity)
        return self._reading.names.reference(finding.entity) if known else None

    def ontology(self) -> Mapping[str, object]:
        ontology = self._ontology
        return {
            "lists": ontology.lists(),
            "description": ontology.text("dcterms:description"),
            "version": ontology.text("owl:versionInfo"),
            "namespace": SF,
        }

    def shapes(self) -> Mapping[str, object]:
        return {"shapes": self._shapes.pages}

    def dataset(self) -> Mapping[str, object]:
        """Downloads and counts."""
        catalogue = self._reading.catalogue
        return {
            "dumps": catalogue.dumps,
            "figures": catalogue.figures,
            "classes": catalogue.classes,
            "properties": catalogue.properties,
            "examples": tuple(map(self._reading.names.reference, catalogue.examples)),
        }


def _figure(one: str, many: str, count: int, target: str) -> tuple[str, int, str]:
    return (one if count == 1 else many), count, target


def _class_order(segment: str) -> tuple[int, str]:
    """What people look for first, then the rest by name."""
    return (_FIRST.index(segment) if segment in _FIRST else len(_FIRST)), segment
