"""The report as JSON: the verdict, the counts, and every finding with all it knows."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from downrange.findings import Finding, Severity
from downrange.validation.report import Report

# Half of a pair, as broken JSON Lines may hold it: it can be escaped but not encoded.
_SURROGATE = re.compile("[\ud800-\udfff]")


def report_json(report: Report) -> str:
    """The report as a JSON object, indented, ending in a line feed.

    ``conforms`` (boolean), ``counts`` (by severity) and ``findings``, each with the fields of
    ``Finding`` under their names; ``severity`` is ``Violation``, ``Warning`` or ``Info``, what is
    unknown is an empty string or null.
    """
    content = {
        "conforms": report.conforms,
        "counts": {severity.label: report.count(severity) for severity in Severity},
        "findings": [_fields(finding) for finding in report.findings],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _fields(finding: Finding) -> dict[str, object]:
    return {**asdict(finding), "severity": finding.severity.label}
