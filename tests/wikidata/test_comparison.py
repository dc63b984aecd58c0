"""Agreement and conflict, property by property, as far as both sides are known."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.namespaces import expand
from downrange.wikidata.comparison import Comparison
from downrange.wikidata.questions import Outcome, Row
from tests.wikidata.conftest import Compare
from tests.wikidata.graph import WIKIPEDIA, Dataset, Term, typed
from tests.wikidata.shapes import JULIAN, Json, entity, item, place, quantity, statement, text, time

ITEM = "Q990000101"


class Flight(Dataset):
    """A mission with its launch, craft and orbit, each a node of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.source = self.document(WIKIPEDIA, "Invented 1")
        self.mission = self.entity("mission/invented-1", "Invented 1", "sf:Mission")
        self.launch = self.entity("event/invented-1-launch", "launch", "sf:Launch", "sf:Event")
        self.craft = self.entity("spacecraft/invented-1", "Invented 1", "sf:Spacecraft")
        self.orbit = self.entity("orbit/invented-1-orbit", "orbit", "sf:Orbit")
        self.link(self.mission, ITEM)
        self.add(self.mission, "sf:launch", self.launch)
        self.add(self.mission, "sf:spacecraft", self.craft)
        self.add(self.mission, "sf:orbit", self.orbit)

    def says(self, subject: NamedNode, predicate: str, value: Term, **marks: str) -> NamedNode:
        return self.claim(subject, predicate, value, words="x", document=self.source, **marks)

    def organization(self, slug: str, label: str, linked_to: str = "") -> NamedNode:
        iri = self.entity(f"organization/{slug}", label, "sf:Organization")
        if linked_to:
            self.link(iri, linked_to)
        return iri


@pytest.fixture
def flight() -> Flight:
    return Flight()


def rows(found: Comparison, property_id: str) -> list[Row]:
    return [row for row in found.rows if row.wikidata == property_id]


def outcomes(found: Comparison, property_id: str) -> list[Outcome]:
    return [row.outcome for row in rows(found, property_id)]


def there(*statements: Json) -> Json:
    return entity(ITEM, "Invented 1", *statements)


@pytest.mark.parametrize(
    ("ours", "precision", "theirs", "outcome"),
    [
        ("2016-12-01T14:51:52Z", "", time("+2016-12-01"), Outcome.AGREES),
        ("2016-12-01T14:51:52Z", "", time("+2016-12-00", 10), Outcome.AGREES),
        ("2016-12-01T14:51:52Z", "", time("+2016-00-00", 9), Outcome.AGREES),
        ("2016-12-01T14:51:52Z", "", time("+2010-00-00", 8), Outcome.AGREES),
        ("2016-12-01T14:51:52Z", "", time("+2016-12-02"), Outcome.CONFLICTS),
        ("2016-12-01T14:51:52Z", "", time("+2016-11-00", 10), Outcome.CONFLICTS),
        ("2016-12-01T14:51:52Z", "", time("+2015-00-00", 9), Outcome.CONFLICTS),
        ("2016-12-01T23:59:00Z", "minute", time("+2016-12-01"), Outcome.AGREES),
        ("2016-12-01T14:51:52Z", "", time("+2016-12-01", 14), Outcome.AGREES),
        # A Julian date, a century and a date that no calendar has are not compared.
        ("2016-12-01T14:51:52Z", "", time("+2016-11-18", 11, JULIAN), Outcome.NOT_COMPARABLE),
        ("2016-12-01T14:51:52Z", "", time("+2000-00-00", 7), Outcome.NOT_COMPARABLE),
        ("2016-12-01T14:51:52Z", "", time("+2016-13-01"), Outcome.NOT_COMPARABLE),
        ("2016-12-01T14:51:52Z", "", time("-0044-03-15"), Outcome.NOT_COMPARABLE),
        ("2016-12-01T14:51:52Z", "", time("+13798000000-00-00", 9), Outcome.NOT_COMPARABLE),
    ],
)
def test_a_time_agrees_with_one_that_covers_it(
    flight: Flight, compare: Compare, ours: str, precision: str, theirs: Json, outcome: Outcome
) -> None:
    marks = {"timePrecision": precision} if precision else {}
    flight.says(flight.launch, "sf:launchTime", typed(ours, "xsd:dateTime"), **marks)
    found = compare(flight, flight.mission, there(statement("P619", theirs)))
    assert outcomes(found, "P619") == [outcome]


