"""The report: each result with its entity, its words and what to do; text, Turtle and JSON."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from downrange.errors import ValidationError
from downrange.findings import Finding, Severity
from downrange.validation import report_text as report_text_module
from downrange.validation import wording
from downrange.validation.engines import make_validator
from downrange.validation.exchange import read_results, write_inputs
from downrange.validation.report import Report, make_report
from downrange.validation.report_graph import read_report
from downrange.validation.report_json import report_json
from downrange.validation.report_text import Style, report_lines, report_text
from downrange.validation.report_turtle import report_turtle
from downrange.validation.wording import LONGEST, harmless, shorten
from tests.validation.small import HEADER, graph, shape_set

SHAPES = """
shapes:Spacecraft a sh:NodeShape ; sh:targetClass sf:Spacecraft ;
    shapes:advice "Look at the infobox." ;
    sh:property [ sh:path sf:launchMass ; sh:datatype xsd:decimal ; sh:maxCount 1 ;
        sh:message "A launch mass is one decimal, in kg." ; shapes:advice "Correct the row." ] ;
    sh:property [ sh:path sf:manufacturer ; sh:minCount 1 ; sh:severity sh:Info ;
        sh:message "A spacecraft has a manufacturer." ] .
shapes:Masses a sh:NodeShape ; sh:targetClass sf:Spacecraft ; sh:severity sh:Warning ;
    sh:sparql [ sh:prefixes <https://w3id.org/downrange/shapes> ;
        sh:message "The dry mass, {?value} kg, exceeds the launch mass." ;
        sh:select '''SELECT $this (sf:dryMass AS ?path) ?value
            WHERE { $this sf:dryMass ?value ; sf:launchMass ?m . FILTER (?value > ?m) }''' ] .
"""
SET = shape_set(HEADER, SHAPES)

# Offsets and words as a document would have them.
DATA = """
ex:craft a sf:Spacecraft ; rdfs:label "Progress MS-04"@en, "Прогресс МС-04"@ru ;
    sf:launchMass 7285.0, "about 7 t" ; sf:dryMass 8000.0 .
ex:s1 a sf:Statement ; rdf:subject ex:craft ; rdf:predicate sf:launchMass ; rdf:object 7285.0 ;
    prov:wasDerivedFrom ex:p1 .
ex:s2 a sf:Statement ; rdf:subject ex:craft ; rdf:predicate sf:launchMass ;
    rdf:object "about 7 t" ; prov:wasDerivedFrom ex:p2 .
ex:s3 a sf:Statement ; rdf:subject ex:craft ; rdf:predicate sf:dryMass ; rdf:object 8000.0 ;
    prov:wasDerivedFrom ex:p3 .
ex:p1 a sf:Passage ; oa:hasSource ex:document ; oa:start 269 ; oa:end 289 ;
    oa:exact "Launch Mass: 7285 kg" .
ex:p2 a sf:Passage ; oa:hasSource ex:document ; oa:start 500 ; oa:end 518 ;
    oa:exact "weighing about 7 t" .
ex:p3 a sf:Passage ; oa:hasSource ex:document ; oa:start 290 ; oa:end 307 ;
    oa:exact "Dry Mass: 8000 kg" .
