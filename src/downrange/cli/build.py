"""``downrange build``: read documents, map, validate and write the dataset."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import click

import downrange
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.cli.source import open_project
from downrange.findings import Finding, Severity
from downrange.validation.wording import harmless

_MOST_SHOWN = 10
_NAMES = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder to write.  [default: the project's, build]",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that read documents. The output is the same with any number.",
)
@click.option("--strict", is_flag=True, help="Let conflicts between statements fail the build.")
@click.pass_context
def command(
    context: click.Context, paths: tuple[str, ...], output: Path | None, workers: int, strict: bool
) -> None:
    """Read documents, map, validate and write the dataset.

    PATH is an article (text or wikitext), a JSON Lines corpus, a folder, a glob, or
    "-" for standard input; without one, the project's documents are read.

    The output folder gets dataset.nq, .trig, .ttl and .jsonld, report.txt and .ttl,
    and void.ttl. It is replaced as a whole at the end: an interrupted build leaves
    the previous one as it was.

    \b
    Examples:
      downrange build
      downrange build article.txt -o out
      cat article.txt | downrange build -
    """
    project = open_project()
    folder = output or Path(os.path.relpath(project.output))
    with busy("building"):
        dataset = downrange.build(paths, project=project, workers=workers)
    with busy("writing"):
        dataset.write(folder)
    violations = [f for f in dataset.findings if f.severity is Severity.VIOLATION]
    for finding in violations[:_MOST_SHOWN]:
        click.echo(_line(finding), err=True)
    if len(violations) > _MOST_SHOWN:
        click.echo(f"... and {len(violations) - _MOST_SHOWN} more violations", err=True)
    counts = Counter(finding.severity for finding in dataset.findings)
    summary = [
        _count(len(dataset.documents), "document"),
        _count(len(dataset.facts), "fact"),
        _count(len(dataset.quads), "quad"),
        *(_count(counts[severity], name) for severity, name in _NAMES.items()),
        _count(len(dataset.conflicts), "conflict"),
    ]
    click.echo(f"{folder}: {', '.join(summary)}", err=True)
    if dataset.findings or dataset.conflicts:
        click.echo(f"See {folder / 'report.txt'}", err=True)
    failed = violations or (strict and dataset.conflicts)
    context.exit(VIOLATIONS if failed else ALL_IS_WELL)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _line(finding: Finding) -> str:
    where = f"{finding.document}: " if finding.document else ""
    return harmless(f"{where}{finding.severity.label}: {finding.message} {finding.advice}")
