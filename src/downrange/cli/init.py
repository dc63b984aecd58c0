"""``downrange init``: make a new project, and never overwrite anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from downrange.errors import ProjectError
from downrange.project import DEFAULT_BASE, FILE_NAME, check_base

_PROJECT = """\
# A Downrange project. Every IRI of its data begins with the base: choose one that you
# control and will keep.
base = {base}
title = {title}
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
publisher = {publisher}

# Uncomment to move a folder. What the project does not have itself (ontology, shapes,
# mappings, patterns, authority) comes from the installed package.
# [folders]
# documents = "data/documents"
# mappings = "data/mappings"
# output = "build"
"""
_IGNORED = "/build/\n"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base", help="The IRI that all IRIs of the data begin with.")
@click.option("--title", help="The dataset's title.  [default: the folder's name]")
@click.option("--publisher", default="Unnamed publisher", show_default=True, help="Who publishes.")
def command(folder: Path, base: str | None, title: str | None, publisher: str) -> None:
    """Make a new project.

    Writes FOLDER/downrange.toml and an empty FOLDER/data/documents. On a terminal
    it asks for the base IRI where --base is missing; elsewhere the base is
    http://localhost:8000/ until you choose one. Nothing is ever overwritten.
    """
    file = folder / FILE_NAME
    if file.exists():
        raise ProjectError(f"{file} exists already, and nothing is overwritten.")
    chosen = base if base is not None else _ask_for_base()
    if problem := check_base(chosen):
        raise click.BadParameter(f"{chosen!r} {problem}.", param_hint="--base")
    (folder / "data" / "documents").mkdir(parents=True, exist_ok=True)
    text = _PROJECT.format(
        base=_quoted(chosen),
        title=_quoted(title or folder.resolve().name or "Missions"),
        publisher=_quoted(publisher),
    )
    with file.open("x", encoding="utf-8") as opened:
        opened.write(text)
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(_IGNORED, "utf-8")
    click.echo(f"{file}: made, with the base {chosen}", err=True)
    click.echo(
        f"Put articles into {folder / 'data' / 'documents'}, then: downrange build", err=True
    )


def _ask_for_base() -> str:
    if not sys.stdin.isatty():
        return DEFAULT_BASE
    answer: str = click.prompt("Base IRI of the data", default=DEFAULT_BASE, err=True)
    return answer


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are all TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
