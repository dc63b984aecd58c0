"""Shapes read from files: names for anonymous ones, and mistakes that engines pass over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from downrange.errors import ValidationError
from downrange.validation.naming import SHAPES
from downrange.validation.shapes import (
    ShapeFile,
    ShapeSet,
    dataset_shapes,
    document_shapes,
)
from tests.validation.small import HEADER, PREFIXES, shape_set

ORBIT = """
shapes:Orbit a sh:NodeShape ; sh:targetClass sf:Orbit ;
    shapes:advice "about the orbit" ;
    sh:property [ sh:path sf:inclination ; sh:maxCount 1 ; sh:message "one" ] ;
    sh:property [ sh:path sf:periapsis ; sh:or ( [ sh:datatype xsd:decimal ] [ sh:in ( 1 ) ] ) ;
        sh:message "number" ; shapes:advice "about the periapsis" ] ;
    sh:sparql [ sh:message "s" ; sh:select "SELECT $this { $this a 1 }" ] .
"""


def local_names(shapes: ShapeSet) -> list[str]:
    return [iri.value.removeprefix(SHAPES) for iri in (*shapes.shapes(), *shapes.constraints())]


def test_an_anonymous_shape_is_named_after_its_holder_its_path_and_its_content() -> None:
    names = local_names(shape_set(ORBIT))
    patterns = [
        r"Orbit",
        r"Orbit-inclination-[0-9a-f]{8}",
        r"Orbit-periapsis-[0-9a-f]{8}",
        r"Orbit-periapsis-[0-9a-f]{8}-[0-9a-f]{8}",
        r"Orbit-periapsis-[0-9a-f]{8}-[0-9a-f]{8}",
        r"Orbit-[0-9a-f]{8}",
    ]
    assert len(names) == len(set(names)) == len(patterns)
    for pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in names), pattern


def test_only_lists_paths_and_declarations_stay_anonymous() -> None:
    shapes = shape_set(HEADER + ORBIT)
    blank = {t.subject for t in shapes.triples if isinstance(t.subject, BlankNode)}
    # Two prefixes declared; three cells in two lists.
    assert len(blank) == 2 + 3


def test_a_name_depends_on_nothing_but_content() -> None:
    """Neither on other shapes of the file, nor on the order of what is said."""
    reordered = """
    shapes:Orbit sh:sparql [ sh:select "SELECT $this { $this a 1 }" ; sh:message "s" ] ;
        sh:property [ shapes:advice "about the periapsis" ; sh:message "number" ;
            sh:or ( [ sh:datatype xsd:decimal ] [ sh:in ( 1 ) ] ) ; sh:path sf:periapsis ] ;
        sh:property [ sh:message "one" ; sh:maxCount 1 ; sh:path sf:inclination ] ;
        shapes:advice "about the orbit" ; sh:targetClass sf:Orbit ; a sh:NodeShape .
    shapes:Other a sh:NodeShape ; sh:property [ sh:path sf:mass ; sh:minCount 1 ] .
    """
    assert set(local_names(shape_set(ORBIT))) <= set(local_names(shape_set(reordered)))


def test_another_content_is_another_name() -> None:
    before = local_names(shape_set(ORBIT))
    after = local_names(shape_set(ORBIT.replace("sh:maxCount 1", "sh:maxCount 2")))
    assert [a for a in after if a not in before] == [
        a for a in after if a.startswith("Orbit-inclination-")
    ]


def test_a_long_list_is_named_without_running_out_of_stack() -> None:
    values = " ".join(map(str, range(5000)))
    shape = f"shapes:S a sh:NodeShape ; sh:property [ sh:path sf:p ; sh:in ( {values} ) ] ."
    assert len(local_names(shape_set(shape))) == 2


@given(st.permutations(["sh:minCount 1", "sh:maxCount 1", 'sh:message "m"', "sh:path sf:p"]))
def test_names_are_stable_under_order(properties: list[str]) -> None:
    written = shape(f"sh:property [ {' ; '.join(properties)} ]")
    ordered = shape(f"sh:property [ {' ; '.join(sorted(properties))} ]")
    assert local_names(shape_set(written)) == local_names(shape_set(ordered))


def test_an_anonymous_top_level_shape_has_a_name_too() -> None:
    shapes = shape_set("[] a sh:NodeShape ; sh:targetClass sf:C ; sh:nodeKind sh:IRI .")
    [name] = local_names(shapes)
    assert re.fullmatch("anonymous-[0-9a-f]{8}", name)


def test_advice_is_that_of_the_nearest_shape() -> None:
    shapes = shape_set(ORBIT)
    orbit, inclination, periapsis = (
        next(iri for iri in shapes.shapes() if iri.value.startswith(SHAPES + name))
        for name in ("Orbit", "Orbit-inclination", "Orbit-periapsis")
    )
    [constraint] = shapes.constraints()
    assert shapes.advice(periapsis, None) == "about the periapsis"
    assert shapes.advice(inclination, None) == "about the orbit"
    assert shapes.advice(orbit, constraint) == "about the orbit"
    assert shapes.advice(None, None) == ""


def shape(property_shape: str) -> str:
    return f"shapes:S a sh:NodeShape ; sh:targetClass sf:C ; {property_shape} ."


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (shape("sh:property [ sh:path sf:p ; sh:maxcount 1 ]"), r"sh:maxcount .* sh:maxCount"),
        (shape("sh:property [ sh:minCount 1 ]"), "0 values of sh:path"),
        (shape("sh:property [ sh:path sf:p, sf:q ]"), "2 values of sh:path"),
        (shape('sh:property [ sh:path "sf:p" ]'), "is no property path"),
        (shape("sh:property [ sh:path [ sh:inversePath sf:p ; rdfs:label 'p' ] ]"), "no property"),
        (shape("sh:severity sh:Error"), "is no severity"),
        (shape("sh:or sf:p"), "list is broken"),
        (shape("sh:sparql [ sh:message 'm' ]"), "no sh:select"),
        (
            shape("sh:message 'm' ; sh:sparql [ sh:select 'SELECT $this {}' ]"),
            "disagree whose message",
        ),
        (shape("sh:property _:a") + " _:a sh:path sf:p ; sh:node _:a .", "in a circle"),
        ("shapes:S a sh:NodeShape ; sh:rule 1 .", "sh:rule is not among"),
    ],
)
def test_what_engines_pass_over_is_refused_with_the_file(turtle: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=f"^0.ttl: the shapes are ill-formed: .*{reason}"):
        shape_set(turtle)


def test_a_turtle_error_has_its_line() -> None:
    with pytest.raises(
        ValidationError, match=r"^orbit\.ttl:2:\d+: the shapes are not valid Turtle"
    ):
        ShapeFile.parse("orbit.ttl", "@prefix a: <http://a/> .\na:b a:c .\n")


def test_no_shape_at_all() -> None:
    """An empty set of shapes lets everything pass, so it is refused."""
    with pytest.raises(ValidationError, match=r"there is no shape in 0\.ttl"):
        shape_set(HEADER)
    with pytest.raises(ValidationError, match="there is no shape in no file"):
        ShapeSet([])


def test_the_same_shape_in_two_files() -> None:
    with pytest.raises(ValidationError, match=r"shapes#S> is described in 0\.ttl too"):
        shape_set(shape("sh:nodeKind sh:IRI"), shape("sh:closed true"))


def test_a_shape_that_no_file_describes() -> None:
    with pytest.raises(ValidationError, match=r"^0\.ttl: .* refers to the shape .*#Missing>"):
        shape_set(shape("sh:node shapes:Missing"))


def test_one_file_brings_those_it_refers_to() -> None:
    shapes = shape_set(
        HEADER,
        shape("sh:node shapes:Text").replace(":S ", ":A "),
        "shapes:Text a sh:NodeShape ; sh:property [ sh:path sf:p ; sh:node shapes:Short ] .",
        "shapes:Short a sh:NodeShape ; sh:maxLength 9 .",
        shape("sh:nodeKind sh:IRI").replace(":S ", ":Unneeded "),
    )
    restricted = shapes.restricted_to(shapes.files[1])
    assert [file.name for file in restricted.files] == ["1.ttl", "2.ttl", "3.ttl"]


def test_document_and_dataset_shapes_are_told_apart_by_name(tmp_path: Path) -> None:
    files = {
        "header.ttl": HEADER,
        "orbit.ttl": shape("sh:nodeKind sh:IRI").replace(":S ", ":Orbit "),
        "dataset-chain.ttl": shape("sh:nodeKind sh:IRI").replace(":S ", ":Chain "),
    }
    for name, turtle in files.items():
        (tmp_path / name).write_text(PREFIXES + turtle, encoding="utf-8")
    dataset = dataset_shapes(tmp_path)
    assert dataset is not None
    assert local_names(document_shapes(tmp_path)) == ["Orbit"]
    assert local_names(dataset) == ["Chain"]
    (tmp_path / "dataset-chain.ttl").unlink()
    assert dataset_shapes(tmp_path) is None


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="no shape"):
        document_shapes(tmp_path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"\xff\xfe")
    with pytest.raises(ValidationError, match=r"a\.ttl: the shapes cannot be read"):
        document_shapes(tmp_path)
