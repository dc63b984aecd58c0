"""The annotations of a project, found by the document they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from downrange.annotations.gate import Gate
from downrange.annotations.known import Known
from downrange.annotations.model import AnnotationFile, Refusal
from downrange.annotations.quotations import QuotationError, Quotations
from downrange.annotations.rows import load_annotations
from downrange.documents.model import Document
from downrange.facts.authority import Naming
from downrange.facts.model import Fact
from downrange.facts.reading import Reading
from downrange.findings import Finding, Severity
from downrange.vocabulary import Vocabulary

_EXTENSIONS = (".toml", ".jsonl")
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Annotated:
    """What annotations add to a document: facts, and what was refused."""

    facts: tuple[Fact, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """Annotation files by the site and slug of their document."""

    files: Mapping[tuple[str, str], tuple[AnnotationFile, ...]]

    @classmethod
    def load(cls, folder: Path, vocabulary: Vocabulary) -> Annotations:
        """The files directly in a folder, which need not exist.

        Raises ``MappingError`` with file, line and the nearest right name for a wrong row.
        """
        found: defaultdict[tuple[str, str], list[AnnotationFile]] = defaultdict(list)
        for path in annotation_paths(folder):
            file = load_annotations(path, vocabulary)
            if file.wrong:
                raise file.wrong[0]
            found[file.site, file.slug].append(file)
        return cls({name: tuple(files) for name, files in found.items()})

    def of(self, document: Document) -> tuple[AnnotationFile, ...]:
        """The files that annotate a document."""
        return self.files.get((document.source.site, document.source.slug), ())

    def read(self, reading: Reading, naming: Naming) -> Annotated:
        """The facts that annotations state of a document that was read so far."""
        files = self.of(reading.document)
        return annotate(files, reading, naming) if files else Annotated()


def annotation_paths(folder: Path) -> list[Path]:
    """The annotation files directly in a folder, in the order of their names."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in _EXTENSIONS)


def annotate(
    files: tuple[AnnotationFile, ...],
    reading: Reading,
    naming: Naming,
    beside: tuple[AnnotationFile, ...] = (),
) -> Annotated:
    """What the annotation files of one document state.

    They may speak of the nodes that the files ``beside`` them declare, whose facts are left out.

    Those made for another text than the document now has are left out as a whole, since
    nobody has read what the changed text says; the finding names what changed.
    """
    document = reading.document
    quotations = Quotations(document)
    findings: list[Finding] = []
    right: list[AnnotationFile] = []
    for file in files:
        if file.sha256 in {"", document.text_sha256}:
            right.append(file)
        else:
            findings.append(_changed(file, quotations))
    known = Known.to(naming, reading)
    known.declare(beside)
    for error in known.declare(right):
        findings.append(Finding(Severity.VIOLATION, "annotation", str(error)))
    gate = Gate(known, quotations)
    facts: list[Fact] = []
    refusals: list[Refusal] = []
    for file in right:
        passed, refused = gate.pass_all(file.facts, f"annotation/{file.name}")
        facts += passed
        refusals += refused
    findings += (finding_of(refusal) for refusal in refusals)
    return Annotated(tuple(facts), tuple(refusals), tuple(findings))


def finding_of(refusal: Refusal) -> Finding:
    """A refusal as a finding of the build: the words of an annotation are its evidence."""
    message = f"the annotation {refusal.id!r} ({refusal.place}) is refused: {refusal.message}"
    return Finding(
        Severity.VIOLATION, refusal.code, message, advice=refusal.advice, quote=refusal.quote
    )


def _changed(file: AnnotationFile, quotations: Quotations) -> Finding:
    """That a text is another than the one annotated, and which quotations are gone from it."""
    gone = []
    for row in file.facts:
        try:
            quotations.find(row.quote, row.occurrence, row.start)
        except QuotationError:
            gone.append(row.quote)
    shown = "; ".join(f"“{quote}”" for quote in dict.fromkeys(gone[:_MOST_SHOWN]))
    more = f" and {len(gone) - _MOST_SHOWN} more" if len(gone) > _MOST_SHOWN else ""
    what = (
        f"{len(gone)} of {len(file.facts)} quotations are no longer in it: {shown}{more}."
        if gone
        else "every quotation still stands in it."
    )
    return Finding(
        Severity.VIOLATION,
        "annotations-outdated",
        f"the text is not the one that {file.place} annotates (its SHA-256 is "
        f"{quotations.document.text_sha256}, not {file.sha256}), so none of its facts is used; "
        f"{what}",
        advice="Read the new text against the annotations (downrange annotate check), "
        "then set their sha256.",
    )
