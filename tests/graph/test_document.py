"""A document's graph: IRIs from content alone, passages that reproduce the text, two layers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from downrange.documents.metadata import Metadata
from downrange.documents.model import Span
from downrange.errors import DocumentError
from downrange.facts.model import Evidence, Modality
from downrange.graph.document import document_graph
from downrange.graph.model import Rank
from downrange.graph.passages import Quotation
from downrange.graph.statements import direct as chosen
from downrange.graph.statements import statements
from downrange.identity import DocumentName
from downrange.namespaces import expand
from downrange.values.literals import decimal_literal
from tests.facts.reading import document, read, vocabulary
from tests.graph.building import BASE, FACTS, MINTER, direct, fact, graph
from tests.graph.building import article as text_of

NAME = DocumentName("en.wikipedia.org", "test-1")


def objects(quads: frozenset[Quad], subject: NamedNode, predicate: str) -> set[str]:
    return {
        q.object.value
        for q in quads
        if q.subject == subject
        and q.predicate == expand(predicate)
        and isinstance(q.object, NamedNode | Literal)
    }


def test_every_passage_reproduces_the_text(article: Path) -> None:
    text = article.read_text("utf-8")
    made = graph(text)
    passages = {q.subject for q in made.quads if q.object == expand("sf:Passage")}
    # one for each line of the infobox: 29 by eye
    assert len(passages) == 29
    for passage in passages:
        assert isinstance(passage, NamedNode)
        (start,) = objects(made.quads, passage, "oa:start")
        (end,) = objects(made.quads, passage, "oa:end")
        (exact,) = objects(made.quads, passage, "oa:exact")
        assert text[int(start) : int(end)] == exact


def test_there_are_no_blank_nodes(article: Path) -> None:
    nodes = {n for q in graph(article.read_text("utf-8")).quads for n in (q.subject, q.object)}
    assert not any(isinstance(node, BlankNode) for node in nodes)


def test_every_direct_triple_of_an_evidenced_property_has_a_statement(article: Path) -> None:
    made = graph(article.read_text("utf-8"))
    said = {(s.subject.iri, s.predicate, s.object) for s in made.statements}
    evidenced = {
        (q.subject, q.predicate, q.object)
        for q in made.quads
        if q.graph_name == FACTS
        and isinstance(q.predicate, NamedNode)
        and q.predicate in vocabulary().properties
        and vocabulary().properties[q.predicate].evidenced
    }
    assert evidenced
    assert evidenced <= said


def test_another_sentence_leaves_every_statement_as_it_was() -> None:
    line = "- Launch Mass: 7285 kg"
    before, after = graph(text_of(line)), graph(text_of(line, prose="Quite other prose."))
    changed = {q.predicate for q in before.quads ^ after.quads}
    # the text is another one, and nothing that stands before the sentence moved
    assert changed == {expand("sf:rawSha256"), expand("sf:textSha256")}


def test_an_edited_value_changes_its_own_facts_and_the_offsets_after_it() -> None:
    def text(mass: str) -> str:
        return text_of("- Operator: NASA", f"- Launch Mass: {mass}", "- Crew Size: 3")

    before, after = graph(text("900 kg")), graph(text("1,000 kg"))
    lost, new = before.quads - after.quads, after.quads - before.quads
    subjects = {q.subject.value.removeprefix(BASE).split("/")[0] for q in lost | new}
    assert subjects == {"document", "passage", "statement", "id"}
    direct_changes = {(q.predicate, q.object) for q in lost | new if q.graph_name == FACTS}
    mass = expand("sf:launchMass")
    assert direct_changes == {
        (mass, decimal_literal(Decimal(900))),
        (mass, decimal_literal(Decimal(1000))),
    }
    # of what is said after it only the offsets moved, by the two characters that were added
    moved = {
        (q.predicate, q.object.value)
        for q in lost
        if isinstance(q.object, Literal) and q.predicate in {expand("oa:start"), expand("oa:end")}
    }
    crew = text("900 kg").index("Crew Size")
    assert (expand("oa:start"), str(crew)) in moved
    crew_statements = [s for s in before.statements if s.predicate == expand("sf:crewSize")]
    assert {s.iri for s in crew_statements} <= {s.iri for s in after.statements}
    operator = text("900 kg").index("Operator")
    assert (expand("oa:start"), str(operator)) not in moved


def test_the_same_words_twice_are_two_passages() -> None:
    text = "3 kg and 3 kg and 3 kg"
    quotation = Quotation(document(text), NAME, MINTER)
    found = {quotation.iri(Evidence(Span(at, at + 4), "Lead")) for at in (0, 9, 18)}
    assert len(found) == 3


def test_a_passage_outside_the_text_is_refused() -> None:
    quotation = Quotation(document("short"), NAME, MINTER)
    with pytest.raises(DocumentError, match="outside the text"):
        list(quotation.triples(Evidence(Span(2, 9), "Lead")))


def test_a_statement_is_named_by_all_that_makes_it_another_claim() -> None:
    mass = decimal_literal(Decimal(3))
    told = [
        fact(mass),
        fact(mass, modality=Modality.PLANNED),
        fact(mass, qualifier="about"),
        fact(mass, predicate="sf:dryMass"),
        fact(decimal_literal(Decimal(4))),
    ]
    made = statements(told, NAME, MINTER, vocabulary())
    assert len({item.iri for item in made}) == 5
    # said twice it is one statement with two passages, in whichever order it is read
    again = statements([*reversed(told), fact(mass)], NAME, MINTER, vocabulary())
    assert [item.iri for item in again] == [item.iri for item in made]
    assert max(len(item.facts) for item in again) == 2


def test_the_hash_of_a_statement_is_that_of_its_specification() -> None:
    """SHA-256 of its parts joined by U+001F, 16 hexadecimal digits: `sha256sum` gives the same."""
    (made,) = statements([fact(decimal_literal(Decimal(3)))], NAME, MINTER, vocabulary())
    assert made.iri.value == f"{BASE}statement/en.wikipedia.org/test-1/d4d6a97f0ba989cf"


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ASSERTED])
def test_what_is_not_asserted_never_stands_in_the_direct_layer(modality: Modality) -> None:
    made = statements(
        [fact(decimal_literal(Decimal(3)), modality=modality)], NAME, MINTER, vocabulary()
    )
    assert chosen(made) == []


def test_what_is_said_of_a_plan_stands_on_the_plan() -> None:
    made = graph(text_of("- Orbit Periapsis: 193 km (planned)"))
    assert direct(made, "sf:periapsis") == {"193"}
    assert direct(made, "sf:planOf") == {expand("sf:Orbit").value}
    assert direct(made, "sf:orbit") == set()


def test_a_planned_value_of_something_real_stays_in_its_statement() -> None:
    made = graph(text_of("- Mission Duration: 14 days (planned)"))
    assert direct(made, "sf:missionDuration") == set()
    (said,) = made.statements
    assert said.modality is Modality.PLANNED


def test_that_something_is_unknown_is_said_by_the_statement_alone() -> None:
    made = graph(text_of("- Next Mission: None", "- Launch Mass: Unknown"))
    assert {expand("sf:none"), expand("sf:unknown")} <= {item.object for item in made.statements}
    assert direct(made, "sf:nextMission") == direct(made, "sf:launchMass") == set()


def test_the_finer_of_two_values_that_agree_is_preferred() -> None:
    made = graph(text_of("- Launch Date: December 2016", "- Launch Date2: 1 December 2016"))
    ranks = {
        item.object.value: item.rank
        for item in made.statements
        if item.predicate == expand("sf:launchTime")
    }
    assert ranks == {"2016-12": Rank.NORMAL, "2016-12-01": Rank.PREFERRED}
    assert direct(made, "sf:launchTime") == {"2016-12-01"}
    assert made.conflicts == ()


def test_an_exact_value_is_preferred_to_an_approximate_one_and_their_difference_is_kept() -> None:
    made = graph(text_of("- Launch Mass: 2442 kg", "- Launch Mass2: about 2450 kg"))
    assert direct(made, "sf:launchMass") == {"2442"}
    (conflict,) = made.conflicts
    assert conflict.kind == "rounding"


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("2016", "2016-01-01T00:00:00Z", "2016-12-31T23:59:59Z"),
        ("February 2016", "2016-02-01T00:00:00Z", "2016-02-29T23:59:59Z"),
        ("1 December 2016", "2016-12-01T00:00:00Z", "2016-12-01T23:59:59Z"),
        ("1 December 2016, 14:51 UTC", "2016-12-01T14:51:00Z", "2016-12-01T14:51:59Z"),
        ("1 December 2016, 14:51:52 UTC", "2016-12-01T14:51:52Z", "2016-12-01T14:51:52Z"),
    ],
)
def test_every_dated_node_has_its_earliest_and_latest(
    words: str, earliest: str, latest: str
) -> None:
    made = graph(text_of(f"- Launch Date: {words}"))
    assert (direct(made, "sf:earliest"), direct(made, "sf:latest")) == ({earliest}, {latest})


def test_a_stretch_of_time_lasts_from_its_start_to_its_end() -> None:
    made = graph(text_of("- Start Date: May 2001", "- End Date: 3 June 2002"))
    assert direct(made, "sf:earliest") == {"2001-05-01T00:00:00Z"}
    assert direct(made, "sf:latest") == {"2002-06-03T23:59:59Z"}


def test_an_end_alone_dates_its_node() -> None:
    made = graph(text_of("- End Date: 3 June 2002"))
    assert direct(made, "sf:earliest") == {"2002-06-03T00:00:00Z"}
    assert direct(made, "sf:latest") == {"2002-06-03T23:59:59Z"}


@pytest.mark.parametrize("licence", ["javascript:alert(1)", "CC BY-SA 4.0", "http://a b"])
def test_a_licence_that_is_no_web_address_stays_words(licence: str) -> None:
    made = document_graph(
        read(document("Prose.", metadata=Metadata(licence=licence))), MINTER, vocabulary()
    )
    (quad,) = [q for q in made.quads if q.predicate == expand("dcterms:license")]
    assert quad.object == Literal(licence)


def test_a_citation_is_a_work_of_its_own() -> None:
    text = (
        "{{Infobox spaceflight\n| power = 46 watts<ref>{{cite web|url=javascript:alert(1)"
        "|title=Launch Log|publisher=NASA}}</ref>\n}}\nProse.\n"
    )
    made = document_graph(read(document(text, ".wiki")), MINTER, vocabulary())
    works = {q.object for q in made.quads if q.predicate == expand("sf:citation")}
    (work,) = works
    assert isinstance(work, NamedNode)
    assert objects(made.quads, work, "rdf:type") == {expand("dcterms:BibliographicResource").value}
    assert objects(made.quads, work, "dcterms:title") == {"Launch Log"}
    assert objects(made.quads, work, "dcterms:publisher") == {"NASA"}
    # whatever an address says, it is only quoted
    addresses = [q.object for q in made.quads if q.predicate == expand("schema:url")]
    assert all(isinstance(address, Literal) for address in addresses)


def test_findings_name_the_document_and_no_path() -> None:
    made = graph(text_of("- Launch Date: UTC"))
    assert {finding.document for finding in made.findings} == {made.iri.value}


@pytest.mark.parametrize(
    ("title", "name", "language"),
    [
        ("Test 1", "Прогресс МC-04", "und-cyrl"),
        ("Test 1", "Progress 65P", "en"),
        ("Test 1", "65-4", "en"),
        # In the script of its text it is in the language that the metadata give, here by default.
        ("Прогресс МС-99", "Прогресс 99", "en"),
    ],
)
def test_a_name_in_another_script_is_not_in_the_language_of_the_text(
    title: str, name: str, language: str
) -> None:
    made = graph(f"= {title} =\n\n{title}\n- Names list: {name}\n- Operator: NASA\n\n{title}.\n")
    names = {q.object for q in made.quads if q.predicate == expand("skos:altLabel")}
    assert names == {Literal(name, language=language)}
