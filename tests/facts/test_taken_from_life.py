"""What real infoboxes do, one test each; every expected value is read off the words by eye."""

from __future__ import annotations

import pytest

from downrange.documents.metadata import Metadata
from downrange.facts.model import Modality
from tests.facts.reading import article, document, path_of, read, wikitext

M = "mission/test-1"
CRAFT = "spacecraft/test-1"
LAUNCH = "event/test-1-launch"


def test_title_cased_keys_mean_what_the_template_means() -> None:
    told = article("- Cospar Id: 1998-067A", "- Cargo Mass Press: 500 kg", "- SATCAT: 25544")
    assert told.values(M, "sf:cosparId") == ["1998-067A"]
    assert told.values(M, "sf:satcatNumber") == ["25544"]
    assert told.values("cargo/test-1-pressurised-cargo", "sf:mass") == ["500"]


def test_a_suffix_is_a_second_chain_and_no_overwrite() -> None:
    told = article(
        "- Programme: Shuttle-Mir",
        "- Next Mission: STS-71",
        "- Programme2: Soyuz programme",
        "- Next Mission2: Soyuz TM-22",
    )
    assert told.values(M, "sf:nextMission") == ["mission/sts-71", "mission/soyuz-tm-22"]
    assert len(told.values(M, "sf:programme")) == 2


@pytest.mark.parametrize(
    ("words", "craft", "serial"),
    [
        ("Progress MS-04 s/n 434", "spacecraft/progress-ms-04", "434"),
        ("Progress M-27M (No.426)", "spacecraft/progress-m-27m", "426"),
        ("Progress (No.135)", "spacecraft/test-1", "135"),
    ],
)
def test_serial_numbers_of_craft(words: str, craft: str, serial: str) -> None:
    told = article(f"- Spacecraft: {words}")
    assert told.values(M, "sf:spacecraft") == [craft]
    assert told.values(craft, "sf:serialNumber") == [serial]


@pytest.mark.parametrize(
    ("words", "kind", "serial"),
    [
        ("Soyuz-U (s/n P15000-148)", "soyuz-u", "P15000-148"),
        ("Soyuz-U s/n Yu15000-363", "soyuz-u", "Yu15000-363"),
        ("Falcon 9 v1.1 (B1018)", "falcon-9-v1-1", "B1018"),
        ("Saturn IB AS-204", "saturn-ib", "AS-204"),
        ("Saturn V SA-508", "saturn-v", "SA-508"),
    ],
)
def test_serial_numbers_of_rockets(words: str, kind: str, serial: str) -> None:
    told = article(f"- Launch Rocket: {words}")
    vehicle = f"launch-vehicle/{kind}-{serial.lower()}"
    assert told.values(LAUNCH, "sf:launchVehicle") == [vehicle]
    assert told.values(vehicle, "sf:launchVehicleType") == [f"launch-vehicle-type/{kind}"]
    assert told.values(vehicle, "sf:serialNumber") == [serial]


def test_a_rocket_without_a_number_is_the_one_of_this_launch() -> None:
    told = article("- Launch Rocket: Kosmos-3M")
    assert told.values(LAUNCH, "sf:launchVehicle") == ["launch-vehicle/test-1-kosmos-3m"]
    assert "sf:serialNumber" not in told.predicates


@pytest.mark.parametrize(
    ("words", "pad", "port"),
    [
        ("Baikonur, Site 1/5", "baikonur-site-1-5", "baikonur-cosmodrome"),
        ("Baikonur 1/5", "baikonur-site-1-5", "baikonur-cosmodrome"),
        ("Cape Canaveral, SLC-40", "cape-canaveral-slc-40", "cape-canaveral"),
    ],
)
def test_sites_name_a_spaceport_and_a_pad(words: str, pad: str, port: str) -> None:
    told = article(f"- Launch Site: {words}")
    assert told.values(LAUNCH, "sf:launchSite") == [f"launch-site/{pad}"]
    assert told.values(f"launch-site/{pad}", "sf:partOf") == [f"spaceport/{port}"]


