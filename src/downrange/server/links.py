"""``Link`` headers: what the head of a page says, for clients that read no HTML.

https://www.rfc-editor.org/rfc/rfc8288 , and the patterns of https://signposting.org : a page leads
to its descriptions, to the licence, to the IRI to cite, and to the dataset it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from downrange.dataset.entry import Dump
from downrange.publication import Publication
from downrange.publication.index import TYPE
from downrange.publication.pages import FORMATS
from downrange.publication.paths import as_url, data_file, page_file
from downrange.server.addresses import is_described

_HTML = "text/html"
_ABOUT_PAGE = "https://schema.org/AboutPage"
_DATASET = "https://schema.org/Dataset"
_CATALOGUE = "dataset"
_IN_IRI = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True)
class LinkHeaders:
    """Makes them. ``root`` is the path under which the server is seen, without a last slash."""

    publication: Publication
    root: str

    def page(self, path: str) -> bytes:
        """For the page of a resource."""
        base = self.publication.edition.project.base
        own = f"{base}{as_url(page_file(path)) if path else ''}"
        return _joined((_link(own, "canonical"), *self._of_page(path), *self._licence()))

    def _of_page(self, path: str) -> Iterator[str]:
        if not path:
            yield _link(self._data(_CATALOGUE, "ttl"), "describedby", "text/turtle")
        if not is_described(path):
            return
        yield _link(self._thing(path), "cite-as")
        yield _link(self._data(path, "ttl"), "describedby", "text/turtle")
        yield from self._alternates(path)
        yield _link(_ABOUT_PAGE, "type")
        if path == _CATALOGUE:
            yield _link(_DATASET, "type")
            yield from map(self._item, self.publication.reading.catalogue.dumps)
            return
        node = f"{self.publication.edition.project.base}{path}"
        for kind in self.publication.reading.index.nodes(node, TYPE):
            yield _link(kind, "type")
        yield _link(f"{self.root}/{page_file(_CATALOGUE)}", "collection", _HTML)

    def description(self, path: str, extension: str) -> bytes:
        """For the description of a resource in the format with an extension."""
        base = self.publication.edition.project.base
        own = f"{base}{as_url(data_file(path, extension))}"
        return _joined(
            (
                _link(own, "canonical"),
                _link(self._thing(path), "describes"),
                *self._of_description(path),
                *self._licence(),
            )
        )

    def _of_description(self, path: str) -> Iterator[str]:
        place = self.publication.location(path)
        if place is not None and place == (path, ""):
            yield _link(f"{self.root}/{as_url(page_file(path))}", "alternate", _HTML)
        yield from self._alternates(path)

    def thing(self, path: str) -> bytes:
        """For the answer that leads away from a thing: what there is to choose from."""
        page = _link(f"{self.root}/{as_url(page_file(path))}", "alternate", _HTML)
        return _joined((page, *self._alternates(path)))

    def download(self, dump: Dump) -> bytes:
        """For a file with the whole dataset."""
        own = f"{self.publication.edition.project.base}{dump.name}"
        collection = _link(f"{self.root}/{page_file(_CATALOGUE)}", "collection", _HTML)
        described = _link(self._data(_CATALOGUE, "ttl"), "describedby", "text/turtle")
        return _joined((_link(own, "canonical"), collection, described, *self._licence()))

    def _item(self, dump: Dump) -> str:
        return _link(f"{self.root}/{dump.name}", "item", dump.media_type)

    def _alternates(self, path: str) -> Iterator[str]:
        for _, title, extension, media_type in FORMATS:
            yield f'{_link(self._data(path, extension), "alternate", media_type)}; title="{title}"'

    def _licence(self) -> Iterator[str]:
        licence = self.publication.edition.project.licence
        if licence:
            yield _link(licence, "license")

    def _data(self, path: str, extension: str) -> str:
        return f"{self.root}/{as_url(data_file(path, extension))}"

    def _thing(self, path: str) -> str:
        return f"{self.publication.edition.project.base}{as_url(path)}"


def _link(target: str, relation: str, media_type: str = "") -> str:
    kind = f'; type="{media_type}"' if media_type else ""
    # A header is ASCII, and an IRI of ours need not be.
    return f'<{quote(target, safe=_IN_IRI)}>; rel="{relation}"{kind}'


def _joined(links: Iterable[str]) -> bytes:
    return ", ".join(links).encode("ascii")
