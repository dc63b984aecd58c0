"""``downrange facts``: what was read, before any RDF."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

import downrange
from downrange.cli.progress import busy
from downrange.cli.rows import Row, rows
from downrange.cli.source import open_project
from downrange.validation.wording import harmless

_PLAIN_WIDTH = 120


@click.command()
@click.argument("path", required=False)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table for people, or one JSON object a line.",
)
def command(path: str | None, layout: str) -> None:
    """Print what was read, before any RDF.

    PATH is whatever build reads, "-" for standard input; without it, the project's
    documents are read. Each fact has the words that say it and where they stand,
    counted in Unicode code points of the document's text.

    \b
    Examples:
      downrange facts article.txt
      downrange facts --format jsonl | jq -r '[.property, .value] | @tsv'
    """
    project = open_project()
    with busy("reading"):
        dataset = downrange.build([path] if path else [], project=project)
        found = list(rows(dataset))
    if layout == "jsonl":
        for row in found:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
    else:
        _print_table(found)


def _print_table(found: Iterable[Row]) -> None:
    console = Console(
        width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, emoji=False
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("subject", "property", "value", "modality", "words"):
        table.add_column(name, overflow="fold")
    for row in found:
        value = f"{row.qualifier} {row.value_label or row.value} {row.unit}".strip()
        table.add_row(
            Text(harmless(_short(row.subject)), style="dim"),
            Text(row.property.removeprefix("sf:")),
            Text(harmless(value), style="bold"),
            Text("" if row.modality == "asserted" else row.modality, style="yellow"),
            Text(harmless(row.quote), style="dim"),
        )
    with console.capture() as drawn:
        console.print(table)
    for line in drawn.get().splitlines():
        click.echo(line.rstrip())


def _short(iri: str) -> str:
    """``mission/progress-ms-04`` of an entity's IRI."""
    return iri.partition("/id/")[2] or iri
