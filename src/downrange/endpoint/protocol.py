"""What a request asks for by the SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-protocol/#query-operation: a query comes by GET, as a form by
POST, or as the body of a POST. Updates are not among what is offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from downrange.endpoint.limits import Limits
from downrange.endpoint.messages import RequestError, body_of, header

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_MOST_FIELDS = 256
_UPDATE_FIELDS = ("update", "using-graph-uri", "using-named-graph-uri")
_GRAPH_FIELDS = ("default-graph-uri", "named-graph-uri")
_SINGLE = ("query", "format", "graph", "default")

_ESCAPED = 3
"""A form writes a byte as three at the most (``%7B``)."""


@dataclass(frozen=True, slots=True)
class Call:
    """A query as it was asked; ``query`` is ``None`` where there is none.

    ``format`` is the name of a format that is asked for whatever the client accepts, and
    ``fields`` are the other fields of the request.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    fields: Mapping[str, str]


async def read_call(scope: Scope, receive: Receive, limits: Limits) -> Call:
    """The query of a request. Raises ``RequestError`` where it is not as the protocol has it."""
    fields = parse_fields(scope["query_string"], "The address", 414, limits.query_bytes)
    if scope["method"] != "POST":
        return _call(fields, None, limits, 414)
    if header(scope, b"content-encoding").strip().lower() not in ("", "identity"):
        raise RequestError(415, "A request may not be compressed: send it without encoding.")
    media_type, charset = _content_type(header(scope, b"content-type"))
    if media_type not in (FORM, QUERY, UPDATE):
        raise RequestError(
            415,
            f"The query was posted as {media_type or 'nothing in particular'}. "
            f"Post it as {QUERY}, or as the field query of {FORM}.",
            ((b"accept", f"{QUERY}, {FORM}".encode()),),
        )
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise RequestError(415, f"The query was posted in {charset}. Post it in UTF-8.")
    if media_type == UPDATE:
        raise updates_refused()
    if media_type == QUERY:
        body = await body_of(scope, receive, limits.query_bytes)
        return _call(fields, _decoded(body, "The query"), limits, 413)
    body = await body_of(scope, receive, limits.query_bytes * _ESCAPED)
    posted = parse_fields(body, "The form", 413, limits.query_bytes)
    return _call([*fields, *posted], None, limits, 413)


def parse_fields(text: bytes, what: str, too_long: int, most: int) -> Sequence[tuple[str, str]]:
    """Names and values of a query string or form. Raises ``RequestError``."""
    if not text:
        return ()
    if len(text) > most * _ESCAPED:
        raise RequestError(too_long, _too_long(most))
    try:
        return parse_qsl(
            _decoded(text, what),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise RequestError(400, f"{what} holds bytes that are not UTF-8.") from None
    except ValueError:
        raise RequestError(400, f"{what} has more than {_MOST_FIELDS} fields.") from None


def single(fields: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The fields by name. Raises ``RequestError`` for one that may be given only once."""
    found: dict[str, str] = {}
    for name, value in fields:
        if name in found and name in _SINGLE:
            raise RequestError(400, f"The field {name} is given more than once.")
        found[name] = value
    return found


def updates_refused() -> RequestError:
    return RequestError(
        403,
        "Updates are refused: the data here are only read. "
        "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
    )


def _call(
    fields: Sequence[tuple[str, str]], posted: str | None, limits: Limits, too_long: int
) -> Call:
    by_name = single(fields)
    if any(name in by_name for name in _UPDATE_FIELDS):
        raise updates_refused()
    if posted is not None and "query" in by_name:
        raise RequestError(400, "There is a query in the address and another in the body.")
    query = by_name.get("query") if posted is None else posted
    if query is not None and len(query.encode("utf-8", "surrogatepass")) > limits.query_bytes:
        raise RequestError(too_long, _too_long(limits.query_bytes))
    default_graphs, named_graphs = (
        tuple(dict.fromkeys(value for name, value in fields if name == wanted))
        for wanted in _GRAPH_FIELDS
    )
    if len(default_graphs) + len(named_graphs) > limits.graphs:
        raise RequestError(400, f"More than {limits.graphs} graphs are named.")
    return Call(query, default_graphs, named_graphs, by_name.get("format", ""), by_name)


def _content_type(value: str) -> tuple[str, str]:
    """Media type and character set of a header, both in lower case."""
    if value in (FORM, QUERY):
        return value, ""
    message = Message()
    message["content-type"] = value.replace("\r", " ").replace("\n", " ") or "*/*"
    media_type = message.get_content_type() if "/" in value else ""
    return media_type, (message.get_content_charset() or "").lower()


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(
            400, f"{what} is not UTF-8: byte {error.start} is {data[error.start]:#04x}."
        ) from None


def _too_long(most: int) -> str:
    return (
        f"The query has more than {most:,} bytes, which is the limit here. "
        "What is too long for an address may be posted."
    )
