"""Answers one task from a store, in the format that is wanted.

This runs in a process of its own, which may be killed at any moment: it keeps nothing, and
nothing waits for it to tidy up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)
from pyoxigraph import serialize as serialise

from downrange.endpoint.counting import Measured
from downrange.endpoint.limits import Limits
from downrange.endpoint.markup import Markup
from downrange.endpoint.media_types import (
    DATASETS,
    GRAPHS,
    HTML,
    JSON,
    PAGE,
    ROWS,
    TRUTHS,
    Format,
    Wanted,
)
from downrange.endpoint.nesting import DEEPEST, refuse_nesting
from downrange.endpoint.replies import Refusal, Refused, Result
from downrange.endpoint.requests import Asked, Task
from downrange.errors import QueryError
from downrange.query.services import refuse_services
from downrange.query.syntax import syntax_error
from downrange.query.tokens import refuse_updates, tokenise

_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG)
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"

# XML 1.0 has no way to write these characters; U+FFFE and U+FFFF are the last two.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_LOCAL_NAME = re.compile(rb"<oxprefix: ")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a process needs to know: the store, what queries may use unsaid, and the limits.

    ``services`` are the hosts that SERVICE may ask; see ``downrange.query.services``.
    """

    store: str
    prefixes: Mapping[str, str]
    base: str
    services: Collection[str] = ()
    limits: Limits = field(default_factory=Limits)


