"""The report as a standard ``sh:ValidationReport`` in Turtle.

It holds the results of SHACL only: findings of readers and mappings are about documents, not about
the graph, and are in the text and JSON reports. The results are sorted and their blank
nodes nested, so the same results are the same bytes. Each result also has
``prov:wasDerivedFrom`` the passages that say what it is about.

https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from downrange.findings import Severity
from downrange.namespaces import PREFIXES
from downrange.validation.paths import path_turtle
from downrange.validation.report import LocatedResult, Report
from downrange.validation.report_graph import SEVERITIES

_SEVERITY_NAMES = {severity: str(iri) for iri, severity in SEVERITIES.items()}


def report_turtle(report: Report) -> str:
    """The report in Turtle.

    ``sh:conforms`` is false only for violations, and ``sh:conformanceDisallows`` (SHACL 1.2)
    says so: in SHACL 1.0 a warning or a note would make it false too.
    """
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("prov", "sh"))
    violated = any(each.result.severity is Severity.VIOLATION for each in report.results)
    lines = ["[] a sh:ValidationReport", "sh:conformanceDisallows sh:Violation"]
    lines.append(f"sh:conforms {'false' if violated else 'true'}")
    if report.results:
        lines.append("sh:result " + " ,\n    ".join(map(_result, report.results)))
    return f"{prefixes}\n" + " ;\n    ".join(lines) + " .\n"


def _result(located: LocatedResult) -> str:
    return "[\n" + " ;\n".join(f"        {line}" for line in _properties(located)) + " ]"


def _properties(located: LocatedResult) -> Iterator[str]:
    result = located.result
    yield "a sh:ValidationResult"
    yield f"sh:resultSeverity {_SEVERITY_NAMES[result.severity]}"
    yield f"sh:focusNode {result.focus_node}"
    if result.path is not None:
        yield f"sh:resultPath {path_turtle(result.path)}"
    if result.value is not None:
        yield f"sh:value {result.value}"
    if result.message:
        yield f"sh:resultMessage {Literal(result.message)}"
    yield f"sh:sourceConstraintComponent {result.component}"
    if result.source_shape is not None:
        yield f"sh:sourceShape {result.source_shape}"
    if result.source_constraint is not None:
        yield f"sh:sourceConstraint {result.source_constraint}"
    if located.passages:
        passages = " , ".join(f"<{passage.iri}>" for passage in located.passages)
        yield f"prov:wasDerivedFrom {passages}"
