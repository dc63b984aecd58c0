"""``downrange wikidata quickstatements``: what Wikidata lacks, for a person to paste."""

from __future__ import annotations

from pathlib import Path

import click

from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.source import dataset_option
from downrange.cli.wikidata_source import Where, compared, where_options
from downrange.validation.wording import harmless
from downrange.wikidata.quickstatements import batch


@click.command()
@click.argument("entity", default="")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write the commands to a file.  [default: standard output]",
)
@where_options
@dataset_option
@click.pass_context
def command(
    context: click.Context,
    *,
    entity: str,
    output: Path | None,
    where: Where,
    file: Path | None,
) -> None:
    """Write what Wikidata lacks, as QuickStatements (V1).

    Without ENTITY, for all that are linked. Only what is missing there is written,
    and only if it is asserted, undisputed and linked, each with its reference.
    Nothing is sent: read the commands, and paste them into
    https://quickstatements.toolforge.org . Standard error tells what was left out.

    \b
    Examples:
      downrange wikidata quickstatements soyuz-ms-02 -o soyuz-ms-02.txt
    """
    found = compared(entity, (), where, file)
    proposed = batch(found.comparisons, found.editions)
    text = "".join(f"{line}\n" for line in proposed.lines)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    count = len(proposed.lines)
    written = f" in {output}" if output else ""
    click.echo(f"{count} command{'s' if count != 1 else ''}{written}, none sent", err=True)
    for note in proposed.notes:
        click.echo(f"  {harmless(note)}", err=True)
    if proposed.left_out:
        click.echo(f"{len(proposed.left_out)} left out:", err=True)
    for out in proposed.left_out:
        line = f"{out.entity}: {out.label} {out.words}: {out.why}"
        click.echo(f"  {harmless(line)}", err=True)
    found.tell()
    context.exit(VIOLATIONS if found.problems else ALL_IS_WELL)
