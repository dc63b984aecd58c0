"""Turtle and TriG as people read them and as version control compares them."""

from __future__ import annotations

import difflib
from decimal import Decimal

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from downrange.namespaces import expand
from downrange.serialisation.layout import Layout
from downrange.serialisation.names import Names, relative
from downrange.serialisation.trig import trig
from downrange.serialisation.turtle import turtle
from tests.serialisation.datasets import BASE, LAYOUT, article, iri, typed

ARTICLE = """\
@base <https://w3id.org/downrange/> .
@prefix event: <https://w3id.org/downrange/id/event/> .
@prefix mission: <https://w3id.org/downrange/id/mission/> .
@prefix organization: <https://w3id.org/downrange/id/organization/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix spacecraft: <https://w3id.org/downrange/id/spacecraft/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

mission:progress-ms-04
    a sf:Mission ;
    rdfs:label
        "Progress MS-04"@en ,
        "Прогресс МС-04"@ru ;
    sf:crewSize 0 ;
    sf:hasEvent
        event:progress-ms-04-launch ,
        event:progress-ms-04-telemetry-loss ;
    sf:launch event:progress-ms-04-launch ;
.

spacecraft:progress-ms-04
    a sf:Spacecraft ;
    sf:launchMass "7285"^^xsd:decimal ;
    sf:power 0.5 ;
.

event:progress-ms-04-launch
    a sf:Launch ;
    sf:launchTime "2016-12-01T14:51:52Z"^^xsd:dateTime ;
.

organization:роскосмос
    a sf:Organization ;
.

<statement/en.wikipedia.org/progress-ms-04/5b1e0a3a9c04d7f2>
    a sf:Statement ;
    rdf:subject spacecraft:progress-ms-04 ;
    sf:asWritten "7285 kg" ;
    sf:extractedBy <mapping/infobox-spaceflight#launch_mass> ;
    sf:modality sf:asserted ;
.
"""


def as_turtle(*quads: Quad, layout: Layout = LAYOUT) -> str:
    return "".join(turtle(quads, layout))


def value_line(literal: Literal) -> str:
    """How a literal is written as the value of a note."""
    text = as_turtle(Quad(iri("id/mission/a"), expand("sf:note"), literal))
    return text.partition("    sf:note ")[2].removesuffix(" ;\n.\n")


def test_the_article_reads_like_this() -> None:
    assert as_turtle(*article()) == ARTICLE


def test_trig_is_the_turtle_of_each_graph_facts_first() -> None:
    lines = "".join(trig(article(), LAYOUT)).splitlines()
    outer = [line for line in lines if line and line[0] not in "@ "]
    assert outer == [
        "<graph/facts> {",
        "}",
        "<graph/document/en.wikipedia.org/progress-ms-04> {",
        "}",
    ]
    within = [line.removeprefix("    ") for line in lines if line.startswith("    ")]
    assert within == [line for line in ARTICLE.splitlines() if line and not line.startswith("@")]


@pytest.mark.parametrize("write", [turtle, trig])
def test_one_edited_value_is_a_diff_of_two_lines(write: object) -> None:
    before, after = (
        "".join(write(article(mass), LAYOUT)).splitlines()  # type: ignore[operator]
        for mass in (Decimal(7285), Decimal("7290.5"))
    )
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert [line[2:].strip() for line in changed] == [
        'sf:launchMass "7285"^^xsd:decimal ;',
        "sf:launchMass 7290.5 ;",
    ]