def test_a_pad_with_its_own_words() -> None:
    told = article("- Launch Site: MARS, Pad 0A")
    (pad,) = told.values(LAUNCH, "sf:launchSite")
    assert pad.endswith("pad-0a")
    assert len(told.values(pad, "sf:partOf")) == 1


def test_a_field_may_hold_an_outcome_instead_of_its_value() -> None:
    told = article(
        "- Mission Duration: Failed to orbit following control failure",
        "- Decay Date: Failed to orbit",
        "- Orbit Periapsis: 193.0 km",
    )
    assert told.values(M, "sf:outcome") == ["sf:failedToOrbit"] * 2
    assert told.values(M, "sf:hasEvent") == ["event/test-1-anomaly-control-failure"]
    assert not told.predicates & {"sf:missionDuration", "sf:time", "sf:orbit"}
    # an outcome that rules out orbit makes the whole orbit a planned one
    assert told.one("orbit/test-1-orbit-planned", "sf:periapsis").modality is Modality.PLANNED


def test_one_planned_in_the_orbit_block_makes_the_whole_orbit_planned() -> None:
    told = article(
        "- Orbit Regime: Low Earth orbit",
        "- Orbit Periapsis: 120 nmi (planned)",
        "- Orbit Inclination: 31 degrees",
    )
    orbit = "orbit/test-1-orbit-planned"
    assert told.values(orbit, "sf:periapsis") == ["222.24"]  # 120 x 1.852
    assert told.values(orbit, "sf:inclination") == ["31"]
    assert told.values(M, "sf:plannedOrbit") == [orbit]
    assert told.one(M, "sf:plannedOrbit").modality is Modality.ASSERTED
    assert all(f.modality is Modality.PLANNED for f in told.facts(orbit, "sf:regime"))
    assert "sf:orbit" not in told.predicates


def test_a_planned_duration_is_planned_and_an_upper_bound() -> None:
    fact = article("- Mission Duration: Up to 14 days (planned)").one(M, "sf:missionDuration")
    assert (value(fact), fact.modality, fact.qualifier) == ("1209600", "planned", "at most")


def test_a_planned_launch_is_a_plan_and_so_is_all_that_follows_it() -> None:
    told = article(
        "- Launch Date: February 21, 1967 (planned)",
        "- Launch Rocket: Saturn IB AS-204",
        "- Landing Site: Pacific Ocean",
        "- Orbit Inclination: 31 degrees",
    )
    plan = "event/test-1-launch-planned"
    assert told.values(plan, "sf:launchTime") == ["1967-02-21"]
    assert told.values(plan, "sf:launchVehicle") == ["launch-vehicle/saturn-ib-as-204"]
    assert sorted(told.values(M, "sf:plannedEvent")) == ["event/test-1-landing-planned", plan]
    assert told.values(M, "sf:plannedOrbit") == ["orbit/test-1-orbit-planned"]
    assert not told.predicates & {"sf:launch", "sf:hasEvent", "sf:orbit"}


def test_a_planned_landing_plans_its_place_too() -> None:
    told = article(
        "- Launch Date: 18 March 2022, 15:55 UTC",
        "- Landing Date: 30 March 2022 (planned)",
        "- Landing Site: Kazakhstan",
    )
    assert told.values("event/test-1-landing-planned", "sf:place") == ["place/kazakhstan"]
    assert told.values(M, "sf:launch") == [LAUNCH]
    assert told.values(M, "sf:hasEvent") == [LAUNCH]


@pytest.mark.parametrize(
    ("line", "planned", "actual"),
    [
        ("2 years (planned) 4 years (achieved)", "24", "48"),
        ("2 years planned, 4 years achieved", "24", "48"),
        ("4 years (planned: 2 years)", "24", "48"),
        ("Planned: 2 years; final: 4 years", "24", "48"),
    ],
)
def test_planned_and_actual_side_by_side(line: str, planned: str, actual: str) -> None:
    facts = article(f"- Mission Duration: {line}").facts(M, "sf:durationMonths")
    assert {fact.modality: value(fact) for fact in facts} == {
        Modality.PLANNED: planned,
        Modality.ASSERTED: actual,
    }


