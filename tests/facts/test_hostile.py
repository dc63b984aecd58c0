"""Values that nobody meant to be read: no traceback, no bad term, nothing lost, no long wait."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from downrange.documents.limits import MAX_VALUE_CHARACTERS
from downrange.facts.mapping import Ignored, Row
from downrange.facts.model import Entity
from downrange.identity import slugify
from downrange.namespaces import expand
from tests.facts.reading import Told, article, mapping, vocabulary, wikitext

PARAMETERS = sorted(
    {
        row.parameter
        for (template, _), row in mapping().rows.items()
        if template == "infoboxspaceflight" and isinstance(row, Row)
    }
)
FRAGMENTS = (
    "1 December 2016", "14:51 UTC", "7285 kg", "410–430 km", "(planned)", "Planned: ", "CSM: ",
    "failed to orbit", "UTC", "( away from", "None", "TBA", ", ", "; ", "(", ")", "s/n ", "№",
    "Baikonur, Site 1/5", "Jr.", "http://x y", "http://%zz", "https://[::1", "javascript:",
    "\"> <script>", "\u202e", "\u200b", "\u00a0", "\x00", "\x07", "\ufffe", "<", ">", "{", "}",
    "gee", "1998-067A", "12 months 3 days", "up to", "5 × 10^3", "½", "٣", "9" * 40, "-", "°",
    "Plus 4", "First: 7 hours", "2 years planned 4 years achieved", "𝟙", "ﬁ", "ß", "İ",
)  # fmt: skip
VALUES = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=6).map(
    " ".join
)


def terms(told: Told) -> None:
    """Every term is one that any reader of N-Quads takes, and no property is unknown."""
    quads = set()
    for fact in told.reading.facts:
        assert fact.property in vocabulary().properties
        value = fact.value.iri if isinstance(fact.value, Entity) else fact.value
        assert isinstance(value, NamedNode | Literal)
        quads.add(Quad(fact.subject.iri, fact.property, value))
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert set(parse(written, format=RdfFormat.N_QUADS)) == quads


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PARAMETERS), VALUES)
@example("operator", "???")
@example("orbit_reference", "\u00a0")
@example("orbit_regime", "\U000e0100")
@example("website", "https://%zz")
@example("name", '"> <script>alert(1)</script>')
@example("spacecraft", "(No.1)")
@example("crew_members", "(a) (b), ), (")
def test_any_value_gives_facts_or_findings(parameter: str, words: str) -> None:
    line = " ".join(words.split())
    told = article(f"- {parameter}: {line}")
    terms(told)
    fields = [field for box in told.reading.document.infoboxes for field in box.fields]
    is_name = parameter == "name" and slugify(line) == "test-1"
    if len(fields) == 1 and not is_name:
        assert told.reading.facts or told.reading.findings


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=5))
def test_any_infobox_in_wikitext(fields: list[tuple[str, str]]) -> None:
    terms(wikitext(*(f"| {name} = {words}" for name, words in fields)))


@pytest.mark.parametrize("title", ["???", "a" * 5000, '"> <script>', "\u202eevil", "é" * 300])
def test_any_title_names_a_mission_or_another_name_does(title: str) -> None:
    told = article("- Operator: NASA", title=title)
    terms(told)
    assert told.reading.topic is not None
    assert len(told.reading.topic.iri.value) < 500


@pytest.mark.parametrize(
    "unit",
    [" ", ",", ", a", "(", ")", "( ", "(planned) ", "a:", "A: b\u00a0", "1 ", "1–", "after ",
     "x (y) ", "planned, ", "Plus 4 ", "https://", "9", "-", "following a", "a\u00a0"],
)  # fmt: skip
@pytest.mark.parametrize(
    "parameter",
    ["operator", "spacecraft", "launch_mass", "launch_date", "mission_duration", "launch_site",
     "landing_site", "crew_EVAs", "website", "COSPAR_ID", "payload_items", "apsis"],
)  # fmt: skip
def test_a_long_value_takes_no_long_time(parameter: str, unit: str) -> None:
    value = "x" + unit * ((MAX_VALUE_CHARACTERS - 2) // len(unit)) + "x"
    start = time.process_time()
    terms(article(f"- {parameter}: {value}"))
    assert time.process_time() - start < 3


def test_what_is_ignored_says_why() -> None:
    ignored = [row for row in mapping().rows.values() if isinstance(row, Ignored)]
    assert ignored
    assert all(row.reason for row in ignored)


def test_no_concept_is_named_that_the_ontology_lacks() -> None:
    for name in ("unknown", "none", "failedToOrbit", "failure", "partialFailure", "success"):
        assert expand(f"sf:{name}") in vocabulary().concepts