"""


def report_of(data: str, engine: str = "shacl", document: str = "") -> Report:
    quads = graph(data)
    return make_report(make_validator(SET, b"", engine).validate(quads), quads, SET, document)


def finding(report: Report, prop: str, severity: Severity) -> Finding:
    [found] = [f for f in report.findings if (f.property, f.severity) == (prop, severity)]
    return found


def test_a_finding_says_everything(engine: str) -> None:
    report = report_of(DATA, engine)
    about_datatype = next(f for f in report.findings if f.quote == "weighing about 7 t")
    assert about_datatype == Finding(
        severity=Severity.VIOLATION,
        code="shape",
        message="Progress MS-04, sf:launchMass: A launch mass is one decimal, in kg. "
        "Found: “about 7 t” (xsd:string).",
        document="http://example.org/document",
        advice="Correct the row.",
        quote="weighing about 7 t",
        start=500,
        end=518,
        entity="http://example.org/craft",
        property="sf:launchMass",
        shape=about_datatype.shape,
    )
    assert about_datatype.shape.startswith(
        "https://w3id.org/downrange/shapes#Spacecraft-launchMass-"
    )


def test_too_many_values_are_all_named_and_the_first_passage_quoted() -> None:
    report = report_of(DATA)
    found = next(f for f in report.findings if "7285.0" in f.message)
    assert found.message.endswith("Found: 7285.0, “about 7 t”.")
    assert (found.start, found.end, found.quote) == (269, 289, "Launch Mass: 7285 kg")


def test_a_missing_value_is_found_to_be_nothing_near_the_first_words_on_the_entity() -> None:
    found = finding(report_of(DATA), "sf:manufacturer", Severity.INFO)
    assert found.message == (
        "Progress MS-04, sf:manufacturer: A spacecraft has a manufacturer. Found: nothing."
    )
    assert found.advice == "Look at the infobox."
    assert found.quote == "Launch Mass: 7285 kg"


def test_a_value_that_the_message_names_is_not_repeated(engine: str) -> None:
    found = finding(report_of(DATA, engine), "sf:dryMass", Severity.WARNING)
    assert found.message == (
        "Progress MS-04, sf:dryMass: The dry mass, 8000.0 kg, exceeds the launch mass."
    )
    assert found.quote == "Dry Mass: 8000 kg"


def test_iris_in_a_message_are_given_their_names(engine: str) -> None:
    shapes = shape_set(
        HEADER,
        """shapes:S a sh:NodeShape ; sh:targetClass sf:Spacecraft ;
        sh:sparql [ sh:prefixes <https://w3id.org/downrange/shapes> ;
            sh:message "{?path} of {$this}, {?value}. ({?other})" ;
            sh:select '''SELECT $this ?path ?value ?other WHERE { $this ?path ?value
                FILTER (?path = sf:target)
                BIND (IRI("http://example.net/unknown") AS ?other) }''' ] .""",
    )
    data = graph("""ex:craft a sf:Spacecraft ; rdfs:label "craft"@en ; sf:target ex:station .
        ex:station rdfs:label "the station"@en .""")
    report = make_report(make_validator(shapes, b"", engine).validate(data), data, shapes)
    [found] = report.findings
    assert found.message == (
        "craft, sf:target: sf:target of craft, the station. (http://example.net/unknown)"
    )


def test_the_words_about_the_value_serve_where_none_are_about_the_node() -> None:
    """The total of a cargo is stated of the cargo, and found wrong on the mission."""
    shapes = shape_set(
        "shapes:S a sh:NodeShape ; sh:targetSubjectsOf sf:carries ; "
        "sh:property [ sh:path sf:carries ; sh:nodeKind sh:Literal ; sh:message 'm' ] ."
    )
    data = graph(DATA.replace("ex:craft", "ex:cargo") + "ex:mission sf:carries ex:cargo .")
    report = make_report(make_validator(shapes).validate(data), data, shapes)
    [found] = report.findings
    assert found.entity == "http://example.org/mission"
    assert found.quote == "Launch Mass: 7285 kg"


def test_what_is_wrong_with_a_document_is_reported_under_it() -> None:
    shapes = shape_set(
        "shapes:S a sh:NodeShape ; sh:targetNode ex:a, ex:b ; sh:message 'm' ; "
        "sh:nodeKind sh:Literal ."
    )
    data = graph("ex:p oa:hasSource ex:a . ex:q oa:hasSource ex:b .")
    report = make_report(make_validator(shapes).validate(data), data, shapes)
    assert [(f.entity, f.document) for f in report.findings] == [
        ("http://example.org/a", "http://example.org/a"),
        ("http://example.org/b", "http://example.org/b"),
    ]


@pytest.mark.parametrize(
    ("focus", "target"),
    [("ex:s1", "rdf:subject"), ("ex:p1", "oa:exact"), ("ex:c", "sf:member")],
)
def test_statements_passages_and_conflicts_are_quoted_themselves(focus: str, target: str) -> None:
    shapes = shape_set(
        f"shapes:S a sh:NodeShape ; sh:targetSubjectsOf {target} ; sh:message 'm' ; "
        "sh:nodeKind sh:Literal ."
    )
    data = graph(DATA + "ex:c sf:member ex:s3, ex:s1 .")
    report = make_report(make_validator(shapes).validate(data), data, shapes)
    name = focus.replace("ex:", "http://example.org/")
    [found] = [f for f in report.findings if f.entity == name]
    assert found.quote == "Launch Mass: 7285 kg"


def test_without_passages_the_document_is_the_one_that_is_given() -> None:
    report = report_of("ex:craft a sf:Spacecraft .", document="article.txt")
    [found] = report.findings
    assert (found.document, found.quote, found.start) == ("article.txt", "", None)
    assert found.message.startswith("craft, sf:manufacturer: ")


@pytest.mark.parametrize(
    ("severities", "conforms"),
    [
        ([], True),
        ([Severity.INFO], True),
        ([Severity.WARNING, Severity.INFO], True),
        ([Severity.INFO, Severity.VIOLATION], False),
    ],
)
def test_only_violations_break_conformance(severities: list[Severity], conforms: bool) -> None:
    report = Report(tuple(Finding(severity, "code", "message") for severity in severities))
    assert report.conforms is conforms
    assert json.loads(report_json(report))["conforms"] is conforms
    assert report_text(report).startswith("Conforms" if conforms else "Does not conform")


def test_the_text_is_grouped_by_document_worst_first() -> None:
    findings = [
        Finding(Severity.INFO, "a", "a note", "doc:b", quote="some words", start=3, end=13),
        Finding(Severity.WARNING, "a", "a warning", "doc:a"),
        Finding(Severity.VIOLATION, "a", "a violation", "doc:b", advice="Do this."),
        Finding(Severity.WARNING, "a", "another warning", "doc:b"),
        Finding(Severity.INFO, "a", "no document"),
    ]
    assert report_text(Report(tuple(findings))) == (
        "Does not conform: 1 violation, 2 warnings, 2 notes in 2 documents.\n"
        "\n"
        "doc:b\n"
        "  Violation  a violation\n"
        "             → Do this.\n"
        "  Warning    another warning\n"
        "  Info       a note\n"
        "             “some words” (characters 3–13)\n"
        "\n"
        "doc:a\n"
        "  Warning    a warning\n"
        "\n"
        "(no document)\n"
        "  Info       no document\n"
    )


def test_hostile_words_cannot_reach_the_terminal() -> None:
    hostile = "a\x1b[2J\r\nb\u202ec\x00\u2028<script>"
    text = report_text(Report((Finding(Severity.INFO, "a", hostile, hostile, hostile, hostile),)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert "a\\u001b[2J b\\u202ec\\u0000 <script>" in text
    assert len(text.splitlines()) == 6


@given(st.text())
def test_harmless_text_is_one_printable_line(text: str) -> None:
    assert len(harmless(text).splitlines()) <= 1
    assert all(c.isprintable() or ord(c) > 127 for c in harmless(text))


@given(st.text(max_size=3 * LONGEST))
def test_shortened_text_keeps_both_ends(text: str) -> None:
    short = shorten(text)
    assert len(short) <= LONGEST
    assert (short == text) is (len(text) <= LONGEST)
    assert text.startswith(short[:100])
    assert text.endswith(short[-100:])


@pytest.mark.parametrize("module", [wording, report_text_module], ids=lambda m: m.__name__)
def test_the_docstrings_tell_the_truth(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed


def test_an_enormous_value_does_not_make_an_enormous_report() -> None:
    report = report_of(f'ex:craft a sf:Spacecraft ; sf:launchMass "{"x" * 1_000_000}" .')
    assert len(report_text(report)) < 2_000


def test_lines_have_styles_for_a_terminal() -> None:
    styles = [line.style for line in report_lines(report_of(DATA))]
    assert styles[:3] == [Style.SUMMARY, Style.DOCUMENT, Style.DOCUMENT]
    assert styles[3:6] == [Style.VIOLATION, Style.QUOTATION, Style.ADVICE]
    assert styles.count(Style.WARNING) == styles.count(Style.INFO) == 1


def test_json_has_every_field_of_every_finding() -> None:
    report = report_of(DATA)
    content = json.loads(report_json(report))
    assert content["counts"] == {"Violation": 2, "Warning": 1, "Info": 1}
    for written, found in zip(content["findings"], report.findings, strict=True):
        assert written == {
            "severity": found.severity.label,
            **{name: getattr(found, name) for name in Finding.__slots__ if name != "severity"},
        }


def test_json_survives_half_a_surrogate_pair() -> None:
    report = Report((Finding(Severity.INFO, "a", 'broken \ud800 "text"\\'),))
    text = report_json(report)
    assert json.loads(text.encode())["findings"][0]["message"] == 'broken \ud800 "text"\\'


def test_the_turtle_report_is_the_standard_one_and_gives_the_results_back(engine: str) -> None:
    """Whoever reads a ``sh:ValidationReport`` finds in it exactly what the engine found."""
    quads = graph(DATA)
    results = make_validator(SET, b"", engine).validate(quads)
    turtle = report_turtle(make_report(results, quads, SET))
    assert read_report(parse(turtle, format=RdfFormat.TURTLE), SET) == results


def test_the_turtle_report_says_what_counts_against_conformance() -> None:
    for data, verdict in ((DATA, "false"), ("ex:craft a sf:Spacecraft .", "true")):
        turtle = report_turtle(report_of(data))
        assert "sh:conformanceDisallows sh:Violation" in turtle
        assert f"sh:conforms {verdict}" in turtle


def test_the_turtle_report_names_the_passages() -> None:
    turtle = report_turtle(report_of(DATA))
    assert "prov:wasDerivedFrom <http://example.org/p1> , <http://example.org/p2> ]" in turtle


def test_findings_of_readers_are_in_the_text_and_not_in_turtle() -> None:
    lost = Finding(Severity.WARNING, "lost-value", "The value of Launch Date is lost.")
    report = Report.joined([Report(())], [lost])
    assert "The value of Launch Date is lost." in report_text(report)
    assert "sh:result " not in report_turtle(report)


def test_the_turtle_report_of_nothing() -> None:
    turtle = report_turtle(Report(()))
    assert read_report(parse(turtle, format=RdfFormat.TURTLE), SET) == []


def test_joined_reports_are_sorted_whatever_their_order() -> None:
    first, second = report_of(DATA), report_of("ex:craft a sf:Spacecraft .", document="b")
    there, back = Report.joined([first, second]), Report.joined([second, first])
    assert there == back
    assert report_text(there) == report_text(back)
    assert report_turtle(there) == report_turtle(back)


SCRIPT = """
from pathlib import Path
import sys
sys.path.insert(0, {root!r})
from tests.validation.test_report import DATA, report_of
from downrange.validation.report_json import report_json
from downrange.validation.report_text import report_text
from downrange.validation.report_turtle import report_turtle
for engine in ("shacl", "pyshacl"):
    report = report_of(DATA, engine)
    text = report_text(report) + report_turtle(report) + report_json(report)
    sys.stdout.buffer.write(text.encode())
