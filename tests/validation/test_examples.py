"""The harness of examples: it passes what is right and catches each thing that can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import ValidationError
from downrange.validation.examples import check_examples


def messages(folder: Path, engine: str) -> list[str]:
    return [str(failure) for failure in check_examples(folder, engine=engine)]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


SWAPPED = """
ex:invalid-swapped { ex:orbit a sf:Orbit ; sf:periapsis 300.0 ; sf:apoapsis 200.0 . }
ex:invalid-swapped shapes:expects [
    sh:focusNode ex:orbit ; sh:resultPath sf:periapsis ; sh:value 300.0 ;
    sh:sourceConstraintComponent sh:SPARQLConstraintComponent ; sh:sourceShape shapes:Orbit ;
    sh:resultMessage "The periapsis, 300.0 km, lies above the apoapsis, 200.0 km." ] .
"""


@pytest.fixture
def complete(folder: Path) -> Path:
    """The examples of the README, and one for the shape that those leave untested."""
    examples = folder / "orbit.examples.trig"
    examples.write_text(examples.read_text("utf-8") + SWAPPED, encoding="utf-8")
    return folder


def test_readme_examples_pass_but_for_the_untested_constraint(folder: Path, engine: str) -> None:
    [failure] = messages(folder, engine)
    assert failure.startswith("orbit.examples.trig: Orbit-")
    assert failure.endswith("no example makes this shape fail")


def test_complete_examples_pass(complete: Path, engine: str) -> None:
    assert messages(complete, engine) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "sf:inclination 51.6 ;",
            "sf:inclination 516 ;",
            ["valid-low-orbit: gives the unexpected result"] * 2,
            id="a valid example with results",
        ),
        pytest.param(
            "sf:inclination 516.0 .",
            "sf:inclination 51.6 .",
            ["invalid-inclination: does not give the expected result", "no example makes"],
            id="an invalid example without results",
        ),
        pytest.param(
            "sh:MaxInclusiveConstraintComponent",
            "sh:MinInclusiveConstraintComponent",
            ["does not give the expected result", "gives the unexpected result"],
            id="another component",
        ),
        pytest.param(
            "sh:focusNode ex:orbit ;\n    sh:resultPath sf:inclination",
            "sh:focusNode ex:other ;\n    sh:resultPath sf:inclination",
            ["does not give the expected result", "gives the unexpected result"],
            id="another focus node",
        ),
        pytest.param(
            "sh:resultPath sf:inclination ;",
            "",
            ["does not give the expected result", "gives the unexpected result"],
            id="no path",
        ),
        pytest.param(
            "sh:sourceConstraintComponent sh:Max",
            "sh:resultSeverity sh:Warning ; sh:sourceConstraintComponent sh:Max",
            ["does not give the expected result", "gives the unexpected result"],
            id="another severity",
        ),
        pytest.param(
            "sh:value 300.0",
            "sh:value 300",
            ["does not give the expected result", "gives the unexpected result"],
            id="another value",
        ),
        pytest.param(
            "sh:sourceShape shapes:Orbit",
            "sh:sourceShape shapes:Other",
            ["does not give the expected result", "gives the unexpected result"],
            id="another shape",
        ),
        pytest.param(
            "The periapsis, 300.0",
            "The periapsis, 400.0",
            ["does not give the expected result", "gives the unexpected result"],
            id="another message",
        ),
        pytest.param(
            "ex:valid-low-orbit",
            "ex:low-orbit",
            ["has no example called valid-", "is called neither"],
            id="a name that says nothing",
        ),
        pytest.param(
            "ex:valid-low-orbit",
            "ex:invalid-low-orbit",
            ["has no example called valid-", "is called invalid but expects no result"],
            id="an invalid one without expectation",
        ),
        pytest.param(
            "ex:invalid-inclination",
            "ex:valid-inclination",
            ["is called valid but expects results"],
            id="a valid one with expectation",
        ),
        pytest.param(
            "ex:invalid-inclination shapes:expects",
            "ex:invalid-inclinatoin shapes:expects",
            [
                "invalid-inclination: is called invalid but expects no result",
                "invalid-inclinatoin: is expected to fail but has no data",
                "unexpected",
                "does not give",
            ],
            id="an expectation about no graph",
        ),
    ],
)
def test_each_mistake_is_caught(
    complete: Path, engine: str, old: str, new: str, expected: list[str]
) -> None:
    edit(complete / "orbit.examples.trig", old, new)
    found = messages(complete, engine)
    assert len(found) == len(expected)
    for part in expected:
        assert any(part in message for message in found), part


def test_equal_results_are_counted(complete: Path, engine: str) -> None:
    """Two inclinations out of range are two results, and need two expectations."""
    examples = complete / "orbit.examples.trig"
    edit(examples, "sf:inclination 516.0 .", "sf:inclination 516.0, 517.0 .")
    [message] = messages(complete, engine)
    assert "unexpected" in message
    expectation = examples.read_text("utf-8").split("ex:invalid-inclination shapes:expects")[1]
    again = "ex:invalid-inclination shapes:expects" + expectation.split("] .")[0] + "] .\n"
    examples.write_text(examples.read_text("utf-8") + again, encoding="utf-8")
    assert messages(complete, engine) == []


def test_shapes_without_examples_and_examples_without_shapes(folder: Path, engine: str) -> None:
    (folder / "orbit.examples.trig").rename(folder / "orbits.examples.trig")
    assert messages(folder, engine) == [
        "orbit.examples.trig: is missing; every file of shapes has examples",
        "orbits.examples.trig: there is no file of shapes of that name",
    ]


def test_a_shape_without_a_message(complete: Path, engine: str) -> None:
    edit(
        complete / "orbit.ttl",
        'sh:message "An inclination is a decimal from 0 to 180 degrees." ;',
        "",
    )
    [message] = messages(complete, engine)
    assert message.endswith("has no sh:message")
    assert "orbit.ttl: Orbit-inclination-" in message


def test_dataset_shapes_have_examples_of_their_own(complete: Path, engine: str) -> None:
    """A file called ``dataset-…`` is no shape of single documents, and the other way about."""
    (complete / "dataset-orbit.ttl").write_text(
        (complete / "orbit.ttl").read_text("utf-8").replace("shapes:Orbit", "shapes:AllOrbits"),
        encoding="utf-8",
    )
    edit(complete / "orbit.examples.trig", "sh:sourceShape shapes:Orbit ;", "")
    (complete / "dataset-orbit.examples.trig").write_text(
        (complete / "orbit.examples.trig").read_text("utf-8"), encoding="utf-8"
    )
    assert messages(complete, engine) == []


def test_results_of_other_files_do_not_count(complete: Path, engine: str) -> None:
    prefixes = (complete / "orbit.ttl").read_text("utf-8").split("\n\n")[0]
    (complete / "label.ttl").write_text(
        prefixes
        + """
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        shapes:Label a sh:NodeShape ; sh:targetClass sf:Orbit ;
            sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "A label." ] .
        """,
        encoding="utf-8",
    )
    (complete / "label.examples.trig").write_text(
        prefixes
        + """
        @prefix ex: <http://example.org/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ex:valid-one { ex:o a sf:Orbit ; rdfs:label "orbit" . }
        ex:invalid-one { ex:o a sf:Orbit ; sf:inclination 500.0 . }
        ex:invalid-one shapes:expects [ sh:focusNode ex:o ; sh:resultPath rdfs:label ;
            sh:sourceConstraintComponent sh:MinCountConstraintComponent ] .
        """,
        encoding="utf-8",
    )
    assert messages(complete, engine) == []


def test_examples_that_are_no_trig_are_an_error_with_a_place(folder: Path) -> None:
    examples = folder / "orbit.examples.trig"
    examples.write_text("ex:a { }", encoding="utf-8")
    with pytest.raises(ValidationError, match=r"orbit\.examples\.trig:1:1"):
        check_examples(folder)


def test_an_expectation_without_component_is_an_error(folder: Path) -> None:
    edit(folder / "orbit.examples.trig", "sh:sourceConstraintComponent", "sh:sourceConstraint")
    with pytest.raises(ValidationError, match="invalid-inclination lacks"):
        check_examples(folder)
