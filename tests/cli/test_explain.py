"""``explain`` and ``conflicts`` on a dataset small enough to be checked by eye."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rich.console import Console

from downrange.cli.explanation import explain
from downrange.cli.finding_entities import find_entity
from downrange.cli.link_lines import link_lines
from downrange.cli.reading import Reader
from downrange.cli.rendering import Rendering, excerpt
from downrange.cli.source import load, ontology_of
from downrange.errors import QueryError
from downrange.links.model import EXACT, WIKIDATA_ITEM, Link, LinkTable
from downrange.namespaces import expand
from downrange.project import Project
from tests.cli.conftest import Run

MISSIONS = Path(__file__).parent / "missions.trig"
BASE = "https://example.org/id/"
ITEM = expand("wd:Q990000001")
ROSCOSMOS = NamedNode(f"{BASE}organization/roscosmos")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load(MISSIONS))


@pytest.fixture
def told(run: Run) -> str:
    outcome = run("explain", "progress-ms-04", "--dataset", MISSIONS)
    assert outcome.status == 0
    return outcome.out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("progress-ms-04", "mission/progress-ms-04"),
        ("Progress MS-04", "mission/progress-ms-04"),
        ("PROGRESS 65P", "mission/progress-ms-04"),
        ("spacecraft/progress-ms-04", "spacecraft/progress-ms-04"),
        (f"{BASE}spacecraft/progress-ms-04", "spacecraft/progress-ms-04"),
        (f"<{BASE}spacecraft/progress-ms-04>", "spacecraft/progress-ms-04"),
        ("Roskosmos", "organization/roscosmos"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names(reader: Reader, name: str, expected: str) -> None:
    assert find_entity(reader, name).value == BASE + expected


def test_a_name_that_is_none_is_misuse_and_the_nearest_is_named(run: Run) -> None:
    outcome = run("explain", "progres-ms04", "--dataset", MISSIONS)
    assert outcome.status == 2
    assert outcome.out == ""
    assert "nothing is known of 'progres-ms04'. Did you mean progress-ms-04" in outcome.err


@pytest.mark.parametrize("name", ["", "—", "no such thing at all"])
def test_hopeless_names_are_refused_too(reader: Reader, name: str) -> None:
    with pytest.raises(QueryError, match="nothing is known of"):
        find_entity(reader, name)


def test_each_value_stands_above_the_words_that_say_it(told: str) -> None:
    lines = [line.strip() for line in told.splitlines()]
    assert lines[lines.index("launch mass          7285 kg") + 1] == (
        "“Launch Mass: 7285 kg” Infobox"
    )
    assert lines[lines.index("about 2450 kg ≠1") + 1] == (
        "“The Progress MS-04 spacecraft was carrying about 2450 kg"
    )


def test_the_sureness_and_the_speaker_are_marked(told: str) -> None:
    assert "Progress MS-05 [suspected]  says Roscosmos" in told
    assert "orbit of Progress MS-04 (planned)  (planned orbit)" in told


def test_what_belongs_to_the_entity_is_told_once(told: str) -> None:
    """The mission's planned orbit has a part of its own, so no line only leads there."""
    assert "planned orbit  " not in told
    assert told.count("“Orbit Inclination: 51.66°”") == 1


def test_of_what_it_leads_to_all_is_told_or_nothing(run: Run, tmp_path: Path) -> None:
    """A list with some of the cargo would read as if there were no other."""
    text = MISSIONS.read_text("utf-8")
    more = text.replace(
        "<conflict/c1> a",
        "<statement/s8> a sf:Statement ; rdf:subject <id/mission/progress-ms-04> ;\n"
        "    rdf:predicate sf:plannedOrbit ; rdf:object <id/orbit/transfer> ;\n"
        "    sf:modality sf:planned ; prov:wasDerivedFrom <passage/p4> .\n"
        "<statement/s9> a sf:Statement ; rdf:subject <id/orbit/transfer> ;\n"
        "    rdf:predicate sf:inclination ; rdf:object 51.6 ;\n"
        "    sf:modality sf:planned ; prov:wasDerivedFrom <passage/p5> .\n"
        "<conflict/c1> a",
    )
    (tmp_path / "more.trig").write_text(more, "utf-8")
    told = run("explain", "progress-ms-04", "--dataset", tmp_path / "more.trig").out
    mission = told.split("\n\n")[1]
    assert "planned orbit        orbit of Progress MS-04 (planned)" in mission
    assert "transfer" in mission


def test_units_are_those_of_the_ontology(told: str) -> None:
    assert "inclination          51.66°\n" in told


def test_disagreements_are_numbered_and_shown_with_both_sides(told: str) -> None:
    _, _, end = told.partition("Where the sources disagree")
    assert "≠1 The sources differ on the mass of the cargo of Progress MS-04. (rounding)" in end
    assert end.index("2442 kg") < end.index("about 2450 kg")


