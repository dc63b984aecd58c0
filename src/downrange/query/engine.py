"""Asks a store: known prefixes supplied, parameters bound safely, errors with line and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store

from downrange.errors import QueryError
from downrange.namespaces import PREFIXES
from downrange.query.answers import Answer, Graph, Row, Solutions, Truth
from downrange.query.binding import bind
from downrange.query.services import asks_services, in_time, refuse_services
from downrange.query.syntax import syntax_error
from downrange.query.tokens import refuse_updates, tokenise
from downrange.serialisation.description import ENTITY_PATH, EVIDENCE_SEGMENTS
from downrange.vocabulary import Vocabulary


def known_prefixes(vocabulary: Vocabulary, base: str) -> dict[str, str]:
    """The prefixes supplied to queries: the published ones, and one for each class of entity.

    ``mission:`` is ``{base}id/mission/``, the name that Turtle has for it too. Statements and
    documents have none, since their names have slashes: ``<document/en.wikipedia.org/...>``.
    """
    segments = {term.segment for term in vocabulary.classes.values() if term.segment}
    entities = sorted(segments.difference(EVIDENCE_SEGMENTS))
    return {segment: f"{base}{ENTITY_PATH}{segment}/" for segment in entities} | PREFIXES


def ask(
    store: Store,
    sparql: str,
    *,
    bindings: Mapping[str, str | Literal | NamedNode] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    base: str = "",
    services: Collection[str] = (),
) -> Answer:
    """The answer to a SPARQL 1.1 query, https://www.w3.org/TR/sparql11-query/.

    The default graph is the union of all graphs unless the query says otherwise with ``FROM``.
    ``prefixes`` need no declaration, ``base`` resolves relative IRIs. ``bindings`` give
    variables their values; a plain ``str`` is a string. Nothing outside the store is read, but
    for the endpoints of ``SERVICE`` whose hosts ``services`` allows.

    Raises ``QueryError`` with line and column where the query is wrong, where a binding names
    no variable of it, where it would change data, and where it asks an endpoint that is not
    allowed or does not answer.
    """
    tokens = tokenise(sparql)
    refuse_services(tokens, services)
    refuse_updates(tokens)
    values = {
        name: Literal(value) if isinstance(value, str) else value
        for name, value in (bindings or {}).items()
    }
    bound = bind(sparql, values)

    def evaluated() -> Answer:
        union = not _names_its_graphs(sparql)
        return _evaluated(store, bound, prefixes, base, union=union)

    try:
        return in_time(evaluated) if asks_services(sparql) else evaluated()
    except SyntaxError as error:
        raise _syntax_error(sparql, str(error), values, prefixes, base) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"The query could not be answered: {error}.") from error


def _evaluated(
    store: Store, sparql: str, prefixes: Mapping[str, str], base: str, *, union: bool
) -> Answer:
    answer = store.query(
        sparql,
        prefixes=dict(prefixes),
        base_iri=base or None,
        use_default_graph_as_union=union,
    )
    if isinstance(answer, QueryBoolean):
        return Truth(bool(answer))
    if isinstance(answer, QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        rows = (Row(dict(zip(names, solution, strict=True))) for solution in answer)
        return Solutions(names, tuple(rows))
    return Graph(frozenset(answer))


def _names_its_graphs(sparql: str) -> bool:
    return any(token.keyword == "FROM" for token in tokenise(sparql))


def _syntax_error(
    sparql: str,
    message: str,
    values: Mapping[str, Literal | NamedNode],
    prefixes: Mapping[str, str],
    base: str,
) -> QueryError:
    if values:
        # Positions in the bound text mean nothing to its author: parse what was written.
        try:
            Store().query(sparql, prefixes=dict(prefixes), base_iri=base or None)
        except SyntaxError as error:
            message = str(error)
        else:
            given = ", ".join(f"?{name} = {value}" for name, value in values.items())
            return QueryError(
                f"A parameter cannot stand where the query uses it ({given}).",
                advice="A literal is no property or graph, and BOUND() takes no parameter.",
            )

    def parse(text: str) -> None:
        Store().query(text, prefixes=dict(prefixes), base_iri=base or None)

    return syntax_error(sparql, message, parse)
