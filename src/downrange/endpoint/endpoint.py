"""The SPARQL endpoint as routes for a Starlette application."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager

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
from downrange.endpoint.policies import EDITOR_POLICY, PAGE_POLICY
from downrange.endpoint.protocol import Call, read_call
from downrange.endpoint.replies import Refused, Result
from downrange.endpoint.requests import Asked, Task
from downrange.endpoint.service_description import GraphCount, ServiceDescription, read_counts
from downrange.endpoint.statuses import headers_of, status_of, told
from downrange.errors import DownrangeError

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
        tag = self._tag(asked)
        if is_known(scope, tag):
            return Response(304, "", b"", _validators(tag))
        try:
            result = await attended(receive, self._backend.answer(asked, client(scope)))
        except Refused as refused:
            if as_page:
                return self._problem_page(call, refused)
            raise
        if result.name == PAGE.name:
            return self._result_page(call, result, tag)
        return _data(result, tag)

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
            body = described.text(form)
        except ValueError:
            raise RequestError(400, "The Host header is no name of a host.") from None
        name = f"description.{form.extension}"
        return Response(200, form.content_type, body, (_VARY, _FRESH, _EXPOSED, _named(name)))

    async def _graphs(self, scope: Scope, receive: Receive) -> Response:
        base = self._description.project.base
        asked = graph_store.asked_graph(scope, base, self._backend.limits)
        if asked is None:
            return await self._list_of_graphs(scope, receive)
        tag = self._tag(asked)
        if is_known(scope, tag):
            return Response(304, "", b"", _validators(tag))
        return _data(await attended(receive, self._backend.answer(asked, client(scope))), tag)

    async def _list_of_graphs(self, scope: Scope, receive: Receive) -> Response:
        values = {
            "title": "The graphs",
            "summary": "What each graph says, by the Graph Store Protocol.",
            "graphs": await self._graph_counts(scope, receive),
        }
        body = framed("graphs.html", graph_store.PATH, values, self._description)
        return _page(200, body, (_FRESH,))

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
            body = self._page.page(Shown("", problem=str(error)))
            return _page(400, body, (_NEVER,), self._policy)
        return _page(200, self._page.page(shown), (_FRESH,), self._policy)

    def _result_page(self, call: Call, result: Result, tag: str) -> Response:
        shown = Shown(
            call.query or "",
            call.default_graphs,
            call.named_graphs,
            result=result.body.decode("utf-8"),
        )
        return _page(200, self._page.page(shown), _validators(tag), self._policy)

    def _problem_page(self, call: Call, refused: Refused) -> Response:
        place = f"Line {refused.line}, column {refused.column}" if refused.line else ""
        shown = Shown(
            call.query or "",
            call.default_graphs,
            call.named_graphs,
            problem=refused.message,
            place=place,
        )
        headers = headers_of(refused)
        return _page(status_of(refused), self._page.page(shown), headers, self._policy)

    @property
    def _policy(self) -> bytes:
        return EDITOR_POLICY if self._description.editor else PAGE_POLICY

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


def _data(result: Result, tag: str) -> Response:
    extension = BY_NAME[result.name].extension
    headers = (*_validators(tag), _EXPOSED, _named(f"result.{extension}"))
    return Response(200, result.content_type, result.body, headers)


def _validators(tag: str) -> tuple[Header, ...]:
    return (_VARY, _FRESH, (b"etag", tag.encode())) if tag else (_VARY, _NEVER)


def _named(file: str) -> Header:
    return b"content-disposition", f'inline; filename="{file}"'.encode()


def _page(
    status: int, body: bytes, headers: tuple[Header, ...], policy: bytes = PAGE_POLICY
) -> Response:
    kind = f"{HTML}; charset=utf-8"
    if _VARY not in headers:
        headers = (_VARY, *headers)
    return Response(status, kind, body, headers, policy)


def _text(status: int, message: str, headers: tuple[Header, ...]) -> Response:
    return Response(status, "text/plain; charset=utf-8", f"{message}\n".encode(), headers)