class Evaluation:
    """Answers tasks from an open store."""

    def __init__(self, store: Store, setting: Setting) -> None:
        self._store = store
        self._prefixes = dict(setting.prefixes)
        self._base = setting.base
        self._services = frozenset(setting.services)
        self._limits = setting.limits
        self._markup = Markup(setting.prefixes, setting.base)

    def answer(self, asked: Asked) -> Result:
        """The result; raises ``Refused`` where there is none."""
        match asked.task:
            case Task.QUERY:
                return self._query(asked)
            case Task.GRAPH:
                return self._graph(asked)
            case Task.DATASET:
                return self._dataset(asked.wanted)
            case Task.COUNTS:
                return self._counts()

    def _query(self, asked: Asked) -> Result:
        named = _check(asked.text, self._services)
        protocol = bool(asked.default_graphs or asked.named_graphs)
        try:
            found = self._store.query(
                asked.text,
                prefixes=self._prefixes,
                base_iri=self._base or None,
                use_default_graph_as_union=not (protocol or named),
                default_graph=_graphs(asked.default_graphs) if protocol else None,
                named_graphs=_graphs(asked.named_graphs) if protocol else None,
            )
            return self._written(found, asked.wanted)
        except SyntaxError as error:
            _refuse_update(asked.text)
            raise Refused.of(syntax_error(asked.text, str(error), self._parse)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise Refused(Refusal.WRONG, f"The query could not be answered: {error}.") from None

    def _parse(self, sparql: str) -> None:
        """Parse a query; on nothing, so that no beginning of one costs anything."""
        Store().query(sparql, prefixes=self._prefixes, base_iri=self._base or None)

    def _written(
        self, found: QuerySolutions | QueryBoolean | QueryTriples, wanted: Wanted
    ) -> Result:
        match found:
            case QuerySolutions():
                form = _fitting(wanted.rows, "rows (SELECT)", ROWS)
                if form is PAGE:
                    return _page(self._markup.rows(found))
                sink = self._sink(form)
                found.serialize(sink.file, _RESULTS[form.name])
            case QueryBoolean():
                form = _fitting(wanted.truth, "yes or no (ASK)", TRUTHS)
                if form is PAGE:
                    return _page(self._markup.truth(bool(found)))
                sink = self._sink(form)
                found.serialize(sink.file, _RESULTS[form.name])
            case _:
                return self._described(found, wanted)
        return _finished(form, sink.content())

    def _described(self, triples: Iterable[Triple], wanted: Wanted) -> Result:
        form = _fitting(wanted.graph, "a graph (CONSTRUCT, DESCRIBE)", GRAPHS)
        if form is PAGE:
            return _page(self._markup.graph(triples))
        sink, rdf_format = self._sink(form), _RDF[form.name]
        if rdf_format in _WITH_PREFIXES:
            serialise(triples, sink.file, rdf_format, prefixes=self._prefixes)
        else:
            serialise(triples, sink.file, rdf_format)
        return _finished(form, sink.content())

    def _graph(self, asked: Asked) -> Result:
        if not asked.text:
            found = cast("QueryTriples", self._store.query(_ALL, use_default_graph_as_union=True))
            return self._described(found, asked.wanted)
        try:
            name = NamedNode(asked.text)
        except ValueError:
            raise Refused(Refusal.WRONG, f"{asked.text!r} is no IRI.") from None
        if not self._store.contains_named_graph(name):
            raise Refused(Refusal.UNKNOWN_GRAPH, f"There is no graph <{asked.text}> here.")
        quads = self._store.quads_for_pattern(None, None, None, name)
        return self._described((quad.triple for quad in quads), asked.wanted)

    def _dataset(self, wanted: Wanted) -> Result:
        form = _fitting(wanted.graph, "graphs with their names", DATASETS)
        sink = self._sink(form)
        self._store.dump(sink.file, _RDF[form.name], prefixes=self._prefixes)
        return _finished(form, sink.content())

    def _counts(self) -> Result:
        """The number of triples of each named graph, as rows in JSON."""
        found = cast("QuerySolutions", self._store.query(COUNTS))
        sink = self._sink(JSON)
        found.serialize(sink.file, QueryResultsFormat.JSON)
        return _finished(JSON, sink.content())

    def _sink(self, form: Format) -> Measured:
        return Measured(form, self._limits.rows, self._limits.result_bytes)


def _check(sparql: str, services: Collection[str]) -> bool:
    """Whether a query names its graphs; raises ``Refused`` for what the engine must not see.

    Most queries have no word or number of brackets that would call for a closer look.
    """
    capitals = sparql.upper()
    deep = sum(map(sparql.count, "{([!^+-")) > DEEPEST
    asking, naming = "SERVICE" in capitals, "FROM" in capitals
    if not (deep or asking or naming):
        return False
    tokens = tokenise(sparql)
    try:
        refuse_nesting(tokens)
        refuse_services(tokens, services)
    except QueryError as error:
        raise Refused.of(error) from None
    return any(token.keyword == "FROM" for token in tokens)


def _refuse_update(sparql: str) -> None:
    """Say of what is no query that it is an update, if it is one."""
    try:
        refuse_updates(tokenise(sparql))
    except QueryError as error:
        raise Refused.of(error) from None


def _graphs(iris: Iterable[str]) -> list[Any]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Refused(
            Refusal.WRONG, f"A graph is named by an absolute IRI, which this is not: {error}."
        ) from None


def _fitting(form: Format | None, what: str, possible: tuple[Format, ...]) -> Format:
    if form is None or (form is not PAGE and form not in possible):
        names = ", ".join(one.media_type for one in possible)
        raise Refused(
            Refusal.UNACCEPTABLE,
            f"The result is {what}, and nothing that you accept can hold it. There are {names}.",
        )
    return form


def _page(markup: str) -> Result:
    return Result(PAGE.name, HTML, markup.encode("utf-8", "replace"))


def _finished(form: Format, content: bytes) -> Result:
    if form.name in ("xml", "rdf"):
        if _NOT_XML.search(content):
            raise Refused(
                Refusal.UNFIT,
                "XML cannot hold a control character of this result. Ask for JSON or TSV, "
                "or for Turtle or N-Triples.",
            )
        if _NO_LOCAL_NAME.search(content):
            raise Refused(
                Refusal.UNFIT,
                "RDF/XML cannot hold a property of this result whose IRI does not end in a name. "
                "Ask for Turtle or N-Triples.",
            )
        # Unescaped, a reader of XML would take them for line feeds.
        content = content.replace(b"\r", b"&#13;")
    return Result(form.name, form.content_type, content)
