"""Answers that are not what was asked for: 404, 405, 406 and their like, as the client reads best.

People get a page in the site's look, programs a problem by RFC 9457, all others plain text.
Nothing of the request is repeated, but for the path in a list of alternatives.
https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from downrange.server.accepting import Offers, chosen
from downrange.server.headers import METHODS, SAFETY, Headers

_OFFERS: Offers = (
    ("text", ("text/plain",)),
    ("html", ("text/html", "application/xhtml+xml")),
    ("problem", ("application/problem+json", "application/json")),
)
_DEEPEST = 16
"""Segments of a path up to which a page is made, since each depth has its own links."""

Notice = Callable[[str, str, Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that could have been asked for."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered with what it asks for, in words for people."""

    status: HTTPStatus
    title: str
    detail: str
    headers: Headers = ()
    alternatives: tuple[Alternative, ...] = ()


NOT_FOUND = Refusal(
    HTTPStatus.NOT_FOUND,
    "There is nothing here",
    "Nothing in this dataset has this address. It may be misspelt, or its name has changed.",
)
NOT_ALLOWED = Refusal(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "This can only be read",
    "Use GET or HEAD. Nothing here can be changed by a request.",
    ((b"allow", METHODS),),
)
FAILED_CONDITION = Refusal(
    HTTPStatus.PRECONDITION_FAILED,
    "It is not what you expect",
    "What is here has another entity tag, or changed later, than the request demands.",
)
BUSY = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Too many are searching",
    "Ask again in a moment.",
    ((b"retry-after", b"2"),),
)
BROKEN = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "This is a fault of the server",
    "It could not make what is here. What went wrong stands in its log.",
)


def unacceptable(alternatives: tuple[Alternative, ...], link: bytes) -> Refusal:
    """406, with the list of what there is."""
    return Refusal(
        HTTPStatus.NOT_ACCEPTABLE,
        "Nothing that you accept is to be had",
        "The Accept header allows none of the formats that there are.",
        ((b"link", link),),
        alternatives,
    )


def unsatisfiable(content_range: bytes) -> Refusal:
    """416, with the size that there is."""
    return Refusal(
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        "There is no such part",
        "The range that was asked for begins after the end.",
        ((b"content-range", content_range),),
    )


@dataclass(frozen=True, slots=True)
class Refuser:
    """Writes refusals; ``notice`` makes a page for a path, with a title and some lines."""

    notice: Notice
    _pages: dict[tuple[HTTPStatus, int], bytes] = field(default_factory=dict)

    def answer(self, refusal: Refusal, accept: str, url_path: str) -> tuple[Headers, bytes]:
        """The headers and the content; ``url_path`` is relative to the root of the site."""
        kind = chosen(accept, _OFFERS)
        depth = url_path.count("/")
        if kind == "problem":
            media_type, content = b"application/problem+json", _problem(refusal)
        elif kind == "html" and depth <= _DEEPEST and not refusal.alternatives:
            media_type, content = b"text/html; charset=utf-8", self._page(refusal, depth)
        else:
            media_type, content = b"text/plain; charset=utf-8", _text(refusal)
        headers: Headers = (
            (b"content-type", media_type),
            (b"content-length", str(len(content)).encode()),
            (b"vary", b"Accept"),
            (b"cache-control", b"no-cache"),
            *refusal.headers,
            *SAFETY,
        )
        return headers, content

    def _page(self, refusal: Refusal, depth: int) -> bytes:
        key = (refusal.status, depth)
        if key not in self._pages:
            title = f"{refusal.status.value} · {refusal.title}"
            self._pages[key] = self.notice("/" * depth, title, (refusal.detail,)).encode()
        return self._pages[key]


def _problem(refusal: Refusal) -> bytes:
    """https://www.rfc-editor.org/rfc/rfc9457#section-3"""
    problem: dict[str, object] = {
        "type": "about:blank",
        "title": refusal.status.phrase,
        "status": refusal.status.value,
        "detail": f"{refusal.title}. {refusal.detail}",
    }
    if refusal.alternatives:
        problem["alternatives"] = [
            {"url": other.url, "mediaType": other.media_type} for other in refusal.alternatives
        ]
    return f"{json.dumps(problem, ensure_ascii=False, indent=1)}\n".encode()


def _text(refusal: Refusal) -> bytes:
    lines = [f"{refusal.status.value} {refusal.status.phrase}: {refusal.title}.", refusal.detail]
    if refusal.alternatives:
        lines += ["", "There are:"]
        lines += [f"  {other.url}  ({other.media_type})" for other in refusal.alternatives]
    return "\n".join([*lines, ""]).encode()
