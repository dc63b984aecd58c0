"""``downrange conflicts``: where sources disagree, or one with itself."""

from __future__ import annotations

from pathlib import Path

import click

from downrange.cli.explanation import disagreements
from downrange.cli.reading import Reader
from downrange.cli.rendering import Rendering, console
from downrange.cli.source import dataset_option, ontology_of, open_store
from downrange.project import Project


@click.command()
@dataset_option
def command(file: Path | None) -> None:
    """Show where sources disagree.

    Each conflict lists statements that answer the same question differently, within
    one document or between several, with the words of each. None is dropped: what a
    source says stays in the dataset, whichever value is preferred.

    \b
    Example:
      downrange conflicts
    """
    project = Project.load(Path.cwd())
    reader = Reader(open_store(project, file))
    rendering = Rendering(reader, ontology_of(project), console())
    found = disagreements(reader)
    for number, one in enumerate(found, start=1):
        rendering.disagreement(number, one)
    count = f"{len(found)} conflict{'s' if len(found) != 1 else ''}"
    click.echo(f"{'' if found else 'The sources agree: '}{count}", err=True)
