"""Where everything is: the path of a resource, the file of its page, the way from page to page.

A resource ``{base}id/mission/progress-ms-04`` has the path ``id/mission/progress-ms-04``, its
page the file ``id/mission/progress-ms-04.html``, its data ``….ttl``, ``….jsonld``, ``….nt``.
Links are relative, so that a site works under any address and from a disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

INDEX = "index"
"""What the front page, whose path is empty, is called as a file."""

_LONGEST_NAME = 200
"""Bytes of a file's name without its extension; file systems allow 255."""

_SAFE = "-._~!$&'()*+,;=:@/"


@lru_cache(maxsize=65_536)
def file_stem(path: str) -> str:
    """The file of a resource without its extension.

    A segment that no file can have (``..``, one that is too long) is replaced by its hash.
    """
    if not path:
        return INDEX
    return "/".join(_segment(part) for part in path.split("/"))


def _segment(part: str) -> str:
    encoded = part.encode("utf-8", "surrogatepass")
    if part.strip(".") and len(encoded) <= _LONGEST_NAME and "\0" not in part and "\\" not in part:
        return part
    return f"~{hashlib.sha256(encoded).hexdigest()[:32]}"


def page_file(path: str) -> str:
    """The file of a page: ``id/mission/progress-ms-04.html``."""
    return f"{file_stem(path)}.html"


def data_file(path: str, extension: str) -> str:
    """The file of a description: ``id/mission/progress-ms-04.ttl``.

    That of the dataset is ``void.ttl``, for ``dataset.ttl`` is the dataset itself.
    """
    return f"{'void' if path == 'dataset' else file_stem(path)}.{extension}"


@lru_cache(maxsize=65_536)
def as_url(file: str) -> str:
    """A file's path as a URL's: percent-encoded, slashes kept."""
    return quote(file, safe=_SAFE)


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is being written; it knows the way to every other."""

    path: str

    @property
    def up(self) -> str:
        """The way to the root of the site: ``../../``, empty for a page that lies there."""
        return "../" * self.path.count("/")

    def to(self, path: str, fragment: str = "") -> str:
        """A link to another page, or within this one."""
        mark = f"#{quote(fragment, safe=_SAFE)}" if fragment else ""
        if path == self.path and mark:
            return mark
        return f"{self.up}{as_url(page_file(path))}{mark}"

    def data(self, path: str, extension: str) -> str:
        """A link to a description."""
        return f"{self.up}{as_url(data_file(path, extension))}"

    def file(self, name: str) -> str:
        """A link to a file of the site: a style sheet, a download."""
        return f"{self.up}{as_url(name)}"
