"""Opens what is to be served: a build that lies in a folder, or a dataset just built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from downrange.server.stores import StoredDataset, store_of

DATASET = "dataset.nq"


@dataclass(frozen=True, slots=True)
class Opened:
    """A publication with the files of its dataset and its store; when any of it changed last."""

    publication: Publication
    downloads: Mapping[str, Download]
    stored: StoredDataset
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
    folder: Path,
    project: Project,
    documents: Iterable[str | Path],
    services: Services,
    place: Path,
) -> Opened:
    """What ``downrange build`` wrote into a folder.

    ``documents`` are those it was built from, by default the project's. ``place`` is a folder
    for the store, which must stay as long as it is served. Raises
    ``ServingError`` where the folder holds no build, ``SerialisationError`` where a file of
    it is missing or damaged.
    """
    _check(folder)
    edition = Edition.read(folder, project, documents)
    return _opened(folder, edition, services, place)


def open_dataset(dataset: Dataset, services: Services, place: Path) -> Opened:
    """A dataset that was just built. Its files and its store are written into ``place``."""
    folder = place / "build"
    dataset.write(folder)
    return _opened(folder, Edition.of(dataset), services, place)


def _opened(folder: Path, edition: Edition, services: Services, place: Path) -> Opened:
    downloads = downloads_of_build(folder)
    stored = store_of(folder / DATASET, place)
    publication = Publication(replace(edition, services=services), stored.open)
    return Opened(publication, downloads, stored, _changed(folder))


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
