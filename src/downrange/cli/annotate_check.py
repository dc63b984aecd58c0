"""``downrange annotate check``: hold annotations against the text and the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from downrange.annotations.library import Annotated, Annotations, annotate, annotation_paths
from downrange.annotations.model import AnnotationFile
from downrange.annotations.rows import load_annotations
from downrange.cli.annotate_source import Desk, no_document
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.documents.model import Document
from downrange.errors import MappingError
from downrange.project import Project


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...]) -> None:
    """Check annotations against the text and the shapes.

    FILE is an annotation file (TOML or JSON Lines); without one, all of the
    project's are checked. An annotation is refused if its words are not in the
    text, its value is not in its words, it names something unknown, or what it
    states breaks a shape. The exit status is 1 where any is refused.

    \b
    Examples:
      downrange annotate check
      downrange annotate check data/annotations/proposed/mine.toml
    """
    desk = Desk.open()
    paths = list(files) or annotation_paths(desk.project.annotations)
    if not paths:
        click.echo(f"{desk.project.annotations}: there are no annotations", err=True)
    with busy("checking"):
        documents = {(d.source.site, d.source.slug): d for d in desk.documents()}
    wrong = 0
    for path in paths:
        with busy(f"checking {path.name}"):
            refused, summary = _checked(path, desk, documents)
        verdict = click.style(f"{len(refused)} refused", fg="red") if refused else "ok"
        click.echo(f"{path}: {summary}{verdict}")
        for line in refused:
            click.echo(f"  {line}")
        wrong += len(refused)
    context.exit(VIOLATIONS if wrong else ALL_IS_WELL)


def wrong_annotations(project: Project) -> Iterator[str]:
    """Why annotations of a project are refused; nothing where all are right."""
    paths = annotation_paths(project.annotations)
    if paths:
        desk = Desk.of(project)
        documents = {(d.source.site, d.source.slug): d for d in desk.documents()}
        for path in paths:
            yield from _checked(path, desk, documents)[0]


def _checked(
    path: Path, desk: Desk, documents: dict[tuple[str, str], Document]
) -> tuple[list[str], str]:
    """Why annotations of a file are refused, and what it has in all."""
    try:
        file = load_annotations(path, desk.knowledge.vocabulary)
    except MappingError as error:
        return [str(error)], ""
    refused = [str(error) for error in file.wrong]
    document = documents.get((file.site, file.slug))
    if document is None:
        return [*refused, f"{path}: {no_document(file.site, file.slug, documents)}"], ""
    passed = annotate(
        (file,), desk.infobox(document), desk.knowledge.naming, _beside(path, desk, document)
    )
    refused += _sentences(passed)
    refused += _broken(passed, desk, document)
    return refused, f"{_count(file)}, {len(passed.facts)} facts, "


def _beside(path: Path, desk: Desk, document: Document) -> tuple[AnnotationFile, ...]:
    """The project's files on a document, for a file that is not one of them (yet)."""
    if path in annotation_paths(desk.project.annotations):
        return ()
    return Annotations.load(desk.project.annotations, desk.knowledge.vocabulary).of(document)


def _sentences(passed: Annotated) -> Iterator[str]:
    told = {refusal.id for refusal in passed.refusals}
    yield from map(str, passed.refusals)
    for finding in passed.findings:
        if not any(f"annotation {name!r}" in finding.message for name in told):
            yield f"{finding.message} {finding.advice}".rstrip()


def _broken(passed: Annotated, desk: Desk, document: Document) -> Iterator[str]:
    blamed = desk.shapes().broken_by(desk.told(document), passed.facts)
    for rule in sorted(blamed):
        for finding in blamed[rule]:
            yield f"{rule.rpartition('#')[2]}: breaks a shape: {finding.message}"


def _count(file: AnnotationFile) -> str:
    number = len(file.facts) + len(file.wrong)
    return f"{number} annotation{'' if number == 1 else 's'}"
