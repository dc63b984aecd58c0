"""All that was read from one document."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Document
from downrange.facts.model import Entity, Fact
from downrange.findings import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its facts.

    ``topic`` is the entity the document is about, ``None`` where it could not be told.
    ``findings`` are the readers' and the mapping's, in text order.
    """

    document: Document
    topic: Entity | None
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()
