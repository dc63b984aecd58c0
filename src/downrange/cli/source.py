"""Which dataset a command reads: a file that is named, the one last built, or a fresh build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import RdfFormat, Store

import downrange
from downrange.cli.progress import busy
from downrange.errors import Place, SerialisationError
from downrange.project import Project
from downrange.query.store import cached_store
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary

DATASET = "dataset.nq"
STORE = ".store"
_INPUTS = (Resource.MAPPINGS, Resource.PATTERNS, Resource.AUTHORITY)

dataset_option = click.option(
    "--dataset",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A dataset file (.nq, .trig, .ttl ...).  [default: build/dataset.nq; where there is"
    " none, the project's documents are built in memory]",
)


def open_project() -> Project:
    """The project of the current folder; says so where there is none, for IRIs depend on it."""
    project = Project.load(Path.cwd())
    if project.file is None:
        click.echo(
            f"downrange: no downrange.toml here or above: IRIs begin with {project.base} "
            "(downrange init makes a project)",
            err=True,
        )
    return project


def open_store(project: Project, file: Path | None = None) -> Store:
    """The quads of ``file``, else of the project's last build, else of a build in memory.

    Raises ``SerialisationError`` where the file is not RDF, ``DocumentError`` where there is
    nothing to build.
    """
    if file is not None:
        return load(file)
    built = project.output / DATASET
    if not built.is_file():
        with busy("building"):
            return downrange.build(project=project).store
    warn_if_stale(built, project)
    with busy("loading"):
        return cached_store(built, project.output / STORE)


def load(file: Path) -> Store:
    """The quads of an RDF file, whatever its format, told by its extension."""
    rdf_format = RdfFormat.from_extension(file.suffix.lstrip("."))
    if rdf_format is None:
        raise SerialisationError(
            f"{file}: no RDF format has the extension {file.suffix!r}.",
            advice="Known are .nq, .trig, .ttl, .nt, .jsonld, .rdf.",
        )
    store = Store()
    try:
        with busy(f"loading {file.name}"):
            store.bulk_load(path=str(file), format=rdf_format)
    except SyntaxError as error:
        raise SerialisationError(
            f"is not valid {rdf_format.name}: {error.msg}.",
            place=Place(str(file), error.lineno, error.offset),
        ) from error
    except ValueError as error:
        raise SerialisationError(
            f"is not valid {rdf_format.name}: {error}.", place=Place(str(file))
        ) from error
    return store


def warn_if_stale(built: Path, project: Project) -> None:
    """Say so where an input of the project is newer than the dataset built from it."""
    if changed := next(_changed_since(built, project), None):
        click.echo(f"downrange: {built} is older than {changed}: run downrange build", err=True)


def _changed_since(built: Path, project: Project) -> Iterator[Path]:
    """The inputs whose files are newer than the dataset built from them."""
    when = built.stat().st_mtime_ns
    folders = [project.documents, project.annotations]
    folders += [project.root / project.folders.own(resource) for resource in _INPUTS]
    inputs = [path for folder in folders for path in sorted(folder.rglob("*"))]
    inputs.append(project.root / project.folders.ontology / "spaceflight.ttl")
    for path in inputs:
        if path.is_file() and path.stat().st_mtime_ns > when:
            yield path


def ontology_of(project: Project) -> Vocabulary:
    """The terms that a project's dataset uses: what they are called, in which units they are."""
    return Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
