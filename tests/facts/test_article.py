"""Every fact of the article's infobox, written down by eye from its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.namespaces import contract
from tests.facts.reading import Told, document, path_of, read, value_of, vocabulary

M = "mission/progress-ms-04"
CRAFT = "spacecraft/progress-ms-04"
LAUNCH = "event/progress-ms-04-launch"
ROCKET = "launch-vehicle/soyuz-u-p15000-148"
PAD = "launch-site/baikonur-site-1-5"
ORBIT = "orbit/progress-ms-04-orbit-planned"
ANOMALY = "event/progress-ms-04-anomaly-control-failure"
ASSERTED, PLANNED = "asserted", "planned"

# subject, property, value, unit, modality, the words of the value, the words quoted
FACTS = (
    (M, "sf:alternativeName", "Progress 65P", "", ASSERTED, "Progress 65P",
     "Names List: Progress 65P"),
    (M, "sf:missionType", "ISS resupply", "", ASSERTED, "ISS resupply",
     "Mission Type: ISS resupply"),
    (M, "sf:operator", "organization/roscosmos", "", ASSERTED, "Roscosmos",
     "Operator: Roscosmos"),
    (M, "sf:outcome", "sf:failedToOrbit", "", ASSERTED,
     "Failed to orbit following control failure",
     "Mission Duration: Failed to orbit following control failure"),
    (M, "sf:hasEvent", ANOMALY, "", ASSERTED, "control failure",
     "Mission Duration: Failed to orbit following control failure"),
    (M, "sf:spacecraft", CRAFT, "", ASSERTED, "Progress MS-04 s/n 434",
     "Spacecraft: Progress MS-04 s/n 434"),
    (CRAFT, "sf:serialNumber", "434", "", ASSERTED, "434", "Spacecraft: Progress MS-04 s/n 434"),
    (CRAFT, "sf:spacecraftType", "spacecraft-type/progress-ms", "", ASSERTED, "Progress-MS",
     "Spacecraft Type: Progress-MS"),
    (CRAFT, "sf:manufacturer", "organization/rsc-energia", "", ASSERTED, "Energia",
     "Manufacturer: Energia"),
    (CRAFT, "sf:launchMass", "7285", "kg", ASSERTED, "7285 kg", "Launch Mass: 7285 kg"),
    (CRAFT, "sf:payloadMass", "2442", "kg", ASSERTED, "2442 kg", "Payload Mass: 2442 kg"),
    (LAUNCH, "sf:launchTime", "2016-12-01T14:51:52Z", "", ASSERTED,
     "1 December 2016, 14:51:52 UTC", "Launch Date: 1 December 2016, 14:51:52 UTC"),
    (LAUNCH, "sf:time", "2016-12-01T14:51:52Z", "", ASSERTED,
     "1 December 2016, 14:51:52 UTC", "Launch Date: 1 December 2016, 14:51:52 UTC"),
    (LAUNCH, "sf:launchVehicle", ROCKET, "", ASSERTED, "Soyuz-U (s/n P15000-148)",
     "Launch Rocket: Soyuz-U (s/n P15000-148)"),
    (ROCKET, "sf:launchVehicleType", "launch-vehicle-type/soyuz-u", "", ASSERTED, "Soyuz-U",
     "Launch Rocket: Soyuz-U (s/n P15000-148)"),
    (ROCKET, "sf:serialNumber", "P15000-148", "", ASSERTED, "P15000-148",
     "Launch Rocket: Soyuz-U (s/n P15000-148)"),
    (LAUNCH, "sf:launchSite", PAD, "", ASSERTED, "Baikonur, Site 1/5",
     "Launch Site: Baikonur, Site 1/5"),
    (PAD, "sf:partOf", "spaceport/baikonur-cosmodrome", "", ASSERTED, "Baikonur, Site 1/5",
     "Launch Site: Baikonur, Site 1/5"),
    (LAUNCH, "sf:launchContractor", "organization/rkts-progress", "", ASSERTED,
     "RKTs Progress", "Launch Contractor: RKTs Progress"),
    (M, "sf:outcome", "sf:failedToOrbit", "", ASSERTED, "Failed to orbit",
     "Decay Date: Failed to orbit"),
    (ORBIT, "sf:referenceSystem", "reference-system/geocentric-orbit", "", PLANNED,
     "Geocentric orbit", "Orbit Reference: Geocentric orbit (planned)"),
    (ORBIT, "sf:centralBody", "celestial-body/earth", "", PLANNED, "Geocentric orbit",
     "Orbit Reference: Geocentric orbit (planned)"),
    (ORBIT, "sf:regime", "orbit-regime/low-earth-orbit", "", PLANNED, "Low Earth orbit",
     "Orbit Regime: Low Earth orbit"),
    (ORBIT, "sf:periapsis", "193", "km", PLANNED, "193.0 km", "Orbit Periapsis: 193.0 km"),
    (ORBIT, "sf:apoapsis", "245", "km", PLANNED, "245.0 km", "Orbit Apoapsis: 245.0 km"),
    (ORBIT, "sf:inclination", "51.66", "°", PLANNED, "51.66°", "Orbit Inclination: 51.66°"),
    (ORBIT, "sf:period", "88.59", "min", PLANNED, "88.59 minutes",
     "Orbit Period: 88.59 minutes"),
    (ORBIT, "sf:centralBody", "celestial-body/earth", "", PLANNED, "gee", "Apsis: gee"),
    ("cargo/progress-ms-04-total-cargo", "sf:mass", "2442", "kg", ASSERTED, "2442 kg",
     "Cargo Mass: 2442 kg"),
    ("cargo/progress-ms-04-pressurised-cargo", "sf:mass", "1260", "kg", ASSERTED, "1260 kg",
     "Cargo Mass Press: 1260 kg"),
    ("cargo/progress-ms-04-fuel", "sf:mass", "710", "kg", ASSERTED, "710 kg",
     "Cargo Mass Fuel: 710 kg"),
    ("cargo/progress-ms-04-gas", "sf:mass", "52", "kg", ASSERTED, "52 kg",
     "Cargo Mass Gas: 52 kg"),
    ("cargo/progress-ms-04-water", "sf:mass", "420", "kg", ASSERTED, "420 kg",
     "Cargo Mass Water: 420 kg"),
    (M, "sf:programme", "programme/progress-programme", "", ASSERTED, "Progress flights",
     "Programme: Progress flights"),
    (M, "sf:previousMission", "mission/progress-ms-03", "", ASSERTED, "Progress MS-03",
     "Previous Mission: Progress MS-03"),
    (M, "sf:nextMission", "mission/progress-ms-05", "", ASSERTED, "Progress MS-05",
     "Next Mission: Progress MS-05"),
)  # fmt: skip

# What holds the nodes together, said by whichever words name them.
TIES = {
    (M, "sf:launch", LAUNCH),
    (M, "sf:hasEvent", LAUNCH),
    (M, "sf:plannedOrbit", ORBIT),
    *(
        (M, "sf:carries", f"cargo/progress-ms-04-{kind}")
        for kind in ("total-cargo", "pressurised-cargo", "fuel", "gas", "water")
    ),
    ("cargo/progress-ms-04-total-cargo", "sf:cargoKind", "sf:totalCargo"),
    ("cargo/progress-ms-04-pressurised-cargo", "sf:cargoKind", "sf:pressurised"),
    ("cargo/progress-ms-04-fuel", "sf:cargoKind", "sf:fuel"),
    ("cargo/progress-ms-04-gas", "sf:cargoKind", "sf:gas"),
    ("cargo/progress-ms-04-water", "sf:cargoKind", "sf:water"),
}


@pytest.fixture(scope="module")
def told(article: Path) -> Told:
    return Told(read(document(article.read_text("utf-8"))))


def test_the_table_has_as_many_facts_as_a_count_by_hand() -> None:
    assert len(FACTS) == 36


def test_every_fact_of_the_infobox_is_read_and_nothing_else(told: Told) -> None:
    text = told.reading.document.text
    read_facts = [
        (
            path_of(fact.subject),
            contract(fact.property),
            value_of(fact.value),
            vocabulary().properties[fact.property].unit_symbol,
            fact.modality.value,
            fact.as_written,
            fact.evidence.span.of(text),
        )
        for fact in told.reading.facts
    ]
    stated = [row for row in read_facts if row[5]]
    ties = {(subject, predicate, value) for subject, predicate, value, *_ in read_facts}
    assert sorted(stated) == sorted(FACTS)
    assert ties - {row[:3] for row in FACTS} == TIES


def test_nothing_of_it_is_doubtful(told: Told) -> None:
    assert told.reading.findings == ()


def test_what_failed_to_reach_orbit_has_no_duration_no_decay_and_no_orbit(told: Told) -> None:
    assert not told.predicates & {"sf:missionDuration", "sf:durationMonths", "sf:orbit"}
    assert not any("decay" in path_of(fact.subject) for fact in told.reading.facts)


def test_the_apsis_tells_the_central_body_and_nothing_of_the_mission(told: Told) -> None:
    said = [fact for fact in told.reading.facts if fact.extracted_by.endswith("#apsis")]
    assert [(path_of(fact.subject), contract(fact.property)) for fact in said] == [
        (ORBIT, "sf:centralBody")
    ]
