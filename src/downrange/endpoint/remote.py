"""Any SPARQL 1.1 store as the backend: queries go on to it, and its answers are checked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from downrange.endpoint.counting import Measured
from downrange.endpoint.evaluation import COUNTS
from downrange.endpoint.gates import Gate, Standing
from downrange.endpoint.limits import Limits
from downrange.endpoint.markup import Markup
from downrange.endpoint.media_types import (
    GRAPHS,
    HTML,
    JSON,
    N_TRIPLES,
    PAGE,
    ROWS,
    Format,
    Wanted,
)
from downrange.endpoint.nesting import refuse_nesting
from downrange.endpoint.replies import Refusal, Refused, Result
from downrange.endpoint.requests import Asked, Task
from downrange.endpoint.supplying import supplied
from downrange.errors import QueryError
from downrange.namespaces import PREFIXES
from downrange.query.services import refuse_services
from downrange.query.tokens import refuse_updates, tokenise

if TYPE_CHECKING:
    import httpx

_AT_ONCE = 16
_SLOW = (408, 503, 504)
_MOST_SAID = 400
_FOR_PAGES = Wanted(JSON, JSON, N_TRIPLES)


class RemoteBackend:
    """Answers by asking another SPARQL 1.1 endpoint, whose data may change at any time.

    ``url`` is that of its query operation. The limits on time, rows and bytes are kept here,
    those on memory and processor time are the store's own. What the default graph is, the store
    decides too: see docs/stores.md for how to make it the union. ``transport`` is for tests.
    """

    def __init__(
        self,
        url: str,
        *,
        prefixes: Mapping[str, str] = PREFIXES,
        base: str = "",
        services: Collection[str] = (),
        limits: Limits | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.edition = ""
        self.features: Collection[str] = ()
        self._services = frozenset(services)
        self._url = url
        self._prefixes = prefixes
        self._base = base
        self._transport = transport
        self._markup = Markup(prefixes, base)
        self._gate = Gate(_AT_ONCE, self.limits.waiting)
        self._standing = Standing()
        self._http: httpx.AsyncClient | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        import httpx  # noqa: PLC0415  only those who ask elsewhere need it

        async with httpx.AsyncClient(
            timeout=self.limits.seconds, transport=self._transport, trust_env=False
        ) as self._http:
            yield

    async def answer(self, asked: Asked, client: str) -> Result:
        loop = asyncio.get_running_loop()
        await self._gate.enter(self._standing.of(client, loop.time()), self.limits.seconds)
        began = loop.time()
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._answer(asked)
        except TimeoutError:
            raise Refused(
                Refusal.FAR_SLOW,
                f"The store behind this endpoint took more than {self.limits.seconds:g} s, "
                "which is the limit here. Ask for less.",
            ) from None
        finally:
            self._gate.leave()
            self._standing.charge(client, loop.time() - began, loop.time())

    async def _answer(self, asked: Asked) -> Result:
        match asked.task:
            case Task.COUNTS:
                return await self._ask(COUNTS, Wanted(JSON, None, None), {})
            case Task.GRAPH:
                return await self._graph(asked)
            case Task.DATASET:
                raise Refused(
                    Refusal.UNKNOWN_GRAPH,
                    "The graphs all together are not to be had here. Name one with graph=IRI.",
                )
            case Task.QUERY:
                sparql = await asyncio.to_thread(self._checked, asked.text)
                graphs = {
                    "default-graph-uri": asked.default_graphs,
                    "named-graph-uri": asked.named_graphs,
                }
                if asked.wanted.rows is PAGE:
                    data = await self._ask(sparql, _FOR_PAGES, graphs)
                    return await asyncio.to_thread(self._page, data)
                return await self._ask(sparql, asked.wanted, graphs)

    async def _graph(self, asked: Asked) -> Result:
        pattern = "?s ?p ?o"
        if asked.text:
            try:
                pattern = f"GRAPH {NamedNode(asked.text)} {{ ?s ?p ?o }}"
            except ValueError:
                raise Refused(Refusal.WRONG, f"{asked.text!r} is no IRI.") from None
            known = await self._ask(f"ASK {{ {pattern} }}", Wanted(None, JSON, None), {})
            if b"true" not in known.body:
                raise Refused(Refusal.UNKNOWN_GRAPH, f"There is no graph <{asked.text}> here.")
        sparql = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        return await self._ask(sparql, asked.wanted, {})

    def _checked(self, sparql: str) -> str:
        """The query with its prefixes declared; raises ``Refused`` for what is not let through."""
        tokens = tokenise(sparql)
        try:
            refuse_nesting(tokens)
            refuse_services(tokens, self._services)
            refuse_updates(tokens)
        except QueryError as error:
            raise Refused.of(error) from None
        return supplied(sparql, tokens, self._prefixes, self._base)

    async def _ask(
        self, sparql: str, wanted: Wanted, graphs: Mapping[str, tuple[str, ...]]
    ) -> Result:
        import httpx  # noqa: PLC0415

        if self._http is None:
            raise RuntimeError("the endpoint is not running")
        forms = tuple(dict.fromkeys(form for form in wanted if form is not None))
        request = self._http.build_request(
            "POST",
            self._url,
            data={"query": sparql, **{name: list(iris) for name, iris in graphs.items()}},
            headers={
                "accept": ", ".join(form.media_type for form in forms),
                "accept-encoding": "identity",
            },
        )
        try:
            response = await self._http.send(request, stream=True)
            try:
                return await self._read(response, forms)
            finally:
                await response.aclose()
        except httpx.TimeoutException:
            raise TimeoutError from None
        except httpx.HTTPError as error:
            raise _failed(f"cannot be reached ({type(error).__name__})") from None

    async def _read(self, response: httpx.Response, forms: tuple[Format, ...]) -> Result:
        if response.status_code != 200:
            raise await _refusal(response)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise _failed("answers in an encoding that was not asked for")
        form = _form_of(response.headers.get("content-type", ""))
        if form is None:
            raise _failed("answers in a format that is not known here")
        if form not in forms:
            raise Refused(
                Refusal.UNACCEPTABLE,
                f"The result comes as {form.media_type}, which you do not accept.",
            )
        sink = Measured(form, self.limits.rows, self.limits.result_bytes)
        async for piece in response.aiter_raw():
            sink.write(piece)
        return Result(form.name, form.content_type, sink.content())

    def _page(self, data: Result) -> Result:
        try:
            markup = self._markup_of(data)
        except (SyntaxError, ValueError):
            raise _failed("answers with something that is not what it says") from None
        return Result(PAGE.name, HTML, markup.encode("utf-8", "replace"))

    def _markup_of(self, data: Result) -> str:
        if data.name == N_TRIPLES.name:
            quads = parse(BytesIO(data.body), format=RdfFormat.N_TRIPLES)
            return self._markup.graph(quad.triple for quad in quads)
        match parse_query_results(BytesIO(data.body), format=QueryResultsFormat.JSON):
            case QuerySolutions() as solutions:
                return self._markup.rows(solutions)
            case QueryBoolean() as truth:
                return self._markup.truth(bool(truth))
            case _:
                raise ValueError


def _form_of(content_type: str) -> Format | None:
    media_type = content_type.partition(";")[0].strip().lower()
    for form in (*ROWS, *GRAPHS):
        if media_type == form.media_type or media_type in form.also:
            return form
    return None


async def _refusal(response: httpx.Response) -> Refused:
    """What the status of another endpoint means here, with the beginning of what it says."""
    said = b""
    async for piece in response.aiter_raw():
        said += piece
        if len(said) >= _MOST_SAID:
            break
    words = " ".join(said[:_MOST_SAID].decode("utf-8", "replace").split())
    text = "".join(c if c.isprintable() else "?" for c in words)
    if response.status_code == 400:
        return Refused(Refusal.WRONG, f"The store behind this endpoint says: {text}")
    if response.status_code in _SLOW:
        return Refused(
            Refusal.FAR_SLOW, f"The store behind this endpoint is too busy, or gave up: {text}"
        )
    return _failed(f"answers with status {response.status_code}: {text}")


def _failed(how: str) -> Refused:
    return Refused(Refusal.FAR_WRONG, f"The store behind this endpoint {how}.")
