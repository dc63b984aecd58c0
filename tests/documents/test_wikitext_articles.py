"""Real articles from Wikipedia, their infoboxes read from the source by eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from downrange.documents.model import Document, Infobox, InfoboxField
from downrange.documents.reader import read_documents

Articles = Callable[[str], Document]


@pytest.fixture(scope="module")
def articles(shared: Path) -> Articles:
    folder = shared / "documents" / "wikitext"
    read = {d.title: d for d in read_documents([str(folder)]) if isinstance(d, Document)}
    return read.__getitem__


def field(infobox: Infobox, name: str) -> InfoboxField:
    return next(field for field in infobox.fields if field.name == name)


def texts(infobox: Infobox) -> dict[str, str]:
    return {field.name: field.value.text for field in infobox.fields}


SPACEFLIGHT = {
    "Apollo 1": {
        "names_list": "AS-204",
        "operator": "NASA",
        "mission_duration": "Up to 14 days (planned)",
        "spacecraft_type": "Apollo Command/Service Module, Block I",
        "launch_mass": "45000 lb",
        "launch_date": "February 21, 1967 (planned)",
        "launch_rocket": "Saturn IB AS-204",
        "launch_site": "Cape Kennedy LC-34",
        "crew_members": 'Virgil I. "Gus" Grissom\nEdward H. White\nRoger Chaffee',
        "destroyed": "January 27, 1967\n23:31:19 UTC",
        "orbit_periapsis": "120 nmi (planned)",
        "orbit_inclination": "31 degrees (planned)",
    },
    "Apollo 7": {
        "image": "Apollo 7 during the first live television transmission from space.jpg",
        "mission_duration": "10 days, 20 hours, 9 minutes, 3 seconds",
        "spacecraft": "Apollo CSM-101",
        "launch_mass": "36419 lb",
        "launch_date": "October 11, 1968, 15:02:45 UTC",
        "landing_date": "October 22, 1968, 11:11:48 UTC",
        "landing_site": "North Atlantic Ocean\n27°32′N 64°04′W",
        "recovery_by": "USS Essex (CV-9)",
        "orbit_epoch": "October 13, 1968",
        "orbit_period": "89.79 minutes",
    },
    "Apollo 13": {
        "COSPAR_ID": "1970-029A",
        "mission_duration": "5 days, 22 hours, 54 minutes, 41 seconds",
        "spacecraft": "Apollo CSM-109\nApollo LM-7",
        "landing_site": "South Pacific Ocean\n21°38′24″S 165°21′42″W",
        "recovery_by": "USS Iwo Jima (LPH-2)",
        "orbit_regime": "Cislunar",
        "crew_callsign": "CM: Odyssey\nLM: Aquarius",
    },
    "Apollo 16": {
        "COSPAR_ID": "CSM: 1972-031A\nLM: 1972-031C",
        "launch_date": "April 16, 1972, 17:54:00 UTC",
        "orbit_epoch": "April 20, 1972, 00:27 UTC",
        "cargo_mass": "SIM:\nLRV: 463 lb",
        "crew_EVAs": "1 in cislunar space\nPlus 4 on the lunar surface",
    },
    "Aryabhata (satellite)": {
        "name": "Aryabhatta",
        "operator": "ISRO",
        "COSPAR_ID": "1965-033A",
        "mission_duration": "4 days achieved",
        "launch_mass": "360 kg (794 lb)",
        "launch_date": "19 April 1975, 07:30 UTC",
        "launch_site": "Kapustin Yar 107/2",
        "last_contact": "24 April 1975",
        "orbit_apoapsis": "611 km",
        "orbit_inclination": "50.6 degrees",
    },
}


@pytest.mark.parametrize("title", SPACEFLIGHT)
def test_values_read_as_on_the_page(articles: Articles, title: str) -> None:
    infobox = articles(title).infoboxes[0]
    assert infobox.template == "Infobox spaceflight"
    found = texts(infobox)
    assert {name: found[name] for name in SPACEFLIGHT[title]} == SPACEFLIGHT[title]


@pytest.mark.parametrize(
    ("title", "empty"),
    [
        ("Apollo 1", ["dry_mass", "landing_mass", "dimensions", "launch_contractor"]),
        ("Apollo 13", ["orbit_epoch", "orbit_periapsis", "orbit_period", "docking"]),
        ("Aryabhata (satellite)", ["website", "spacecraft_bus", "manufacturer", "dry_mass"]),
    ],
)
def test_parameters_without_a_value_are_no_fields(
    articles: Articles, title: str, empty: list[str]
) -> None:
    article = articles(title)
    assert all(name in article.text for name in empty)
    assert not set(empty) & set(texts(article.infoboxes[0]))


def test_sub_templates_are_infoboxes_in_source_order(articles: Articles) -> None:
    boxes = articles("Apollo 16").infoboxes
    assert [(box.template.removeprefix("Infobox spaceflight"), box.index) for box in boxes] == [
        ("", 0),
        ("/IP", 0),
        ("/IP", 1),
        ("/IP", 2),
        ("/Dock", 0),
        ("/Dock", 1),
    ]
    assert "docking" not in texts(boxes[0])
    assert texts(boxes[2])["location"] == "Descartes Highlands\n8.97301°S 15.50019°E"
    assert texts(boxes[2])["surface_EVA_time"].split("\n") == [
        "20 hours, 14 minutes, 14 seconds",
        "First: 07 hours, 11 minutes, 02 seconds",
        "Second: 07 hours, 23 minutes, 09 seconds",
        "Third: 05 hours, 40 minutes, 03 seconds",
    ]
    assert texts(boxes[4])["undocking_date"] == "April 20, 1972, 18:07:31 UTC"


def test_another_infobox_keeps_its_own_title(articles: Articles) -> None:
    boxes = articles("Ariane 5").infoboxes
    assert [box.template for box in boxes[:4]] == [
        "Infobox rocket",
        "Infobox rocket/payload",
        "Infobox rocket/payload",
        "Infobox rocket/stage",
    ]
    rocket, payload = texts(boxes[0]), texts(boxes[1])
    assert rocket["height"] == "46–52 m"
    assert rocket["mass"] == "777,000 kg"
    assert rocket["payloads"].split("\n") == ["Rosetta", "ATV", "Herschel", "Planck", "Galileo"]
    assert rocket["first"].split("\n")[0] == "G: 4 June 1996"
    assert payload["location"] == "LEO (260 km circular, 51.6˚)"
    assert payload["kilos"] == "G: 16000 kg\nES: over 20000 kg"
    assert texts(boxes[5])["fuel"] == "LOX / LH2"


def test_items_links_and_targets(articles: Articles) -> None:
    crew = field(articles("Apollo 16").infoboxes[0], "crew_members")
    assert [item.text for item in crew.items] == [
        "John W. Young",
        "Thomas K. Mattingly II",
        "Charles M. Duke, Jr.",
    ]
    assert [item.links[0].target for item in crew.items] == [
        "John Young (astronaut)",
        "Ken Mattingly",
        "Charles Duke",
    ]
    (link,) = crew.items[1].links
    assert link.span.of(crew.items[1].text) == "Thomas K. Mattingly II"


def test_a_reference_on_a_value_is_a_citation(articles: Articles) -> None:
    article = articles("Aryabhata (satellite)")
    launch = field(article.infoboxes[0], "launch_date")
    (citation,) = launch.value.citations
    assert (citation.name, citation.url) == (
        "launchlog",
        "http://planet4589.org/space/log/launchlog.txt",
    )
    assert (citation.title, citation.publisher) == ("Launch Log", "Jonathan's Space Page")
    assert (citation.date, citation.accessed) == ("", "22 January 2014")
    assert citation.span.of(article.text).startswith('<ref name="launchlog">{{cite web|url=')
    assert launch.value_span.of(article.text) == (
        "{{start-date|19 April 1975, 07:30|timezone=yes}}&nbsp;UTC"
    )


def test_a_reference_by_name_is_found_elsewhere(articles: Articles) -> None:
    payload = articles("Ariane 5").infoboxes[1]
    (citation,) = field(payload, "kilos").items[1].citations
    assert (citation.name, citation.title, citation.publisher) == ("ESAA5ES", "Ariane 5 ES", "ESA")
    assert field(payload, "kilos").items[0].citations == ()


def test_a_field_is_quoted_from_the_source(articles: Articles) -> None:
    article = articles("Apollo 1")
    mass = field(article.infoboxes[0], "launch_mass")
    assert mass.span.of(article.text) == (
        "launch_mass           = {{convert|45000|lb|kg|disp=flip|sp=us}}"
    )
    names = field(article.infoboxes[0], "names_list")
    assert names.value_span.of(article.text) == "AS-204"


def test_prose_reads_as_on_the_page(articles: Articles) -> None:
    lead = articles("Apollo 16").sections[0]
    assert lead.title == ""
    assert lead.body.text.startswith(
        "Apollo 16 was the tenth manned mission in the United States Apollo space program, "
        "the fifth and penultimate to land on the Moon and the first to land in the lunar "
        'highlands. The second of the so-called "J missions," it was crewed by'
    )
    second = lead.body.text.split("\n\n")[1]
    assert second.startswith("Young and Duke spent 71 hours—just under three days—on the lunar")
    assert "used on the Moon, 26.7 km. On the surface" in second
    assert "Young and Duke collected 95.8 kg of lunar samples for return" in second


def test_rendered_prose_leads_back_to_its_source(articles: Articles) -> None:
    article = articles("Apollo 16")
    body = article.sections[0].body
    start = body.text.index("26.7 km")
    span = body.source_span(start, start + len("26.7 km"))
    assert span.of(article.text) == "{{convert|26.7|km|mi|sp=us}}"
    start = body.text.index("lunar samples")
    assert body.source_span(start, start + 13).of(article.text) == "lunar samples"


def test_section_paths_and_what_prose_leaves_out(articles: Articles) -> None:
    article = articles("Apollo 13")
    by_path = {section.path: section.body.text for section in article.sections}
    assert by_path[("Crew",)].splitlines() == [
        "Commander: Jim Lovell",
        "Command Module Pilot: Jack Swigert",
        "Lunar Module Pilot: Fred Haise",
    ]
    assert ("Crew", "Prime and backup crew") in by_path
    assert (
        "L. Gordon Cooper, Jr (Commander);\nDonn F. Eisele (Command Module Pilot);"
        in (by_path[("Crew", "Prime and backup crew")])
    )
    everything = "\n".join(by_path.values())
    for mark in ("{{", "}}", "[[", "]]", "<ref", "'''", "thumb|", "Category:", "{|"):
        assert mark not in everything


@pytest.mark.parametrize("title", [*SPACEFLIGHT, "Ariane 5"])
def test_every_span_lies_where_it_says(articles: Articles, title: str) -> None:
    article = articles(title)
    for infobox in article.infoboxes:
        assert infobox.span.of(article.text).startswith("{{")
        assert infobox.span.of(article.text).endswith("}}")
        for one in infobox.fields:
            assert one.span.of(article.text).startswith(one.name)
            assert one.span.end == one.value_span.end
            assert one.span.of(article.text).endswith(one.value_span.of(article.text))
            assert "\n".join(item.text for item in one.items) == one.value.text
    for section in article.sections:
        if section.heading:
            assert section.heading.of(article.text).strip("= ") != ""


@pytest.mark.parametrize("title", [*SPACEFLIGHT, "Ariane 5"])
def test_unknown_templates_are_told_once_and_maintenance_never(
    articles: Articles, title: str
) -> None:
    findings = articles(title).findings
    assert {finding.code for finding in findings} <= {"unknown-template"}
    assert len({finding.message for finding in findings}) == len(findings)
    quotes = "".join(finding.quote for finding in findings)
    for name in ("cite", "reflist", "Use mdy", "pp-", "citation needed", "convert"):
        assert "{{" + name not in quotes