@pytest.mark.parametrize(
    ("ours", "datatype", "theirs"),
    [
        ("2016-12", "xsd:gYearMonth", time("+2016-12-01")),
        ("2016", "xsd:gYear", time("+2016-12-00", 10)),
        ("2016-12-01", "xsd:date", time("+2016-12-01")),
    ],
)
def test_a_vaguer_time_of_ours_agrees_with_a_finer_one(
    flight: Flight, compare: Compare, ours: str, datatype: str, theirs: Json
) -> None:
    flight.says(flight.launch, "sf:launchTime", typed(ours, datatype))
    found = compare(flight, flight.mission, there(statement("P619", theirs)))
    assert outcomes(found, "P619") == [Outcome.AGREES]


def test_dates_a_day_apart_may_be_local_time(flight: Flight, compare: Compare) -> None:
    flight.says(flight.launch, "sf:launchTime", typed("2016-12-01T23:30:00Z", "xsd:dateTime"))
    found = compare(flight, flight.mission, there(statement("P619", time("+2016-12-02"))))
    (row,) = rows(found, "P619")
    assert "local time" in row.note


@pytest.mark.parametrize(
    ("ours", "qualifier", "theirs", "outcome"),
    [
        ("7285", "", quantity("+7285", "Q11570"), Outcome.AGREES),
        ("7285", "", quantity("+7285", "Q11570", "+7284.5", "+7285.5"), Outcome.AGREES),
        ("7285", "", quantity("+7.285", "Q191118"), Outcome.AGREES),
        ("7285", "", quantity("+7300", "Q11570", "+7250", "+7350"), Outcome.AGREES),
        # 7.29 t is given to 10 kg, 7.3 t to 100 kg.
        ("7285", "", quantity("+7.29", "Q191118"), Outcome.AGREES),
        ("7285", "", quantity("+7.3", "Q191118"), Outcome.AGREES),
        ("7285", "", quantity("+7.25", "Q191118"), Outcome.CONFLICTS),
        ("7285", "", quantity("+7286", "Q11570"), Outcome.CONFLICTS),
        ("7285", "", quantity("+7300", "Q11570"), Outcome.CONFLICTS),
        ("7285", "", quantity("+7285", "Q191118"), Outcome.CONFLICTS),
        ("2450", "about", quantity("+2442", "Q11570"), Outcome.AGREES),
        ("2450", "about", quantity("+2300", "Q11570"), Outcome.CONFLICTS),
        ("7000", "at least", quantity("+7285", "Q11570"), Outcome.AGREES),
        ("7000", "at most", quantity("+7285", "Q11570"), Outcome.CONFLICTS),
        # An unknown unit, none, and one of another dimension are not guessed at.
        ("7285", "", quantity("+16061", "Q990000900"), Outcome.NOT_COMPARABLE),
        ("7285", "", quantity("+7285"), Outcome.NOT_COMPARABLE),
        ("7285", "", quantity("+7285", "Q7727"), Outcome.NOT_COMPARABLE),
        ("7285", "", text("7285 kg"), Outcome.NOT_COMPARABLE),
    ],
)
def test_masses_agree_within_bounds_units_and_rounding(
    flight: Flight, compare: Compare, ours: str, qualifier: str, theirs: Json, outcome: Outcome
) -> None:
    marks = {"qualifier": qualifier} if qualifier else {}
    flight.says(flight.craft, "sf:launchMass", typed(ours, "xsd:decimal"), **marks)
    found = compare(flight, flight.mission, there(statement("P2067", theirs)))
    assert outcomes(found, "P2067") == [outcome]


