"""What RDF/XML cannot carry is left out and reported."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from downrange.findings import Severity
from downrange.namespaces import SF, expand
from downrange.serialisation.rdfxml import rdfxml, unrepresentable
from tests.serialisation.datasets import LAYOUT, article, iri

MISSION = iri("id/mission/progress-ms-04")
NOTE = expand("sf:note")


def note(text: str) -> Quad:
    return Quad(MISSION, NOTE, Literal(text))


def notes(quads: list[Quad]) -> list[str | None]:
    """The texts of the notes in the RDF/XML of the quads."""
    root = ElementTree.fromstring("".join(rdfxml(quads, LAYOUT)))
    return [element.text for element in root.findall(".//sf:note", {"sf": SF})]


@pytest.mark.parametrize("barred", ["\x01", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_bars_is_a_finding_and_its_triple_is_left_out(barred: str) -> None:
    quads = [note(f"a{barred}b"), note("kept")]
    (finding,) = unrepresentable(quads)
    assert (finding.severity, finding.code) == (Severity.WARNING, "xml-unrepresentable")
    assert f"U+{ord(barred):04X}" in finding.message
    assert (finding.entity, finding.property) == (MISSION.value, NOTE.value)
    assert notes(quads) == ["kept"]


@pytest.mark.parametrize(
    "predicate",
    [
        "http://example.org/",
        "http://example.org/2016",
        "http://example.org/a%20",
        "urn:x:1",
        "http://example.org/имя",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#Description",
    ],
)
def test_a_property_that_no_element_can_name_is_a_finding(predicate: str) -> None:
    quads = [Quad(MISSION, NamedNode(predicate), MISSION)]
    (finding,) = unrepresentable(quads)
    assert finding.property == predicate
    assert len(ElementTree.fromstring("".join(rdfxml(quads, LAYOUT)))) == 0


@pytest.mark.parametrize("text", ["\t\n\r", "\x7f\x85\u2028", "]]> & <x> \"'", "\U0010ffff"])
def test_what_xml_can_carry_arrives_unchanged(text: str) -> None:
    assert not list(unrepresentable([note(text)]))
    assert notes([note(text)]) == [text]


def test_the_article_loses_nothing() -> None:
    assert not list(unrepresentable(article()))


def test_unknown_namespaces_get_numbered_prefixes() -> None:
    quads = [
        Quad(MISSION, NamedNode("http://b.example/p"), MISSION),
        Quad(MISSION, NamedNode("http://a.example/p"), MISSION),
    ]
    text = "".join(rdfxml(quads, LAYOUT))
    assert 'xmlns:ns1="http://a.example/"' in text
    assert 'xmlns:ns2="http://b.example/"' in text
