"""``downrange validate``: check a dataset against its SHACL shapes."""

from __future__ import annotations

from pathlib import Path

import click

import downrange
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.cli.source import DATASET, load, ontology_of, open_project
from downrange.cli.stored import validate_store
from downrange.project import Project
from downrange.validation.report import Report
from downrange.validation.report_json import report_json
from downrange.validation.report_text import Style, report_lines
from downrange.validation.report_turtle import report_turtle

_COLOURS = {
    Style.SUMMARY: {"bold": True},
    Style.DOCUMENT: {"bold": True},
    Style.VIOLATION: {"fg": "red"},
    Style.WARNING: {"fg": "yellow"},
    Style.INFO: {"fg": "cyan"},
    Style.QUOTATION: {"italic": True},
    Style.ADVICE: {"dim": True},
}


@click.command()
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--engine",
    type=click.Choice(["shacl", "pyshacl"]),
    help="The SHACL engine.  [default: shacl where it imports, else pyshacl]",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "turtle", "json"]),
    default="text",
    show_default=True,
    help="A report for people, a standard sh:ValidationReport, or JSON.",
)
@click.pass_context
def command(context: click.Context, file: Path | None, engine: str | None, layout: str) -> None:
    """Check a dataset against its SHACL shapes.

    FILE is a dataset (.nq, .trig, .ttl ...); without it, the project's last build,
    or where there is none, a build in memory. The exit status is 1 where anything
    violates a shape; warnings and notes leave it 0.

    \b
    Examples:
      downrange validate
      downrange validate build/dataset.ttl --engine pyshacl --format json
    """
    report = _report(open_project(), file, engine or "")
    if layout == "turtle":
        click.echo(report_turtle(report), nl=False)
    elif layout == "json":
        click.echo(report_json(report).rstrip("\n"))
    else:
        for line in report_lines(report):
            click.echo(click.style(line.text, **_COLOURS[line.style]))  # type: ignore[arg-type]
    context.exit(ALL_IS_WELL if report.conforms else VIOLATIONS)


def _report(project: Project, file: Path | None, engine: str) -> Report:
    built = project.output / DATASET
    chosen = file or (built if built.is_file() else None)
    with busy("validating"):
        if chosen is None:
            return downrange.build(project=project).validate(engine)
        return validate_store(load(chosen), project, ontology_of(project), engine)
