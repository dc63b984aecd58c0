"""The table of ways: only what the alignments have, and what Wikidata is known to have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary
from downrange.wikidata import routes
from downrange.wikidata.routes import Route, RouteMap


def test_every_property_has_its_evidence(alignment: Alignment, shared: Path) -> None:
    reference = (shared / "reference" / "wikidata-properties.md").read_text("utf-8")
    evidenced = set(re.findall(r"P\d+", reference))
    used = {route.wikidata for route in RouteMap.of(alignment).routes}
    assert used <= evidenced
    assert "P448" not in used


def test_a_property_that_the_alignments_do_not_have_is_refused(
    alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = (*routes.ELSEWHERE, Route("P448", "sf:launchSite", "sf:launch"))
    monkeypatch.setattr(routes, "ELSEWHERE", wrong)
    with pytest.raises(LinkError, match=r"sf:launchSite is compared with P448"):
        RouteMap.of(alignment)


@pytest.mark.parametrize(
    ("cls", "expected", "unexpected"),
    [
        ("sf:Mission", {"P137", "P247", "P619", "P375", "P1427", "P2067", "P1029"}, {"P450"}),
        ("sf:Spacecraft", {"P2067", "P619", "P176"}, {"P1029"}),
        ("sf:Person", {"P450"}, {"P137", "P619", "P2067"}),
        ("sf:Place", {"P17", "P361", "P625"}, {"P619", "P1029"}),
    ],
)
def test_a_class_is_asked_what_its_entities_have(
    alignment: Alignment,
    vocabulary: Vocabulary,
    cls: str,
    expected: set[str],
    unexpected: set[str],
) -> None:
    found = RouteMap.of(alignment).of_classes([expand(cls)], vocabulary)
    names = {route.wikidata for route in found}
    assert expected <= names
    assert not unexpected & names


def test_every_way_names_terms_of_the_ontology(vocabulary: Vocabulary) -> None:
    for route in routes.ELSEWHERE:
        assert route.term in vocabulary.properties
        steps = [step.removeprefix("^") for step in route.path.split("/") if step]
        assert all(expand(step) in vocabulary.properties for step in steps)
        classes = [name for name in (route.of_class, route.start) if name]
        assert all(expand(name) in vocabulary.classes for name in classes)
        assert route.reason
