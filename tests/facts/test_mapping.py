"""Mapping files: every parameter is provided for, and a wrong row is refused where it stands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from downrange.errors import MappingError
from downrange.facts.mapping import Ignored, Reading, Row
from downrange.facts.mapping_files import load_mappings
from downrange.facts.readers import reader_for
from tests.facts.reading import mapping, vocabulary

GOOD = 'launch_mass = { node = "craft", property = "sf:launchMass", value = "quantity" }'


def load(folder: Path, text: str) -> None:
    file = folder / "mine.toml"
    file.write_text(text, "utf-8")
    load_mappings([file], vocabulary())


def test_a_right_row_loads(tmp_path: Path) -> None:
    load(tmp_path, f'["Infobox spaceflight"]\n{GOOD}\n')


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('{ node = "craft", property = "sf:lanchMass", value = "quantity" }', "sf:launchMass"),
        ('{ node = "craft", property = "launchMass", value = "quantity" }', "sf:launchMass"),
        ('{ node = "craft", property = "sf:launchMass", value = "quantty" }', "'quantity'"),
        ('{ node = "crafts", property = "sf:launchMass", value = "quantity" }', "'craft'"),
        ('{ node = "craft", properti = "sf:launchMass", value = "quantity" }', "'property'"),
        ('{ node = "craft", value = "quantity" }', "no 'property'"),
        ('{ property = "sf:launchMass", value = "quantity" }', "no 'node'"),
        ('{ node = "craft", property = "sf:launchMass" }', "no 'value'"),
        ('{ node = "cargo:fule", property = "sf:mass", value = "quantity" }', "sf:fuel"),
        ('{ node = "cargo", property = "sf:mass", value = "quantity" }', "needs detail"),
        ('{ node = "craft:big", property = "sf:launchMass", value = "quantity" }', "no detail"),
        ('{ node = "event:Landin", property = "sf:time", value = "time" }', "sf:Landing"),
        (
            '{ node = "mission", property = "sf:operator", value = "names", class = "sf:Persn" }',
            "sf:Person",
        ),
        ('{ node = "launch", property = "sf:launchMass", value = "quantity" }', "sf:Spacecraft"),
        ('{ node = "craft", property = "sf:launchMass", value = "time" }', "xsd:decimal"),
        ('{ node = "mission", property = "sf:missionType", value = "names" }', "xsd:string"),
        ('{ node = "mission", property = "sf:operator", value = "text" }', "sf:Organization"),
        ('{ node = "orbit", property = "sf:eccentricity", value = "quantity" }', "no unit"),
        ('{ node = "docking", property = "sf:participant", value = "names" }', "'class'"),
        ('{ node = "craft", property = "sf:specification", value = "specification" }', "'label'"),
        ('{ ignore = "" }', "says why"),
        ('{ ignore = "styling", node = "mission" }', "stands alone"),
        ('{ node = 3, property = "sf:launchMass", value = "quantity" }', "table of strings"),
        ('"sf:launchMass"', "table of strings"),
    ],
)
def test_a_wrong_row_is_refused_with_file_line_and_the_right_name(
    tmp_path: Path, row: str, says: str
) -> None:
    text = f'# A mapping\n\n["Infobox spaceflight"]\n{GOOD}\nwrong_one = {row}\n'
    with pytest.raises(MappingError) as refusal:
        load(tmp_path, text)
    assert says in str(refusal.value)
    assert str(refusal.value).startswith(f"{tmp_path / 'mine.toml'}:5: ")
    assert "wrong_one" in str(refusal.value)


def test_the_line_is_that_of_the_right_template(tmp_path: Path) -> None:
    wrong = 'distance = { node = "mission", property = "sf:nothing", value = "quantity" }'
    right = wrong.replace("sf:nothing", "sf:distanceTravelled")
    text = f'["Infobox spaceflight"]\n{right}\n["Infobox spaceflight/IP"]\n{wrong}\n'
    with pytest.raises(MappingError) as refusal:
        load(tmp_path, text)
    assert refusal.value.place is not None
    assert refusal.value.place.line == 4


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"mine\.toml:2:\d+: not valid TOML"):
        load(tmp_path, '["Infobox spaceflight"]\nlaunch_mass = {\n')


def test_a_parameter_outside_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"mine\.toml:1: .*no table"):
        load(tmp_path, 'launch_mass = "sf:launchMass"\n')


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(MappingError, match=r"bad\.toml"):
        load_mappings([tmp_path / "bad.toml"], vocabulary())
    with pytest.raises(MappingError, match=r"none\.toml"):
        load_mappings([tmp_path / "none.toml"], vocabulary())


def test_a_later_file_replaces_a_row_of_an_earlier_one(tmp_path: Path) -> None:
    for name, wanted in (("a", "sf:launchMass"), ("b", "sf:dryMass")):
        (tmp_path / f"{name}.toml").write_text(
            f'["Infobox spaceflight"]\n{GOOD.replace("sf:launchMass", wanted)}\n', "utf-8"
        )
    found, _ = load_mappings([tmp_path / "a.toml", tmp_path / "b.toml"], vocabulary()).find(
        "Infobox spaceflight", "Launch Mass"
    )
    assert isinstance(found, Row)
    assert found.rule == "mapping/b#launch_mass"


def test_every_kind_of_value_has_a_reader() -> None:
    assert all(callable(reader_for(reading)) for reading in Reading)


@pytest.mark.parametrize("name", ["launch_mass", "Launch Mass", "LAUNCH_MASS", "launchmass"])
def test_a_parameter_is_found_by_any_spelling(name: str) -> None:
    row, suffix = mapping().find("infobox_Spaceflight", name)
    assert isinstance(row, Row)
    assert (row.rule, suffix) == ("mapping/infobox-spaceflight#launch_mass", "")


def test_every_parameter_of_the_templates_is_mapped_or_ignored_with_a_reason(
    shared: Path,
) -> None:
    listed = shared / "reference" / "infobox-spaceflight-parameters.tsv"
    with listed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["template"] for row in rows} == {
        "Infobox spaceflight",
        "Infobox spaceflight/Dock",
        "Infobox spaceflight/IP",
    }
    found = {
        (row["template"], row["parameter"]): mapping().find(row["template"], row["parameter"])[0]
        for row in rows
    }
    assert [name for name, row in found.items() if row is None] == []
    ignored = {name for (_, name), row in found.items() if isinstance(row, Ignored)}
    # nothing but pictures, styling, the sub-templates' own holders and docking's wording
    assert all(
        name in {"auto", "interplanetary", "docking", "docking_type"}
        or name.startswith(("image", "insignia", "crew_photo"))
        or name.endswith("_color")
        for name in ignored
    )
