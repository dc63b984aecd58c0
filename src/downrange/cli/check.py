"""``downrange check``: check the project itself, as its continuous integration does."""

from __future__ import annotations

import click

from downrange.cli.checks import CHECKS, found_by, refresh
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.cli.source import open_project

_WIDTH = max(len(check.name) for check in CHECKS)


@click.command()
@click.option("--refresh", "renew", is_flag=True, help="First write the generated files anew.")
@click.pass_context
def command(context: click.Context, renew: bool) -> None:
    """Check the project itself: what its CI runs.

    Generated files are fresh, the ontology keeps its hygiene rules, every mapping
    row names what exists, patterns read their examples as stated, annotations
    stand in their texts, shapes pass and fail on their examples, and every named
    question gives its expected answer. What the project does not have itself is
    checked as the package has it. The exit status is 1 where anything is wrong.
    """
    project = open_project()
    if renew:
        for path in refresh(project):
            click.echo(f"{path}: written anew", err=True)
    wrong = 0
    for check in CHECKS:
        with busy(check.name):
            problems = found_by(check, project)
        verdict = click.style(f"{len(problems)} wrong", fg="red") if problems else "ok"
        click.echo(f"{check.name:<{_WIDTH}}  {verdict}")
        for problem in problems:
            click.echo(f"  {problem}")
        wrong += len(problems)
    context.exit(VIOLATIONS if wrong else ALL_IS_WELL)