def test_further_passages_are_counted_or_with_all_shown(run: Run, tmp_path: Path) -> None:
    text = MISSIONS.read_text("utf-8")
    more = text.replace("prov:wasDerivedFrom <passage/p1>", "prov:wasDerivedFrom <passage/p1>, <p>")
    more = more.replace(
        "<passage/p1> a sf:Passage",
        '<p> a sf:Passage ; oa:start 999 ; oa:exact "flown by Roscosmos" ; sf:section "Lead" ;\n'
        "        prov:wasQuotedFrom <document/en.wikipedia.org/progress-ms-04> .\n"
        "    <passage/p1> a sf:Passage",
    )
    (tmp_path / "more.trig").write_text(more, "utf-8")
    arguments = ("explain", "progress-ms-04", "--dataset", tmp_path / "more.trig")
    brief, full = run(*arguments).out, run(*arguments, "--all").out
    assert "“Operator: Roscosmos” Infobox, and 1 more\n" in brief
    assert "flown by Roscosmos" not in brief
    assert "“Operator: Roscosmos” Infobox\n" in full
    assert "“flown by Roscosmos” Lead\n" in full


def test_that_there_are_disagreements_is_said_at_the_top(told: str) -> None:
    assert "1 disagreement (≠) between its sources: see the end" in told.splitlines()[:6]


def test_the_document_is_named(told: str) -> None:
    assert told.endswith("from https://example.org/document/en.wikipedia.org/progress-ms-04\n")


def test_an_entity_that_only_others_name_shows_who(run: Run) -> None:
    out = run("explain", "roscosmos", "--dataset", MISSIONS).out
    assert "operator of          Progress MS-04 (mission)" in out


def test_a_property_that_ends_in_a_preposition_is_told_from_its_object(
    run: Run, tmp_path: Path
) -> None:
    text = MISSIONS.read_text("utf-8").replace("sf:operator", "sf:partOf")
    (tmp_path / "parts.trig").write_text(text, "utf-8")
    out = run("explain", "roscosmos", "--dataset", tmp_path / "parts.trig").out
    assert "part of it           Progress MS-04 (mission)" in out


def test_it_reads_in_eighty_columns_without_trailing_blanks(told: str) -> None:
    for line in told.splitlines():
        assert len(line) <= 80
        assert line == line.rstrip()


def test_colours_only_on_a_terminal(told: str, repository: Path, reader: Reader) -> None:
    assert "\x1b" not in told
    screen = Console(width=80, force_terminal=True, color_system="standard", highlight=False)
    rendering = Rendering(reader, ontology_of(Project.load(repository)), screen)
    entity = find_entity(reader, "progress-ms-04")
    links = tuple(link_lines(reader, LinkTable(), entity))
    with screen.capture() as drawn:
        rendering.explanation(explain(reader, entity), links)
    assert "\x1b[" in drawn.get()
    assert re.sub(r"\x1b\[[0-9;]*m", "", drawn.get()) == told


def test_conflicts_lists_all_and_counts_them(run: Run) -> None:
    outcome = run("conflicts", "--dataset", MISSIONS)
    assert outcome.status == 0
    assert "“Cargo Mass: 2442 kg” Infobox" in outcome.out
    assert outcome.err == "1 conflict\n"


def test_a_dataset_that_is_broken_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b>\n  ; .")
    outcome = run("conflicts", "--dataset", broken)
    assert outcome.status == 2
    assert "broken.ttl:" in outcome.err
    assert "is not valid" in outcome.err


def test_a_file_of_no_known_format_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dataset.docx").write_text("")
    outcome = run("conflicts", "--dataset", tmp_path / "dataset.docx")
    assert outcome.status == 2
    assert "no RDF format has the extension '.docx'" in outcome.err


def test_a_long_passage_is_cut_around_the_words_of_the_value() -> None:
    words = f"{'before ' * 100}the mass was 7285 kg in all {'after ' * 100}"
    cut = excerpt(words, "7285 kg")
    assert "7285 kg" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= 242


def test_it_says_how_an_entity_stands_to_wikidata(run: Run, repository: Path) -> None:
    out = run("explain", "progress-ms-04", "--dataset", MISSIONS).out
    assert "\nWikidata: not looked up yet (downrange link)\n" in out


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            Link(ROSCOSMOS, EXACT, ITEM, "", "Avian", "", Decimal("0.95"), "", "e"),
            "Wikidata: Q990000001 Avian (exact, 0.95: e)",
        ),
        (
            Link(ROSCOSMOS, WIKIDATA_ITEM, ITEM, "", "", "", None, "", "x" * 150),
            f"Wikidata: Q990000001 (shared: {'x' * 100}…)",
        ),
        (
            Link(ROSCOSMOS, EXACT, None, "", "", "", None, "2031-03-01", "looked"),
            "Wikidata: looked up on 2031-03-01, no item found",
        ),
        (
            Link(ROSCOSMOS, EXACT, None, "", "", "", None, "", "looked"),
            "Wikidata: looked up, no item found",
        ),
    ],
)
def test_a_link_is_told_with_its_evidence(reader: Reader, row: Link, line: str) -> None:
    assert list(link_lines(reader, LinkTable((row,)), ROSCOSMOS)) == [line]


def test_an_event_has_no_item_of_its_own(reader: Reader) -> None:
    event = NamedNode(f"{BASE}event/progress-ms-04-launch")
    assert list(link_lines(reader, LinkTable(), event)) == []