def test_planned_and_actual_on_lines_of_their_own() -> None:
    told = wikitext("| mission_duration = Planned: 7 days<br />Final: 8 days, 2 hours")
    facts = told.facts(M, "sf:missionDuration")
    assert {fact.modality: value(fact) for fact in facts} == {
        Modality.PLANNED: "604800",  # 7 x 86400
        Modality.ASSERTED: "698400",  # 8 x 86400 + 2 x 3600
    }


def test_an_apsis_tells_the_central_body_alone() -> None:
    told = wikitext("| apsis = selene")
    assert told.values("orbit/test-1-orbit", "sf:centralBody") == ["celestial-body/moon"]
    assert {path_of(fact.subject) for fact in told.reading.facts} == {"orbit/test-1-orbit", M}


@pytest.mark.parametrize(
    "line",
    [
        "- Launch Date: UTC",
        "- Landing Site: ( away from ...)",
        "- Launch Mass: kg",
        "- Orbit Period: minutes",
        "- Cargo Mass: SIM:",
    ],
)
def test_a_lost_value_is_no_fact_and_a_finding(line: str) -> None:
    told = article(line)
    assert told.reading.facts == ()
    (finding,) = told.reading.findings
    assert finding.code == "lost-value"
    assert told.reading.document.text[finding.start : finding.end] == line.removeprefix("- ")


@pytest.mark.parametrize(
    ("key", "words", "node", "predicate", "expected"),
    [
        ("Launch Mass", "7,156 kilograms (15,776 lb)", CRAFT, "sf:launchMass", "7156"),
        # 45000 x 0.45359237, the pound's definition
        ("Launch Mass", "45000 lb", CRAFT, "sf:launchMass", "20411.65665"),
        ("Launch Mass", "6.7 t", CRAFT, "sf:launchMass", "6700"),
        ("Orbit Inclination", "51.6 degrees", "orbit/test-1-orbit", "sf:inclination", "51.6"),
        ("Orbit Apoapsis", "120 nmi", "orbit/test-1-orbit", "sf:apoapsis", "222.24"),
        ("Orbit Period", "1 hour, 28 minutes", "orbit/test-1-orbit", "sf:period", "88"),
        # 5 x 86400 + 22 x 3600 + 23 x 60
        ("Mission Duration", "5 days, 22 hours, 23 minutes", M, "sf:missionDuration", "512580"),
        ("Mission Duration", "3.5 months", M, "sf:durationMonths", "3.5"),
        ("Power", "1.2 kW", CRAFT, "sf:power", "1200"),
        ("Distance Travelled", "3.6 million km", M, "sf:distanceTravelled", "3600000"),
        ("Orbit Eccentricity", "0.0012", "orbit/test-1-orbit", "sf:eccentricity", "0.0012"),
        ("Orbit Longitude", "75° west", "orbit/test-1-orbit", "sf:longitude", "-75"),
        ("Crew Size", "3", M, "sf:crewSize", "3"),
    ],
)
def test_units_of_every_kind(
    key: str, words: str, node: str, predicate: str, expected: str
) -> None:
    assert article(f"- {key}: {words}").values(node, predicate) == [expected]


def test_a_range_gives_both_its_bounds() -> None:
    facts = article("- Orbit Periapsis: 410–430 km").facts("orbit/test-1-orbit", "sf:periapsis")
    assert {(fact.qualifier, value(fact)) for fact in facts} == {
        ("at least", "410"),
        ("at most", "430"),
    }


def test_whole_months_stand_for_a_duration_of_months_and_days() -> None:
    fact = article("- Mission Duration: 2 years and 3 days").one(M, "sf:durationMonths")
    assert (value(fact), fact.qualifier) == ("24", "more than")
    assert fact.interpretation


@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("1 December 2016, 14:51:52 UTC", "2016-12-01T14:51:52Z", ""),
        ("December 1, 2016, 14:51 UTC", "2016-12-01T14:51:00Z", "minute"),
        ("1 December 2016", "2016-12-01", ""),
        ("December 2016", "2016-12", ""),
        ("2016", "2016", ""),
        ("1 December 2016, 20:51:52 (UTC+6)", "2016-12-01T14:51:52Z", ""),
        ("April 11, 1970, 14:13:00 EST", "1970-04-11T19:13:00Z", ""),
    ],
)
def test_dates_in_both_orders_and_every_precision(
    words: str, expected: str, precision: str
) -> None:
    fact = article(f"- Launch Date: {words}").one(LAUNCH, "sf:launchTime")
    assert (value(fact), fact.precision) == (expected, precision)