@pytest.mark.parametrize(
    ("predicate", "property_id", "ours", "theirs"),
    [
        ("sf:inclination", "P2045", "51.66", quantity("+51.66", "Q28390")),
        ("sf:inclination", "P2045", "51.66", quantity("+51.7", "Q28390")),
        ("sf:period", "P2146", "88.5", quantity("+5310", "Q11574")),
        ("sf:period", "P2146", "90", quantity("+1.5", "Q25235")),
        ("sf:apoapsis", "P2243", "410", quantity("+410000", "Q11573")),
        ("sf:eccentricity", "P1096", "0.0004", quantity("+0.0004")),
    ],
)
def test_an_orbit_is_found_on_its_own_node(
    flight: Flight, compare: Compare, predicate: str, property_id: str, ours: str, theirs: Json
) -> None:
    flight.says(flight.orbit, predicate, typed(ours, "xsd:decimal"))
    found = compare(flight, flight.mission, there(statement(property_id, theirs)))
    (row,) = rows(found, property_id)
    assert row.outcome is Outcome.AGREES
    assert "orbit" in row.reason


def test_organizations_agree_by_their_links_and_never_by_name(
    flight: Flight, compare: Compare
) -> None:
    roscosmos = flight.organization("roscosmos", "Roscosmos", "Q190795")
    namesake = flight.organization("energia", "Energia")
    flight.says(flight.mission, "sf:operator", roscosmos)
    flight.says(flight.craft, "sf:manufacturer", namesake)
    found = compare(
        flight,
        flight.mission,
        there(statement("P137", item("Q190795")), statement("P176", item("Q763402"))),
    )
    assert outcomes(found, "P137") == [Outcome.AGREES]
    (row,) = rows(found, "P176")
    assert (row.outcome, row.note) == (Outcome.NOT_COMPARABLE, "Energia is not linked yet")
    assert [str(s.value) for s in row.theirs] == ["Q763402"]


def test_who_is_missing_on_either_side(flight: Flight, compare: Compare) -> None:
    for slug, name in (("oleg-novitsky", "Q963226"), ("sergey-ryzhikov", "Q7454059")):
        person = flight.entity(f"person/{slug}", slug, "sf:Person")
        flight.link(person, name)
        flight.says(flight.mission, "sf:crewMember", person)
    crew = [statement("P1029", item(name)) for name in ("Q7454059", "Q990000300")]
    found = compare(flight, flight.mission, there(*crew))
    assert [(r.outcome, r.ours.item if r.ours else "") for r in rows(found, "P1029")] == [
        (Outcome.MISSING_THERE, "Q963226"),
        (Outcome.MISSING_HERE, ""),
        (Outcome.AGREES, "Q7454059"),
    ]


def test_a_stranger_there_may_be_someone_not_linked_here(flight: Flight, compare: Compare) -> None:
    linked = flight.entity("person/oleg-novitsky", "Oleg Novitsky", "sf:Person")
    flight.link(linked, "Q963226")
    flight.says(flight.mission, "sf:crewMember", linked)
    unlinked = flight.entity("person/invented", "Ivan Invented", "sf:Person")
    flight.says(flight.mission, "sf:crewMember", unlinked)
    crew = [statement("P1029", item(name)) for name in ("Q963226", "Q990000300")]
    found = compare(flight, flight.mission, there(*crew))
    assert sorted(outcomes(found, "P1029")) == [Outcome.AGREES, Outcome.NOT_COMPARABLE]
    doubtful = next(r for r in rows(found, "P1029") if r.outcome is Outcome.NOT_COMPARABLE)
    assert doubtful.note == "Ivan Invented is not linked yet"
    assert [str(s.value) for s in doubtful.theirs] == ["Q990000300"]


