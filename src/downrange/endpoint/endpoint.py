"""The SPARQL endpoint as routes for a Starlette application."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from downrange.endpoint import graph_store
from downrange.endpoint.backends import Backend
from downrange.endpoint.cache import is_lasting
from downrange.endpoint.description import EndpointDescription
from downrange.endpoint.media_types import (
    BY_NAME,
    GRAPHS,
    HTML,
    PAGE,
    Format,
    Wanted,
    choose,
    only,
    wanted,
)
from downrange.endpoint.messages import (
    ClientGoneError,
    Header,
    RequestError,
    Response,
    Room,
    attended,
    client,
    header,
    is_known,
    reply,
)
from downrange.endpoint.page import FIRST, FOLDER, PATH, QueryPage, Shown, framed
from downrange.endpoint.protocol import Call, read_call
from downrange.endpoint.replies import Refused
from downrange.endpoint.requests import Asked, Task
from downrange.endpoint.service_description import GraphCount, ServiceDescription, read_counts
from downrange.endpoint.statuses import headers_of, status_of, told
from downrange.errors import DownrangeError
from downrange.publication.negotiation import POLICY

_READING = "GET, HEAD, POST, OPTIONS"
_GRAPH_READING = "GET, HEAD, OPTIONS"
_VARY: Header = (b"vary", b"Accept")
_FRESH: Header = (b"cache-control", b"no-cache")
_NEVER: Header = (b"cache-control", b"no-store")
_FOR_EVER: Header = (b"cache-control", b"public, max-age=31536000, immutable")
_EXPOSED: Header = (b"access-control-expose-headers", b"ETag, Link, Retry-After")
_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}

_MOST_MADE = 16
"""Descriptions and lists that are kept; who asks decides the address in them."""

Handler = Callable[[Scope, Receive], Awaitable[Response]]


class Endpoint:
    """``/sparql`` by the SPARQL 1.1 Protocol and ``/graphs`` by the Graph Store Protocol.

    Mount ``routes()`` at the root of the application, and serve them while ``running()`` is
    entered. The protocols are
    https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/
    (its reading half), the service description
    https://www.w3.org/TR/sparql11-service-description/
    """

    def __init__(self, backend: Backend, description: EndpointDescription) -> None:
        self._backend = backend
        self._description = description
        self._page = QueryPage(description)
        self._counts: tuple[GraphCount, ...] | None = None
        self._made: dict[tuple[str, str], bytes] = {}

    def routes(self) -> list[Route]:
        """``/sparql``, ``/graphs``, graphs by their path, and the files of the query page."""
        room = Room(self._backend.limits.held_bytes)
        graphs = Resource(self._graphs, _GRAPH_READING, room)
        return [
            Route(f"/{PATH}", Resource(self._sparql, _READING, room)),
            Route(f"/{FOLDER}/{{name}}", Resource(self._file, _GRAPH_READING, room)),
            Route(f"/{graph_store.PATH}", graphs),
            Route(f"/{graph_store.PATH}/{{name:path}}", graphs),
            Route("/graph/{name:path}", graphs),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The processes run while this is entered; none is left behind."""
        async with self._backend.running():
            yield

    async def _sparql(self, scope: Scope, receive: Receive) -> Response:
        call = await read_call(scope, receive, self._backend.limits)
        accept = header(scope, b"accept")
        as_page = _wants_page(call, accept)
        if call.query is None or (as_page and not call.query.strip()):
            if scope["method"] == "POST":
                raise RequestError(400, "There is no query: post one, or the field query.")
            return await self._without_query(scope, receive, call, as_page=as_page)
        wants = only(call.format) if call.format else wanted(accept)
        if wants is None:
            raise RequestError(
                400, f"There is no format {call.format[:40]!r}. There are {', '.join(BY_NAME)}."
            )
        asked = Asked(Task.QUERY, call.query, wants, call.default_graphs, call.named_graphs)
        if as_page:
            return await self._answered_page(scope, receive, call, asked)
        return await self._data(scope, receive, asked)

    async def _data(self, scope: Scope, receive: Receive, asked: Asked) -> Response:
        tag = self._tag(asked)
        if scope["method"] != "POST" and is_known(scope, tag):
            return Response(304, "", b"", _validators(tag))
        result = await attended(receive, self._backend.answer(asked, client(scope)))
        name = f"result.{BY_NAME[result.name].extension}"
        headers = (*_validators(tag), _EXPOSED, _named(name))
        return Response(200, result.content_type, result.body, headers)

    async def _without_query(
        self, scope: Scope, receive: Receive, call: Call, *, as_page: bool
    ) -> Response:
        if as_page:
            return self._empty_page(call)
        form = _format_of(call.format, header(scope, b"accept"))
        return await self._service_description(scope, receive, form)

    async def _service_description(self, scope: Scope, receive: Receive, form: Format) -> Response:
        project = self._description.project
        described = ServiceDescription(
            self._description.address or _address(scope),
            self._backend.features,
            await self._graph_counts(scope, receive),
            dataset=f"{project.base}dataset",
            licence=project.licence,
        )
        try:
            body = await self._once(described.address, form.name, lambda: described.text(form))
        except ValueError:
            raise RequestError(400, "The Host header is no name of a host.") from None
        name = f"description.{form.extension}"
        return Response(200, form.content_type, body, (_VARY, _FRESH, _EXPOSED, _named(name)))

    async def _graphs(self, scope: Scope, receive: Receive) -> Response:
        base = self._description.project.base
        asked = graph_store.asked_graph(scope, base, self._backend.limits)
        if asked is None:
            return await self._list_of_graphs(scope, receive)
        return await self._data(scope, receive, asked)

    async def _list_of_graphs(self, scope: Scope, receive: Receive) -> Response:
        values = {
            "title": "The graphs",
            "summary": "What each graph says, by the Graph Store Protocol.",
            "graphs": await self._graph_counts(scope, receive),
        }

        def made() -> bytes:
            return framed("graphs.html", graph_store.PATH, values, self._description)

        return _page(200, await self._once("", PAGE.name, made), _FRESH)

    async def _once(self, address: str, form: str, make: Callable[[], bytes]) -> bytes:
        """What takes a while where there are many graphs: made aside, and kept."""
        kept = self._made.get((address, form))
        if kept is None:
            kept = await asyncio.to_thread(make)
            if self._backend.edition and len(self._made) < _MOST_MADE:
                self._made[address, form] = kept
        return kept

    async def _graph_counts(self, scope: Scope, receive: Receive) -> tuple[GraphCount, ...]:
        """The named graphs; counted once where the data do not change."""
        if self._counts is not None:
            return self._counts
        asked = Asked(Task.COUNTS, "", Wanted(None, None, None))
        counts = read_counts(await attended(receive, self._backend.answer(asked, client(scope))))
        if self._backend.edition:
            self._counts = counts
        return counts

    async def _file(self, scope: Scope, _receive: Receive) -> Response:
        name = scope["path_params"]["name"]
        content = self._page.files.get(name)
        if content is None:
            raise RequestError(404, "There is no such file.")
        kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        return Response(200, kind, content, (_FOR_EVER,))

    def _empty_page(self, call: Call) -> Response:
        name = call.fields.get("question", "")
        try:
            shown = self._page.example(name, call.fields) if name else Shown(FIRST)
        except DownrangeError as error:
            return _page(400, self._page.page(Shown("", problem=str(error))), _NEVER)
        return _page(200, self._page.page(shown), _FRESH)

    async def _answered_page(
        self, scope: Scope, receive: Receive, call: Call, asked: Asked
    ) -> Response:
        shown = Shown(asked.text, call.default_graphs, call.named_graphs)
        try:
            result = await attended(receive, self._backend.answer(asked, client(scope)))
        except Refused as refused:
            place = f"Line {refused.line}, column {refused.column}" if refused.line else ""
            page = self._page.page(replace(shown, problem=refused.message, place=place))
            return _page(status_of(refused), page, *headers_of(refused))
        page = self._page.page(replace(shown, result=result.body.decode("utf-8")))
        return _page(200, page, _FRESH)

    def _tag(self, asked: Asked) -> str:
        """The weak ``ETag`` of a result, which is known before the result is.

        Weak, since rows that the query does not order may come in another order. Empty where
        the result may change: where the data may, or the query asks for the time or for chance.
        """
        edition = self._backend.edition
        if not edition or (asked.task is Task.QUERY and not is_lasting(asked.text)):
            return ""
        digest = hashlib.blake2b(edition.encode() + asked.data, digest_size=12)
        return f'W/"{digest.hexdigest()}"'


