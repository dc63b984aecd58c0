"""What is at which path: the same files as in the static site, and the things they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from downrange.publication import Publication
from downrange.publication.paths import INDEX, file_stem

_EXTENSIONS = ("ttl", "jsonld", "nt")
_DESCRIBED = ("id/", "document/", "conflict/")
_DESCRIBED_PAGES = ("ns", "shapes", "dataset")
_VOID = "void"
_WELL_KNOWN = ".well-known/void"  # https://www.iana.org/assignments/well-known-uris
_CATALOGUE = "dataset"
_RULES = ("mapping/", "pattern/", "annotation/", "links/")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a resource."""

    path: str


@dataclass(frozen=True, slots=True)
class Description:
    """The description of a resource in the format with an extension."""

    path: str
    extension: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site that is neither."""

    name: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file with the whole dataset."""

    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource that is not its page: a page or a description of it is elsewhere.

    ``page`` is the path of what tells of it, ``fragment`` the place on its page.
    """

    path: str
    page: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class OnlyPage:
    """A page's path without the extension; there is nothing else to choose."""

    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A path with needless slashes; ``path`` is the one without."""

    path: str


Address = Page | Description | File | Download | Thing | OnlyPage | Moved


def is_described(path: str) -> bool:
    """Whether what a page tells of is a thing, of which there is a description too."""
    return path.startswith(_DESCRIBED) or path in _DESCRIBED_PAGES


class Addresses:
    """Finds what a path leads to. Paths are decoded, without the slash they begin with."""

    def __init__(
        self, publication: Publication, files: Iterable[str], downloads: Iterable[str]
    ) -> None:
        self._publication = publication
        self._pages = frozenset(publication.paths())
        # Names that no file can have are replaced; these lead back.
        self._renamed = {stem: path for path in self._pages if (stem := file_stem(path)) != path}
        self._files = frozenset(files)
        self._downloads = frozenset(downloads)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def find(self, path: str) -> Address | None:
        """What a path leads to, ``None`` where to nothing."""
        if path in self._files:
            return File(path)
        if path in self._downloads:
            return Download(path)
        return self._file(path) or self._resource(path) or self._tidied(path)

    def _file(self, path: str) -> Address | None:
        stem, _, extension = path.rpartition(".")
        if extension == "html":
            page = self._path(stem)
            return Page(page) if page in self._pages else None
        if extension not in _EXTENSIONS:
            return None
        resource = _CATALOGUE if stem == _VOID else self._path(stem)
        known = self._has_data(resource) or self._is_told_of(resource)
        return Description(resource, extension) if known else None

    def _path(self, stem: str) -> str:
        """The path of the resource whose files have a name."""
        return self._renamed.get(stem, stem if stem != INDEX else "")

    def _resource(self, path: str) -> Address | None:
        if not path:
            return Page(path)
        if path == _WELL_KNOWN:
            return Thing(_CATALOGUE, _CATALOGUE)
        if self._has_data(path):
            return Thing(path, path)
        if path.startswith(_RULES) and self._is_rule(path):
            return Thing(path, _CATALOGUE)
        if path in self._pages:
            return OnlyPage(path)
        if self._is_told_of(path):
            place = self._publication.location(path)
            return Thing(path, *place) if place else None
        return None

    def _has_data(self, path: str) -> bool:
        return path in self._pages and is_described(path)

    def _is_told_of(self, path: str) -> bool:
        """Whether it is a passage or a statement that there is."""
        if not path.startswith(("passage/", "statement/")):
            return False
        reading = self._publication.reading
        return f"{reading.base}{path}" in reading.index

    def _is_rule(self, path: str) -> bool:
        """Whether facts were read by it; the catalogue tells what it is."""
        reading = self._publication.reading
        return f"{reading.base}{path}" in reading.catalogue.rules

    def _tidied(self, path: str) -> Moved | None:
        tidy = "/".join(filter(None, path.split("/")))
        if tidy == path:
            return None
        return Moved(tidy) if self.find(tidy) is not None else None
