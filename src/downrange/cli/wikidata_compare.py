"""``downrange wikidata compare``: both sides of every property, with their evidence."""

from __future__ import annotations

from pathlib import Path

import click

from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.source import dataset_option
from downrange.cli.wikidata_source import Where, compared, where_options
from downrange.validation.wording import harmless
from downrange.wikidata.questions import Outcome
from downrange.wikidata.wording import Wording, summary

_WIDTH = 80


@click.command()
@click.argument("entity", default="")
@click.option(
    "--link",
    "trials",
    multiple=True,
    metavar="ENTITY=ITEM",
    help="Compare as if linked, for a trial: id/mission/progress-ms-04=Q...",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="For a terminal, a program, or a browser.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 where anything conflicts.")
@where_options
@dataset_option
@click.pass_context
def command(
    context: click.Context,
    *,
    entity: str,
    trials: tuple[str, ...],
    form: str,
    strict: bool,
    where: Where,
    file: Path | None,
) -> None:
    """Show Wikidata's statements beside the graph's.

    Without ENTITY, for all that are linked. Each property agrees, is missing there
    or here, conflicts, or cannot be compared; both sides come with their evidence.
    Entities are compared by their links, never by name.

    \b
    Examples:
      downrange wikidata compare soyuz-ms-02
      downrange wikidata compare --extract saved.jsonl --format html > page.html
    """
    found = compared(entity, trials, where, file)
    wording = Wording(found.name_of)
    if form == "json":
        from downrange.wikidata.as_json import as_json  # noqa: PLC0415

        click.echo(as_json(found.comparisons, wording), nl=False)
    elif form == "html":
        from downrange.wikidata.as_html import as_html  # noqa: PLC0415

        click.echo(as_html(found.comparisons, wording), nl=False)
    else:
        from downrange.wikidata.as_text import as_text  # noqa: PLC0415

        lines = ["\n".join(as_text(one, wording, _WIDTH)) for one in found.comparisons]
        click.echo("\n\n".join(lines))
    for one in found.comparisons:
        click.echo(harmless(summary(one)), err=True)
    found.tell()
    conflicts = any(one.count(Outcome.CONFLICTS) for one in found.comparisons)
    context.exit(VIOLATIONS if found.problems or (strict and conflicts) else ALL_IS_WELL)