def test_a_time_of_day_on_a_line_of_its_own_belongs_to_the_date_above() -> None:
    told = wikitext("| destroyed = {{Start date|1967|01|27}}<br /> 23:31:19&nbsp;UTC")
    assert told.values("event/test-1-destruction", "sf:time") == ["1967-01-27T23:31:19Z"]
    assert told.codes == []


def test_lists_by_comma_keep_suffixes_with_their_names() -> None:
    told = article("- Crew Members: James A. Lovell, Jr., John L. Swigert and friends, Fred Haise")
    assert len(told.values(M, "sf:crewMember")) == 3
    assert told.facts(M, "sf:crewMember")[0].as_written == "James A. Lovell, Jr."


def test_lists_by_template() -> None:
    told = wikitext("| crew_members = {{ubl|[[Jim Lovell|James A. Lovell, Jr.]]|[[Fred Haise]]}}")
    assert told.values(M, "sf:crewMember") == ["person/jim-lovell", "person/fred-haise"]


def test_links_that_something_small_separates_are_names_of_their_own() -> None:
    told = wikitext(
        "| operator = [[NASA]] / [[European Space Agency|ESA]] and [[Johns Hopkins University]]",
        "| manufacturer = [[Ball Aerospace & Technologies|Ball]] of [[Boulder]]",
    )
    assert told.values(M, "sf:operator") == [
        "organization/nasa",
        "organization/european-space-agency",
        "organization/johns-hopkins-university",
    ]
    assert len(told.values(CRAFT, "sf:manufacturer")) == 1


def test_a_launch_that_will_not_be_before_a_date_is_planned() -> None:
    told = article("- Launch Date: NET March 2031")
    fact = told.one("event/test-1-launch-planned", "sf:launchTime")
    assert (value(fact), fact.qualifier) == ("2031-03", "at least")
    assert "sf:launch" not in told.predicates


def test_a_plan_beside_an_orbit_that_came() -> None:
    told = article("- Orbit Inclination: 28.47° (planned 28.5°)")
    assert told.values("orbit/test-1-orbit", "sf:inclination") == ["28.47"]
    assert told.values("orbit/test-1-orbit-planned", "sf:inclination") == ["28.5"]


@pytest.mark.parametrize(
    ("words", "qualifier"), [("~ 62", "about"), ("over 60", "over"), ("62", "")]
)
def test_counts_that_are_not_exact(words: str, qualifier: str) -> None:
    fact = article(f"- Orbits Completed: {words}").one(M, "sf:orbitsCompleted")
    assert fact.qualifier == qualifier


def test_a_link_is_to_the_type_only_where_a_number_follows() -> None:
    told = wikitext("| spacecraft = [[Soyuz MS]]-10 No. 740")
    assert told.values("spacecraft/soyuz-ms-10", "sf:spacecraftType") == [
        "spacecraft-type/soyuz-ms"
    ]
    assert told.values("spacecraft/soyuz-ms-10", "sf:serialNumber") == ["740"]
    told = wikitext("| spacecraft = [[Crew Dragon Endeavour|Endeavour]] (C206)")
    assert "sf:spacecraftType" not in told.predicates


def test_a_list_in_an_article_of_one_organisation_with_a_comma() -> None:
    told = article("- Manufacturer: Ball Aerospace & Technologies, Inc.")
    assert len(told.values(CRAFT, "sf:manufacturer")) == 1


TWO_CRAFT = (
    "| spacecraft = {{ubl|[[Apollo Command/Service Module|Apollo CSM]]-109"
    "|[[Apollo Lunar Module|Apollo LM]]-7}}"
)
CSM, LM = "spacecraft/apollo-csm-109", "spacecraft/apollo-lm-7"


