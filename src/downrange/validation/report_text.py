"""The report as people read it: grouped by document, worst first, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from downrange.findings import Finding, Severity
from downrange.validation.report import Report
from downrange.validation.wording import harmless, shorten

_INDENT = " " * 13


class Style(StrEnum):
    """What a line is, for a terminal to colour."""

    SUMMARY = "summary"
    DOCUMENT = "document"
    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    QUOTATION = "quotation"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report, without control characters."""

    style: Style
    text: str


def report_text(report: Report) -> str:
    """The whole report as text, ending in a line feed."""
    return "".join(f"{line.text}\n" for line in report_lines(report))


def report_lines(report: Report) -> Iterator[Line]:
    """The report line by line: the counts, then the documents, the worst one first."""
    yield Line(Style.SUMMARY, summary(report))
    groups = [
        (document, sorted(findings, key=lambda f: f.severity))
        for document, findings in groupby(report.findings, key=lambda f: f.document)
    ]
    for document, findings in sorted(groups, key=lambda group: (group[1][0].severity, group[0])):
        yield Line(Style.DOCUMENT, "")
        yield Line(Style.DOCUMENT, harmless(document) or "(no document)")
        for finding in findings:
            yield from _finding_lines(finding)


def summary(report: Report) -> str:
    """One sentence: whether the data conform, and how much was found.

    >>> summary(Report(()))
    'Conforms: no violations, no warnings, no notes.'
    """
    verdict = "Conforms" if report.conforms else "Does not conform"
    kinds = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}
    counts = [_counted(report.count(s), kind) for s, kind in kinds.items() if report.count(s)]
    if not counts:
        return f"{verdict}: no violations, no warnings, no notes."
    documents = {finding.document for finding in report.findings if finding.document}
    where = f" in {_counted(len(documents), 'document')}" if documents else ""
    return f"{verdict}: {', '.join(counts)}{where}."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _finding_lines(finding: Finding) -> Iterator[Line]:
    style = Style[finding.severity.name]
    yield Line(style, f"  {finding.severity.label:<10} {harmless(finding.message)}")
    if finding.quote:
        offsets = (
            f" (characters {finding.start}–{finding.end})" if finding.start is not None else ""
        )
        yield Line(Style.QUOTATION, f"{_INDENT}“{harmless(shorten(finding.quote))}”{offsets}")
    if finding.advice:
        yield Line(Style.ADVICE, f"{_INDENT}→ {harmless(finding.advice)}")
