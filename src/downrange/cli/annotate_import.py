"""``downrange annotate import``: proposals of any program or person, through the same gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from downrange.annotations.library import Annotations, annotate
from downrange.annotations.model import AnnotationFile
from downrange.annotations.proposals import load_proposals
from downrange.annotations.writing import toml_text
from downrange.cli.annotate_source import Desk, no_document
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.documents.model import Document
from downrange.errors import MappingError

PROPOSED = "proposed"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", default="", help="What to call the proposals.  [default: FILE's name]")
@click.pass_context
def command(context: click.Context, file: Path, name: str) -> None:
    """Take proposals through the same check as annotations, for review.

    FILE is JSON Lines: annotations, a fact a line, or what "downrange facts --format
    jsonl" prints. What passes goes to data/annotations/proposed, which no build
    reads; for each that does not, the reason is printed. The exit status is 1 where
    any is refused.

    \b
    Example:
      downrange annotate import proposals.jsonl
    """
    desk = Desk.open()
    proposals = load_proposals(file, desk.knowledge.vocabulary)
    refused = [str(error) for error in proposals.wrong]
    documents = {(d.source.site, d.source.slug): d for d in desk.documents()}
    stem = name or file.stem
    known = [one for one in proposals.files if (one.site, one.slug) in documents]
    for proposed in proposals.files:
        target = f"{stem}-{proposed.slug}" if len(known) > 1 else stem
        with busy("checking"):
            refused += _taken(proposed, desk, documents, target)
    for line in refused:
        click.echo(f"refused: {line}")
    context.exit(VIOLATIONS if refused else ALL_IS_WELL)


def _taken(
    proposed: AnnotationFile,
    desk: Desk,
    documents: dict[tuple[str, str], Document],
    name: str,
) -> Iterator[str]:
    """Write what passes; why the rest does not."""
    document = documents.get((proposed.site, proposed.slug))
    if document is None:
        yield f"{proposed.place}: {no_document(proposed.site, proposed.slug, documents)}"
        return
    naming, infobox, told = desk.knowledge.naming, desk.infobox(document), desk.told(document)
    curated = Annotations.load(desk.project.annotations, naming.vocabulary)
    passed = annotate((proposed,), infobox, naming, curated.of(document))
    before = curated.read(infobox, naming).facts
    reading = replace(told, facts=(*told.facts, *before))
    blamed = desk.shapes().broken_by(reading, passed.facts)
    bad = {rule.rpartition("#")[2] for rule in blamed} | {r.id for r in passed.refusals}
    yield from map(str, passed.refusals)
    for rule in sorted(blamed):
        for finding in blamed[rule]:
            yield f"{rule.rpartition('#')[2]}: breaks a shape: {finding.message}"
    for finding in passed.findings:
        if finding.code in {"annotation", "annotations-outdated"}:
            yield finding.message
    stated = {fact.extracted_by.rpartition("#")[2] for fact in passed.facts}
    good = [row for row in proposed.facts if row.id in stated - bad]
    if good:
        path = _new_file(desk.project.annotations / PROPOSED, name)
        text = toml_text(proposed, good, document.text_sha256, naming.vocabulary)
        path.write_text(text, "utf-8", newline="\n")
        click.echo(f"{path}: {len(good)} to review", err=True)


def _new_file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.toml"
    if path.exists():
        raise MappingError(
            f"{path} exists already, and nothing is overwritten.",
            advice="Review it and move its facts, or give these a --name.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return path