def test_prefixes_tell_which_of_two_craft_is_meant() -> None:
    told = wikitext(
        TWO_CRAFT,
        "| COSPAR_ID = {{ubl|CSM: 1972-031A|LM: 1972-031C}}",
        "| SATCAT = {{ubl|CSM: 6000|LM: 6005}}",
        "| manufacturer = {{ubl|CSM: [[North American Rockwell]]|LM: [[Grumman]]}}",
        "| crew_callsign = {{ubl|CM: ''Odyssey''|LM: ''Aquarius''}}",
    )
    assert told.values(CSM, "sf:cosparId") == ["1972-031A"]
    assert told.values(LM, "sf:cosparId") == ["1972-031C"]
    assert (told.values(CSM, "sf:satcatNumber"), told.values(LM, "sf:satcatNumber")) == (
        ["6000"],
        ["6005"],
    )
    assert told.values(CSM, "sf:manufacturer") == ["organization/north-american-rockwell"]
    assert told.values(LM, "sf:manufacturer") == ["organization/grumman"]
    # the command module's call sign is that of the craft it is a part of
    assert told.values(CSM, "sf:callsign") == ["Odyssey"]
    assert told.values(LM, "sf:callsign") == ["Aquarius"]
    assert not told.facts(M, "sf:cosparId")
    assert not told.facts(M, "sf:callsign")


def test_a_mass_of_two_craft_together_is_of_the_stack_they_make() -> None:
    told = wikitext(TWO_CRAFT, "| launch_mass = 45,931 kg")
    assert told.values(CRAFT, "sf:launchMass") == ["45931"]
    assert told.values(CRAFT, "sf:hasPart") == [CSM, LM]


def test_a_part_that_no_craft_is_called_by_is_kept_unread() -> None:
    told = wikitext(TWO_CRAFT, "| launch_mass = Rover: 210 kg")
    assert "sf:launchMass" not in told.predicates
    assert told.values(M, "sf:unmappedParameter") == ["launch_mass: Rover: 210 kg"]
    assert told.codes == ["unread-value"]


DOCK = (
    "| docking = {{Infobox spaceflight/Dock"
    "\n| docking_target = %s\n| docking_date = %s\n| undocking_date = %s\n}}"
)


def test_a_docking_with_one_of_its_own_craft() -> None:
    told = wikitext(TWO_CRAFT, DOCK % ("LM", "11 April 1970", "17 April 1970"))
    docking = "event/test-1-docking-apollo-lm-7"
    assert told.values(docking, "sf:target") == [LM]
    assert told.values(docking, "sf:time") == ["1970-04-11"]
    undocking = "event/test-1-undocking-apollo-lm-7"
    assert told.values(undocking, "sf:target") == [LM]
    assert told.values(undocking, "sf:time") == ["1970-04-17"]


def test_a_docking_with_a_part_of_its_own_craft() -> None:
    told = wikitext(TWO_CRAFT, DOCK % ("LM Ascent Stage", "11 April 1970", ""))
    stage = "stage/test-1-lm-ascent-stage"
    assert told.values("event/test-1-docking-lm-ascent-stage", "sf:target") == [stage]
    assert told.values(LM, "sf:hasPart") == [stage]
    assert not any("undocking" in path_of(fact.subject) for fact in told.reading.facts)


def test_dockings_with_one_station_are_told_apart_by_their_dates() -> None:
    told = wikitext(
        DOCK % ("[[Mir]]", "17 June 2020", "3 July 2020"),
        DOCK.replace("docking =", "docking2 =") % ("[[Mir]]", "4 July 2020", ""),
    )
    assert told.values("event/test-1-docking-mir-2020-06-17", "sf:time") == ["2020-06-17"]
    assert told.values("event/test-1-docking-mir-2020-07-04", "sf:time") == ["2020-07-04"]
    assert told.values("event/test-1-undocking-mir-2020-06-17", "sf:time") == ["2020-07-03"]


def test_a_planned_docking_did_not_happen() -> None:
    told = wikitext(DOCK % ("[[Mir]]", "17 June 2030 (planned)", ""))
    plan = "event/test-1-docking-mir-planned"
    assert told.values(plan, "sf:target") == ["spacecraft/mir"]
    assert told.values(M, "sf:plannedEvent") == [plan]
    assert "sf:hasEvent" not in told.predicates