"""


def test_the_same_bytes_under_any_hash_seed_and_locale(repository: Path) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT.format(root=str(repository))],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale, zone in (
            ("0", "C", "UTC"),
            ("1", "C.UTF-8", "Asia/Almaty"),
            ("7", "C", ""),
        )
    }
    [output] = outputs
    half = len(output) // 2
    assert output[:half] == output[half:], "the two engines' reports differ"


def test_another_engine_gets_files_and_its_report_is_read(tmp_path: Path) -> None:
    """As Apache Jena would: the files hold all that is needed, in syntax that any tool reads."""
    quads = graph(DATA)
    expected = make_validator(SET, b"").validate(quads)
    background = graph("sf:Capsule rdfs:subClassOf sf:Spacecraft .")
    inputs = write_inputs(SET, background, quads, tmp_path)
    assert len(list(parse(path=str(inputs.data), format=RdfFormat.N_TRIPLES))) == len(quads) + 1
    shapes = list(parse(path=str(inputs.shapes), format=RdfFormat.TURTLE))
    assert len(shapes) == len(SET.triples)
    report = tmp_path / "report.ttl"
    report.write_text(report_turtle(make_report(expected, quads, SET)), encoding="utf-8")
    assert read_results(report, SET) == expected


def test_an_engine_that_wrote_an_error_instead(tmp_path: Path) -> None:
    report = tmp_path / "report.ttl"
    report.write_text("Exception in thread main\n", encoding="utf-8")
    with pytest.raises(ValidationError, match=r"report\.ttl:1:\d+: the report is not valid Turtle"):
        read_results(report, SET)
    report.write_text("", encoding="utf-8")
    with pytest.raises(ValidationError, match="0 validation reports"):
        read_results(report, SET)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_message_and_value_survives_the_turtle_report(text: str) -> None:
    quads = graph(f"ex:s sf:note {Literal(text)} .")
    shapes = shape_set(
        f"shapes:S a sh:NodeShape ; sh:targetObjectsOf sf:note ; sh:message {Literal(text)} ; "
        "sh:nodeKind sh:IRI ."
    )
    results = make_validator(shapes).validate(quads)
    [result] = results
    assert (result.focus_node, result.message) == (Literal(text), text)
    turtle = report_turtle(make_report(results, quads, shapes))
    assert read_report(parse(turtle, format=RdfFormat.TURTLE), shapes) == results
