"""Canonical N-Quads, by https://www.w3.org/TR/rdf-canon/#canonical-quads."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from downrange.serialisation.nquads import nquads, ntriples
from tests.serialisation.datasets import article

S = NamedNode("http://example.org/s")


def written(text: str) -> str:
    """What stands between the quotes of a string."""
    return "".join(nquads([Quad(S, S, Literal(text))])).removeprefix(f"{S} {S} ")[1:-4]


# The specification: ECHAR for these seven, UCHAR for the other controls, DEL and what is no
# character of XML 1.1, and everything else as it is.
ECHAR = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
UCHAR = [*range(0x08), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF]


def test_every_character_of_the_first_plane_has_its_canonical_form() -> None:
    for code in [*range(0xD800), *range(0xE000, 0x10000)]:
        expected = ECHAR.get(chr(code)) or (f"\\u{code:04X}" if code in UCHAR else chr(code))
        assert written(chr(code)) == expected


@pytest.mark.parametrize("astral", ["🚀", "\U0001fffe", "\U0010ffff"])
def test_characters_beyond_the_first_plane_stand_as_they_are(astral: str) -> None:
    assert written(astral) == astral


def test_strings_have_no_datatype_and_others_do() -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    quads = [Quad(S, S, Literal("5")), Quad(S, S, Literal("5", datatype=integer))]
    assert "".join(nquads(quads)) == (
        "<http://example.org/s> <http://example.org/s> "
        '"5" .\n'
        "<http://example.org/s> <http://example.org/s> "
        '"5"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )


def test_lines_are_sorted_by_code_point() -> None:
    # U+FF5E sorts before U+1F680 by code point, after it by UTF-16 code unit.
    texts = [text[-6:-4] for text in nquads(Quad(S, S, Literal(c)) for c in ("a\U0001f680", "a～"))]
    assert texts == ["a～", "a\U0001f680"]


def test_n_triples_say_once_what_two_graphs_say() -> None:
    twice = [Quad(S, S, S, NamedNode("http://example.org/g1")), Quad(S, S, S)]
    assert list(ntriples(twice)) == [f"{S} {S} {S} .\n"]
    assert len(list(nquads(twice))) == 2


def test_blank_nodes_get_the_labels_of_rdfc_1_0() -> None:
    # Two nodes told apart by their values alone: whatever they were called, the same text.
    def text(one: str, other: str) -> str:
        quads = [Quad(BlankNode(one), S, Literal("1")), Quad(BlankNode(other), S, Literal("2"))]
        return "".join(nquads(quads))

    assert text("x", "y") == text("y", "x")
    assert text("x", "y").startswith("_:c14n0 ")


def test_the_words_of_a_blank_node_in_a_string_are_only_words() -> None:
    quads = [Quad(S, S, Literal(" _:b0 "))]
    assert list(nquads(quads)) == [f'{S} {S} " _:b0 " .\n']


def test_every_quad_of_the_article_is_a_line() -> None:
    assert len(list(nquads(article()))) == len(article())
