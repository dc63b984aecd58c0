"""Both engines: the same results for the same shapes and data, and errors that name the file."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from downrange.errors import ValidationError
from downrange.findings import Severity
from downrange.namespaces import expand
from downrange.validation.engine import Result
from downrange.validation.engines import ENGINES, make_validator
from downrange.validation.paths import Alternative, Inverse, Path, Repeated, Sequence, show_path
from downrange.validation.shapes import ShapeFile
from tests.validation.small import HEADER, PREFIXES, graph, shape_set, validator

EX = "http://example.org/"
CRAFT = NamedNode(EX + "craft")

# One shape for each construct of shapes/README.md; each fails once on BROKEN.
SHAPES = r"""
shapes:Craft a sh:NodeShape ; sh:targetClass sf:Spacecraft ;
    sh:property [ sh:path sf:launchMass ; sh:datatype xsd:decimal ; sh:message "A decimal." ] ;
    sh:property [ sh:path sf:operator ; sh:class sf:Organization ; sh:message "A body." ] ;
    sh:property [ sh:path sf:serialNumber ; sh:pattern "^[A-Z]\\d+$" ; sh:message "A1." ] ;
    sh:property [ sh:path sf:power ; sh:minExclusive 0.0 ; sh:severity sh:Warning ;
        sh:message "Power is positive." ] ;
    sh:property [ sh:path sf:manufacturer ; sh:maxCount 1 ; sh:severity sh:Info ;
        sh:message "One maker." ] ;
    sh:property [ sh:path [ sh:inversePath sf:spacecraft ] ; sh:minCount 1 ;
        sh:message "A mission." ] ;
    sh:property [ sh:path ( sf:hasPart sf:designation ) ; sh:in ( "a" "b" ) ;
        sh:message "a or b." ] ;
    sh:property [ sh:path [ sh:alternativePath ( sf:dryMass sf:landingMass ) ] ;
        sh:nodeKind sh:Literal ; sh:message "A literal." ] ;
    sh:property [ sh:path [ sh:oneOrMorePath sf:partOf ] ; sh:nodeKind sh:IRI ;
        sh:message "An IRI." ] ;
    sh:or ( [ sh:path rdfs:label ; sh:minCount 1 ] [ sh:path sf:designation ; sh:minCount 1 ] ) ;
    sh:message "A label or a designation." .
shapes:CraftMasses a sh:NodeShape ; sh:targetClass sf:Spacecraft ;
    sh:sparql [ sh:prefixes <https://w3id.org/downrange/shapes> ;
        sh:message "The dry mass {?value} exceeds the launch mass {?launch}." ;
        sh:select '''SELECT $this (sf:dryMass AS ?path) ?value ?launch
            WHERE { $this sf:dryMass ?value ; sf:launchMass ?launch .
                FILTER (datatype(?value) = xsd:decimal && datatype(?launch) = xsd:decimal)
                FILTER (?value > ?launch) }''' ] .
"""
CONFORMING = """
ex:craft a sf:Spacecraft ; rdfs:label "craft" ; sf:launchMass 7285.0 ; sf:dryMass 5000.0 ;
    sf:operator ex:agency ; sf:serialNumber "A1" ; sf:power 1.5 ; sf:manufacturer ex:maker ;
    sf:hasPart ex:part ; sf:partOf ex:whole .
ex:agency a sf:Organization . ex:part sf:designation "a" . ex:mission sf:spacecraft ex:craft .
"""
BROKEN = """
ex:craft a sf:Spacecraft ; sf:launchMass 7000.0, "heavy" ; sf:dryMass 7000.5, ex:nothing ;
    sf:operator ex:craft ; sf:serialNumber "1" ; sf:power 0.0 ; sf:manufacturer ex:a, ex:b ;
    sf:hasPart ex:part ; sf:partOf ex:whole .
