"""The parts that need neither HTTP nor processes: formats, counting, frames, gates, cache."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryResultsFormat, Store

from downrange.endpoint.cache import Cache, is_lasting
from downrange.endpoint.counting import Measured, counter
from downrange.endpoint.frames import Unframing, frame
from downrange.endpoint.gates import LITTLE, Gate, Standing
from downrange.endpoint.limits import Limits
from downrange.endpoint.media_types import (
    CSV,
    GRAPHS,
    JSON,
    N_TRIPLES,
    PAGE,
    RDF_XML,
    ROWS,
    TSV,
    TURTLE,
    XML,
    Wanted,
    choose,
    wanted,
)
from downrange.endpoint.messages import Response, Room, reply
from downrange.endpoint.nesting import DEEPEST, refuse_nesting
from downrange.endpoint.replies import Refusal, Refused, Result
from downrange.endpoint.requests import Asked, Task
from downrange.endpoint.shapes import shape_of
from downrange.endpoint.supplying import supplied
from downrange.errors import QueryError
from downrange.query.tokens import tokenise

# RFC 9110, section 12.5.1: quality, the most specific range, 0 for "not acceptable".


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.5, application/sparql-results+xml", XML),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", CSV),
        ("application/sparql-results+json;q=0, */*;q=0.1", XML),
        ("application/*;q=0.2, text/tab-separated-values;q=0.3", TSV),
        ("application/json", JSON),
        ("TEXT/CSV", CSV),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=nonsense", JSON),
    ],
)
def test_the_format_of_rows(accept: str, expected: object) -> None:
    assert choose(accept, ROWS) is expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle, application/n-triples;q=0.9", TURTLE),
        ("text/turtle;q=0.1, application/rdf+xml;q=0.2", RDF_XML),
        ("text/plain", N_TRIPLES),
        ("text/csv", None),
    ],
)
def test_the_format_of_graphs(accept: str, expected: object) -> None:
    assert choose(accept, GRAPHS) is expected


def test_a_browser_is_given_a_page() -> None:
    firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert wanted(firefox) == Wanted(PAGE, PAGE, PAGE)


def test_each_kind_of_result_has_a_format_of_its_own() -> None:
    comunica = "application/sparql-results+json;q=0.9, text/turtle, */*;q=0.1"
    assert wanted(comunica) == Wanted(JSON, JSON, TURTLE)
    assert wanted("text/csv") == Wanted(CSV, None, None)


# Counting: what is counted is compared with what a reader of the format finds.

_VALUES = st.text(
    st.sampled_from(list("\",{}[]<>&\\\n\t abc'")) | st.characters(codec="utf-8", min_codepoint=32),
    max_size=12,
)


@given(
    rows=st.lists(st.lists(st.none() | _VALUES, min_size=2, max_size=2), max_size=6),
    cuts=st.lists(st.integers(1, 40), min_size=1, max_size=20),
)
def test_rows_are_counted_wherever_pieces_end(
    rows: list[list[str | None]], cuts: list[int]
) -> None:
    values = " ".join(
        f"({' '.join('UNDEF' if cell is None else str(Literal(cell)) for cell in row)})"
        for row in rows
    )
    query = f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {values} }} }}"
    formats = {
        JSON: QueryResultsFormat.JSON,
        XML: QueryResultsFormat.XML,
        CSV: QueryResultsFormat.CSV,
        TSV: QueryResultsFormat.TSV,
    }
    for form, theirs in formats.items():
        text: bytes = Store().query(query).serialize(format=theirs)  # type: ignore[union-attr,assignment,call-overload]
        counting = counter(form)
        assert counting is not None
        counted = at = 0
        for number in range(len(text) + 1):
            size = cuts[number % len(cuts)]
            counted += counting.count(text[at : at + size])
            at += size
            if at >= len(text):
                break
        assert counted == len(rows), (form.name, text)


def test_the_count_is_that_of_a_reader() -> None:
    """The other way round: readers of each format agree on three rows of this text."""
    query = 'SELECT ?x { VALUES ?x { "a\\nb" "<result>" "[{" } }'
    store = Store()

    def text(form: QueryResultsFormat) -> str:
        return store.query(query).serialize(format=form).decode()  # type: ignore[union-attr,call-overload]

    assert len(json.loads(text(QueryResultsFormat.JSON))["results"]["bindings"]) == 3
    assert len(list(csv.reader(io.StringIO(text(QueryResultsFormat.CSV), newline="")))) == 3 + 1
    tree = ElementTree.fromstring(text(QueryResultsFormat.XML))
    assert len(tree.findall(".//{*}result")) == 3
    assert len(text(QueryResultsFormat.TSV).splitlines()) == 3 + 1


def test_pretty_json_is_counted_too() -> None:
    """Other stores write it with spaces."""
    text = json.dumps({"results": {"bindings": [{"x": {"value": "}, {"}}, {}, {}]}}, indent=2)
    counting = counter(JSON)
    assert counting is not None
    assert counting.count(text.encode()) == 3


@pytest.mark.parametrize(("rows", "size", "why"), [(1, 1000, Refusal.ROWS), (2, 10, Refusal.SIZE)])
def test_a_result_over_a_limit_is_refused(rows: int, size: int, why: Refusal) -> None:
    sink = Measured(TSV, rows, size)
    with pytest.raises(Refused) as refused:
        sink.write(b"?x\n1\n22222\n")
    assert refused.value.why is why


def test_a_result_at_its_limits_is_whole() -> None:
    sink = Measured(TSV, 2, 7)
    sink.write(b"?x\n1\n")
    sink.write(b"2\n")
    assert sink.content() == b"?x\n1\n2\n"


# Frames


@given(
    messages=st.lists(st.tuples(st.binary(max_size=30), st.binary(max_size=300)), max_size=4),
    size=st.integers(1, 64),
)
def test_messages_arrive_whole_whatever_the_pieces(
    messages: list[tuple[bytes, bytes]], size: int
) -> None:
    """One at a time, as they are sent: the next only once the one before has been answered."""
    unframing = Unframing()
    for head, body in messages:
        sent = frame(head, body)
        pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
        found = [unframing.add(piece) for piece in pieces]
        assert found[:-1] == [None] * (len(pieces) - 1)
        assert found[-1] == (head, body)


@given(text=st.text(), graphs=st.lists(st.text(), max_size=3))
def test_a_task_crosses_as_it_is(text: str, graphs: list[str]) -> None:
    asked = Asked(Task.QUERY, text, Wanted(JSON, None, PAGE), tuple(graphs), ())
    assert Asked.from_bytes(asked.data) == asked


def test_a_digest_tells_default_from_named_graphs() -> None:
    one = Asked(Task.QUERY, "ASK {}", Wanted(JSON, JSON, None), ("http://a",), ())
    other = Asked(Task.QUERY, "ASK {}", Wanted(JSON, JSON, None), (), ("http://a",))
    assert one.digest() != other.digest()


# Nesting


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * (DEEPEST + 1),
        "ASK { FILTER(" + "(" * DEEPEST + ")",
        "ASK { FILTER(" + "!" * (DEEPEST + 1) + "true) }",
        "ASK { ?a " + "^" * (DEEPEST + 1) + "<b> ?c }",
        "ASK { ?a ?b " + "[ ?c " * (DEEPEST + 1),
    ],
)
def test_too_deep_a_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="deep"):
        refuse_nesting(tokenise(query))


def test_many_brackets_beside_each_other_are_fine() -> None:
    refuse_nesting(tokenise("ASK { " + "{ ?a ?b ?c } UNION " * 2000 + "{} }"))


def test_brackets_in_strings_and_comments_do_not_count() -> None:
    refuse_nesting(tokenise('ASK { ?a ?b "' + "{" * 999 + '" } #' + "{" * 999 + "\n" + " ." * 999))


def test_the_place_of_the_bracket_is_told() -> None:
    query = "ASK\n" + "{\n" * DEEPEST + "  {"
    with pytest.raises(QueryError) as error:
        refuse_nesting(tokenise(query))
    assert error.value.place is not None
    assert (error.value.place.line, error.value.place.column) == (DEEPEST + 2, 3)


# The gate


def test_those_who_used_least_go_first_and_no_more_than_may_wait() -> None:
    async def scene() -> list[str]:
        gate = Gate(places=1, waiting=2)
        entered: list[str] = []

        async def visitor(name: str, standing: float) -> None:
            await gate.enter(standing, 5)
            entered.append(name)

        await gate.enter(0, 5)
        waiting = [
            asyncio.create_task(visitor("much", 9.0)),
            asyncio.create_task(visitor("little", 1.0)),
        ]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await gate.enter(9.0, 5)
        assert refused.value.why is Refusal.BUSY
        for _ in waiting:
            gate.leave()
            await asyncio.sleep(0.01)
        await asyncio.gather(*waiting)
        return entered

    assert asyncio.run(scene()) == ["little", "much"]


def test_a_place_is_kept_for_those_who_used_little() -> None:
    async def scene() -> None:
        gate = Gate(places=1, waiting=5, reserved=1)
        await gate.enter(LITTLE, 5)
        assert not gate.is_open(LITTLE)
        waiting = asyncio.create_task(gate.enter(LITTLE, 5))
        await asyncio.sleep(0)
        await gate.enter(0.0, 0.1)
        gate.leave()
        await asyncio.sleep(0)
        assert not waiting.done(), "the kept place is not for it"
        gate.leave()
        await waiting

    asyncio.run(scene())


def test_who_used_much_makes_way_for_who_used_little() -> None:
    async def scene() -> None:
        gate = Gate(places=1, waiting=1)
        await gate.enter(0, 5)
        much = asyncio.create_task(gate.enter(9.0, 5))
        await asyncio.sleep(0)
        little = asyncio.create_task(gate.enter(1.0, 5))
        with pytest.raises(Refused):
            await much
        gate.leave()
        await little

    asyncio.run(scene())


def test_who_waits_too_long_or_goes_away_takes_no_place() -> None:
    async def scene() -> None:
        gate = Gate(places=1, waiting=5)
        await gate.enter(0, 5)
        with pytest.raises(Refused):
            await gate.enter(0, 0.01)
        leaving = asyncio.create_task(gate.enter(0, 5))
        await asyncio.sleep(0)
        gate.leave()  # the place is given, and given back, for its taker is gone
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        await gate.enter(0, 0.1)

    asyncio.run(scene())


def test_half_of_what_was_used_is_forgotten_in_ten_seconds() -> None:
    standing = Standing()
    standing.charge("a", 8.0, now=100.0)
    assert standing.of("a", 110.0) == pytest.approx(4.0)
    assert standing.of("b", 110.0) == 0.0


# Large results


def test_large_results_for_slow_readers_have_so_much_room() -> None:
    room = Room(most=1_000_000)
    large, small = (Response(200, "text/csv", b"x" * size) for size in (600_000, 100))
    with room.taken(large):
        with room.taken(small):
            pass
        with pytest.raises(Refused) as refused, room.taken(large):
            pass
        assert refused.value.why is Refusal.BUSY
    with room.taken(large):
        pass


def test_a_large_result_comes_in_pieces_and_whole() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    body = bytes(range(256)) * 3000
    asyncio.run(reply(send, Response(200, "text/csv", body), "GET"))
    start, *pieces = sent
    assert (b"content-length", b"768000") in start["headers"]
    assert b"".join(piece["body"] for piece in pieces) == body
    assert [piece["more_body"] for piece in pieces] == [True, True, False]


# Shapes

_ANY = Wanted(JSON, JSON, TURTLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?a ?b 1.5 }", "ASK { ?a ?b 20.25 }"),
        ("ASK { ?a ?b ?c } # one", "ASK  {\n?a ?b ?c }"),
        ("ASK { ?a ?b 'x' }", "ASK { ?a ?b 'y # \\' }' }"),
        ("ASK { ?a <http://p/1> ?c }", "ASK { ?a <http://p/23> ?c }"),
    ],
)
def test_queries_of_one_shape(one: str, other: str) -> None:
    assert shape_of(Asked(Task.QUERY, one, _ANY)) == shape_of(Asked(Task.QUERY, other, _ANY))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?a ?b ?c }", "ASK { ?a ?b ?c . ?d ?e ?f }"),
        ("ASK { ?a <http://p#one> ?c }", "ASK { ?a <http://p#two> ?c }"),
        ("ASK { ?a sf:time ?c }", "ASK { ?a sf:mass ?c }"),
    ],
)
def test_queries_of_two_shapes(one: str, other: str) -> None:
    assert shape_of(Asked(Task.QUERY, one, _ANY)) != shape_of(Asked(Task.QUERY, other, _ANY))


# The cache


def test_the_oldest_results_make_room() -> None:
    cache = Cache(room=160)
    for number in range(20):
        cache.put(bytes([number]), Result("json", "", b"x" * 10))
        cache.get(b"\0")  # the first is asked for again and again
    assert cache.get(b"\0") is not None
    assert cache.get(b"\1") is None
    assert cache.get(bytes([19])) is not None


def test_a_large_result_is_not_kept() -> None:
    cache = Cache(room=160)
    cache.put(b"a", Result("json", "", b"x" * 11))
    assert cache.get(b"a") is None


@pytest.mark.parametrize("function", ["NOW()", "rand()", "UUID()", "StrUUID()", "BNODE()"])
def test_what_changes_is_not_lasting(function: str) -> None:
    assert not is_lasting(f"SELECT ({function} AS ?x) {{}}")
    assert not is_lasting("SELECT * { SERVICE <http://a/> {} }")
    assert is_lasting("SELECT * { ?s ?p ?o }")


# Prefixes for a store that knows none


def test_only_what_is_used_and_not_declared_is_supplied() -> None:
    query = 'PREFIX a: <http://own/>\nASK { a:x b:y "c:z" }'
    known = {"a": "http://a/", "b": "http://b/", "c": "http://c/"}
    given_to_store = supplied(query, tokenise(query), known, "http://base/")
    assert given_to_store == f"PREFIX b: <http://b/> {query}"
    relative = "ASK { <one> ?p <http://two> }"
    given_to_store = supplied(relative, tokenise(relative), known, "http://base/")
    assert given_to_store == f"BASE <http://base/> {relative}"


def test_limits_have_sensible_proportions() -> None:
    limits = Limits()
    assert limits.patience < limits.seconds
    assert limits.cached_bytes <= limits.held_bytes
