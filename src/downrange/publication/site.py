"""Writes a publication as a folder of files that any web server can hand out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from downrange.collecting import rarely_collected
from downrange.dataset.entry import Dump, dump_name
from downrange.publication import negotiation
from downrange.publication.dumps import DUMPS
from downrange.publication.folder import Outcome, Replacement, finish, replaced
from downrange.publication.pages import FORMATS
from downrange.publication.paths import as_url, data_file, page_file
from downrange.publication.publication import Publication
from downrange.publication.search import FILE as SEARCH_FILE
from downrange.publication.search import search_index

Progress = Callable[[int, int], None]
"""Is told how many pages of how many are done."""

_BATCH = 50
_CATALOGUE = "dataset"
_QUESTIONS = "questions/"
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
    with rarely_collected(), replaced(folder) as replacement:
        names: list[str] = []
        written = 0
        for batch in _written(publication, replacement, workers, progress):
            names += batch.names
            written += batch.changed
            publication.reading.dumps.known.update(batch.dumps)
        last = (*page_files(publication, _CATALOGUE), *site_files(publication, address))
        for name, content in last:
            names.append(name)
            written += replacement.put(name, content)
        return finish(replacement, names, written)


@dataclass(frozen=True, slots=True)
class _Task:
    """Some pages to write, or the file of the whole dataset in some format."""

    paths: tuple[str, ...] = ()
    dump: str = ""


@dataclass(slots=True)
class _Batch:
    """What was written for a task."""

    pages: int = 0
    changed: int = 0
    names: list[str] = field(default_factory=list)
    dumps: dict[str, Dump] = field(default_factory=dict)

    def put(self, replacement: Replacement, name: str, content: bytes) -> None:
        self.names.append(name)
        self.changed += replacement.put(name, content)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Does the tasks."""

    publication: Publication
    replacement: Replacement

    def do(self, task: _Task) -> _Batch:
        batch = _Batch(pages=len(task.paths))
        if task.dump:
            dumps = self.publication.reading.dumps
            batch.put(self.replacement, dump_name(task.dump), dumps.content(task.dump))
            batch.dumps[task.dump] = dumps.known[task.dump]
        for path in task.paths:
            for name, content in page_files(self.publication, path):
                batch.put(self.replacement, name, content)
        return batch


def _tasks(paths: Sequence[str]) -> Iterator[_Task]:
    """The longest first, so that no process is left alone with one at the end.

    Questions are one task, for they need a store, which whoever answers them has to fill.
    """
    yield from (_Task(dump=name) for name in DUMPS)
    questions = tuple(path for path in paths if path.startswith(_QUESTIONS))
    yield _Task(questions)
    rest = [path for path in paths if not path.startswith(_QUESTIONS)]
    for first in range(0, len(rest), _BATCH):
        yield _Task(tuple(rest[first : first + _BATCH]))


def _written(
    publication: Publication, replacement: Replacement, workers: int, progress: Progress
) -> Iterator[_Batch]:
    """What comes of each task, in their order: in this process, or in several forked ones."""
    # The page of the catalogue waits for the checksums of the dumps.
    paths = [path for path in publication.paths() if path != _CATALOGUE]
    writer = _Writer(publication, replacement)
    with ExitStack() as stack:
        results: Iterator[_Batch]
        if workers > 1 and "fork" in multiprocessing.get_all_start_methods():
            publication.prepare()
            # The children find the index in the memory they share; nothing large is sent.
            pool = multiprocessing.get_context("fork").Pool(workers, _inherit, (writer,))
            stack.enter_context(pool)
            results = pool.imap(_do_in_child, _tasks(paths))
            publication.reading.catalogue.count()  # while the others are at work
        else:
            results = map(writer.do, _tasks(paths))
        done = 0
        for batch in results:
            done += batch.pages
            progress(done, len(paths))
            yield batch


_inherited: list[_Writer] = []
"""In a forked process: the writer that its parent had."""


def _inherit(writer: _Writer) -> None:
    _inherited[:] = [writer]


def _do_in_child(task: _Task) -> _Batch:
    return _inherited[0].do(task)


def page_files(publication: Publication, path: str) -> Iterator[tuple[str, bytes]]:
    """The page of a path, and its description in every format if it has one."""
    page = publication.page(path)
    if page is None:
        return
    yield page_file(path), page.encode()
    if publication.descriptions.merged(path):
        for name, _, extension, _ in FORMATS:
            yield data_file(path, extension), publication.description(path, name).encode()


def site_files(publication: Publication, address: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file that is no page, no description and no dump of the dataset."""
    project = publication.edition.project
    address = address or project.base
    address += "" if address.endswith("/") else "/"
    yield from publication.assets().items()
    yield SEARCH_FILE, search_index(publication.reading)
    yield "robots.txt", robots(project.base).encode()
    yield from sitemap(publication)
    yield ".htaccess", negotiation.apache().encode()
    yield "negotiation/nginx/map.conf", negotiation.nginx_map().encode()
    yield "negotiation/nginx/locations.conf", negotiation.nginx_locations(address).encode()
    yield "negotiation/w3id/.htaccess", negotiation.w3id(address).encode()
    yield ".nojekyll", b""  # or GitHub Pages hides what begins with an underscore or a dot


def robots(base: str, closed: Iterable[str] = ()) -> str:
    """``robots.txt``: everything may be read, and there is a list of it.

    ``closed`` are the paths, as seen on the host, that answer without end.
    """
    refused = "".join(f"Disallow: {path}\n" for path in closed)
    return f"User-agent: *\nAllow: /\n{refused}\nSitemap: {base}sitemap.xml\n"


def sitemap(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """One file, or one that lists several where there are more pages than one may have."""
    base = publication.edition.project.base
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
