"""Writes a publication as a folder of files that any web server can hand out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from downrange.publication import negotiation
from downrange.publication.folder import Outcome, Replacement, finish, replaced
from downrange.publication.pages import FORMATS
from downrange.publication.paths import as_url, data_file, page_file
from downrange.publication.publication import Publication
from downrange.publication.search import FILE as SEARCH_FILE
from downrange.publication.search import search_index
from downrange.serialisation.formats import find_format

Progress = Callable[[int, int], None]
"""Is told how many pages of how many are done."""

_BATCH = 50
_MOST_IN_SITEMAP = 50_000  # https://www.sitemaps.org/protocol.html


def write_site(
    publication: Publication,
    folder: Path,
    *,
    address: str = "",
    workers: int = 1,
    progress: Progress = lambda _done, _all: None,
) -> Outcome:
    """Write the whole site, changing only files whose content changed.

    ``address`` is where it will be on the web (by default the base IRI), for the rules of
    nginx and w3id. With several ``workers`` pages are made in as many processes, where the
    system can fork; the bytes are the same. Until the very end ``folder`` stays as it was.
    """
    with replaced(folder) as replacement:
        names: list[str] = []
        written = 0
        for done in _written(publication, replacement, workers, progress):
            names += done.names
            written += done.changed
        for name, content in site_files(publication, address):
            names.append(name)
            written += replacement.put(name, content)
        return finish(replacement, names, written)


@dataclass(slots=True)
class _Batch:
    """What one process wrote of some pages."""

    pages: int = 0
    changed: int = 0
    names: list[str] = field(default_factory=list)


def _written(
    publication: Publication, replacement: Replacement, workers: int, progress: Progress
) -> Iterator[_Batch]:
    paths = list(publication.paths())
    batches = [paths[i : i + _BATCH] for i in range(0, len(paths), _BATCH)]
    writer = _Writer(publication, replacement)
    done = 0
    if workers > 1 and "fork" in multiprocessing.get_all_start_methods():
        # Children share the index with their parent as it is; nothing is sent but names.
        publication.prepare()
        _Writer.current = writer
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for batch in pool.imap(_write_in_child, batches):
                done += batch.pages
                progress(done, len(paths))
                yield batch
        return
    for some in batches:
        batch = writer.write(some)
        done += batch.pages
        progress(done, len(paths))
        yield batch


class _Writer:
    """Writes the pages and descriptions of some paths."""

    current: _Writer
    """The one that a forked process finds where its parent left it."""

    def __init__(self, publication: Publication, replacement: Replacement) -> None:
        self._publication = publication
        self._replacement = replacement

    def write(self, paths: Sequence[str]) -> _Batch:
        batch = _Batch(pages=len(paths))
        for path in paths:
            for name, content in page_files(self._publication, path):
                batch.names.append(name)
                batch.changed += self._replacement.put(name, content)
        return batch


def _write_in_child(paths: Sequence[str]) -> _Batch:
    return _Writer.current.write(paths)


def page_files(publication: Publication, path: str) -> Iterator[tuple[str, bytes]]:
    """The page of a path, and its description in every format if it has one."""
    page = publication.page(path)
    if page is None:
        return
    yield page_file(path), page.encode()
    quads = publication.data(path)
    if not quads:
        return
    layout = publication.reading.layout
    for name, _, extension, _ in FORMATS:
        yield data_file(path, extension), find_format(name).text(quads, layout).encode()


def site_files(publication: Publication, address: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file that is not the page or the description of something."""
    project = publication.edition.project
    address = address or project.base
    address += "" if address.endswith("/") else "/"
    yield from publication.assets().items()
    for dump in publication.reading.catalogue.dumps:
        yield dump.name, dump.content
    yield SEARCH_FILE, search_index(publication.reading)
    yield "robots.txt", _robots(project.base).encode()
    yield from _sitemap(publication, project.base)
    yield ".htaccess", negotiation.apache().encode()
    yield "negotiation/nginx/map.conf", negotiation.nginx_map().encode()
    yield "negotiation/nginx/locations.conf", negotiation.nginx_locations(address).encode()
    yield "negotiation/w3id/.htaccess", negotiation.w3id(address).encode()
    yield ".nojekyll", b""  # or GitHub Pages hides what begins with an underscore or a dot


def _robots(base: str) -> str:
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"


def _sitemap(publication: Publication, base: str) -> Iterator[tuple[str, bytes]]:
    """One file, or one that lists several where there are more pages than one may have."""
    addresses = [f"{base}{as_url(page_file(p)) if p else ''}" for p in publication.paths()]
    parts = [
        addresses[i : i + _MOST_IN_SITEMAP] for i in range(0, len(addresses), _MOST_IN_SITEMAP)
    ]
    if len(parts) == 1:
        yield "sitemap.xml", _xml("urlset", "url", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _xml("urlset", "url", part)
    yield "sitemap.xml", _xml("sitemapindex", "sitemap", [f"{base}{name}" for name in names])


def _xml(root: str, element: str, addresses: Sequence[str]) -> bytes:
    lines = [f"<{element}><loc>{escape(address)}</loc></{element}>" for address in addresses]
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n'
    return (head + "\n".join(lines) + f"\n</{root}>\n").encode()
