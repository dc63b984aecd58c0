"""A docking told with whom and a docking told without are one, where that is plain."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Fact
from downrange.facts.one_event import met
from downrange.namespaces import expand
from downrange.values.literals import XSD_DATE
from tests.facts.reading import BASE
from tests.graph.building import fact

MISSION = Entity(NamedNode(f"{BASE}id/mission/test-1"), expand("sf:Mission"), "Test 1")


def docking(path: str, planned: bool = False) -> Entity:
    iri = NamedNode(f"{BASE}id/event/{path}")
    if planned:
        return Entity(iri, expand("sf:Plan"), path, stands_for=expand("sf:Docking"))
    return Entity(iri, expand("sf:Docking"), path)


BARE = docking("test-1-docking")
MIR = docking("test-1-docking-mir")
SALYUT = docking("test-1-docking-salyut-7")
PLANNED = docking("test-1-docking-mir-planned", planned=True)


def tie(event: Entity) -> Fact:
    tied = "sf:plannedEvent" if event.stands_for else "sf:hasEvent"
    return fact(event, tied, subject=MISSION)


def on(event: Entity, day: str) -> Fact:
    return fact(Literal(day, datatype=XSD_DATE), "sf:time", subject=event)


def subjects(*facts: Fact) -> set[str]:
    return {f.subject.label for f in met(facts) if f.property == expand("sf:time")}


def test_they_meet_in_the_one_that_says_more() -> None:
    told = met([tie(BARE), on(BARE, "1997-04-08"), tie(MIR), on(MIR, "1997-04-08")])
    assert {f.subject.label for f in told} == {"Test 1", MIR.label}
    assert {f.value.label for f in told if isinstance(f.value, Entity)} == {MIR.label}


@pytest.mark.parametrize(
    "told",
    [
        # on another day
        (tie(BARE), on(BARE, "1997-04-08"), tie(MIR), on(MIR, "1997-04-09")),
        # one of several
        (tie(BARE), on(BARE, "1997-04-08"), tie(MIR), tie(SALYUT)),
        # what was planned is not what came
        (tie(BARE), on(BARE, "1997-04-08"), tie(PLANNED)),
    ],
)
def test_they_stay_apart(told: tuple[Fact, ...]) -> None:
    assert subjects(*told) >= {BARE.label}


def test_a_variant_is_no_other() -> None:
    by_hand = docking("test-1-docking-mir-manual")
    told = (tie(BARE), on(BARE, "1997-04-08"), tie(MIR), tie(by_hand))
    assert subjects(*told) == {MIR.label}


def test_a_day_agrees_with_a_time_on_it() -> None:
    told = (tie(BARE), on(BARE, "1997-04-08T17:30:01Z"), tie(MIR), on(MIR, "1997-04-08"))
    assert subjects(*told) == {MIR.label}