ex:part sf:designation "c" . ex:whole sf:partOf "all" .
"""


def key(result: Result) -> tuple[str, str, Severity, str, str]:
    path = show_path(result.path) if result.path is not None else ""
    component = result.component.value.rsplit("#")[1].removesuffix("ConstraintComponent")
    return (path, component, result.severity, str(result.value or ""), result.message)


VIOLATION = Severity.VIOLATION
# Read off SHAPES and BROKEN by the rules of the SHACL specification.
EXPECTED = [
    ("sf:launchMass", "Datatype", VIOLATION, '"heavy"', "A decimal."),
    ("sf:operator", "Class", VIOLATION, f"<{EX}craft>", "A body."),
    ("sf:serialNumber", "Pattern", VIOLATION, '"1"', "A1."),
    (
        "sf:power",
        "MinExclusive",
        Severity.WARNING,
        '"0.0"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "Power is positive.",
    ),
    ("sf:manufacturer", "MaxCount", Severity.INFO, "", "One maker."),
    ("^sf:spacecraft", "MinCount", VIOLATION, "", "A mission."),
    ("sf:hasPart/sf:designation", "In", VIOLATION, '"c"', "a or b."),
    ("sf:dryMass|sf:landingMass", "NodeKind", VIOLATION, f"<{EX}nothing>", "A literal."),
    ("sf:partOf+", "NodeKind", VIOLATION, '"all"', "An IRI."),
    ("", "Or", VIOLATION, f"<{EX}craft>", "A label or a designation."),
    (
        "sf:dryMass",
        "SPARQL",
        VIOLATION,
        '"7000.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "The dry mass 7000.5 exceeds the launch mass 7000.0.",
    ),
]


def test_conforming_data_give_no_result(engine: str) -> None:
    assert validator(SHAPES, engine).validate(graph(CONFORMING)) == []


def test_each_construct_fails_once(engine: str) -> None:
    results = validator(SHAPES, engine).validate(graph(BROKEN))
    assert sorted(map(key, results)) == sorted(EXPECTED)
    assert {result.focus_node for result in results} == {CRAFT}


def test_the_engines_results_are_equal_in_every_field() -> None:
    rust, python = (validator(SHAPES, name).validate(graph(BROKEN)) for name in ENGINES)
    assert rust == python


def test_results_name_shapes_and_constraints_of_the_file(engine: str) -> None:
    shapes = shape_set(HEADER, SHAPES)
    results = make_validator(shapes, b"", engine).validate(graph(BROKEN))
    assert {r.source_shape for r in results} <= set(shapes.shapes())
    [constraint] = shapes.constraints()
    assert [r.source_constraint for r in results if r.source_constraint] == [constraint]


def test_results_are_sorted_by_their_order(engine: str) -> None:
    results = validator(SHAPES, engine).validate(graph(BROKEN))
    assert results == sorted(results, key=lambda result: result.order)


def test_bytes_triples_and_quads_are_the_same_data(engine: str) -> None:
    validate = validator(SHAPES, engine).validate
    quads = graph(BROKEN)
    named = [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"{EX}{i}")) for i, q in enumerate(quads)
    ]
    text = "".join(f"{q.triple} .\n" for q in quads).encode()
    expected = validate(quads)
    assert expected
    assert validate([q.triple for q in quads]) == expected
    assert validate(named) == expected
    assert validate(text) == expected


def test_the_background_brings_subclasses(engine: str) -> None:
    """A capsule is a spacecraft only where the ontology says so."""
    capsule = graph(
        'ex:c a sf:Capsule ; rdfs:label "c" . ex:m sf:spacecraft ex:c . ex:c sf:power 0 .'
    )
    ontology = graph("sf:Capsule rdfs:subClassOf sf:Spacecraft .")
    assert validator(SHAPES, engine).validate(capsule) == []
    [result] = validator(SHAPES, engine, ontology).validate(capsule)
    assert result.path == expand("sf:power")


def test_one_run_leaves_nothing_to_the_next(engine: str) -> None:
    validate = validator(SHAPES, engine).validate
    first = validate(graph(BROKEN))
    assert validate(graph(CONFORMING)) == []
    assert validate(graph(BROKEN)) == first


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("sf:a", expand("sf:a")),
        ("[ sh:inversePath sf:a ]", Inverse(expand("sf:a"))),
        ("( sf:a sf:b )", Sequence((expand("sf:a"), expand("sf:b")))),
        (
            "[ sh:alternativePath ( sf:a [ sh:inversePath sf:b ] ) ]",
            Alternative((expand("sf:a"), Inverse(expand("sf:b")))),
        ),
        ("[ sh:zeroOrMorePath sf:a ]", Repeated(expand("sf:a"), "*")),
        (
            "[ sh:zeroOrOnePath ( sf:a sf:b ) ]",
            Repeated(Sequence((expand("sf:a"), expand("sf:b"))), "?"),
        ),
    ],
)
def test_paths_of_every_form_come_back(turtle: str, expected: Path, engine: str) -> None:
    shape = f"""shapes:S a sh:NodeShape ; sh:targetNode ex:s ;
        sh:property [ sh:path {turtle} ; sh:minCount 9 ; sh:message "m" ] ."""
    [result] = validator(shape, engine).validate([])
    assert result.path == expected


ODD_TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"\\'\n\r\t{}?$ \x00\u202e"),
    max_size=12,
)
LANGUAGES = st.sampled_from(["en", "en-GB", "ru", "zh-Hant-TW"])
DATATYPES = st.sampled_from(
    ["decimal", "integer", "date", "dateTime", "gYear", "boolean", "anyURI", "double", "string"]
)
LITERALS = st.one_of(
    st.builds(Literal, ODD_TEXT),
    st.builds(lambda text, tag: Literal(text, language=tag), ODD_TEXT, LANGUAGES),
    st.builds(
        lambda text, name: Literal(text, datatype=expand(f"xsd:{name}")),
        ODD_TEXT | st.sampled_from(["1.50", "007", "+1", "true", "1", "2017-02-30", "2016-12-01"]),
        DATATYPES,
    ),
)
ANY_LITERAL_FAILS = """shapes:S a sh:NodeShape ; sh:targetNode ex:s ;
    sh:property [ sh:path sf:note ; sh:nodeKind sh:IRI ; sh:message "An IRI." ] ."""
VALIDATORS = {name: validator(ANY_LITERAL_FAILS, name) for name in ENGINES}


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=150, deadline=None)
@given(literal=LITERALS)
def test_any_literal_comes_back_as_it_is(name: str, literal: Literal) -> None:
    """Neither its lexical form, nor its datatype, nor its language tag changes on the way."""
    data = [Triple(NamedNode(EX + "s"), expand("sf:note"), literal)]
    [result] = VALIDATORS[name].validate(data)
    assert result.value == literal


@settings(max_examples=100, deadline=None)
@given(message=ODD_TEXT.filter(lambda text: "{" not in text))
def test_any_message_comes_back_as_it_is(message: str) -> None:
    shape = f"""shapes:S a sh:NodeShape ; sh:targetNode ex:s ; sh:message {Literal(message)} ;
        sh:nodeKind sh:Literal ."""
    for name in ENGINES:
        [result] = validator(shape, name).validate([])
        assert result.message == message


def test_a_message_that_only_an_engine_made_up_is_dropped(engine: str) -> None:
    shape = "shapes:S a sh:NodeShape ; sh:targetNode ex:s ; sh:nodeKind sh:Literal ."
    [result] = validator(shape, engine).validate([])
    assert result.message == ""


def test_the_english_message_is_chosen(engine: str) -> None:
    shape = """shapes:S a sh:NodeShape ; sh:targetNode ex:s ; sh:nodeKind sh:Literal ;
        sh:message "ein Literal"@de , "a literal"@en ."""
    [result] = validator(shape, engine).validate([])
    assert result.message == "a literal"


ILL_FORMED = [
    ("sh:property [ sh:path sf:p ; sh:minCount 'x' ]", "minCount"),
    ("sh:property [ sh:path sf:p ; sh:pattern '(' ]", "parenthes|unterminated|unclosed"),
    ("sh:sparql [ sh:select 'SELECT $this { $this ' ]", "SPARQL|Expected"),
    ("sh:sparql [ sh:select 'SELECT $this { $this nope:p ?o }' ]", "[Pp]refix"),
    ("sh:sparql [ sh:select 'SELECT $this { $this ?p 1 MINUS { $this ?q 2 } }' ]", "MINUS"),
]


@pytest.mark.parametrize(("constraint", "reason"), ILL_FORMED)
def test_ill_formed_shapes_are_blamed_on_their_file(
    constraint: str, reason: str, engine: str
) -> None:
    """pyshacl reads some constraints only where data reach them, so data are given."""
    good = "shapes:G a sh:NodeShape ; sh:targetClass sf:C ; sh:message 'm' ; sh:nodeKind sh:IRI ."
    bad = f"shapes:B a sh:NodeShape ; sh:targetClass sf:C ; {constraint} ."
    with pytest.raises(ValidationError, match=f"^2.ttl: the shapes are ill-formed.*({reason})"):
        make_validator(shape_set(HEADER, good, bad), b"", engine).validate(
            graph("ex:c a sf:C ; sf:p 'a' .")
        )


def test_data_that_are_no_ntriples(engine: str) -> None:
    with pytest.raises(ValidationError):
        validator(SHAPES, engine).validate(b"<http://example.org/a> .")


def test_data_that_are_not_utf8(engine: str) -> None:
    with pytest.raises(ValidationError):
        validator(SHAPES, engine).validate(b'<http://e.org/a> <http://e.org/b> "\xff" .')


def test_triple_terms_are_refused(engine: str) -> None:
    inner = Triple(CRAFT, expand("sf:p"), CRAFT)
    with pytest.raises(ValidationError, match="triple term"):
        validator(SHAPES, engine).validate([Triple(CRAFT, expand("sf:says"), inner)])


def test_an_unknown_engine() -> None:
    with pytest.raises(ValidationError, match=r"'jena'.*shacl, pyshacl"):
        make_validator(shape_set(SHAPES), b"", "jena")


def test_a_missing_engine_is_an_error_when_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shacl", None)
    monkeypatch.delitem(sys.modules, "downrange.validation.rust_engine", raising=False)
    with pytest.raises(ValidationError, match="shacl cannot be imported"):
        make_validator(shape_set(SHAPES), b"", "shacl")


def test_without_the_fast_engine_the_other_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_validator(shape_set(HEADER, SHAPES)).name == "shacl"
    monkeypatch.setitem(sys.modules, "shacl", None)
    monkeypatch.delitem(sys.modules, "downrange.validation.rust_engine", raising=False)
    assert make_validator(shape_set(HEADER, SHAPES)).name == "pyshacl"


def test_the_fast_engine_imports_neither_rdflib_nor_pyshacl() -> None:
    """They would cost a build a third of a second."""
    code = (
        "import sys; from downrange.validation.engines import make_validator; "
        "from downrange.validation.shapes import ShapeFile, ShapeSet; "
        "text = sys.stdin.read(); "
        "make_validator(ShapeSet([ShapeFile.parse('s', text)])).validate(b''); "
        "print([m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    )
    shape = PREFIXES + "shapes:S a sh:NodeShape ; sh:targetNode ex:s ."
    done = subprocess.run(
        [sys.executable, "-c", code], input=shape, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pyshacl_writes_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    """What it has to say comes as an error or a result."""
    bad = """shapes:B a sh:NodeShape ; sh:targetNode ex:s ;
        sh:property [ sh:path sf:p ; sh:minCount 'x' ] ."""
    with pytest.raises(ValidationError):
        validator(bad, "pyshacl").validate([])
    validator(SHAPES, "pyshacl").validate(graph('ex:s sf:note "x"^^xsd:boolean, "x"^^xsd:date .'))
    assert capfd.readouterr().err == ""


def test_parsing_a_shape_file_twice_gives_the_same_names() -> None:
    first, second = (ShapeFile.parse("a", PREFIXES + HEADER + SHAPES) for _ in range(2))
    assert first.described() == second.described()
