"""The read half of the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/: a graph is named by ``?graph=IRI`` or
``?default`` (the union of all graphs, which is what queries see), or by the path itself:
``/graph/facts`` is ``{base}graph/facts``. Without a name it is the graphs all together, with
their names; to people, the list of them. Nothing can be written.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.types import Scope

from downrange.endpoint.limits import Limits
from downrange.endpoint.media_types import (
    BY_NAME,
    DATASETS,
    GRAPHS,
    PAGE,
    Format,
    Wanted,
    choose,
)
from downrange.endpoint.messages import RequestError, header
from downrange.endpoint.protocol import parse_fields, single
from downrange.endpoint.requests import Asked, Task

PATH = "graphs"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_LONGEST = 8192
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`%]")


def asked_graph(scope: Scope, base: str, limits: Limits) -> Asked | None:
    """What a request names, ``None`` for the list of the graphs as a page.

    Raises ``RequestError`` where it names nothing, or no format of ours is accepted.
    """
    fields = single(parse_fields(scope["query_string"], "The address", 414, limits.query_bytes))
    direct = scope.get("path_params", {}).get("name")
    accept = header(scope, b"accept")
    if direct is not None:
        if "graph" in fields or "default" in fields:
            raise RequestError(400, "The graph is named by the path, and by a parameter as well.")
        own = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        name = _NOT_IN_IRI.sub(lambda found: quote(found[0]), own)
        return _asked(Task.GRAPH, f"{base}{name}", accept, fields.get("format"))
    if "graph" in fields and "default" in fields:
        raise RequestError(400, "Name either a graph or the default graph, not both.")
    if "default" in fields:
        if fields["default"]:
            raise RequestError(400, "The parameter default has no value.")
        return _asked(Task.GRAPH, "", accept, fields.get("format"))
    if "graph" in fields:
        name = fields["graph"]
        if len(name) > _LONGEST or not _ABSOLUTE.fullmatch(name):
            raise RequestError(400, f"A graph is named by an absolute IRI, not by {name[:80]!r}.")
        return _asked(Task.GRAPH, name, accept, fields.get("format"))
    if "format" not in fields and choose(accept, (*DATASETS, PAGE)) is PAGE:
        return None
    return _asked(Task.DATASET, "", accept, fields.get("format"))


def _asked(task: Task, name: str, accept: str, form_name: str | None) -> Asked:
    offered = GRAPHS if task is Task.GRAPH else DATASETS
    form: Format | None
    if form_name:
        form = BY_NAME.get(form_name)
        if form not in offered:
            raise RequestError(400, f"There is no format {form_name[:40]!r} for graphs here.")
    else:
        form = choose(accept, offered)
    if form is None:
        raise RequestError(
            406,
            "Nothing that you accept is to be had. There are "
            f"{', '.join(one.media_type for one in offered)}.",
        )
    return Asked(task, name, Wanted(None, None, form))
