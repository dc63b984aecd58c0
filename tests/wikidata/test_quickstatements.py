"""What is written for QuickStatements, with which references, and what is left out and why."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.wikidata.comparison import Comparison
from downrange.wikidata.quickstatements import Batch, batch
from tests.wikidata import v1
from tests.wikidata.conftest import Compare
from tests.wikidata.graph import REPORT, WIKIPEDIA, Dataset, Term, typed
from tests.wikidata.shapes import Json, entity, item, quantity, statement, time

ITEM = "Q990000101"


class Report(Dataset):
    """A mission, its launch and craft, as a general document tells them."""

    def __init__(self, url: str = REPORT, retrieved: str = "2024-05-31", title: str = "R") -> None:
        super().__init__()
        self.source = self.document(url, title, retrieved, "English Wikipedia")
        self.mission = self.entity("mission/invented-1", "Invented 1", "sf:Mission")
        self.launch = self.entity("event/invented-1-launch", "launch", "sf:Launch", "sf:Event")
        self.craft = self.entity("spacecraft/invented-1", "Invented 1", "sf:Spacecraft")
        self.link(self.mission, ITEM)
        self.add(self.mission, "sf:launch", self.launch)
        self.add(self.mission, "sf:spacecraft", self.craft)

    def says(
        self, subject: NamedNode, predicate: str, value: Term, words: str = "said so", **marks: str
    ) -> NamedNode:
        return self.claim(subject, predicate, value, words=words, document=self.source, **marks)

    def launched(self, words: str = "2016-12-01T14:51:52Z", kind: str = "xsd:dateTime") -> None:
        self.says(self.launch, "sf:launchTime", typed(words, kind))


def no_edition(_name: str) -> str:
    return ""


def lines_of(*found: Comparison) -> tuple[str, ...]:
    return batch(found, no_edition).lines


def there(*statements: Json) -> Json:
    return entity(ITEM, "Invented 1", *statements)


@pytest.fixture
def report() -> Report:
    return Report()


TAIL = f'\tS854\t"{REPORT}"\tS813\t+2024-05-31T00:00:00Z/11 /* R: “said so” */'


@pytest.mark.parametrize(
    ("moment", "kind", "written"),
    [
        ("2016-12-01T14:51:52Z", "xsd:dateTime", "+2016-12-01T00:00:00Z/11"),
        ("2016-12-01", "xsd:date", "+2016-12-01T00:00:00Z/11"),
        ("2016-12", "xsd:gYearMonth", "+2016-12-00T00:00:00Z/10"),
        ("2016", "xsd:gYear", "+2016-00-00T00:00:00Z/9"),
    ],
)
def test_a_time_has_its_precision_and_is_never_finer_than_a_day(
    report: Report, compare: Compare, moment: str, kind: str, written: str
) -> None:
    report.launched(moment, kind)
    found = compare(report, report.mission, there())
    assert lines_of(found) == (f"{ITEM}\tP619\t{written}{TAIL}",)


@pytest.mark.parametrize(
    ("predicate", "value", "written"),
    [
        ("sf:orbitsCompleted", typed("34", "xsd:integer"), "P1418\t34"),
        ("sf:cosparId", Literal("2016-099A"), 'P247\t"2016-099A"'),
    ],
)
def test_numbers_and_identifiers(
    report: Report, compare: Compare, predicate: str, value: Literal, written: str
) -> None:
    report.says(report.mission, predicate, value)
    assert lines_of(compare(report, report.mission, there())) == (f"{ITEM}\t{written}{TAIL}",)


def test_a_quantity_has_its_unit_and_its_exact_digits(report: Report, compare: Compare) -> None:
    report.says(report.craft, "sf:launchMass", typed("7285.5", "xsd:decimal"))
    found = compare(report, report.mission, there())
    assert lines_of(found) == (f"{ITEM}\tP2067\t7285.5U11570{TAIL}",)


def test_an_organization_is_written_by_its_link_only(report: Report, compare: Compare) -> None:
    linked = report.entity("organization/roscosmos", "Roscosmos", "sf:Organization")
    report.link(linked, "Q190795")
    unlinked = report.entity("organization/energia", "Energia", "sf:Organization")
    report.says(report.mission, "sf:operator", linked)
    report.says(report.craft, "sf:manufacturer", unlinked)
    made = batch([compare(report, report.mission, there())], no_edition)
    assert made.lines == (f"{ITEM}\tP137\tQ190795{TAIL}",)
    assert [(out.words, out.why) for out in made.left_out] == [
        ("Energia", "Energia is not linked yet")
    ]


def test_an_article_of_wikipedia_is_told_from_a_source(compare: Compare) -> None:
    article = Report(WIKIPEDIA, "2024-05-31")
    article.launched()
    found = compare(article, article.mission, there())
    made = batch([found], {"English Wikipedia": "Q990000800"}.get)  # type: ignore[arg-type]
    (command,) = v1.read("\n".join(made.lines))
    assert command.sources == (
        ("S143", ("item", ("Q990000800",))),
        ("S4656", ("string", (WIKIPEDIA,))),
        ("S813", ("time", ("+2024-05-31T00:00:00Z", "11"))),
    )
    assert made.notes == ()


def test_an_edition_that_is_not_linked_is_not_made_up(compare: Compare) -> None:
    article = Report(WIKIPEDIA)
    article.launched()
    made = batch([compare(article, article.mission, there())], no_edition)
    (command,) = v1.read("\n".join(made.lines))
    assert [key for key, _ in command.sources] == ["S4656", "S813"]
    assert any("English Wikipedia is not in the table of links" in note for note in made.notes)


def test_retrieved_is_never_made_up(compare: Compare) -> None:
    undated = Report(retrieved="")
    undated.launched()
    made = batch([compare(undated, undated.mission, there())], no_edition)
    (command,) = v1.read("\n".join(made.lines))
    assert [key for key, _ in command.sources] == ["S854"]
    assert any("P813" in note for note in made.notes)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a|b", "https://example.org/a%7Cb"),
        ("https://example.org/a%22b?x=1&y=2#z", "https://example.org/a%22b?x=1&y=2#z"),
        (
            "https://example.org/Прогресс",
            "https://example.org/%D0%9F%D1%80%D0%BE%D0%B3%D1%80%D0%B5%D1%81%D1%81",
        ),
    ],
)
def test_an_address_is_escaped(compare: Compare, url: str, written: str) -> None:
    # An IRI may hold what a string of QuickStatements may not: | would end the field.
    strange = Report(url.replace("|", "%7C"))
    strange.launched()
    (line,) = lines_of(compare(strange, strange.mission, there()))
    (command,) = v1.read(line)
    assert command.sources[0] == ("S854", ("string", (written,)))


HOSTILE = 'it */ Q1\tP31\tQ5\nQ2\tP31\tQ5 || | "\u202e\u2028'


def test_hostile_words_stay_in_the_comment(compare: Compare) -> None:
    hostile = Report(title=HOSTILE)
    hostile.says(hostile.launch, "sf:launchTime", typed("2016-12-01", "xsd:date"), HOSTILE)
    (line,) = lines_of(compare(hostile, hostile.mission, there()))
    assert "\u202e" not in line
    for pasted in (line, f"{line}\n"):
        (command,) = v1.read(pasted)
        assert (command.item, command.property) == (ITEM, "P619")
        assert command.value == ("time", ("+2016-12-01T00:00:00Z", "11"))


@pytest.mark.parametrize("identifier", ['2016"099A', "2016|099A", "2016\t099A", "a\nQ1\tP31\tQ5"])
def test_a_string_that_cannot_be_written_is_left_out(
    report: Report, compare: Compare, identifier: str
) -> None:
    report.says(report.mission, "sf:cosparId", Literal(identifier))
    made = batch([compare(report, report.mission, there())], no_edition)
    assert made.lines == ()
    assert len(made.left_out) == 1


def only_left_out(made: Batch) -> str:
    assert made.lines == ()
    (out,) = made.left_out
    return out.why


@pytest.mark.parametrize("qualifier", ["about", "at least"])
def test_what_is_not_said_plainly_is_left_out(
    report: Report, compare: Compare, qualifier: str
) -> None:
    report.says(report.craft, "sf:launchMass", typed("7285", "xsd:decimal"), qualifier=qualifier)
    made = batch([compare(report, report.mission, there())], no_edition)
    assert only_left_out(made) == f"our source says “{qualifier}”"


def test_a_number_that_was_converted_is_for_a_person(report: Report, compare: Compare) -> None:
    # 101261 lb are 45931.21697857 kg, to digits that nobody weighed.
    mass = typed("45931.21697857", "xsd:decimal")
    report.says(report.craft, "sf:launchMass", mass, asWritten="101261 lb")
    made = batch([compare(report, report.mission, there())], no_edition)
    assert "the source has 101261 lb" in only_left_out(made)


@pytest.mark.parametrize("words", ["7285 kg", "7,285 kg", "7.285 t", "seven tonnes"])
def test_a_number_in_its_own_digits_is_written(
    report: Report, compare: Compare, words: str
) -> None:
    report.says(report.craft, "sf:launchMass", typed("7285", "xsd:decimal"), asWritten=words)
    assert len(lines_of(compare(report, report.mission, there()))) == 1


@pytest.mark.parametrize("modality", ["planned", "probable", "denied"])
def test_what_is_not_asserted_is_left_out(report: Report, compare: Compare, modality: str) -> None:
    report.says(report.craft, "sf:launchMass", typed("7285", "xsd:decimal"), modality=modality)
    made = batch([compare(report, report.mission, there())], no_edition)
    assert only_left_out(made) == f"our source has it as {modality} only"


def test_what_sources_dispute_is_left_out(report: Report, compare: Compare) -> None:
    masses = [
        report.says(report.craft, "sf:launchMass", typed(words, "xsd:decimal"))
        for words in ("7285", "7289")
    ]
    report.conflict("value", *masses)
    made = batch([compare(report, report.mission, there())], no_edition)
    assert made.lines == ()
    assert {out.why for out in made.left_out} == {"our sources disagree: The sources differ on it."}


def test_what_came_otherwise_than_planned_is_written(report: Report, compare: Compare) -> None:
    actual = report.says(report.launch, "sf:launchTime", typed("2016-12-01", "xsd:date"))
    planned = report.says(
        report.launch, "sf:launchTime", typed("2016-07-01", "xsd:date"), modality="planned"
    )
    report.conflict("planActual", actual, planned)
    assert len(lines_of(compare(report, report.mission, there()))) == 1


@pytest.mark.parametrize(
    "theirs",
    [
        statement("P2067", quantity("+7285", "Q11570")),
        statement("P2067", quantity("+6000", "Q11570")),
        statement("P2067", quantity("+7285", "Q11570"), "deprecated"),
        statement("P2067", "somevalue"),
        statement("P2067", "novalue"),
        statement("P2067", quantity("+7285", "Q990000900")),
    ],
    ids=["there", "conflict", "deprecated", "somevalue", "novalue", "unit"],
)
def test_what_wikidata_has_in_any_form_is_not_written(
    report: Report, compare: Compare, theirs: Json
) -> None:
    report.says(report.craft, "sf:launchMass", typed("7285", "xsd:decimal"))
    assert lines_of(compare(report, report.mission, there(theirs))) == ()


def test_a_merged_item_is_not_written_to(report: Report, compare: Compare) -> None:
    report.launched()
    made = batch([compare(report, report.mission, entity("Q990000999", "x"))], no_edition)
    assert only_left_out(made) == f"{ITEM} was merged into Q990000999: link it anew first"


def test_heights_are_for_a_person(report: Report, compare: Compare) -> None:
    orbit = report.entity("orbit/invented-1-orbit", "orbit", "sf:Orbit")
    report.add(report.mission, "sf:orbit", orbit)
    report.says(orbit, "sf:apoapsis", typed("410", "xsd:decimal"))
    made = batch([compare(report, report.mission, there())], no_edition)
    assert "height" in only_left_out(made)


@pytest.mark.parametrize("words", ["Apogee (parking orbit): 185 km", "its transfer orbit"])
def test_elements_of_an_orbit_on_the_way_are_not_the_mission_s(
    report: Report, compare: Compare, words: str
) -> None:
    """Whichever element the words stand at: they are all of that orbit."""
    orbit = report.entity("orbit/invented-1-orbit", "orbit", "sf:Orbit")
    report.add(report.mission, "sf:orbit", orbit)
    report.says(orbit, "sf:period", typed("88.19", "xsd:decimal"), as_written="88.19 min")
    said = compare(report, report.mission, there())
    assert len(lines_of(said)) == 1
    report.says(orbit, "sf:apoapsis", typed("185", "xsd:decimal"), words)
    made = batch([compare(report, report.mission, there())], no_edition)
    assert made.lines == ()
    assert {left.why for left in made.left_out} == {
        "our sources speak of an orbit on the way, such as a parking orbit"
    }


def test_a_document_without_an_address_is_no_reference(compare: Compare) -> None:
    local = Report(url="")
    local.launched()
    made = batch([compare(local, local.mission, there())], no_edition)
    assert only_left_out(made) == "no document that says so has an address to refer to"


def test_a_source_goes_before_wikipedia(compare: Compare) -> None:
    both = Report(WIKIPEDIA)
    both.launched()
    both.source = both.document(REPORT, "R", "2024-05-31")
    both.launched()
    (line,) = lines_of(compare(both, both.mission, there()))
    assert [key for key, _ in v1.read(line)[0].sources] == ["S854", "S813"]


def test_only_what_is_missing_is_written(report: Report, compare: Compare) -> None:
    for slug, name in (("a", "Q963226"), ("b", "Q7454059")):
        person = report.entity(f"person/{slug}", slug, "sf:Person")
        report.link(person, name)
        report.says(report.mission, "sf:crewMember", person)
    report.launched()
    found = compare(
        report,
        report.mission,
        there(statement("P1029", item("Q7454059")), statement("P619", time("+2016-12-01"))),
    )
    assert lines_of(found) == (f"{ITEM}\tP1029\tQ963226{TAIL}",)
