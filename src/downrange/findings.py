"""Findings: what a run noticed about its documents and its data, short of failing.

One type serves readers, mapping, evidence checks and SHACL validation, so that one
report can group them by document, worst first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is; the order is that of the report, worst first.

    The names are SHACL's: https://www.w3.org/TR/shacl/#severity
    """

    VIOLATION = 0
    WARNING = 1
    INFO = 2

    @property
    def label(self) -> str:
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed.

    ``code`` is a stable kebab-case name (``lost-value``, ``shape``), ``message`` a sentence
    with the value found and what was expected, ``advice`` what to do. ``document`` is the
    document's IRI or path; ``start`` and ``end`` are code-point offsets into its text (end
    exclusive) and ``quote`` the words there. ``entity``, ``property`` and ``shape`` are
    IRIs or compact IRIs where the finding is about a node.
    """

    severity: Severity
    code: str
    message: str
    document: str = ""
    advice: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    entity: str = ""
    property: str = ""
    shape: str = ""