def test_a_pad_agrees_with_its_spaceport(flight: Flight, compare: Compare) -> None:
    pad = flight.entity("launch-site/baikonur-site-1-5", "Site 1/5", "sf:LaunchSite", "sf:Place")
    port = flight.entity("spaceport/baikonur-cosmodrome", "Baikonur", "sf:Spaceport", "sf:Place")
    flight.link(pad, "Q2580456")
    flight.link(port, "Q177477")
    flight.add(pad, "sf:partOf", port)
    flight.says(flight.launch, "sf:launchSite", pad)
    found = compare(flight, flight.mission, there(statement("P1427", item("Q177477"))))
    (row,) = rows(found, "P1427")
    assert (row.outcome, row.note) == (Outcome.AGREES, "ours is finer: it lies within Q177477")
    found = compare(flight, flight.mission, there(statement("P1427", item("Q990000500"))))
    assert outcomes(found, "P1427") == [Outcome.CONFLICTS]


def test_a_vehicle_stands_for_its_type_there(flight: Flight, compare: Compare) -> None:
    vehicle = flight.entity("launch-vehicle/soyuz-u-1", "Soyuz-U 1", "sf:LaunchVehicle")
    kind = flight.entity("launch-vehicle-type/soyuz-u", "Soyuz-U", "sf:LaunchVehicleType")
    flight.add(vehicle, "sf:launchVehicleType", kind)
    flight.link(kind, "Q660345")
    flight.says(flight.launch, "sf:launchVehicle", vehicle)
    found = compare(flight, flight.mission, there(statement("P375", item("Q660345"))))
    assert outcomes(found, "P375") == [Outcome.AGREES]
    found = compare(flight, flight.mission, there())
    (row,) = rows(found, "P375")
    assert row.outcome is Outcome.MISSING_THERE
    assert row.ours is not None
    assert row.ours.item == "Q660345"


def test_what_a_craft_with_an_item_of_its_own_has_is_not_the_missions(
    flight: Flight, compare: Compare
) -> None:
    flight.link(flight.craft, "Q990000102")
    flight.says(flight.craft, "sf:launchMass", typed("7285", "xsd:decimal"))
    assert rows(compare(flight, flight.mission, there()), "P2067") == []
    own = entity("Q990000102", "Invented 1", statement("P2067", quantity("+7285", "Q11570")))
    assert outcomes(compare(flight, flight.craft, own), "P2067") == [Outcome.AGREES]


def test_a_landing_dates_the_item_and_a_planned_one_does_not(
    flight: Flight, compare: Compare
) -> None:
    planned = flight.entity("event/invented-1-landing-planned", "planned landing", "sf:Plan")
    flight.add(flight.mission, "sf:plannedEvent", planned)
    flight.says(planned, "sf:time", typed("2017-04-09", "xsd:date"), modality="planned")
    actual = statement("P620", time("+2017-04-10"))
    assert outcomes(compare(flight, flight.mission, there(actual)), "P620") == [
        Outcome.MISSING_HERE
    ]
    landing = flight.entity("event/invented-1-landing", "landing", "sf:Landing", "sf:Event")
    flight.add(flight.mission, "sf:hasEvent", landing)
    flight.says(landing, "sf:time", typed("2017-04-10T11:20:41Z", "xsd:dateTime"))
    assert outcomes(compare(flight, flight.mission, there(actual)), "P620") == [Outcome.AGREES]


def test_several_dockings_have_several_dates(flight: Flight, compare: Compare) -> None:
    for slug, kind, day in (
        ("docking", "sf:Docking", "2016-12-03"),
        ("undocking", "sf:Undocking", "2017-04-01"),
    ):
        event = flight.entity(f"event/invented-1-{slug}", slug, kind, "sf:Event")
        flight.add(flight.mission, "sf:hasEvent", event)
        flight.says(event, "sf:time", typed(day, "xsd:date"))
    found = compare(flight, flight.mission, there(statement("P622", time("+2016-12-03"))))
    assert [(row.outcome, row.label) for row in rows(found, "P622")] == [
        (Outcome.MISSING_THERE, "time of undocking"),
        (Outcome.AGREES, "time of docking"),
    ]