@pytest.mark.parametrize("write", [turtle, trig])
def test_no_line_ends_in_a_space_and_the_last_one_ends(write: object) -> None:
    text = "".join(write(article(), LAYOUT))  # type: ignore[operator]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("5", "xsd:integer", "5"),
        ("-5", "xsd:integer", "-5"),
        ("007", "xsd:integer", '"007"^^xsd:integer'),
        ("5.0", "xsd:integer", '"5.0"^^xsd:integer'),
        ("7285", "xsd:decimal", '"7285"^^xsd:decimal'),
        ("7285.5", "xsd:decimal", "7285.5"),
        ("0.0", "xsd:decimal", "0.0"),
        ("1.50", "xsd:decimal", '"1.50"^^xsd:decimal'),
        ("5.", "xsd:decimal", '"5."^^xsd:decimal'),
        ("true", "xsd:boolean", "true"),
        ("1", "xsd:boolean", '"1"^^xsd:boolean'),
        ("1.0E3", "xsd:double", '"1.0E3"^^xsd:double'),
        ("2016", "xsd:gYear", '"2016"^^xsd:gYear'),
    ],
)
def test_bare_values_only_where_they_are_exactly_the_lexical_form(
    lexical: str, datatype: str, expected: str
) -> None:
    assert value_line(typed(lexical, datatype)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('say "gee"', r'"say \"gee\""'),
        ("two\nlines", r'"two\nlines"'),
        ("C:\\", r'"C:\\"'),
        ("\u202egnp.exe", r'"\u202Egnp.exe"'),
        ("a\u2028b", r'"a\u2028b"'),
        ("Прогресс 🚀", '"Прогресс 🚀"'),
    ],
)
def test_strings_stay_on_one_line_and_hide_nothing(text: str, expected: str) -> None:
    assert value_line(Literal(text)) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (BASE + "id/mission/progress-ms-04", "mission:progress-ms-04"),
        (BASE + "id/launch-site/31-6", "launch-site:31-6"),
        (BASE + "document/en.wikipedia.org/a", "<document/en.wikipedia.org/a>"),
        ("https://w3id.org/downrange/ns#Mission", "sf:Mission"),
        ("http://example.org/x", "<http://example.org/x>"),
        # None of these survives in the short form that it seems to have.
        (BASE + "id/mission/", "<" + BASE + "id/mission/>"),
        (BASE + "id/mission/a.b", "<id/mission/a.b>"),
        (BASE + "id/mission/..", "<" + BASE + "id/mission/..>"),
        (BASE + "document/a:80/x", "<" + BASE + "document/a:80/x>"),
        (BASE + "//x", "<" + BASE + "//x>"),
        (BASE + "?x", "<" + BASE + "?x>"),
        # A class named like a known prefix does not take it over.
        (BASE + "id/schema/a", "<id/schema/a>"),
        ("http://example.org/\u200f", "<http://example.org/\\u200F>"),
    ],
)
def test_the_name_of_an_iri(node: str, expected: str) -> None:
    assert Names(LAYOUT)(NamedNode(node).value) == expected


@pytest.mark.parametrize("base", ["", "urn:x:", "http://e/a", "http://e/a/../b/", "http://e/?q=/"])
def test_nothing_is_relative_to_a_base_that_cannot_bear_it(base: str) -> None:
    assert relative(f"{base}document/a", base) is None


def test_only_the_prefixes_used_are_declared() -> None:
    text = as_turtle(Quad(iri("id/mission/a"), expand("sf:launch"), NamedNode("http://e/x")))
    assert [line.split()[1] for line in text.splitlines() if line[0:1] == "@"] == [
        "mission:",
        "sf:",
    ]


def test_subjects_come_by_class_and_then_by_iri() -> None:
    paths = [
        *("id/mission/b", "id/mission/c", "id/spacecraft/a", "id/event/a", "id/orbit/a"),
        *("id/cargo/a", "id/launch-vehicle/a", "id/launch-site/a", "id/organization/a"),
        *("id/person/a", "id/novel-class/a", "statement/s/a/1", "passage/s/a/1", "conflict/1"),
        *("document/s/a", "anything/else"),
    ]
    quads = [Quad(iri(path), expand("rdf:type"), expand("sf:Thing")) for path in paths]
    text = as_turtle(*reversed(quads), layout=Layout(base=BASE, prefixes={}))
    subjects = [
        line.strip("<>").replace(":", "/")
        for line in text.splitlines()
        if line and line[0] not in "@ ."
    ]
    assert subjects == [path.removeprefix("id/") for path in paths]


def test_the_default_graph_stands_bare_before_the_others() -> None:
    quads = [Quad(iri("id/mission/a"), expand("sf:launch"), iri("id/event/a"), DefaultGraph())]
    text = "".join(trig([*quads, *article()], LAYOUT))
    assert text.index("\nmission:a\n") < text.index("<graph/facts> {")
