"""The authority file: one entity for a name, whole names only, and faults refused by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import MappingError
from downrange.facts.authority import (
    Authority,
    Naming,
    UnnameableError,
    load_authority,
    page_name,
)
from downrange.identity import Minter
from tests.facts.reading import BASE, naming, path_of, vocabulary

PREFIXES = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sf: <https://w3id.org/downrange/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def load(folder: Path, *files: str) -> Authority:
    for number, text in enumerate(files):
        (folder / f"{number}.ttl").write_text(PREFIXES + text, "utf-8")
    return load_authority(folder.glob("*.ttl"), vocabulary(), BASE)


def test_relative_names_are_of_the_projects_base(tmp_path: Path) -> None:
    known = load(tmp_path, '<id/organization/esa> a sf:Organization ; rdfs:label "ESA"@en .')
    found = known.find("organization", "esa")
    assert found is not None
    assert found.iri.value == f"{BASE}id/organization/esa"
    assert found.language == "en"


def test_every_name_leads_to_the_entity_in_its_segment_alone(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        '<id/organization/rkts> a sf:Organization ; rdfs:label "RKTs Progress"@en ;'
        ' skos:altLabel "Progress Rocket Space Centre"@en .',
    )
    assert known.find("organization", "PROGRESS  rocket space-centre") is not None
    assert known.find("mission", "RKTs Progress") is None
    assert known.find("organization", "RKTs Progres") is None


def test_a_label_in_another_language_is_a_name_too(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        "<id/organization/esa> a sf:Organization ;"
        ' rdfs:label "Europäische Weltraumorganisation"@de, "European Space Agency"@en .',
    )
    found = known.find("organization", "Europäische Weltraumorganisation")
    assert found is not None
    assert (found.label, found.language) == ("European Space Agency", "en")


def test_a_name_of_two_leads_nowhere(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        '<id/person/a> a sf:Person ; rdfs:label "John Young (astronaut)"@en ;'
        ' skos:altLabel "John Young"@en .',
        '<id/person/b> a sf:Person ; rdfs:label "John Young (governor)"@en ;'
        ' skos:altLabel "John Young"@en .',
    )
    assert known.find("person", "John Young") is None
    assert known.find("person", "John Young (governor)") is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<id/person/a> rdfs:label "A"@en .', "no class"),
        ('<id/person/a> a sf:Persn ; rdfs:label "A"@en .', "no class"),
        ("<id/person/a> a sf:Person .", "no rdfs:label"),
        ("<id/person/a> a sf:Persn rdfs:label", "Turtle"),
        ('<id/pers on/a> a sf:Person ; rdfs:label "A" .', "Turtle"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(MappingError, match=says) as refusal:
        load(tmp_path, text)
    assert str(tmp_path / "0.ttl") in str(refusal.value)


def test_the_known_entities_are_named_as_the_program_would_name_them() -> None:
    """Else a project without the authority file would call them otherwise."""
    known = naming().authority
    for entity in known.entities.values():
        segment = vocabulary().classes[entity.cls].segment
        assert path_of(entity).startswith(f"{segment}/"), entity
    assert len(known.entities) > 50


def test_no_name_of_the_known_entities_is_ambiguous() -> None:
    known = naming().authority
    for entity in known.entities.values():
        segment = vocabulary().classes[entity.cls].segment
        for name in (entity.label, *entity.other_labels):
            assert known.find(segment, name) == entity, name


@pytest.mark.parametrize("name", ["", "—", "?!", "a" * 300])
def test_what_can_name_nothing(name: str) -> None:
    with pytest.raises(UnnameableError):
        naming().entity("sf:Person", name)


def test_the_words_decide_and_the_page_where_they_are_unknown() -> None:
    organization = vocabulary().class_("sf:Organization")
    nowhere = Naming(vocabulary(), Minter(BASE), Authority({}, {}, ()))
    assert path_of(nowhere.linked(organization, "ISRO", "Indian Space Research Organisation")) == (
        "organization/indian-space-research-organisation"
    )
    assert path_of(nowhere.linked(organization, "ISRO", "")) == "organization/isro"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Aryabhata (satellite)", "Aryabhata"),
        ("Luna 9 (Soviet space probe)", "Luna 9"),
        ("Apollo 13", "Apollo 13"),
        ("Mercury (planet)", "Mercury (planet)"),
        ("STS-1 (a) (mission)", "STS-1 (a)"),
    ],
)
def test_what_a_page_is_about(title: str, name: str) -> None:
    assert page_name(title) == name
