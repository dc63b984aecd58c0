"""The service as an ASGI application: addresses, methods, headers and errors."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from downrange.publication.assets import asset_names, assets
from downrange.publication.publication import Publication
from downrange.reconciliation.answers import Answers, Json, own_answers, wikidata_answers
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.extending import Extender
from downrange.reconciliation.forms import form_of, number, parameters_of
from downrange.reconciliation.manifest import manifest, wikidata_manifest
from downrange.reconciliation.pages import POLICY, SmallPages, style
from downrange.reconciliation.query import read_batch
from downrange.reconciliation.refusal import RefusalError
from downrange.reconciliation.sharing import Shared
from downrange.reconciliation.suggesting import (
    FARTHEST,
    suggest_entities,
    suggest_properties,
    suggest_types,
)

_ASKING = ("queries", "extend")
_MOST_PROPOSALS = 1_000
_SAFE = {"X-Content-Type-Options": "nosniff"}
_SUGGESTIONS = {
    "entity": suggest_entities,
    "type": suggest_types,
    "property": suggest_properties,
}


def reconciliation_app(publication: Publication, *, pages: str = "") -> Starlette:
    """The service over a publication's entities; the package tells how to mount it.

    The index is made here, at once. ``pages`` is the address, absolute or a path, under which the
    pages of entities are; by default the base IRI.
    """
    dataset = Reconcilable(publication)
    service = _Service(dataset, pages or publication.edition.project.base)
    both = ["GET", "POST"]
    return Starlette(
        routes=[
            Route("/", service.own, methods=both),
            Route("/wikidata", service.wikidata, methods=both),
            Route("/view", service.view),
            Route("/preview", service.preview),
            Route("/suggest/{kind}", service.suggest),
            Route("/flyout/{kind}", service.flyout),
            Route("/properties", service.properties),
            Route("/about", service.about),
            Route("/wikidata/about", service.about),
            Route("/style.css", service.style),
            Route("/logo.svg", service.logo),
            Route("/wikidata/logo.svg", service.logo),
        ],
        middleware=[Middleware(Shared)],
        exception_handlers={RefusalError: _refused, HTTPException: _failed},
    )


def mounted(app: ASGIApp, path: str) -> tuple[BaseRoute, ...]:
    """The routes of the service under a path (``/reconcile``), with and without a slash behind."""
    return Route(path, _Bare(app, path)), Mount(path, app)


class _Bare:
    """Answers at a path itself, where a mount would redirect to the path with a slash behind."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner = dict(scope)
        inner["root_path"] = scope.get("root_path", "") + self._path
        inner["path"] = f"{scope['path']}/"
        await self._app(inner, receive, send)


