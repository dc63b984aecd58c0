"""Real articles in wikitext: their main facts, read off the source by eye, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.documents.reader import read_documents
from downrange.facts.mapping import Ignored
from downrange.facts.model import Modality
from downrange.identity import slugify
from tests.facts.reading import Told, mapping, read

ARTICLES = ("Apollo_1", "Apollo_7", "Apollo_13", "Apollo_16", "Aryabhata_(satellite)")


def told(shared: Path, name: str) -> Told:
    (document,) = read_documents([str(shared / "documents" / "wikitext" / f"{name}.wiki")])
    assert not isinstance(document, Exception)
    return Told(read(document))


# article, subject, property, values; "p" before a value: planned
FACTS = [
    ("Apollo_1", "mission/apollo-1", "sf:alternativeName", ["AS-204"]),
    ("Apollo_1", "mission/apollo-1", "sf:operator", ["organization/nasa"]),
    # up to 14 days (planned): 14 x 86400
    ("Apollo_1", "mission/apollo-1", "sf:missionDuration", ["p1209600"]),
    ("Apollo_1", "mission/apollo-1", "sf:spacecraft", ["spacecraft/csm-012"]),
    # 45000 lb x 0.45359237
    ("Apollo_1", "spacecraft/csm-012", "sf:launchMass", ["20411.65665"]),
    ("Apollo_1", "event/apollo-1-launch-planned", "sf:launchTime", ["p1967-02-21"]),
    (
        "Apollo_1",
        "event/apollo-1-launch-planned",
        "sf:launchVehicle",
        ["plaunch-vehicle/saturn-ib-as-204"],
    ),
    ("Apollo_1", "mission/apollo-1", "sf:crewSize", ["3"]),
    (
        "Apollo_1",
        "mission/apollo-1",
        "sf:crewMember",
        ["person/gus-grissom", "person/ed-white", "person/roger-b-chaffee"],
    ),
    ("Apollo_1", "event/apollo-1-destruction", "sf:time", ["1967-01-27T23:31:19Z"]),
    # 120 and 160 nautical miles x 1.852
    ("Apollo_1", "orbit/apollo-1-orbit-planned", "sf:periapsis", ["p222.24"]),
    ("Apollo_1", "orbit/apollo-1-orbit-planned", "sf:apoapsis", ["p296.32"]),
    ("Apollo_1", "orbit/apollo-1-orbit-planned", "sf:inclination", ["p31"]),
    ("Apollo_1", "orbit/apollo-1-orbit-planned", "sf:period", ["p89.7"]),
    ("Apollo_1", "mission/apollo-1", "sf:previousMission", ["mission/as-202"]),
    ("Apollo_1", "mission/apollo-1", "sf:nextMission", ["mission/apollo-4"]),
    ("Apollo_7", "mission/apollo-7", "sf:cosparId", ["1968-089A"]),
    ("Apollo_7", "mission/apollo-7", "sf:satcatNumber", ["3486"]),
    # 11 October 1968 15:02:45 to 22 October 1968 11:11:48 is 10 d 20 h 9 min 3 s
    ("Apollo_7", "mission/apollo-7", "sf:missionDuration", ["936543"]),
    ("Apollo_7", "mission/apollo-7", "sf:orbitsCompleted", ["163"]),
    ("Apollo_7", "spacecraft/apollo-csm-101", "sf:launchMass", ["16519.38052303"]),
    ("Apollo_7", "event/apollo-7-launch", "sf:launchTime", ["1968-10-11T15:02:45Z"]),
    (
        "Apollo_7",
        "event/apollo-7-launch",
        "sf:launchSite",
        ["launch-site/cape-canaveral-lc-34"],
    ),
    ("Apollo_7", "event/apollo-7-landing", "sf:time", ["1968-10-22T11:11:48Z"]),
    ("Apollo_7", "place/apollo-7-landing-place", "sf:partOf", ["place/north-atlantic-ocean"]),
    # 27°32' N 64°04' W
    (
        "Apollo_7",
        "place/apollo-7-landing-place",
        "sf:coordinates",
        ["POINT(-64.066667 27.533333)"],
    ),
    ("Apollo_7", "event/apollo-7-recovery", "sf:participant", ["vessel/uss-essex-cv-9"]),
    ("Apollo_7", "orbit/apollo-7-orbit", "sf:orbitEpoch", ["1968-10-13"]),
    ("Apollo_7", "orbit/apollo-7-orbit", "sf:periapsis", ["227"]),
    ("Apollo_7", "orbit/apollo-7-orbit", "sf:apoapsis", ["301"]),
    (
        "Apollo_13",
        "mission/apollo-13",
        "sf:spacecraft",
        ["spacecraft/apollo-csm-109", "spacecraft/apollo-lm-7", "spacecraft/apollo-13"],
    ),
    (
        "Apollo_13",
        "spacecraft/apollo-csm-109",
        "sf:manufacturer",
        ["organization/north-american-rockwell"],
    ),
    ("Apollo_13", "spacecraft/apollo-lm-7", "sf:manufacturer", ["organization/grumman"]),
    ("Apollo_13", "spacecraft/apollo-csm-109", "sf:callsign", ["Odyssey"]),
    ("Apollo_13", "spacecraft/apollo-lm-7", "sf:callsign", ["Aquarius"]),
    # 5 d 22 h 54 min 41 s
    ("Apollo_13", "mission/apollo-13", "sf:missionDuration", ["514481"]),
    (
        "Apollo_13",
        "mission/apollo-13",
        "sf:crewMember",
        ["person/jim-lovell", "person/jack-swigert", "person/fred-haise"],
    ),
    # 137 nautical miles x 1.852
    ("Apollo_13", "event/apollo-13-encounter-flyby-moon", "sf:distance", ["253.724"]),
    (
        "Apollo_13",
        "event/apollo-13-encounter-flyby-moon",
        "sf:time",
        ["1970-04-15T00:21:00Z"],
    ),
    (
        "Apollo_13",
        "event/apollo-13-docking-apollo-lm-7",
        "sf:target",
        ["spacecraft/apollo-lm-7"],
    ),
    ("Apollo_13", "event/apollo-13-docking-apollo-lm-7", "sf:time", ["1970-04-11T22:32:08Z"]),
    (
        "Apollo_13",
        "event/apollo-13-undocking-apollo-lm-7",
        "sf:time",
        ["1970-04-17T16:43:00Z"],
    ),
    ("Apollo_16", "spacecraft/apollo-csm-113", "sf:cosparId", ["1972-031A"]),
    ("Apollo_16", "spacecraft/apollo-lm-11", "sf:cosparId", ["1972-031C"]),
    ("Apollo_16", "spacecraft/apollo-csm-113", "sf:satcatNumber", ["6000"]),
    ("Apollo_16", "spacecraft/apollo-lm-11", "sf:satcatNumber", ["6005"]),
    ("Apollo_16", "orbit/apollo-16-orbit", "sf:centralBody", ["celestial-body/moon"] * 2),
    # 10.9 and 58.5 nautical miles x 1.852
    ("Apollo_16", "orbit/apollo-16-orbit", "sf:periapsis", ["20.1868"]),
    ("Apollo_16", "orbit/apollo-16-orbit", "sf:apoapsis", ["108.342"]),
    ("Apollo_16", "event/apollo-16-encounter-orbiter-moon", "sf:orbitsCompleted", ["64"]),
    (
        "Apollo_16",
        "event/apollo-16-encounter-lander-moon",
        "sf:participant",
        ["spacecraft/apollo-lm-11"],
    ),
    ("Apollo_16", "event/apollo-16-encounter-lander-moon", "sf:spacewalkCount", ["3"]),
    # 20 h 14 min 14 s in all, and 7 h 11 min 2 s, 7 h 23 min 9 s, 5 h 40 min 3 s
    ("Apollo_16", "event/apollo-16-encounter-lander-moon", "sf:spacewalkDuration", ["72854"]),
    ("Apollo_16", "event/apollo-16-spacewalk-lander-moon-first", "sf:duration", ["25862"]),
    ("Apollo_16", "event/apollo-16-spacewalk-lander-moon-second", "sf:duration", ["26589"]),
    ("Apollo_16", "event/apollo-16-spacewalk-lander-moon-third", "sf:duration", ["20403"]),
    ("Apollo_16", "cargo/apollo-16-samples", "sf:mass", ["95.71"]),
    # 463 lb x 0.45359237
    ("Apollo_16", "cargo/apollo-16-lrv", "sf:mass", ["210.01326731"]),
    # one in cislunar space plus 4 on the lunar surface
    ("Apollo_16", "mission/apollo-16", "sf:spacewalkCount", ["5"]),
    ("Apollo_16", "mission/apollo-16", "sf:spacewalkDuration", ["5022"]),
    (
        "Apollo_16",
        "event/apollo-16-docking-lm-ascent-stage",
        "sf:target",
        ["stage/apollo-16-lm-ascent-stage"],
    ),
    ("Aryabhata_(satellite)", "mission/aryabhata", "sf:alternativeName", ["Aryabhatta"]),
    ("Aryabhata_(satellite)", "mission/aryabhata", "sf:cosparId", ["1965-033A"]),
    ("Aryabhata_(satellite)", "mission/aryabhata", "sf:missionDuration", ["345600"]),
    ("Aryabhata_(satellite)", "spacecraft/aryabhata", "sf:launchMass", ["360"]),
    ("Aryabhata_(satellite)", "spacecraft/aryabhata", "sf:power", ["46"]),
    (
        "Aryabhata_(satellite)",
        "event/aryabhata-launch",
        "sf:launchTime",
        ["1975-04-19T07:30:00Z"],
    ),
    ("Aryabhata_(satellite)", "event/aryabhata-last-contact", "sf:time", ["1975-04-24"]),
    ("Aryabhata_(satellite)", "event/aryabhata-decay", "sf:time", ["1992-02-10"]),
    ("Aryabhata_(satellite)", "orbit/aryabhata-orbit", "sf:period", ["96.46"]),
]


@pytest.mark.parametrize(("name", "subject", "predicate", "expected"), FACTS)
def test_the_main_facts(
    shared: Path, name: str, subject: str, predicate: str, expected: list[str]
) -> None:
    found = told(shared, name)
    marks = {Modality.PLANNED: "p", Modality.ASSERTED: ""}
    facts = zip(found.facts(subject, predicate), found.values(subject, predicate), strict=True)
    assert [marks[fact.modality] + value for fact, value in facts] == expected


@pytest.mark.parametrize(
    ("name", "subject", "predicate", "title", "url"),
    [
        (
            "Apollo_7",
            "spacecraft/apollo-csm-101",
            "sf:launchMass",
            "Apollo 7 Mission Report",
            "http://ntrs.nasa.gov/archive/nasa/casi.ntrs.nasa.gov/19760072144_1976072144.pdf",
        ),
        (
            "Apollo_7",
            "orbit/apollo-7-orbit",
            "sf:orbitEpoch",
            "SATCAT",
            "http://planet4589.org/space/log/satcat.txt",
        ),
        (
            "Aryabhata_(satellite)",
            "event/aryabhata-launch",
            "sf:launchTime",
            "Launch Log",
            "http://planet4589.org/space/log/launchlog.txt",
        ),
    ],
)
def test_references_stay_on_what_they_support(
    shared: Path, name: str, subject: str, predicate: str, title: str, url: str
) -> None:
    (citation,) = told(shared, name).one(subject, predicate).evidence.citations
    assert (citation.title, citation.url) == (title, url)


@pytest.mark.parametrize("name", ARTICLES)
def test_no_parameter_is_silently_lost(shared: Path, name: str) -> None:
    """Every field that has a value yields a fact or a finding; the mission's name is its label."""
    found = told(shared, name)
    document = found.reading.document
    evidenced = {fact.evidence.span for fact in found.reading.facts}
    doubtful = {(finding.start, finding.end) for finding in found.reading.findings}
    assert found.reading.topic is not None
    missing = [
        field.name
        for box in document.infoboxes
        if mapping().covers(box.template)
        for field in box.fields
        if not isinstance(mapping().find(box.template, field.name)[0], Ignored)
        and field.span not in evidenced
        and (field.span.start, field.span.end) not in doubtful
        and (field.name, slugify(field.value.text)) != ("name", slugify(found.reading.topic.label))
    ]
    assert missing == []


@pytest.mark.parametrize("name", ARTICLES)
def test_what_cannot_be_read_is_what_really_says_nothing(shared: Path, name: str) -> None:
    expected = {
        "Apollo_16": ["SIM:", "Spacewalk to retrieve film cassettes"],
    }
    doubtful = [
        finding.message
        for finding in told(shared, name).reading.findings
        if finding.code in {"lost-value", "unread-value", "unmapped-parameter"}
    ]
    words = expected.get(name, [])
    assert len(doubtful) == len(words)
    assert all(word in message for word, message in zip(words, doubtful, strict=True))


def test_an_article_of_another_kind_has_no_facts(shared: Path) -> None:
    found = told(shared, "Ariane_5")
    assert found.reading.facts == ()
    assert found.reading.topic is None