class Resource:
    """One resource as an ASGI application: its methods, CORS, and errors as text."""

    def __init__(self, handler: Handler, methods: str, room: Room) -> None:
        self._handler = handler
        self._methods = methods
        self._allowed = frozenset(methods.split(", "))
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        with ExitStack() as taken:
            try:
                response = await self._response(method, scope, receive)
                taken.enter_context(self._room.taken(response))
            except RequestError as error:
                response = _text(error.status, error.message, (_NEVER, *error.headers))
            except Refused as refused:
                response = _text(status_of(refused), told(refused), headers_of(refused))
            except ClientGoneError:
                return
            await reply(send, response, method)

    async def _response(self, method: str, scope: Scope, receive: Receive) -> Response:
        if method == "OPTIONS":
            return Response(204, "", b"", self._preflight(scope))
        if method not in self._allowed:
            raise RequestError(
                405,
                f"{method[:20]} is not answered here: the data are only read ({self._methods}).",
                ((b"allow", self._methods.encode()),),
            )
        return await self._handler(scope, receive)

    def _preflight(self, scope: Scope) -> tuple[Header, ...]:
        allow: Header = (b"allow", self._methods.encode())
        if not header(scope, b"access-control-request-method"):
            return (allow,)
        return (
            allow,
            (b"access-control-allow-methods", self._methods.encode()),
            (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
            (b"access-control-max-age", b"86400"),
        )


def _wants_page(call: Call, accept: str) -> bool:
    if call.format:
        return call.format == PAGE.name
    if call.query is None or not call.query.strip():
        return choose(accept, (*GRAPHS, PAGE)) is PAGE
    return wanted(accept).rows is PAGE


def _format_of(name: str, accept: str) -> Format:
    if name:
        form = BY_NAME.get(name)
        if form not in GRAPHS or form is None:
            raise RequestError(400, f"The description of this endpoint is not had as {name[:40]}.")
        return form
    form = choose(accept, GRAPHS)
    if form is None:
        raise RequestError(
            406,
            "There is no query, so this is the description of the endpoint. It is to be had as "
            f"{', '.join(one.media_type for one in GRAPHS)}.",
        )
    return form


def _address(scope: Scope) -> str:
    host = header(scope, b"host") or "localhost"
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}/{PATH}"


def _validators(tag: str) -> tuple[Header, ...]:
    return (_VARY, _FRESH, (b"etag", tag.encode())) if tag else (_VARY, _NEVER)


def _named(file: str) -> Header:
    return b"content-disposition", f'inline; filename="{file}"'.encode()


def _page(status: int, body: bytes, *headers: Header) -> Response:
    kind = f"{HTML}; charset=utf-8"
    # The editor too keeps the policy of the site: it styles itself through the object model.
    return Response(status, kind, body, (_VARY, *headers), POLICY.encode())


def _text(status: int, message: str, headers: tuple[Header, ...]) -> Response:
    return Response(status, "text/plain; charset=utf-8", f"{message}\n".encode(), headers)
