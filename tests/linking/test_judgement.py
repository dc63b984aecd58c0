"""What counts for and against a candidate, and what it takes to do without a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from downrange.linking.alignment import Alignment
from downrange.linking.features import Kind
from downrange.linking.item import Item
from downrange.linking.judgement import MARGIN, THRESHOLD, Judgement, judge
from downrange.linking.linker import link
from downrange.linking.subject import Subject, linkable
from downrange.links.model import EXACT, WIKIDATA_ITEM, Link, LinkTable
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary
from tests.linking.subjects import BASE, linked, node, store, subject
from tests.linking.wikidata import entity

SPACECRAFT, MISSION, HUMAN = "Q40218", "Q2133344", "Q5"


@dataclass(frozen=True)
class Given:
    """Candidates that a test gives."""

    items: tuple[Item, ...]

    def candidates(self, subject: Subject) -> Iterable[Item]:
        return self.items

    def classes(self, item: Item) -> frozenset[str]:
        return frozenset(str(value) for value in item.values("P31"))


Judge = Callable[..., Judgement]


@pytest.fixture
def judged(alignment: Alignment, vocabulary: Vocabulary) -> Judge:
    def judged(path: str, *items: Item, table: LinkTable | None = None) -> Judgement:
        about = subject(path, vocabulary)
        return judge(about, Given(items), alignment, table or LinkTable())

    return judged


def item(number: int, label: str, *aliases: str, **claims: str | list[str]) -> Item:
    return Item.read(entity(f"Q{990000000 + number}", label, *aliases, **claims))


def test_name_class_and_day_suffice(judged: Judge) -> None:
    judgement = judged("mission/tern-4", item(1, "Tern 4", P31=MISSION, P619="+2031-02-03/11"))
    assert judgement.doubts == ()
    assert judgement.accepted is not None
    # 1 - (1 - 0.6)(1 - 0.3)(1 - 0.6): label, class, day
    assert judgement.accepted.score == 0.89


def test_name_class_and_designation_suffice(judged: Judge) -> None:
    judgement = judged("mission/tern-4", item(1, "Tern 4", P31=SPACECRAFT, P247="2031-007a"))
    assert judgement.accepted is not None


@pytest.mark.parametrize(
    ("claims", "doubt"),
    [
        ({}, "class is not known"),
        ({"P31": MISSION}, "nothing tells it from a namesake"),
        ({"P619": "+2031-02-03/11"}, "class is not known"),
        ({"P31": MISSION, "P619": "+2031-02-03/9"}, "nothing tells it from a namesake"),
        ({"P31": MISSION, "P619": "+2031-02-04/11"}, "launch time: 2031-02-03 is not 2031-02-04"),
        ({"P31": MISSION, "P619": "+2031-02-03/11", "P620": "+2031-03-01/11"}, "landing: "),
        (
            {"P31": HUMAN, "P619": "+2031-02-03/11", "P247": "2031-007A"},
            "class: mission is not person",
        ),
        ({"P31": MISSION, "P619": "+2031-02-03/11", "P137": "Q990000077"}, "operator: "),
    ],
)
def test_less_or_a_contradiction_is_left_to_a_person(
    judged: Judge, claims: dict[str, str], doubt: str
) -> None:
    judgement = judged(
        "mission/tern-4", item(1, "Tern 4", **claims), table=linked(avian="Q990000050")
    )
    assert judgement.accepted is None
    assert doubt in "; ".join(judgement.doubts)


def test_a_name_alone_is_never_accepted_however_alone_it_stands(judged: Judge) -> None:
    [candidate] = judged("mission/tern-4", item(1, "Tern 4")).candidates
    assert candidate.score == 0.6 < THRESHOLD


@pytest.mark.parametrize(
    ("path", "claims"),
    [
        ("mission/tern-4", {"P247": "2031-007B"}),
        ("mission/lost-1", {"P247": "2031-007A"}),  # it never had any, and says so
    ],
)
def test_an_identifier_that_disagrees_vetoes(
    judged: Judge, path: str, claims: dict[str, str]
) -> None:
    name = {"mission/tern-4": "Tern 4", "mission/lost-1": "Lost 1"}[path]
    one = item(1, name, P31=MISSION, P619="+2031-02-03/11", **claims)
    judgement = judged(path, one, item(2, name))
    assert judgement.accepted is None
    assert [(c.item.id, c.vetoed) for c in judgement.candidates] == [
        ("Q990000002", False),
        ("Q990000001", True),
    ]
    assert judgement.candidates[1].score == 0


def test_a_serial_number_in_a_name_is_an_identifier(judged: Judge) -> None:
    right = item(1, "Tern 4", "Tern 4 No. 404", P31=SPACECRAFT)
    wrong = item(2, "Tern 4", "Tern 4 s/n 405", P31=SPACECRAFT, P619="+2031-02-03/11")
    judgement = judged("spacecraft/tern-4", wrong, right)
    assert judgement.accepted is not None
    assert judgement.accepted.item == right
    assert judgement.candidates[1].vetoed


def test_an_alias_needs_an_identifier(judged: Judge) -> None:
    claims = {"P31": MISSION, "P619": "+2031-02-03/11"}
    neighbour = item(1, "Tern 5", "Tern 4", **claims)
    assert "its label is not the name" in judged("mission/tern-4", neighbour).doubts
    known = item(1, "Tern 5", "Tern 4", P247="2031-007A", **claims)
    assert judged("mission/tern-4", known).accepted is not None


def test_two_that_are_alike_are_left_to_a_person(judged: Judge) -> None:
    claims = {"P31": MISSION, "P619": "+2031-02-03/11"}
    judgement = judged("mission/tern-4", item(2, "Tern 4", **claims), item(1, "Tern 4", **claims))
    assert judgement.accepted is None
    assert judgement.candidates[0].item.id == "Q990000001"
    assert f"Q990000002 comes within {MARGIN} of it" in judgement.doubts


def test_a_namesake_is_told_by_the_flight(judged: Judge) -> None:
    flown = item(1, "Ada Gull", P31=HUMAN, P450="Q990000060")
    namesake = item(2, "Ada Gull", P31=HUMAN, P450="Q990000061")
    judgement = judged("person/ada-gull", namesake, flown, table=linked(tern="Q990000060"))
    assert judgement.accepted is not None
    assert judgement.accepted.item == flown
    assert judged("person/ada-gull", namesake, flown).accepted is None


def test_what_a_whole_series_shares_tells_no_one_apart(judged: Judge) -> None:
    shared = item(1, "Tern 4", P31=MISSION, P137="Q990000050")
    judgement = judged("mission/tern-4", shared, table=linked(avian="Q990000050"))
    assert judgement.accepted is None
    [candidate] = judgement.candidates
    assert candidate.agreeing(Kind.RELATION) == 1


def test_an_item_that_another_entity_matches_is_not_taken_from_it(judged: Judge) -> None:
    one = item(1, "Ada Gull", P31=HUMAN, P450="Q990000060")
    held = linked(tern="Q990000060", avian="Q990000001")
    judgement = judged("person/ada-gull", one, table=held)
    assert judgement.doubts == ("it is the exact match of another entity",)


def test_what_a_person_rejected_is_not_proposed_again(judged: Judge) -> None:
    rejected = Link(
        node("mission/tern-4"), EXACT, expand("wd:Q990000001"), "", "", "", None, "", "no", True
    )
    one = item(1, "Tern 4", P31=MISSION, P619="+2031-02-03/11")
    judgement = judged("mission/tern-4", one, table=LinkTable((rejected,)))
    assert judgement.doubts == ("no candidate",)


@pytest.mark.parametrize(
    ("cls", "mission", "spacecraft"),
    [(MISSION, EXACT, WIKIDATA_ITEM), (SPACECRAFT, WIKIDATA_ITEM, EXACT)],
)
def test_the_one_whose_class_an_item_has_matches_it_and_the_other_shares_it(
    alignment: Alignment, vocabulary: Vocabulary, cls: str, mission: object, spacecraft: object
) -> None:
    one = item(1, "Tern 4", P31=cls, P619="+2031-02-03/11")
    subjects = linkable(store(), vocabulary, BASE)
    found = link(subjects, Given((one,)), alignment, LinkTable(), "2031-03-01")
    assert {new.subject: new.predicate for new, _ in found.accepted} == {
        node("mission/tern-4"): mission,
        node("spacecraft/tern-4"): spacecraft,
    }
    assert {new.date for new, _ in found.accepted} == {"2031-03-01"}


def test_a_new_link_may_be_what_another_entity_lacks(
    alignment: Alignment, vocabulary: Vocabulary
) -> None:
    flight = item(1, "Tern 4", P31=MISSION, P619="+2031-02-03/11")
    person = item(2, "Ada Gull", P31=HUMAN, P450=flight.id)
    both = sorted(linkable(store(), vocabulary, BASE), key=lambda s: s.segment != "person")
    assert both[0].segment == "person"
    found = link(both, Given((flight, person)), alignment, LinkTable(), "")
    assert node("person/ada-gull") in {new.subject for new, _ in found.accepted}


def test_events_and_masses_have_no_item_of_their_own(vocabulary: Vocabulary) -> None:
    segments = [s.segment for s in linkable(store(), vocabulary, BASE)]
    assert segments == ["mission", "mission", "organization", "person", "spacecraft"]