class _Service:
    """Answers requests."""

    def __init__(self, dataset: Reconcilable, pages: str) -> None:
        self._dataset = dataset
        self._view = pages
        self._pages = SmallPages(dataset)
        self._extender = Extender(dataset)
        self._own = own_answers(dataset)
        self._wikidata = wikidata_answers(dataset)

    async def own(self, request: Request) -> Response:
        """The manifest, candidates, or the values of properties."""
        asked = await self._asked(request)
        if "extend" in asked:
            return _json(await run_in_threadpool(self._extender.answer, asked["extend"]))
        if "queries" in asked:
            return await self._candidates(self._own, asked["queries"])
        return _json(manifest(self._dataset, _address(request)))

    async def wikidata(self, request: Request) -> Response:
        """The same by Wikidata's ids; Wikidata itself knows the values of properties."""
        asked = await self._asked(request)
        if "extend" in asked:
            raise RefusalError("this service extends no data.", where="extend")
        if "queries" in asked:
            return await self._candidates(self._wikidata, asked["queries"])
        return _json(wikidata_manifest(self._dataset, f"{_address(request)}/wikidata"))

    async def view(self, request: Request) -> Response:
        """To the page of an entity."""
        node = self._entity(request)
        return RedirectResponse(self._page(node), status_code=303, headers=_SAFE)

    async def preview(self, request: Request) -> Response:
        node = self._entity(request)
        address = _address(request)
        view = f"{address}/view?id={quote(self._dataset.identifiers.id(node), safe='')}"
        page = await run_in_threadpool(self._pages.preview, node, view, f"{address}/style.css")
        return _html(page)

    async def suggest(self, request: Request) -> Response:
        suggestion = _SUGGESTIONS[_kind(request)]
        parameters = parameters_of(request)
        if "prefix" not in parameters:
            raise RefusalError("is missing.", where="prefix", advice="Give what was typed so far.")
        skipped = number(parameters, "cursor", FARTHEST)
        prefix = _short(parameters["prefix"], "prefix")
        return _json(await run_in_threadpool(suggestion, self._dataset, prefix, skipped))

    async def flyout(self, request: Request) -> Response:
        kind = _kind(request)
        name = _given(parameters_of(request), "id")
        if kind == "entity":
            node = self._entity(request)
            label, line = self._dataset.index.label(node), self._dataset.description(node)
        else:
            label, line = self._term(kind, name)
        return _json({"id": name, "html": self._pages.flyout(name, label, line)})

    async def properties(self, request: Request) -> Response:
        """The properties that entities of a type have."""
        parameters = parameters_of(request)
        limit = number(parameters, "limit", _MOST_PROPOSALS)
        kind = _short(parameters.get("type", ""), "type")
        return _json(await run_in_threadpool(self._extender.propose, kind, limit))

    async def about(self, request: Request) -> Response:
        address = _address(request)
        return _html(self._pages.about(address, f"{address}/style.css"))

    async def style(self, _request: Request) -> Response:
        return Response(style(), media_type="text/css", headers=_SAFE)

    async def logo(self, _request: Request) -> Response:
        mark = assets()[asset_names()["mark.svg"]]
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        headers = _SAFE | {"Content-Security-Policy": policy}
        return Response(mark, media_type="image/svg+xml", headers=headers)

    async def _asked(self, request: Request) -> Mapping[str, str]:
        """What is asked: at most one of ``queries`` and ``extend``; by POST, exactly one."""
        posted = request.method == "POST"
        found = await form_of(request) if posted else parameters_of(request)
        asked = {name: found[name] for name in _ASKING if name in found}
        if "query" in found:
            raise RefusalError(
                "is how version 0.1 asked.", where="query", advice="Send a batch as 'queries'."
            )
        if len(asked) > 1:
            raise RefusalError("'queries' and 'extend' are two questions.", advice="Ask one.")
        if posted and not asked:
            raise RefusalError("the form has neither 'queries' nor 'extend'.")
        return asked

    async def _candidates(self, answers: Answers, text: str) -> Response:
        batch = read_batch(text)
        return _json(await run_in_threadpool(answers.to, batch))

    def _entity(self, request: Request) -> str:
        name = _given(parameters_of(request), "id")
        node = self._dataset.identifiers.node(name)
        if node is None or node not in self._dataset.register.numbers:
            raise RefusalError(f"there is no entity {name[:80]!r}.", status=404, where="id")
        return node

    def _term(self, kind: str, name: str) -> tuple[str, str]:
        terms = self._dataset.terms
        if kind == "type":
            for found in sorted(terms.find_types(name)):
                return terms.types[found].name, terms.types[found].definition
        else:
            for term in terms.find_properties(name):
                return term.name, term.definition
        raise RefusalError(f"there is no {kind} {name[:80]!r}.", status=404, where="id")

    def _page(self, node: str) -> str:
        path = node.removeprefix(self._dataset.project.base)
        return quote(f"{self._view}{path}", safe="/:?#[]@!$&'()*+,;=%~")


def _address(request: Request) -> str:
    """Where the service is, as the client knows it, without a slash at the end."""
    root = str(request.scope.get("root_path", "")).rstrip("/")
    return str(request.url.replace(path=root, query="", fragment=""))


def _kind(request: Request) -> str:
    kind = str(request.path_params["kind"])
    if kind not in _SUGGESTIONS:
        raise RefusalError(
            f"{kind[:40]!r} is nothing to suggest.",
            status=404,
            advice=f"There are {', '.join(_SUGGESTIONS)}.",
        )
    return kind


def _given(parameters: Mapping[str, str], name: str) -> str:
    if not parameters.get(name):
        raise RefusalError("is missing.", where=name)
    return parameters[name]


def _short(text: str, where: str) -> str:
    if len(text) > 500:
        raise RefusalError("is too long.", where=where)
    return text


def _json(content: Json) -> Response:
    return JSONResponse(content, headers=_SAFE)


def _html(page: str) -> Response:
    return HTMLResponse(page, headers=_SAFE | {"Content-Security-Policy": POLICY})


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)  # noqa: S101  it is registered for these
    return JSONResponse(
        {
            "status": "error",
            "message": error.message,
            "where": error.where,
            "advice": error.advice,
        },
        status_code=error.status,
        headers=_SAFE,
    )


async def _failed(_request: Request, error: Exception) -> Response:
    """An address that is not there, or a method that an address does not have."""
    assert isinstance(error, HTTPException)  # noqa: S101  it is registered for these
    return JSONResponse(
        {"status": "error", "message": error.detail, "where": "", "advice": ""},
        status_code=error.status_code,
        headers=_SAFE | dict(error.headers or {}),
    )
