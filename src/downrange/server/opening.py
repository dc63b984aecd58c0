"""Opens what is to be served: a build that lies in a folder, or a dataset just built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import downrange
from downrange.dataset.dataset import Dataset
from downrange.errors import ServingError
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.edition import Edition, Services
from downrange.publication.folder import MANIFEST
from downrange.server.downloads import Download, downloads_of_build

DATASET = "dataset.nq"


@dataclass(frozen=True, slots=True)
class Opened:
    """A publication with the files of its dataset, and when any of it changed last."""

    publication: Publication
    downloads: dict[str, Download]
    modified: datetime

    @property
    def texts_missing(self) -> int:
        """How many documents there are whose text is not at hand, or has changed."""
        reading = self.publication.reading
        return len(reading.names.documents) - len(reading.texts)

    @property
    def project(self) -> Project:
        """The project, with the base that the data have."""
        return self.publication.edition.project


def open_build(
    folder: Path, project: Project, documents: Iterable[str | Path], services: Services
) -> Opened:
    """What ``downrange build`` wrote into a folder.

    ``documents`` are those it was built from, by default the project's. Raises
    ``ServingError`` where the folder holds no build, ``SerialisationError`` where a file of
    it is missing or damaged.
    """
    _check(folder)
    edition = Edition.read(folder, project, documents)
    return _opened(folder, edition, services)


def open_dataset(dataset: Dataset, folder: Path, services: Services) -> Opened:
    """A dataset that was just built; its files are written into a folder, which must exist."""
    dataset.write(folder)
    return _opened(folder, Edition.of(dataset), services)


def _opened(folder: Path, edition: Edition, services: Services) -> Opened:
    publication = Publication(replace(edition, services=services))
    downloads = dict(downloads_of_build(folder))
    return Opened(publication, downloads, _changed(folder))


def _check(folder: Path) -> None:
    if (folder / DATASET).is_file():
        return
    if folder.is_file():
        raise ServingError(
            f"{folder} is a file, not the folder of a build.",
            advice="Name the folder that downrange build wrote.",
        )
    if (folder / MANIFEST).is_file():
        raise ServingError(
            f"{folder} is a static site, which any web server can hand out.",
            advice="Name the folder that downrange build wrote.",
        )
    what = "holds no build: there is no dataset.nq in it" if folder.is_dir() else "does not exist"
    raise ServingError(f"{folder} {what}.", advice=f"Make one: downrange build -o {folder}")


def _changed(folder: Path) -> datetime:
    """When the build, or the program that makes pages of it, changed last."""
    files = (*_files(folder), *_files(Path(downrange.__file__).parent))
    latest = max(path.stat().st_mtime for path in files)
    return datetime.fromtimestamp(int(latest), UTC)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and ".store" not in path.parts)