def test_a_person_flew_what_has_them_in_its_crew(flight: Flight, compare: Compare) -> None:
    person = flight.entity("person/sergey-ryzhikov", "Sergey Ryzhikov", "sf:Person")
    flight.link(person, "Q7454059")
    flight.says(flight.mission, "sf:crewMember", person)
    found = compare(flight, person, entity("Q7454059", "x", statement("P450", item(ITEM))))
    assert outcomes(found, "P450") == [Outcome.AGREES]


@pytest.mark.parametrize(
    ("statements", "outcome", "note"),
    [
        # A preferred statement speaks for the item; a normal one beside it does not contradict.
        ([("+2016-12-01", "preferred"), ("+2016-12-05", "normal")], Outcome.AGREES, ""),
        (
            [("+2016-12-05", "preferred"), ("+2016-12-01", "normal")],
            Outcome.AGREES,
            "Wikidata prefers another value",
        ),
        ([("+2016-12-05", "deprecated")], Outcome.MISSING_THERE, ""),
        ([("+2016-12-05", "deprecated"), ("+2016-12-01", "normal")], Outcome.AGREES, ""),
        (
            [("+2016-12-01", "deprecated")],
            Outcome.CONFLICTS,
            "Wikidata has this value and deprecates it",
        ),
    ],
)
def test_ranks(
    flight: Flight,
    compare: Compare,
    statements: list[tuple[str, str]],
    outcome: Outcome,
    note: str,
) -> None:
    flight.says(flight.launch, "sf:launchTime", typed("2016-12-01", "xsd:date"))
    said = [statement("P619", time(day), rank) for day, rank in statements]
    first = rows(compare(flight, flight.mission, there(*said)), "P619")
    ours = next(row for row in first if row.ours is not None)
    assert (ours.outcome, ours.note) == (outcome, note)


@pytest.mark.parametrize(
    ("special", "outcome"),
    [("somevalue", Outcome.NOT_COMPARABLE), ("novalue", Outcome.CONFLICTS)],
)
def test_unknown_and_no_value_there(
    flight: Flight, compare: Compare, special: str, outcome: Outcome
) -> None:
    flight.says(flight.launch, "sf:launchTime", typed("2016-12-01", "xsd:date"))
    found = compare(flight, flight.mission, there(statement("P619", special)))
    assert outcomes(found, "P619") == [outcome]


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [
        ("sf:none", "novalue", Outcome.AGREES),
        ("sf:none", item("Q990000400"), Outcome.CONFLICTS),
        ("sf:unknown", item("Q990000400"), Outcome.NOT_COMPARABLE),
    ],
)
def test_unknown_and_none_here(
    flight: Flight, compare: Compare, ours: str, theirs: Json | str, outcome: Outcome
) -> None:
    flight.says(flight.mission, "sf:destination", expand(ours))
    found = compare(flight, flight.mission, there(statement("P1444", theirs)))
    assert outcomes(found, "P1444")[0] is outcome


def test_a_qualified_statement_does_not_contradict_by_itself(
    flight: Flight, compare: Compare
) -> None:
    flight.says(flight.craft, "sf:launchMass", typed("7285", "xsd:decimal"))
    later = {"P585": time("+2017-01-01")}
    other = statement("P2067", quantity("+6000", "Q11570"), qualifiers=later)
    found = compare(flight, flight.mission, there(other))
    assert outcomes(found, "P2067") == [Outcome.NOT_COMPARABLE]
    same = statement("P2067", quantity("+7285", "Q11570"), qualifiers=later)
    found = compare(flight, flight.mission, there(same))
    assert outcomes(found, "P2067") == [Outcome.AGREES]


@pytest.mark.parametrize(
    ("theirs", "outcome"), [("2016-099A", Outcome.AGREES), ("2016-099B", Outcome.CONFLICTS)]
)
def test_an_identifier_there_contradicts_another_here(
    flight: Flight, compare: Compare, theirs: str, outcome: Outcome
) -> None:
    flight.says(flight.mission, "sf:cosparId", Literal("2016-099A"))
    found = compare(flight, flight.mission, there(statement("P247", text(theirs))))
    assert outcomes(found, "P247") == [outcome]


