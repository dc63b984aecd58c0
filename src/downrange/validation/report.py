"""A validation report: what engines found, as findings that point at the words to blame."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from downrange.findings import Finding, Severity
from downrange.namespaces import PREFIXES, contract, expand
from downrange.validation.engine import Result
from downrange.validation.evidence import Evidence, Passage
from downrange.validation.paths import show_path
from downrange.validation.shapes import ShapeSet
from downrange.validation.triples import Term
from downrange.validation.wording import shorten

CODE = "shape"
_DEFAULT_ADVICE = (
    "Compare the words with what was read from them; correct the mapping, the pattern or the "
    "annotation that read them, or leave it if the source itself is wrong."
)
_SPARQL = expand("sh:SPARQLConstraintComponent")
_DATATYPE = expand("sh:DatatypeConstraintComponent")
_SHOWN_VALUES = 5
_IRI = re.compile(r"""https?://[^\s<>"{}|\\^`()]+""")
_TEXT_TYPES = (expand("xsd:string"), expand("rdf:langString"))


@dataclass(frozen=True, slots=True)
class LocatedResult:
    """A result of SHACL and the passages that say what it is about, in the order of the text."""

    result: Result
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one document or many, by shapes and by everything else.

    ``findings`` holds all of it: one for each result of SHACL (with the code ``shape``), and
    those of readers and mappings. ``results`` holds the results of SHACL alone, which are what
    a standard ``sh:ValidationReport`` can say. Both come out sorted, however they are given.
    """

    findings: tuple[Finding, ...]
    results: tuple[LocatedResult, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "findings", tuple(sorted(self.findings, key=_order)))
        object.__setattr__(self, "results", tuple(sorted(self.results, key=_place)))

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and notes do not count against conformance."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @classmethod
    def joined(cls, reports: Iterable[Report], findings: Iterable[Finding] = ()) -> Report:
        """One report of several, with further findings (of readers, of mappings)."""
        reports = tuple(reports)
        return cls(
            (*(finding for report in reports for finding in report.findings), *findings),
            tuple(located for report in reports for located in report.results),
        )


def make_report(
    results: Iterable[Result],
    data: Iterable[Triple | Quad],
    shapes: ShapeSet,
    document: str = "",
) -> Report:
    """The report of results about ``data``, found with ``shapes``.

    ``document`` (an IRI or a path) stands for results without a passage; without it, the one
    document that the passages of ``data`` are from, if it is one. ``data`` is looked at only
    if there are results.
    """
    results = list(results)
    if not results:
        return Report(())
    evidence = Evidence(data)
    located = tuple(LocatedResult(result, evidence.passages(result)) for result in results)
    return Report(tuple(_finding(each, evidence, shapes, document) for each in located), located)


def _finding(
    located: LocatedResult, evidence: Evidence, shapes: ShapeSet, document: str
) -> Finding:
    result = located.result
    elsewhere = document or evidence.document(result.focus_node)
    passage = located.passages[0] if located.passages else Passage("", elsewhere, "", None, None)
    path = show_path(result.path) if result.path is not None else ""
    about = ", ".join(part for part in (evidence.label(result.focus_node), path) if part)
    said = " ".join(
        part for part in (_expected(result, evidence), _found(result, evidence)) if part
    )
    return Finding(
        severity=result.severity,
        code=CODE,
        message=f"{about}: {said}",
        document=passage.document or elsewhere,
        advice=shapes.advice(result.source_shape, result.source_constraint) or _DEFAULT_ADVICE,
        quote=passage.exact,
        start=passage.start,
        end=passage.end,
        entity=result.focus_node.value,
        property=path,
        shape=result.source_shape.value if result.source_shape is not None else "",
    )


def _expected(result: Result, evidence: Evidence) -> str:
    """The message of the shape; IRIs that a query put there are given their names."""
    if not result.message:
        component = contract(result.component).removesuffix("ConstraintComponent")
        return f"The constraint {component} is not met."
    return _IRI.sub(lambda found: _name(found[0], evidence), result.message)


def _name(iri: str, evidence: Evidence) -> str:
    """The label of an IRI that stands in a sentence, or its compact form."""
    bare = iri.rstrip(".,;:!?")
    node = NamedNode(bare)
    named = evidence.label(node) if node in evidence.graph else contract(node)
    return named + iri[len(bare) :]


def _found(result: Result, evidence: Evidence) -> str:
    """What was found, unless the message says it: the value, or all values of the path."""
    if result.value is not None:
        if result.component == _SPARQL and result.value.value in result.message:
            return ""
        if result.value == result.focus_node:
            return ""
        shown = _show(result.value, evidence)
        if result.component == _DATATYPE and isinstance(result.value, Literal):
            shown += f" ({contract(result.value.datatype)})"
        return f"Found: {shown}."
    if not isinstance(result.path, NamedNode) or result.component == _SPARQL:
        return ""
    values = sorted(evidence.graph.objects(result.focus_node, result.path), key=str)
    shown = ", ".join(_show(value, evidence) for value in values[:_SHOWN_VALUES])
    more = f" and {len(values) - _SHOWN_VALUES} more" if len(values) > _SHOWN_VALUES else ""
    return f"Found: {shown or 'nothing'}{more}."


def _show(value: Term, evidence: Evidence) -> str:
    if not isinstance(value, Literal):
        if isinstance(value, NamedNode) and value.value.startswith(PREFIXES["sf"]):
            return contract(value)
        return evidence.label(value)
    shown = shorten(value.value)
    return f"“{shown}”" if value.datatype in _TEXT_TYPES else shown


def _order(finding: Finding) -> tuple[str, int, int, str, str, str, str]:
    """By document; there worst first, then in the order of the text."""
    return (
        finding.document,
        int(finding.severity),
        finding.start if finding.start is not None else -1,
        finding.entity,
        finding.property,
        finding.message,
        finding.shape,
    )


def _place(located: LocatedResult) -> tuple[str, ...]:
    return (*located.result.order, *(passage.iri for passage in located.passages))
