"""``downrange serve``: run the dataset as a linked-data server."""

from __future__ import annotations

import logging
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

import downrange
from downrange.cli.program import ALL_IS_WELL
from downrange.cli.progress import busy
from downrange.cli.source import DATASET, open_project, warn_if_stale
from downrange.errors import ProjectError, ServingError
from downrange.project import Project
from downrange.publication.rendering import environment

if TYPE_CHECKING:
    from downrange.server.opening import Opened

_NEEDED = ("starlette", "uvicorn", "httptools", "httpx")
_ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
_EVERYWHERE = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104  only how they are called


@click.command()
@click.argument("build", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option(
    "--documents",
    multiple=True,
    metavar="PATH",
    help="Where the documents of BUILD are, whose texts it does not hold.  "
    "[default: the project's documents]",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="The path under which a proxy shows the server: /missions.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that answer requests.",
)
@click.option(
    "--endpoint",
    default="",
    metavar="URL",
    help="Ask this SPARQL 1.1 endpoint, which holds the dataset, instead of a store of our own.",
)
@click.option(
    "--allow-service",
    "allowed",
    multiple=True,
    metavar="HOST",
    help="A host that queries may ask with SERVICE. Without any, SERVICE is refused.",
)
@click.option(
    "--query-timeout",
    "query_seconds",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=20,
    show_default=True,
    metavar="SECONDS",
    help="What a query may take.",
)
@click.pass_context
def command(
    context: click.Context,
    *,
    build: Path | None,
    host: str,
    port: int,
    documents: tuple[str, ...],
    root_path: str,
    workers: int,
    endpoint: str,
    allowed: tuple[str, ...],
    query_seconds: float,
) -> None:
    """Run the dataset as a linked-data server: pages, data, a SPARQL endpoint.

    BUILD is a folder that downrange build wrote; by default the project's. Where
    there is none, the project's documents are built, and nothing is written. A
    build that is made anew meanwhile is served once the server is started again.

    \b
    Examples:
      downrange serve
      downrange serve build --port 8080 --workers 2
      downrange serve --host 0.0.0.0 --root-path /missions
    """
    _check_installed()
    _check_options(root_path, endpoint, allowed)
    from downrange.server.parts import Settings, assemble  # noqa: PLC0415  needs the extra
    from downrange.server.running import listen, run  # noqa: PLC0415
    from downrange.server.stores import folder_of_our_own  # noqa: PLC0415

    logging.basicConfig(stream=sys.stderr, format="downrange: %(message)s", level=logging.WARNING)
    settings = Settings(root_path, endpoint, allowed, query_seconds, workers)
    with listen(host, port) as listener, folder_of_our_own() as place:
        opened = _opened(build, documents, place)
        with busy("preparing"):
            application = assemble(opened, settings)
            opened.publication.prepare()
        address = _address(host, listener.getsockname()[1], root_path)
        run(application, listener, workers, lambda: _tell(opened, address))
    click.echo("downrange: stopped", err=True)
    context.exit(ALL_IS_WELL)


def _check_installed() -> None:
    """Raises ``ProjectError`` where a part of the extra is missing."""
    environment()
    for name in _NEEDED:
        try:
            import_module(name)
        except ModuleNotFoundError:
            raise ProjectError(
                f"serving needs {name}, which is not installed.",
                advice="Install it: pip install 'downrange[web]'",
            ) from None


def _check_options(root_path: str, endpoint: str, allowed: tuple[str, ...]) -> None:
    if not _ROOT_PATH.fullmatch(root_path):
        raise click.BadParameter(
            f"{root_path!r} is no path: it begins with a slash and holds letters, digits, - . _ ~",
            param_hint="--root-path",
        )
    if endpoint and not re.match(r"https?://[^\s/]+", endpoint):
        raise click.BadParameter(f"{endpoint!r} is no URL of a server.", param_hint="--endpoint")
    for host in allowed:
        if not _HOST.fullmatch(host):
            raise click.BadParameter(
                f"{host!r} is no host: write query.wikidata.org", param_hint="--allow-service"
            )


def _opened(build: Path | None, documents: tuple[str, ...], place: Path) -> Opened:
    """What is served."""
    from downrange.server.opening import open_build, open_dataset  # noqa: PLC0415
    from downrange.server.parts import SERVICES  # noqa: PLC0415

    project = open_project() if build is None else Project.load(build)
    folder = build or project.output
    if build is None and not (folder / DATASET).is_file():
        if not (documents or project.documents.is_dir()):
            raise ServingError(
                f"there is nothing to serve: no build in {folder}, and no documents in "
                f"{project.documents}.",
                advice="Name the folder that downrange build wrote: downrange serve BUILD",
            )
        with busy("building"):
            dataset = downrange.build(documents, project=project)
            return open_dataset(dataset, SERVICES, place)
    if build is None:
        warn_if_stale(folder / DATASET, project)
    with busy("reading"):
        return open_build(folder, project, documents, SERVICES, place)


def _address(host: str, port: int, root_path: str) -> str:
    name = _EVERYWHERE.get(host, host)
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}{root_path.rstrip('/')}/"


def _tell(opened: Opened, address: str) -> None:
    """What is served and where."""
    publication, base = opened.publication, opened.project.base
    names = publication.reading.names
    if opened.texts_missing:
        click.echo(
            f"downrange: documents whose text is not at hand, or has changed since the build: "
            f"{opened.texts_missing:,}; say where they are with --documents",
            err=True,
        )
    lines = [
        f"Serving {opened.project.title or 'the dataset'} at {address}",
        f"  documents: {len(names.documents):,}, entities: {len(names.entities):,}",
        f"  SPARQL at {address}sparql, reconciliation at {address}reconcile",
    ]
    if base != address:
        lines.append(f"  {base}id/... is asked for as {address}id/...")
    lines.append("  Ctrl+C stops")
    click.echo("\n".join(lines), err=True)