FLYBY = (
    "{{Infobox spaceflight/IP\n| type = flyby\n| object = [[Venus]]\n"
    "| distance = %s\n| arrival_date = %s\n}}"
)


def test_two_flybys_of_one_body_are_told_apart_by_their_dates() -> None:
    first, second = FLYBY % ("284 km", "26 April 1998"), FLYBY % ("600 km", "24 June 1999")
    told = wikitext(f"| interplanetary = {first}{second}")
    assert told.values("event/test-1-encounter-flyby-venus-1998-04-26", "sf:distance") == ["284"]
    assert told.values("event/test-1-encounter-flyby-venus-1999-06-24", "sf:distance") == ["600"]


def test_places_on_other_bodies_have_those_bodies_coordinates() -> None:
    told = wikitext(
        "| interplanetary = {{Infobox spaceflight/IP\n| type = lander\n| object = [[Moon]]\n"
        "| location = [[Descartes Highlands]]<br />{{coord|8.97301|S|15.50019|E}}\n}}"
    )
    (place,) = told.values("event/test-1-encounter-lander-moon", "sf:place")
    assert told.values(place, "sf:coordinates") == [
        "<http://www.opengis.net/def/crs/IAU/2015/30100> POINT(-8.97301 15.50019)"
    ]
    assert told.values(place, "sf:partOf") == ["place/descartes-highlands"]


def test_spacewalks_of_a_list_are_events_of_their_own() -> None:
    told = wikitext(
        "| interplanetary = {{Infobox spaceflight/IP\n| type = lander\n| object = [[Moon]]\n"
        "| surface_EVAs = 2\n| surface_EVA_time = {{ubl|14 hours, 34 minutes"
        "|First: 07 hours, 11 minutes, 02 seconds|Second: 07 hours, 23 minutes, 09 seconds}}\n}}"
    )
    lander = "event/test-1-encounter-lander-moon"
    assert told.values(lander, "sf:spacewalkDuration") == ["52440"]
    assert told.values("event/test-1-spacewalk-lander-moon-first", "sf:duration") == ["25862"]
    assert told.values("event/test-1-spacewalk-lander-moon-second", "sf:duration") == ["26589"]


def test_a_count_that_a_second_line_adds_to() -> None:
    told = wikitext("| crew_EVAs = 1 in [[cislunar space]]<br/><small>Plus 4 on the Moon</small>")
    fact = told.one(M, "sf:spacewalkCount")
    assert value(fact) == "5"
    assert "1 and 4" in fact.interpretation


def test_a_craft_that_is_only_a_type_is_the_missions_one_of_that_type() -> None:
    told = article("- Spacecraft: Progress-MS", "- Launch Mass: 7285 kg")
    assert told.values(M, "sf:spacecraft") == [CRAFT]
    assert told.values(CRAFT, "sf:spacecraftType") == ["spacecraft-type/progress-ms"]
    assert told.values(CRAFT, "sf:launchMass") == ["7285"]


def test_one_title_from_two_sites_is_two_documents_about_one_mission() -> None:
    readings = [
        read(document("= Test 1 =\n\n- Operator: NASA\n", metadata=Metadata(url=url)))
        for url in ("https://en.wikipedia.org/wiki/Test_1", "https://example.net/test")
    ]
    sites = {reading.document.source.site for reading in readings}
    topics = {path_of(reading.topic) for reading in readings if reading.topic}
    assert sites == {"en.wikipedia.org", "example.net"}
    assert topics == {M}


@pytest.mark.parametrize(
    ("key", "names", "predicate", "node", "entity"),
    [
        ("Space Station", ("ISS", "International Space Station"), "sf:destination", M,
         "spacecraft/international-space-station"),
        ("Operator", ("Roscosmos", "Roskosmos"), "sf:operator", M, "organization/roscosmos"),
        ("Launch Contractor", ("RKTs Progress",), "sf:launchContractor", LAUNCH,
         "organization/rkts-progress"),
        ("Manufacturer", ("NPO Energia", "Energia", "RSC Energia"), "sf:manufacturer", CRAFT,
         "organization/rsc-energia"),
    ],
)  # fmt: skip
def test_names_resolve_to_one_entity(
    key: str, names: tuple[str, ...], predicate: str, node: str, entity: str
) -> None:
    for name in names:
        assert article(f"- {key}: {name}").values(node, predicate) == [entity]


