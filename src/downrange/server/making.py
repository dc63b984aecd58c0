"""Makes representations. All of it takes milliseconds to seconds: never call it in the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from downrange.publication import Publication
from downrange.publication.pages import FORMATS
from downrange.publication.search import FILE as SEARCH_FILE
from downrange.publication.search import search_index
from downrange.publication.site import robots, sitemap
from downrange.server.addresses import Description, File, Page
from downrange.server.headers import ASK_AGAIN, FOR_EVER, VARY_ALL, VARY_CODING, Headers
from downrange.server.links import LinkHeaders
from downrange.server.representation import Representation, represent

_HTML = "text/html; charset=utf-8"
_TEXT_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
    "png": "image/png",
}
_FORMATS = {extension: (name, media_type) for name, _, extension, media_type in FORMATS}


@dataclass(frozen=True)
class Maker:
    """``modified`` is when what is published changed last, if that is known."""

    publication: Publication
    links: LinkHeaders
    modified: datetime | None

    def make(self, address: Page | Description | File) -> Representation:
        """The representation at an address, which must be one that was found."""
        match address:
            case Page(path):
                return self._page(path)
            case Description(path, extension):
                return self._description(path, extension)
            case File(name):
                return self._file(name)

    def search(self, query: str) -> Representation:
        """The search page with what is found."""
        headers: Headers = ((b"link", self.links.page("search")), VARY_ALL, ASK_AGAIN)
        return represent(self.publication.search(query).encode(), _HTML, headers, self.modified)

    def _page(self, path: str) -> Representation:
        html = self.publication.page(path)
        if html is None:
            raise LookupError(f"there is no page {path!r}, though there was one")
        headers: Headers = ((b"link", self.links.page(path)), VARY_ALL, ASK_AGAIN)
        return represent(html.encode(), _HTML, headers, self.modified)

    def _description(self, path: str, extension: str) -> Representation:
        name, media_type = _FORMATS[extension]
        text = self.publication.description(path, name)
        link = self.links.description(path, extension)
        headers: Headers = ((b"link", link), VARY_ALL, ASK_AGAIN)
        kind = f"{media_type}; charset=utf-8"  # as the static site's rules say it
        return represent(text.encode(), kind, headers, self.modified)

    def _file(self, name: str) -> Representation:
        assets = self.publication.assets()
        keep = FOR_EVER if name in assets else ASK_AGAIN
        content = assets[name] if name in assets else self._site_files[name]()
        kind = _TEXT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        return represent(content, kind, (VARY_CODING, keep), self.modified)

    @property
    def file_names(self) -> tuple[str, ...]:
        """The files of the site that are neither pages, nor descriptions, nor the dataset."""
        return (*self.publication.assets(), *self._site_files)

    @property
    def _closed(self) -> list[str]:
        """The services, which robots would ask for ever."""
        services = self.publication.edition.services
        return [
            f"{self.links.root}/{path}"
            for path in (services.sparql, services.reconciliation)
            if path
        ]

    @cached_property
    def _site_files(self) -> Mapping[str, Callable[[], bytes]]:
        base = self.publication.edition.project.base
        maps = {
            name: lambda content=content: content for name, content in sitemap(self.publication)
        }
        return {
            "robots.txt": lambda: robots(base, self._closed).encode(),
            SEARCH_FILE: lambda: search_index(self.publication.reading),
            **maps,
        }
