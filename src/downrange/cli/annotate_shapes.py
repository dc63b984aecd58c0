"""Which annotations make a document's graph break a shape that it would keep without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from downrange.facts.model import Entity, Fact
from downrange.facts.one_description import alike
from downrange.facts.reading import Reading
from downrange.findings import Finding, Severity
from downrange.graph.document import document_graph
from downrange.identity import Minter
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.background import read_background
from downrange.validation.engine import Validator
from downrange.validation.engines import make_validator
from downrange.validation.report import make_report
from downrange.validation.shapes import ShapeSet, document_shapes
from downrange.vocabulary import Vocabulary

Rule = str
"""What ``Fact.extracted_by`` says: the annotation, as a path under the base IRI."""


@dataclass(frozen=True, slots=True)
class ShapeGate:
    """The shapes of a project, ready to judge facts before they are published."""

    validator: Validator
    shapes: ShapeSet
    minter: Minter
    vocabulary: Vocabulary

    @classmethod
    def of_project(cls, project: Project, minter: Minter, vocabulary: Vocabulary) -> ShapeGate:
        """Raises ``ValidationError`` where an engine or a shape is missing or wrong."""
        shapes = document_shapes(project.resource(Resource.SHAPES))
        background = read_background(project.resource(Resource.ONTOLOGY))
        return cls(make_validator(shapes, background, ""), shapes, minter, vocabulary)

    def broken_by(self, reading: Reading, facts: Iterable[Fact]) -> Mapping[Rule, list[Finding]]:
        """The violations that facts add to those of ``reading``, by the annotation to blame.

        To blame is the annotation without which the violation is gone; where it takes more
        than one, all that speak of the node.
        """
        new: defaultdict[Rule, list[Fact]] = defaultdict(list)
        for fact in facts:
            new[fact.extracted_by].append(fact)
        before = self._violations(reading, ())
        found = self._violations(reading, new)
        blamed: defaultdict[Rule, list[Finding]] = defaultdict(list)
        suspects = {
            key: [rule for rule, said in new.items() if _speaks_of(said, finding.entity)]
            for key, finding in found.items()
            if key not in before
        }
        without = {
            rule: self._violations(reading, {r: said for r, said in new.items() if r != rule})
            for rule in sorted({rule for rules in suspects.values() for rule in rules})
        }
        for key, rules in suspects.items():
            guilty = [rule for rule in rules if key not in without[rule]] or rules
            for rule in guilty:
                blamed[rule].append(found[key])
        return blamed

    def _violations(
        self, reading: Reading, new: Mapping[Rule, list[Fact]] | tuple[()]
    ) -> dict[tuple[str, str, str], Finding]:
        added = [fact for said in new.values() for fact in said] if new else []
        said = alike((*reading.facts, *added))
        graph = document_graph(replace(reading, facts=said), self.minter, self.vocabulary)
        data = list(graph.quads)
        report = make_report(self.validator.validate(data), data, self.shapes, graph.iri.value)
        return {
            (finding.entity, finding.property, finding.shape): finding
            for finding in report.findings
            if finding.severity is Severity.VIOLATION
        }


def _speaks_of(facts: Iterable[Fact], node: str) -> bool:
    return any(
        entity.iri.value == node
        for fact in facts
        for entity in (fact.subject, fact.value, fact.attributed_to)
        if isinstance(entity, Entity)
    )