def test_designators_are_never_matched_fuzzily() -> None:
    told = article("- Previous Mission: Progress MS-04", "- Next Mission: Progress MS-05")
    assert told.values(M, "sf:previousMission") == ["mission/progress-ms-04"]
    assert told.values(M, "sf:nextMission") == ["mission/progress-ms-05"]


def test_a_link_to_a_disambiguated_page_is_the_mission_that_page_is_about() -> None:
    told = wikitext("| next_mission = [[Bhaskara (satellite)|Bhaskara]]")
    assert told.values(M, "sf:nextMission") == ["mission/bhaskara"]
    topic = wikitext("| operator = X", title="Bhaskara (satellite)").reading.topic
    assert topic is not None
    assert path_of(topic) == "mission/bhaskara"


@pytest.mark.parametrize(
    ("words", "concept"), [("None", "sf:none"), ("TBA", "sf:unknown"), ("Unknown", "sf:unknown")]
)
def test_that_a_text_names_nothing_is_said_and_names_nobody(words: str, concept: str) -> None:
    assert article(f"- Next Mission: {words}").values(M, "sf:nextMission") == [concept]
    assert article(f"- Launch Mass: {words}").values(CRAFT, "sf:launchMass") == [concept]


def test_an_event_that_is_unknown_is_not_made_up() -> None:
    told = article("- Decay Date: None")
    assert "sf:hasEvent" not in told.predicates
    assert told.codes == ["unread-value"]


def test_planned_cargo_was_not_carried() -> None:
    told = article("- Cargo Mass: 2,000 kg (planned)")
    assert told.one(M, "sf:carries").modality is Modality.PLANNED
    assert told.one("cargo/test-1-total-cargo", "sf:mass").modality is Modality.PLANNED


def test_a_colon_within_a_text_is_a_part_of_it() -> None:
    told = article("- Mission Type: Astronomy: X-ray", "- Dimensions: Bus: 2 m by 3 m")
    assert told.values(M, "sf:missionType") == ["Astronomy: X-ray"]
    assert told.values(CRAFT, "sf:dimensions") == ["Bus: 2 m by 3 m"]


def test_an_unknown_parameter_is_kept_with_its_words() -> None:
    told = article("- Crew Mascot: Zero-G Indicator")
    assert told.values(M, "sf:unmappedParameter") == ["Crew Mascot: Zero-G Indicator"]
    assert told.codes == ["unmapped-parameter"]


def test_citations_stay_with_what_they_support() -> None:
    told = wikitext(
        "| launch_mass = {{convert|36419|lb|kg}}<ref>{{cite web|url=http://ntrs.nasa.gov/x.pdf"
        "|title=Apollo 7 Mission Report|date=December 1, 1968|publisher=NASA}}</ref>",
        "| power = 46 watts",
    )
    (citation,) = told.one(CRAFT, "sf:launchMass").evidence.citations
    assert (citation.url, citation.title, citation.publisher, citation.date) == (
        "http://ntrs.nasa.gov/x.pdf",
        "Apollo 7 Mission Report",
        "NASA",
        "December 1, 1968",
    )
    assert told.one(CRAFT, "sf:power").evidence.citations == ()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "see the press kit", "http://", "ftp://x"])
def test_what_is_no_web_address_is_kept_unread(url: str) -> None:
    told = article(f"- Website: {url}")
    assert "sf:website" not in told.predicates
    assert told.codes == ["unread-value"]


def test_a_web_address() -> None:
    told = wikitext("| website = [https://example.org/mission A mission]")
    assert told.values(M, "sf:website") == ["https://example.org/mission"]


def value(fact: object) -> str:
    return fact.value.value  # type: ignore[attr-defined, no-any-return]
