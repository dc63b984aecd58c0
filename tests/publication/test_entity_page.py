"""An entity's page: what the article says, as a person and as a program find it."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.dataset import Dataset
from downrange.publication import Publication
from downrange.publication.wording import inverted
from tests.publication.conftest import DOCUMENT, MISSION, GetPage
from tests.publication.pages import fact

SPACECRAFT = "id/spacecraft/progress-ms-04"
LAUNCH = "id/event/progress-ms-04-launch"
PLANNED_DOCKING = "id/event/progress-ms-04-docking-zvezda-planned"


def test_says_what_it_is_in_one_line(get: GetPage) -> None:
    header = get(MISSION).one("header", class_="title")
    assert header.one("h1").text == "Progress MS-04"
    assert header.one("p", class_="kind").text == "mission"
    line = header.one("p", class_="line").text
    for words in ("ISS resupply", "operated by Roscosmos", "launched 1 December 2016"):
        assert words in line


def test_what_only_others_name_is_told_by_its_part_in_them(get: GetPage) -> None:
    """Of Russia the article says only what is a part of it: the south, the TASS agency."""
    line = get("id/place/russia").one("header", class_="title").one("p", class_="line").text
    assert line in ("Place: southern Russia is part of it.", "Place: TASS is part of it.")


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        (SPACECRAFT, "launch mass", "7285 kg"),
        (SPACECRAFT, "serial number", "434"),
        (SPACECRAFT, "manufacturer", "Energia"),
        (LAUNCH, "launch time", "1 December 2016, 14:51:52 UTC"),
        (LAUNCH, "launch vehicle", "Soyuz-U"),
        (MISSION, "operator", "Roscosmos"),
        (MISSION, "previous mission", "Progress MS-03"),
    ],
)
def test_facts_have_units_and_human_dates(get: GetPage, path: str, name: str, value: str) -> None:
    assert value in fact(get(path), name).one("span", class_="it").text


def test_a_time_is_a_time_for_programs_too(get: GetPage) -> None:
    time = fact(get(LAUNCH), "launch time").one("time")
    assert time.attributes["datetime"] == "2016-12-01T14:51:52Z"


def test_an_entity_valued_fact_leads_to_its_page(get: GetPage) -> None:
    link = fact(get(MISSION), "operator").one("span", class_="it").one("a")
    assert link.attributes["href"] == "../../id/organization/roscosmos.html"


def test_facts_stand_in_groups(get: GetPage) -> None:
    groups = {
        section.one("h2").text: [dt.text for dt in section.all("dt")]
        for section in get(SPACECRAFT).all("section", class_="group")
    }
    assert {"launch mass", "payload mass"} <= set(groups["Figures"])
    assert "manufacturer" in groups["Organisations"]


def test_evidence_marks_the_words_in_their_sentence(get: GetPage, text: str) -> None:
    details = fact(get(MISSION), "operator").one("details", class_="evidence")
    assert "passage" in details.one("summary").text
    quoted = {figure.one("mark").raw: figure for figure in details.all("figure")}
    assert "Operator: Roscosmos" in quoted
    for words, figure in quoted.items():
        sentence = figure.one("blockquote").one("p").raw
        assert words in text
        assert sentence in text
        assert words in sentence


def test_evidence_leads_to_the_place_in_the_document(get: GetPage, text: str) -> None:
    figure = fact(get(SPACECRAFT), "launch mass").one("figure")
    page, _, fragment = figure.one("figcaption").one("a").attributes["href"].partition("#")
    assert page == f"../../{DOCUMENT}.html"
    place = re.fullmatch(r"char=(\d+),(\d+)", unquote(fragment))
    assert place is not None
    assert text[int(place[1]) : int(place[2])] == "Launch Mass: 7285 kg"
    assert get(DOCUMENT).by_id(unquote(fragment)).name == "span"


def test_every_claim_about_the_mission_is_shown_with_its_words(
    get: GetPage, dataset: Dataset
) -> None:
    mission = NamedNode(dataset.project.base + MISSION)
    [graph] = dataset.graphs
    shown = {mark.raw for mark in get(MISSION).all("mark")}
    text = graph.document.text
    said = [
        fact.evidence.span.of(text)
        for statement in graph.statements
        if statement.subject.iri == mission
        for fact in statement.facts
        # That the launch is an event of the mission is told by the launch itself.
        if not (fact.property.value.endswith("#hasEvent") and "launch" in str(statement.object))
    ]
    assert len(said) > 40
    assert [words for words in said if words not in shown] == []


def test_a_plan_is_visibly_a_plan(get: GetPage) -> None:
    page = get(PLANNED_DOCKING)
    assert page.one("p", class_="kind").text == "planned docking"
    assert "A plan." in page.one("p", class_="notice").text
    assert "3 December 2016, 16:43:06 UTC" in fact(page, "time").text
    assert fact(page, "orbit number").one("span", class_="it").text == "34"
    planned = get(MISSION).one("section", class_="g-planned")
    labels = [chip.text for chip in planned.all("span", class_="chip")]
    assert "planned" in labels


def test_a_hypothesis_is_visibly_one(get: GetPage) -> None:
    path = "id/event/progress-ms-04-collision-hypothesis"
    page = get(path)
    assert page.one("p", class_="kind").text == "possible collision"
    assert "A hypothesis." in page.one("p", class_="notice").text
    link = get(MISSION).one("section", class_="g-possible").one("a", href=f"../../{path}.html")
    assert "possible" in link.classes


def test_what_happened_is_marked_as_neither(get: GetPage) -> None:
    assert get(LAUNCH).all("p", class_="notice") == []
    assert get(LAUNCH).one("p", class_="kind").text == "launch"


def test_conflicts_stand_side_by_side(get: GetPage) -> None:
    """The article: "2442 kg" payload, "about 2450 kg" carried, "2,400 kg" lost."""
    conflict = next(
        d for d in get(SPACECRAFT).all("article", class_="disagreement") if "cargo" in d.text
    )
    answers = [p.text for p in conflict.all("p", class_="answer")]
    for answer in ("2442 kg", "about 2450 kg", "2400 kg"):
        assert any(shown.startswith(answer) for shown in answers), answer
    number = conflict.attributes["id"].removeprefix("disagreement-")
    assert fact(get(SPACECRAFT), "payload mass").one("a", href=f"#disagreement-{number}")


def test_says_that_an_item_was_not_looked_up(get: GetPage) -> None:
    assert "not looked up yet" in get(MISSION).one("p", class_="unlinked").text


def test_leads_to_wikidata_and_dbpedia(get: GetPage) -> None:
    # data/links/wikidata.sssom.tsv: Roscosmos is Q190795, exactly.
    page = get("id/organization/roscosmos")
    assert page.all("a", href="https://www.wikidata.org/wiki/Q190795")
    assert "the same thing" in page.text
    assert get(MISSION).all("a", href="http://dbpedia.org/resource/Progress_MS-04")


def test_its_data_are_one_click_away(get: GetPage) -> None:
    links = get(MISSION).one("ul", class_="downloads").all("a")
    assert [(a.attributes["href"], a.attributes["type"]) for a in links] == [
        ("../../id/mission/progress-ms-04.ttl", "text/turtle"),
        ("../../id/mission/progress-ms-04.jsonld", "application/ld+json"),
        ("../../id/mission/progress-ms-04.nt", "application/n-triples"),
    ]


def test_the_head_tells_programs_where_everything_is(get: GetPage) -> None:
    thing = f"https://w3id.org/downrange/{MISSION}"
    links = {
        (link.attributes["rel"], link.attributes.get("type", "")): link.attributes["href"]
        for link in get(MISSION).one("head").all("link")
    }
    assert links["canonical", ""] == f"{thing}.html"
    assert links["cite-as", ""] == thing
    assert links["license", ""] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert links["describedby", "text/turtle"].endswith("progress-ms-04.ttl")
    assert links["alternate", "application/ld+json"].endswith("progress-ms-04.jsonld")


def test_speaks_schema_org(get: GetPage) -> None:
    block = get(MISSION).one("script", type="application/ld+json")
    said = json.loads(block.raw)
    assert said["@context"] == "https://schema.org/"
    assert said["@id"] == f"https://w3id.org/downrange/{MISSION}"
    assert said["name"] == "Progress MS-04"
    assert "Progress 65P" in said["alternateName"]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("progress-ms-04-launch", "Event"),
        # The docking was planned and the collision is only possible: neither is known to be one.
        ("progress-ms-04-docking-zvezda-planned", "Thing"),
        ("progress-ms-04-collision-hypothesis", "Thing"),
    ],
)
def test_only_what_happened_is_an_event_to_search_engines(
    event: str, kind: str, get: GetPage
) -> None:
    block = get(f"id/event/{event}").one("script", type="application/ld+json")
    assert json.loads(block.raw)["@type"] == kind


def test_the_timeline_has_events_in_order(get: GetPage) -> None:
    drawing = get(MISSION).one("svg", class_="timeline")
    dates = [text.text for text in drawing.all("text", class_="date")]
    assert dates.index("1 Jul 2016") < dates.index("1 Dec 2016") < dates.index("28 Jan 2017")
    marks = drawing.all("g", class_="planned")
    assert any("docking with Zvezda" in mark.text for mark in marks)
    heights = [int(t.attributes["y"]) for t in drawing.all("text", class_="date")]
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("property_", "seen_from_its_object"),
    [
        ("operator", "operator of"),
        ("part of", "part of it"),
        ("has event", "event of"),
        ("has part", "part of"),
        ("carries", "carries it"),
        ("first since", "first since it"),
        ("launch vehicle", "launch vehicle of"),
    ],
)
def test_a_property_is_told_from_its_object(property_: str, seen_from_its_object: str) -> None:
    assert inverted(property_) == seen_from_its_object


def test_the_neighbourhood_is_drawn(get: GetPage) -> None:
    drawing = get(SPACECRAFT).one("svg", class_="neighbourhood")
    assert {"RSC Energia", "Progress-MS"} <= {t.text for t in drawing.all("text", class_="name")}
    assert "manufacturer" in {t.text for t in drawing.all("text", class_="property")}


def test_the_description_holds_triples_statements_passages_and_conflicts(
    publication: Publication, dataset: Dataset
) -> None:
    base = dataset.project.base
    quads = publication.data(SPACECRAFT)
    craft = NamedNode(base + SPACECRAFT)
    sf = "https://w3id.org/downrange/ns#"
    mass = Literal("7285", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    triples = {(q.subject, q.predicate.value, q.object) for q in quads}
    assert (craft, f"{sf}launchMass", mass) in triples
    exact = {o.value for _, p, o in triples if p.endswith("oa#exact")}
    assert "Launch Mass: 7285 kg" in exact
    types = {o.value for _, p, o in triples if p.endswith("#type")}
    assert {f"{sf}Statement", f"{sf}Passage", f"{sf}Conflict"} <= types
    assert quads <= dataset.quads


def test_what_is_not_there_has_no_page(publication: Publication) -> None:
    for path in ("id/mission/nothing", "id", "id/mission", "../etc/passwd", "ns/x", "ns.html"):
        assert publication.page(path) is None
        assert publication.title(path) is None
        assert publication.data(path) == frozenset()
