"""Article text: the real article, read by eye, and the forms it may come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.documents.article_text import parse_article_text
from downrange.documents.limits import MAX_VALUE_CHARACTERS
from downrange.documents.model import Document, Infobox
from downrange.documents.reader import read_documents

# The infobox of the article, copied from the file by eye.
INFOBOX = [
    ("name", "Progress MS-04"),
    ("Names List", "Progress 65P"),
    ("Mission Type", "ISS resupply"),
    ("Operator", "Roscosmos"),
    ("Mission Duration", "Failed to orbit following control failure"),
    ("Spacecraft", "Progress MS-04 s/n 434"),
    ("Spacecraft Type", "Progress-MS"),
    ("Manufacturer", "Energia"),
    ("Launch Mass", "7285 kg"),
    ("Payload Mass", "2442 kg"),
    ("Launch Date", "1 December 2016, 14:51:52 UTC"),
    ("Launch Rocket", "Soyuz-U (s/n P15000-148)"),
    ("Launch Site", "Baikonur, Site 1/5"),
    ("Launch Contractor", "RKTs Progress"),
    ("Decay Date", "Failed to orbit"),
    ("Orbit Reference", "Geocentric orbit (planned)"),
    ("Orbit Regime", "Low Earth orbit"),
    ("Orbit Periapsis", "193.0 km"),
    ("Orbit Apoapsis", "245.0 km"),
    ("Orbit Inclination", "51.66°"),
    ("Orbit Period", "88.59 minutes"),
    ("Apsis", "gee"),
    ("Cargo Mass", "2442 kg"),
    ("Cargo Mass Press", "1260 kg"),
    ("Cargo Mass Fuel", "710 kg"),
    ("Cargo Mass Gas", "52 kg"),
    ("Cargo Mass Water", "420 kg"),
    ("Programme", "Progress flights"),
    ("Previous Mission", "Progress MS-03"),
    ("Next Mission", "Progress MS-05"),
]


@pytest.fixture(scope="module")
def document(article: Path) -> Document:
    (document,) = read_documents([str(article)])
    assert isinstance(document, Document)
    return document


def only_infobox(text: str) -> Infobox:
    (infobox,) = parse_article_text(text).infoboxes
    return infobox


def test_every_field_of_the_article(document: Document) -> None:
    (infobox,) = document.infoboxes
    assert infobox.template == "Infobox spaceflight"
    assert [(field.name, field.value.text) for field in infobox.fields] == INFOBOX


def test_the_passage_that_the_design_names(document: Document) -> None:
    mass = next(f for f in document.infoboxes[0].fields if f.name == "Launch Mass")
    assert (mass.span.start, mass.span.end) == (269, 289)
    assert mass.span.of(document.text) == "Launch Mass: 7285 kg"
    assert mass.value_span.of(document.text) == "7285 kg"


def test_sections_of_the_article(document: Document) -> None:
    assert [(section.level, section.title) for section in document.sections] == [
        (1, ""),
        (2, "Pre-launch"),
        (2, "Launch failure"),
        (2, "Cargo"),
        (2, "Investigation"),
    ]
    cargo = document.sections[3]
    assert cargo.heading is not None
    assert cargo.heading.of(document.text) == "== Cargo =="
    assert cargo.body.text.startswith("The Progress MS-04 spacecraft was carrying about 2450 kg")
    assert cargo.body.text.endswith("the aft docking port of the Zvezda module.")
    assert document.sections[0].body.text.startswith("Progress MS-04 (Прогресс МC-04), ident")


def test_metadata_of_the_article(document: Document) -> None:
    assert document.title == "Progress MS-04"
    assert document.source.site == "en.wikipedia.org"
    assert document.source.slug == "progress-ms-04"
    assert document.source.licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert document.source.retrieved == ""
    assert document.findings == ()


def test_the_article_is_stored_unchanged(article: Path, shared: Path) -> None:
    original = shared / "documents" / "text" / "progress-ms-04.txt"
    assert article.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("heading", ["==Cargo==", "== Cargo ==", "==  Cargo == \t"])
def test_a_heading_with_or_without_spaces(heading: str) -> None:
    (section,) = parse_article_text(f"{heading}\nWater.").sections
    assert (section.title, section.level, section.body.text) == ("Cargo", 2, "Water.")


def test_deeper_headings_have_paths() -> None:
    text = "== A ==\n=== B ===\nb\n==== C ====\nc\n=== D ===\nd\n== E ==\ne"
    paths = [section.path for section in parse_article_text(text).sections]
    assert paths == [("A",), ("A", "B"), ("A", "B", "C"), ("A", "D"), ("E",)]


def test_neither_title_nor_infobox_nor_heading() -> None:
    content = parse_article_text("Sputnik 1 was launched on 4 October 1957.\n\nIt decayed.")
    assert (content.title, content.infoboxes) == ("", ())
    (lead,) = content.sections
    assert lead.body.text == "Sputnik 1 was launched on 4 October 1957.\n\nIt decayed."


def test_fields_without_a_name_line() -> None:
    infobox = only_infobox("- Operator: NASA\n- Launch Mass: 5 kg\n\nProse.")
    assert [(f.name, f.value.text) for f in infobox.fields] == [
        ("Operator", "NASA"),
        ("Launch Mass", "5 kg"),
    ]


def test_a_colon_in_a_value_stays_in_it() -> None:
    (field,) = only_infobox("- Website: https://www.nasa.gov/").fields
    assert (field.name, field.value.text) == ("Website", "https://www.nasa.gov/")


def test_a_list_after_prose_is_no_infobox() -> None:
    content = parse_article_text("The crew was:\n- Commander: Lovell\n- Pilot: Swigert\n")
    assert content.infoboxes == ()
    assert "- Pilot: Swigert" in content.sections[0].body.text


def test_two_blocks_are_two_infoboxes() -> None:
    content = parse_article_text("A\n- Operator: X\n\nB\n- Operator: Y\n\nProse follows.")
    assert [(box.index, box.fields[0].value.text) for box in content.infoboxes] == [
        (0, "A"),
        (1, "B"),
    ]


def test_a_field_without_a_value_is_a_finding() -> None:
    content = parse_article_text("- Launch Date:\n- Operator: NASA\n")
    (finding,) = content.findings
    assert (finding.code, finding.quote) == ("lost-value", "- Launch Date:")
    assert [f.name for f in content.infoboxes[0].fields] == ["Operator"]


def test_an_oversized_value_is_a_finding() -> None:
    value = "x" * (MAX_VALUE_CHARACTERS + 1)
    content = parse_article_text(f"- Operator: NASA\n- Programme: {value}\n")
    assert [finding.code for finding in content.findings] == ["oversized-value"]
    assert [f.name for f in content.infoboxes[0].fields] == ["Operator"]


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["", "= T =", "== S ==", "===S===", "- A: b", "- C:", "Name", "=", "- :"]),
    ),
    max_size=12,
)


@given(LINES)
def test_spans_reproduce_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    content = parse_article_text(text)
    for infobox in content.infoboxes:
        for field in infobox.fields:
            assert field.value_span.of(text) == field.value.text != ""
            words = field.span.of(text)
            assert words.startswith(field.name) or field.name == "name"
            assert words.endswith(field.value.text)
            assert infobox.span.start <= field.span.start < field.span.end <= infobox.span.end
    for section in content.sections:
        if section.heading is not None:
            assert section.title in section.heading.of(text)
        if section.body.text:
            whole = section.body.source_span(0, len(section.body.text))
            assert whole.of(text) == section.body.text
