"""The server as an ASGI application: the publication, and the services mounted beside it.

What is held ready is answered first, from a table by path; everything else takes the longer way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from http import HTTPStatus
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from downrange.publication import Publication
from downrange.publication.finding import LONGEST_QUERY
from downrange.publication.negotiation import FORMATS
from downrange.publication.paths import as_url, data_file, page_file
from downrange.server.accepting import accepts_gzip, chosen
from downrange.server.addresses import (
    Address,
    Addresses,
    Description,
    File,
    Moved,
    OnlyPage,
    Page,
    Thing,
)
from downrange.server.addresses import Download as DownloadAddress
from downrange.server.conditions import Verdict, evaluate
from downrange.server.downloads import Download, downloads_of_dataset
from downrange.server.headers import ASK_AGAIN, METHODS, PREFLIGHT, SAFETY, Headers
from downrange.server.links import LinkHeaders
from downrange.server.making import Maker
from downrange.server.mounts import Mounts
from downrange.server.refusals import (
    BROKEN,
    BUSY,
    FAILED_CONDITION,
    NOT_ALLOWED,
    NOT_FOUND,
    Alternative,
    Refusal,
    Refuser,
    unacceptable,
)
from downrange.server.representation import Representation
from downrange.server.requests import Request, raw_path_of
from downrange.server.sending import send_download
from downrange.server.shelf import Shelf
from downrange.server.threads import Threads

MEMORY = 256 * 1024 * 1024
"""Bytes of representations that are held ready, by default."""

_SHARE_UNPACKED = 4
"""The part of it, one in so many, for what clients that accept no compression ask for."""

_SLOW_TO_UNPACK = 256 * 1024

_MOST_SEARCHING = 32
"""Searches that may wait for each other; others are asked to come again."""

_READ = ("GET", "HEAD")
_CONDITIONS = frozenset(
    (b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since")
)
_SEARCH = Page("search")
_FIRST = ("", "search", "ns", "dataset", "conflicts", "questions", "shapes", "report")
_logger = logging.getLogger(__name__)


def application(
    publication: Publication,
    downloads: Mapping[str, Download] | None = None,
    mounts: Mounts | None = None,
    *,
    root_path: str = "",
    modified: datetime | None = None,
    memory: int = MEMORY,
) -> Application:
    """The application that serves a publication.

    ``downloads`` are the files of the dataset by name, written anew where not given.
    ``root_path`` is where a proxy shows it (``/missions``), ``modified`` when what is published
    changed last, ``memory`` how many bytes of answers are held ready.
    """
    if downloads is None:
        downloads = downloads_of_dataset(publication.reading.dumps)
    publication.reading.dumps.known.update(
        {found.dump.format_name: found.dump for found in downloads.values()}
    )
    root = root_path.rstrip("/")
    modified = modified and modified.replace(microsecond=0)
    maker = Maker(publication, LinkHeaders(publication, root), modified)
    return Application(maker, downloads, mounts or Mounts(), memory)


class Application:
    """Answers requests by ASGI 3. Pages are made in threads, each once for all who wait for it."""

    def __init__(
        self, maker: Maker, downloads: Mapping[str, Download], mounts: Mounts, memory: int
    ) -> None:
        publication = maker.publication
        self.addresses = Addresses(publication, maker.file_names, downloads)
        for_unpacked = memory // _SHARE_UNPACKED
        self.shelf = Shelf[Representation](memory - for_unpacked)
        self.unpacked = Shelf[bytes](for_unpacked)
        self._maker = maker
        self._downloads = downloads
        self._mounts = mounts
        self._root = maker.links.root
        self._raw_root = self._root.encode()
        self._refuser = Refuser(publication.notice)
        self._threads = Threads()
        self._searching = 0
        self._being_made: dict[bytes, asyncio.Future[Representation]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http":
            return
        raw = raw_path_of(scope)
        if self._raw_root and (raw + b"/").startswith(self._raw_root + b"/"):
            raw = raw[len(self._raw_root) :]  # empty, where not even the slash is there
        if not scope["query_string"] and scope["method"] == "GET":
            held = self.shelf.get(raw)
            if held is not None:
                await self._send(Request(scope, send, raw), held, raw)
                return
        await self._guarded(raw, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start and stop with the server. https://asgi.readthedocs.io/en/latest/specs/lifespan.html"""
        await receive()
        try:
            async with AsyncExitStack() as stack:
                stack.callback(self._threads.stop)
                await stack.enter_async_context(self._mounts.started())
                preparing = asyncio.create_task(self._prepare())
                stack.callback(preparing.cancel)
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except Exception as error:
            _logger.exception("cannot start or stop")
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.shutdown.complete"})

    async def _prepare(self) -> None:
        """Hold ready what everybody asks for first, and what takes longest to make."""
        for path in _FIRST:
            if isinstance(address := self.addresses.find(page_file(path)), Page):
                with suppress(Exception):  # whoever asks for it will be told
                    await self._held(address)

    async def _guarded(self, raw: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Mapping[str, object]) -> None:
            nonlocal started
            started = True
            await send(message)  # type: ignore[arg-type]

        request = Request(scope, noting, raw)
        try:
            service = self._mounts.find(request.url_path)
            if service is not None:
                await self._serve(service, request, receive)
            elif raw:
                await self._answer(request)
            else:
                await self._redirect(request, HTTPStatus.PERMANENT_REDIRECT, "")
        except Exception:
            _logger.exception("cannot answer %s %r", scope["method"], raw)
            if started:
                raise
            await self._refuse(request, BROKEN)

    async def _serve(self, service: ASGIApp, request: Request, receive: Receive) -> None:
        path = f"{self._root}/{unquote(request.url_path)}"
        scope = {**request.scope, "path": path, "root_path": self._root}
        await service(scope, receive, request.send)

    async def _answer(self, request: Request) -> None:
        if request.method == "OPTIONS":
            headers: Headers = ((b"allow", METHODS), *PREFLIGHT, *SAFETY)
            await request.answer(HTTPStatus.NO_CONTENT, headers)
            return
        if request.method not in _READ:
            await self._refuse(request, NOT_ALLOWED)
            return
        address = self.addresses.find(request.path) if request.path is not None else None
        if address is None:
            await self._refuse(request, NOT_FOUND)
        else:
            await self._answer_at(address, request)

    async def _answer_at(self, address: Address, request: Request) -> None:
        match address:
            case Page() if address == _SEARCH and (query := request.asked("q").strip()):
                await self._search(request, query[:LONGEST_QUERY])
            case Page() | Description() | File():
                await self._send(request, await self._held(address), _key(address))
            case DownloadAddress(name):
                download = self._downloads[name]
                headers: Headers = ((b"link", self._maker.links.download(download.dump)), ASK_AGAIN)
                refusal = await send_download(
                    request, download, headers, self._maker.modified, self._threads.read
                )
                if refusal is not None:
                    await self._refuse(request, refusal)
            case Thing():
                await self._lead_away(request, address)
            case OnlyPage(path):
                await self._redirect(request, HTTPStatus.SEE_OTHER, page_file(path))
            case Moved(path):
                await self._redirect(request, HTTPStatus.PERMANENT_REDIRECT, path)

    async def _search(self, request: Request, query: str) -> None:
        if self._searching >= _MOST_SEARCHING:
            await self._refuse(request, BUSY)
            return
        self._searching += 1
        try:
            found = await self._threads.slow(lambda: self._maker.search(query))
        finally:
            self._searching -= 1
        await self._send(request, found)

    async def _held(self, address: Page | Description | File) -> Representation:
        """What is at an address, made now or by whoever asked first."""
        key = _key(address)
        held = self.shelf.get(key)
        if held is not None:
            return held
        making = self._being_made.get(key)
        if making is None:
            making = self._threads.make(address, lambda: self._maker.make(address))
            self._being_made[key] = making
            making.add_done_callback(lambda done: self._made(key, done))
        # Whoever goes away does not take the page from those who still wait.
        return await asyncio.shield(making)

    def _made(self, key: bytes, done: asyncio.Future[Representation]) -> None:
        del self._being_made[key]
        if not done.cancelled() and done.exception() is None:
            made = done.result()
            self.shelf.put(key, made, made.size)

    async def _send(self, request: Request, held: Representation, key: bytes = b"") -> None:
        """Send what is held, under a key or none, in the coding that the client accepts."""
        coded, conditional = held.plain, False
        for name, value in request.scope["headers"]:
            if name == b"accept-encoding":
                if held.zipped is not None and accepts_gzip(value):
                    coded = held.zipped
            elif name in _CONDITIONS:
                conditional = True
        verdict = Verdict.SEND
        if conditional:
            verdict = evaluate(request.headers, coded.etag, held.modified)
        match verdict:
            case Verdict.SEND:
                packed = coded is held.zipped
                content = held.packed if packed else await self._unpacked(held, key)
                await request.answer_with(coded.start, content)
            case Verdict.NOT_MODIFIED:
                await request.answer_with(coded.unchanged, b"")
            case Verdict.FAILED:
                await self._refuse(request, FAILED_CONDITION)

    async def _unpacked(self, held: Representation, key: bytes) -> bytes:
        """The content in no coding, which is kept for those who come next."""
        if held.zipped is None:
            return held.packed
        content = self.unpacked.get(key)
        if content is None:
            large = len(held.packed) > _SLOW_TO_UNPACK
            content = await self._threads.read(held.unpacked) if large else held.unpacked()
            if key:
                self.unpacked.put(key, content, len(content))
        return content

    async def _lead_away(self, request: Request, thing: Thing) -> None:
        """303 See Other, to what the client likes best. https://www.w3.org/TR/cooluris/#r303gendocument"""
        links = self._maker.links.thing(thing.page)
        extension = chosen(request.accept, FORMATS)
        if not extension:
            await self._refuse(request, unacceptable(self._alternatives(thing.page), links))
            return
        file = page_file(thing.page) if extension == "html" else data_file(thing.page, extension)
        mark = f"#{thing.fragment}" if thing.fragment and extension == "html" else ""
        location = f"{self._root}/{as_url(file)}{mark}".encode()
        await request.answer(HTTPStatus.SEE_OTHER, _leading(location, links))

    def _alternatives(self, path: str) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(
                f"{self._root}/"
                + as_url(page_file(path) if extension == "html" else data_file(path, extension)),
                media_types[0],
            )
            for extension, media_types in FORMATS
        )

    async def _redirect(self, request: Request, status: HTTPStatus, file: str) -> None:
        query = b"?" + request.query if request.query else b""
        location = f"{self._root}/{as_url(file)}".encode() + query
        await request.answer(status, _leading(location, b""))

    async def _refuse(self, request: Request, refusal: Refusal) -> None:
        headers, content = self._refuser.answer(refusal, request.accept, request.url_path)
        await request.answer(refusal.status, headers, content)


def _key(address: Page | Description | File) -> bytes:
    """The path of the URL at which it is, as it travels."""
    match address:
        case Page(path):
            file = page_file(path)
        case Description(path, extension):
            file = data_file(path, extension)
        case File(name):
            file = name
    return f"/{as_url(file)}".encode()


def _leading(location: bytes, links: bytes) -> Headers:
    found: Headers = (
        (b"location", location),
        (b"content-length", b"0"),
        (b"vary", b"Accept"),
        ASK_AGAIN,
        *SAFETY,
    )
    return (*found, (b"link", links)) if links else found
