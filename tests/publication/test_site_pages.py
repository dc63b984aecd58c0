"""The pages about the whole: terms, questions, conflicts, the catalogue, search, the front."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import downrange
from downrange.dataset import Dataset
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.answers import in_full_order
from downrange.publication.charts import Bar, bars, columns
from downrange.publication.names import Reference
from downrange.publication.search import search_index
from downrange.publication.wording import number_in_words, time_in_words
from tests.publication.conftest import DOCUMENT, MISSION, GetPage
from tests.publication.pages import fact, parsed

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"


def test_a_property_of_the_ontology_is_told_in_full(get: GetPage) -> None:
    """As ontology/spaceflight.ttl and alignments.ttl define sf:launchMass."""
    term = get("ns").by_id("launchMass")
    assert "sf:launchMass" in term.one("h3").text
    assert "The mass of the craft at lift-off" in term.one("p").text
    assert fact(term, "example").text == "Progress MS-04: 7285 kg"
    assert fact(term, "domain").one("a").attributes["href"] == "#Mission"
    assert fact(term, "range").text == "xsd:decimal"
    assert fact(term, "shape").all("a")
    assert fact(term, "questions").all("a")


def test_every_term_of_the_ontology_has_its_place(get: GetPage, repository: Path) -> None:
    sf = "https://w3id.org/downrange/ns#"
    owl, skos = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2004/02/skos/core#"
    kinds = {f"{owl}Class", f"{owl}ObjectProperty", f"{owl}DatatypeProperty", f"{skos}Concept"}
    terms = {
        quad.subject.value.removeprefix(sf)
        for quad in parse(
            path=str(repository / "ontology/spaceflight.ttl"), format=RdfFormat.TURTLE
        )
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(sf)
        and isinstance(quad.object, NamedNode)
        and quad.object.value in kinds
    }
    assert len(terms) > 200
    for term in terms:
        get("ns").by_id(term)


def test_an_alignment_leads_out(get: GetPage) -> None:
    # ontology/alignments.ttl: sf:LaunchSite skos:closeMatch wd:Q1353183.
    term = get("ns").by_id("LaunchSite")
    assert term.all("a", href="http://www.wikidata.org/entity/Q1353183")


def test_a_shape_says_what_it_holds_data_to(get: GetPage) -> None:
    shape = get("shapes").by_id("Launch")
    assert "A launch time is an xsd:dateTime in UTC" in shape.text
    assert "Compare the value with the article." in shape.text
    assert shape.all("a", href="ns.html#launchVehicle")


@pytest.mark.parametrize("name", ["cargo-manifest", "launch-time", "planned-docking"])
def test_a_question_has_its_live_answer(get: GetPage, repository: Path, name: str) -> None:
    """As many rows as the expected answer beside it, where that is of the article."""
    page = get(f"questions/{name}")
    question = (repository / f"ontology/questions/{name}.rq").read_text("utf-8")
    assert page.one("pre").raw.strip() in question
    columns = [th.text for th in page.one("thead").all("th")]
    with (repository / f"ontology/questions/{name}.tsv").open(encoding="utf-8") as file:
        header = next(csv.reader(file, delimiter="\t"))
    assert columns == [column.removeprefix("?") for column in header]
    assert page.one("tbody").all("tr")


def test_the_cargo_manifest_reads_as_the_article_has_it(get: GetPage) -> None:
    rows = [
        [td.text for td in row.all("td")]
        for row in get("questions/cargo-manifest").one("tbody").all("tr")
    ]
    assert ["water", "water of Progress MS-04", "420"] in rows
    assert ["pressurised cargo", "pressurised cargo of Progress MS-04", "1260"] in rows


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ("SELECT ?a ?b WHERE { ?a ?p ?b }", "{ ?a ?p ?b }\nORDER BY ?a ?b"),
        ("# title: x\nSELECT DISTINCT ?a WHERE { ?a ?p ?b }\nORDER BY DESC(?b)\n", "DESC(?b) ?a"),
        (
            "SELECT ?a (MIN(STR(?b)) AS ?c) WHERE { } ORDER BY ?c LIMIT 3",
            "ORDER BY ?c ?a ?c LIMIT 3",
        ),
        ("SELECT ?a WHERE { { SELECT ?a WHERE { } ORDER BY ?b } }", "ORDER BY ?b } }\nORDER BY ?a"),
        ("ASK { ?a ?b ?c }", "ASK { ?a ?b ?c }"),
        ("SELECT * WHERE { ?a ?b ?c }", "SELECT * WHERE { ?a ?b ?c }"),
    ],
)
def test_tied_rows_are_put_in_order(given: str, ends: str) -> None:
    assert in_full_order(given).endswith(ends)


def test_every_question_is_listed(get: GetPage, repository: Path) -> None:
    names = {path.stem for path in (repository / "ontology/questions").glob("*.rq")}
    listed = {
        a.attributes["href"].removeprefix("questions/").removesuffix(".html")
        for a in get("questions").one("ul", class_="cards").all("a")
    }
    assert listed == names


def test_every_conflict_is_told_with_its_sides(get: GetPage, dataset: Dataset) -> None:
    articles = get("conflicts").all("article", class_="disagreement")
    assert len(articles) == len(dataset.conflicts)
    for conflict in dataset.conflicts:
        path = conflict.iri.value.removeprefix(dataset.project.base)
        page = get(path)
        assert page.one("h1").text == " ".join(conflict.sentence.split())
        assert len(page.all("section", class_="side")) == len(conflict.members)


def test_the_report_leads_to_the_words(tmp_path: Path) -> None:
    article = tmp_path / "probe.txt"
    article.write_text("= Probe =\n\nProbe\n- Operator:\n- Launch Mass: 100 kg\n", "utf-8")
    publication = Publication.of(downrange.build([article], project=Project(tmp_path)))
    page = parsed(publication.page("report") or "")
    finding = next(a for a in page.all("article") if "no value" in a.text)
    assert finding.one("span", class_="chip").text == "Warning"
    text = article.read_text("utf-8")
    start = text.index("- Operator:")
    end = start + len("- Operator:")
    href = finding.one("blockquote").one("a").attributes["href"]
    assert href == f"document/local/probe.html#char={start},{end}"


def test_the_front_page_says_what_is_in_here(get: GetPage, dataset: Dataset) -> None:
    figures = {
        div.one("dt").text: div.one("dd").text
        for div in get("").one("dl", class_="figures").all("div")
    }
    assert figures["document"] == "1"
    said = sum(len(graph.statements) for graph in dataset.graphs)
    assert figures["statements"] == str(said)
    assert figures["disagreements"] == str(len(dataset.conflicts))
    assert get("").one("ul", class_="cards").one("a").text == "Progress MS-04"
    chart = get("").one("svg", class_="bars")
    assert {"event", "cargo"} <= {text.text for text in chart.all("text")}


def test_search_lists_everything_without_script(get: GetPage, publication: Publication) -> None:
    page = get("search")
    links = {a.attributes["href"] for a in page.by_id("everything").all("a")}
    entities = [path for path in publication.paths() if path.startswith(("id/", "document/"))]
    assert len(entities) > 100
    assert {f"{path}.html" for path in entities} <= links


def test_search_knows_names_and_paragraphs(publication: Publication, text: str) -> None:
    rows = json.loads(search_index(publication.reading))
    by_file = {file: (label, more) for label, _, file, more in rows}
    label, more = by_file[f"{MISSION}.html"]
    assert label == "Progress MS-04"
    assert "Progress 65P" in more
    tuva = [row for row in rows if "over the skies of Tuva" in row[3]]
    [(_, kind, file, words)] = tuva
    assert kind == "in the document"
    place = file.removeprefix(f"{DOCUMENT}.html#char=").split(",")
    assert text[int(place[0]) : int(place[1])] == words


def _objects(quads: frozenset[Quad], predicate: str) -> list[str]:
    return [quad.object.value for quad in quads if quad.predicate.value == predicate]


def test_the_catalogue_counts_what_is_there(publication: Publication, dataset: Dataset) -> None:
    quads = publication.data("dataset")
    # VoID counts published documents by it, not sources: https://www.w3.org/TR/void/#statistics
    assert not _objects(quads, f"{_VOID}documents")
    whole = NamedNode("https://w3id.org/downrange/dataset")
    triples = next(
        q.object.value
        for q in quads
        if q.subject == whole and q.predicate.value == f"{_VOID}triples"
    )
    assert int(triples) == len({quad.triple for quad in dataset.quads})
    of_properties = {
        q.subject: int(q.object.value)
        for q in quads
        if "#property-" in q.subject.value and q.predicate.value == f"{_VOID}triples"
    }
    assert sum(of_properties.values()) == int(triples), "each triple has one property"
    assert f"https://w3id.org/downrange/{MISSION}" in _objects(quads, f"{_VOID}exampleResource")
    assert len(_objects(quads, f"{_DCAT}distribution")) == 4
    licences = _objects(quads, "http://purl.org/dc/terms/license")
    assert set(licences) == {"https://creativecommons.org/licenses/by-sa/4.0/"}
    assert set(_objects(quads, f"{_VOID}uriSpace")) >= {
        "https://w3id.org/downrange/",
        "http://www.wikidata.org/entity/",
    }


@pytest.mark.parametrize(
    ("lexical", "words"),
    [
        ("2016", "2016"),
        ("2016-12", "December 2016"),
        ("2016-12-01", "1 December 2016"),
        ("2016-12-01T14:51:52Z", "1 December 2016, 14:51:52 UTC"),
        ("2016-12-01T14:51:52.5Z", "1 December 2016, 14:51:52.5 UTC"),
        ("-0044", "-0044"),
        ("2016-13-01", "2016-13-01"),
        ("no date", "no date"),
    ],
)
def test_dates_in_words(lexical: str, words: str) -> None:
    assert time_in_words(lexical) == words


def test_a_time_to_the_minute_shows_no_seconds() -> None:
    assert time_in_words("2016-12-01T14:51:00Z", "minute") == "1 December 2016, 14:51 UTC"


@pytest.mark.parametrize(
    ("lexical", "words"),
    [("7285", "7285"), ("12500", "12 500"), ("1234567.25", "1 234 567.25"), ("-3", "−3")],
)
def test_numbers_in_words(lexical: str, words: str) -> None:
    assert number_in_words(lexical).replace("\u202f", " ") == words


def test_bars_are_as_long_as_their_counts() -> None:
    nothing = Reference("", "")
    drawn = bars([Bar("a", 10, nothing), Bar("b", 5, nothing), Bar("c", 0, nothing)])
    assert [bar.length / drawn[0].length for bar in drawn] == [1, 0.5, 0]


def test_columns_count_every_year_once() -> None:
    drawn = columns({1957: 2, 1958: 5, 2016: 3})
    assert drawn is not None
    assert sum(column.count for column in drawn.columns) == 10
    assert (drawn.first, drawn.last, drawn.greatest) == (1957, 2016, 5)
    assert columns({2016: 4}) is None


def test_a_question_is_asked_about_what_the_dataset_has(get: GetPage) -> None:
    # The default of "crew" is of a fixture, which this dataset does not hold.
    asked = get("questions/crew").one("p", class_="parameters")
    assert asked.one("code").text == "mission = progress-ms-04"
