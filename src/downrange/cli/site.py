"""``downrange site``: write the dataset as a static site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import downrange
from downrange.cli.program import ALL_IS_WELL
from downrange.cli.progress import PATIENCE, busy
from downrange.cli.source import open_project
from downrange.errors import ProjectError
from downrange.project import check_base
from downrange.publication import Publication
from downrange.publication.rendering import environment
from downrange.publication.site import Progress, write_site

_FOLDER = "site"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"The folder to write.  [default: the project's {_FOLDER}]",
)
@click.option(
    "--at",
    "address",
    default="",
    metavar="URL",
    help="Where the site will be on the web, for the rules of nginx and w3id.  "
    "[default: the base IRI]",
)
@click.option(
    "--build",
    "built",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Publish what downrange build wrote into this folder, instead of building anew.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that read documents and make pages. The output is the same with any number.",
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    *,
    output: Path | None,
    address: str,
    built: Path | None,
    workers: int,
) -> None:
    """Write the dataset as a static site.

    PATH is a document, a folder of documents or a glob; without any, the project's
    documents are read. The folder is only ever replaced whole, and only what
    changed in it is written.

    \b
    Examples:
      downrange site
      downrange site --build build
      downrange site data/documents -o public --at https://example.org/missions/
    """
    environment()  # say at once what is missing
    if address and (problem := check_base(address)):
        raise ProjectError(f"--at {address} {problem}.")
    project = open_project()
    folder = output or Path(os.path.relpath(project.root / _FOLDER))
    if built is not None:
        with busy("reading"):
            publication = Publication.read(built, project, paths)
    else:
        with busy("building"):
            publication = Publication.of(downrange.build(paths, project=project, workers=workers))
    with _bar("writing pages") as progress:
        outcome = write_site(
            publication, folder, address=address, workers=workers, progress=progress
        )
    click.echo(
        f"{folder}: {outcome.written:,} files written, {outcome.unchanged:,} unchanged, "
        f"{outcome.removed:,} removed",
        err=True,
    )
    click.echo(f"Open {folder / 'index.html'}", err=True)
    context.exit(ALL_IS_WELL)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    """A bar that knows how far it is; only on a terminal, and only after a second."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415  only those who watch pay for it
    from rich.progress import Progress as Bar  # noqa: PLC0415

    # Without a thread of its own: processes are forked while it is on.
    with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, visible=elapsed > PATIENCE, refresh=elapsed > PATIENCE)

        yield show
