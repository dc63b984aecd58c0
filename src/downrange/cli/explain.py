"""``downrange explain``: what is known of an entity, and the words that say so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from downrange.cli.explanation import explain
from downrange.cli.finding_entities import find_entity
from downrange.cli.link_lines import link_lines
from downrange.cli.reading import Reader
from downrange.cli.rendering import Rendering, console
from downrange.cli.source import dataset_option, ontology_of, open_store
from downrange.links.table import load_links
from downrange.project import Project


@click.command()
@click.argument("entity")
@click.option(
    "--all",
    "most_quotes",
    flag_value=sys.maxsize,
    default=1,
    type=int,
    help="Show every passage that says a value, not only the first.",
)
@dataset_option
def command(entity: str, most_quotes: int, file: Path | None) -> None:
    """Show what is known of an entity, and the words that say so.

    ENTITY is an IRI, a slug (progress-ms-04), a class and a slug
    (spacecraft/progress-ms-04) or a name ("Progress MS-04"). Each value stands
    above the words of the source that say it. [planned], [probable] and the like
    say how sure the words are; ≠1 points to a disagreement, shown at the end.

    \b
    Examples:
      downrange explain progress-ms-04
      downrange explain "Soyuz-U" --dataset build/dataset.nq
    """
    project = Project.load(Path.cwd())
    reader = Reader(open_store(project, file))
    found = find_entity(reader, entity)
    links = tuple(link_lines(reader, load_links(project), found))
    rendering = Rendering(reader, ontology_of(project), console(), most_quotes)
    rendering.explanation(explain(reader, found), links)
