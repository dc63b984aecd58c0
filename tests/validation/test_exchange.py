"""Reports of engines outside Python, which say the same in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import ValidationError
from downrange.namespaces import expand
from downrange.validation.exchange import read_results, write_inputs
from downrange.validation.paths import Alternative, Inverse, Sequence
from downrange.validation.shapes import ShapeSet
from tests.validation.small import HEADER, PREFIXES, graph, shape_set, validator

ONE = """
shapes:One a sh:NodeShape ; sh:targetClass sf:Orbit ; sh:sparql [
    sh:prefixes <https://w3id.org/downrange/shapes> ; sh:message "{?value} is too much." ;
    sh:select "SELECT $this (sf:period AS ?path) ?value WHERE { $this sf:period ?value }" ] .
"""
TWO = (
    ONE.replace("shapes:One", "shapes:Two").replace(" ] .", " ] , ")
    + """[
    sh:prefixes <https://w3id.org/downrange/shapes> ; sh:message "{?value} is too little." ;
    sh:select "SELECT $this (sf:apoapsis AS ?path) ?value WHERE { $this sf:apoapsis ?value }" ] .
"""
)


def report(folder: Path, result: str, shapes: ShapeSet) -> Path:
    path = folder / "report.ttl"
    path.write_text(
        PREFIXES
        + "[] a sh:ValidationReport ; sh:conforms false ; sh:result [ sh:focusNode ex:o ;"
        + f" sh:resultSeverity sh:Violation ; {result} ] ."
    )
    return path


def sparql_result(shape: str) -> str:
    """As Apache Jena 4.5 writes it: without sh:sourceConstraint."""
    return (
        f"sh:sourceShape shapes:{shape} ; sh:resultMessage '5 is too much.' ;"
        " sh:resultPath sf:period ; sh:value 5 ;"
        " sh:sourceConstraintComponent sh:SPARQLConstraintComponent"
    )


def test_the_only_sparql_constraint_of_a_shape_needs_no_name(tmp_path: Path) -> None:
    shapes = shape_set(HEADER, ONE)
    (result,) = read_results(report(tmp_path, sparql_result("One"), shapes), shapes)
    assert [result] == validator(ONE, "shacl").validate(graph("ex:o a sf:Orbit ; sf:period 5 ."))


def test_of_two_sparql_constraints_none_is_guessed(tmp_path: Path) -> None:
    shapes = shape_set(HEADER, TWO)
    (result,) = read_results(report(tmp_path, sparql_result("Two"), shapes), shapes)
    assert (result.message, result.source_constraint) == ("5 is too much.", None)


@pytest.mark.parametrize(
    ("nested", "flat"),
    [
        (
            "[ sh:alternativePath ( [ sh:alternativePath ( sf:a sf:b ) ] [ sh:inversePath sf:c]) ]",
            Alternative((expand("sf:a"), expand("sf:b"), Inverse(expand("sf:c")))),
        ),
        ("( ( sf:a sf:b ) sf:c )", Sequence((expand("sf:a"), expand("sf:b"), expand("sf:c")))),
    ],
)
def test_a_path_nested_two_by_two_is_the_flat_one(
    nested: str, flat: Alternative | Sequence, tmp_path: Path
) -> None:
    shapes = shape_set(HEADER, ONE)
    result = (
        f"sh:sourceShape shapes:One ; sh:resultPath {nested} ;"
        " sh:sourceConstraintComponent sh:MinCountConstraintComponent"
    )
    (read,) = read_results(report(tmp_path, result, shapes), shapes)
    assert read.path == flat


def test_an_engines_error_message_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "report.ttl"
    path.write_text("ERROR: no such file\n")
    with pytest.raises(ValidationError, match=r"report\.ttl:1.*not valid Turtle"):
        read_results(path, shape_set(HEADER, ONE))


def test_the_files_for_an_engine_hold_shapes_background_and_data(tmp_path: Path) -> None:
    shapes = shape_set(HEADER, ONE)
    background, data = graph("sf:Launch rdfs:subClassOf sf:Event ."), graph("ex:o a sf:Orbit .")
    inputs = write_inputs(shapes, background, data, tmp_path)
    assert "shapes#One-" in inputs.shapes.read_text()
    assert set(inputs.data.read_text().split("\n")) - {""} == {
        f"{quad.triple} ." for quad in (*background, *data)
    }