@pytest.mark.parametrize(
    ("latitude", "precision", "outcome"),
    [
        (45.9203, 0.0001, Outcome.AGREES),
        (45.92, 0.01, Outcome.AGREES),
        (46.5, 0.01, Outcome.CONFLICTS),
        (46.5, None, Outcome.CONFLICTS),
    ],
)
def test_coordinates_agree_to_their_precision(
    flight: Flight,
    compare: Compare,
    latitude: float,
    precision: float | None,
    outcome: Outcome,
) -> None:
    pad = flight.entity("launch-site/invented", "Invented", "sf:LaunchSite", "sf:Place")
    flight.link(pad, "Q990000501")
    flight.says(pad, "sf:coordinates", typed("POINT(63.3422 45.9203)", "geo:wktLiteral"))
    said = statement("P625", place(latitude, 63.3422, precision))
    found = compare(flight, pad, entity("Q990000501", "Invented", said))
    assert outcomes(found, "P625") == [outcome]


def test_values_of_another_kind_and_unreadable_ones_are_told(
    flight: Flight, compare: Compare
) -> None:
    flight.says(flight.launch, "sf:launchTime", typed("2016-12-01", "xsd:date"))
    broken: Json = {"mainsnak": {"snaktype": "value", "property": "P619"}, "rank": "odd"}
    found = compare(flight, flight.mission, there(broken))
    (row,) = rows(found, "P619")
    assert row.outcome is Outcome.NOT_COMPARABLE
    assert row.note == "Wikidata's value is unreadable: it has no datavalue"
    found = compare(flight, flight.mission, there(statement("P619", item("Q990000600"))))
    assert outcomes(found, "P619") == [Outcome.NOT_COMPARABLE]


def test_a_value_only_planned_here_is_said_to_be_so(flight: Flight, compare: Compare) -> None:
    flight.says(flight.mission, "sf:operator", flight.organization("x", "X"), modality="planned")
    (row,) = rows(compare(flight, flight.mission, there()), "P137")
    assert (row.outcome, row.note) == (
        Outcome.NOT_COMPARABLE,
        "our source has it as planned only",
    )


def test_other_properties_there_are_named_and_not_compared(
    flight: Flight, compare: Compare
) -> None:
    strange = [statement(name, item("Q990000700")) for name in ("P31", "P18", "P793")]
    found = compare(flight, flight.mission, there(*strange))
    assert found.uncompared == ("P18", "P31", "P793")
    assert found.rows == ()


def test_a_merged_item_is_told(flight: Flight, compare: Compare) -> None:
    found = compare(flight, flight.mission, entity("Q990000999", "Merged"))
    assert found.redirected


def test_words_of_both_sides_are_kept(flight: Flight, compare: Compare) -> None:
    flight.claim(
        flight.craft,
        "sf:launchMass",
        typed("7285", "xsd:decimal"),
        words="Launch Mass: 7285 kg",
        document=flight.source,
    )
    reference = {"P854": text("https://example.org/mass"), "P813": time("+2020-01-01")}
    said = statement("P2067", quantity("+7285", "Q11570"), references=[reference])
    (row,) = rows(compare(flight, flight.mission, there(said)), "P2067")
    assert row.ours is not None
    (quotation,) = row.ours.quotations
    assert (quotation.words, quotation.section) == ("Launch Mass: 7285 kg", "Infobox")
    assert (quotation.title, quotation.url) == ("Invented 1", WIKIPEDIA)
    ((url, day),) = row.theirs[0].references
    assert (url.property, str(url.value)) == ("P854", "https://example.org/mass")
    assert (day.property, str(day.value)) == ("P813", "2020-01-01")


def test_nodes_of_another_mission_say_nothing(flight: Flight, compare: Compare) -> None:
    other = flight.entity("event/invented-2-launch", "launch", "sf:Launch", "sf:Event")
    flight.says(other, "sf:launchTime", typed("2017-12-01", "xsd:date"))
    assert rows(compare(flight, flight.mission, there()), "P619") == []
