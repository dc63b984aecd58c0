"""What the reader of one format makes of a text; the caller adds where the text comes from."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.documents.model import Infobox, Section
from downrange.findings import Finding


@dataclass(frozen=True, slots=True)
class Content:
    """The title that the text itself gives (or ``""``), and what is in it, in source order."""

    title: str = ""
    infoboxes: tuple[Infobox, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
