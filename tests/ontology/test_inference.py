"""What an OWL RL reasoner makes of the ontology, the alignments and the fixtures."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

SF = rdflib.Namespace("https://w3id.org/downrange/ns#")
ID = rdflib.Namespace("https://w3id.org/downrange/id/")
# The vocabulary of owlrl's error reports.
_ERROR = rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


def _closure(ontology: Path, *data: str | Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("spaceflight.ttl", "alignments.ttl"):
        graph.parse(ontology / name)
    for item in data:
        if isinstance(item, Path):
            quads = pyoxigraph.parse(path=str(item), format=pyoxigraph.RdfFormat.TRIG)
            triples = pyoxigraph.serialize(
                (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES
            )
            graph.parse(data=triples, format="nt")
        else:
            prefixes = f"@prefix sf: <{SF}> . @prefix id: <{ID}> . @prefix owl: <{OWL}> .\n"
            graph.parse(data=prefixes + item, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _merged(graph: rdflib.Graph) -> list[tuple[object, object]]:
    """Pairs of different resources that were inferred to be one."""
    return [
        (a, b)
        for a, b in graph.subject_objects(OWL.sameAs)
        if a != b and isinstance(a, rdflib.URIRef) and str(a).startswith((str(SF), str(ID)))
    ]


def _clashes(graph: rdflib.Graph) -> list[str]:
    return [str(error) for error in graph.objects(None, _ERROR.error)]


@pytest.fixture(scope="module")
def fixtures(ontology: Path, repository: Path) -> rdflib.Graph:
    folder = repository / "tests" / "fixtures"
    return _closure(ontology, *sorted(folder.glob("*.trig")))


def test_nothing_clashes_and_nothing_is_merged(fixtures: rdflib.Graph) -> None:
    assert len(fixtures) > 3000
    assert _clashes(fixtures) == []
    assert _merged(fixtures) == []
    assert list(fixtures.subjects(RDF.type, OWL.Nothing)) == []


def test_a_clash_would_be_seen(ontology: Path) -> None:
    graph = _closure(ontology, "id:x a sf:Mission, sf:Spacecraft .")
    assert _clashes(graph)


def test_a_plan_is_never_inferred_to_have_happened(fixtures: rdflib.Graph) -> None:
    plans = set(fixtures.subjects(RDF.type, SF.Plan))
    hypotheses = set(fixtures.subjects(RDF.type, SF.HypotheticalEvent))
    assert len(plans) == 4
    assert len(hypotheses) == 2
    for node in plans | hypotheses:
        assert (node, RDF.type, SF.Event) not in fixtures
        assert (node, RDF.type, SF.Orbit) not in fixtures


def test_two_stated_values_stay_two(ontology: Path) -> None:
    graph = _closure(
        ontology,
        "id:l a sf:Launch ; sf:launchVehicle id:a, id:b . id:m sf:launch id:l, id:k .",
    )
    assert _merged(graph) == []


def test_what_should_follow_follows(ontology: Path) -> None:
    graph = _closure(
        ontology,
        'id:m sf:launch id:l ; sf:previousMission id:n . id:l sf:launchTime "2016" .'
        "id:stage sf:partOf id:vehicle . id:d a sf:Docking .",
    )
    assert (ID.m, SF.hasEvent, ID.l) in graph
    assert (ID.n, SF.nextMission, ID.m) in graph
    assert (ID.l, SF.time, rdflib.Literal("2016")) in graph
    assert (ID.vehicle, SF.hasPart, ID.stage) in graph
    assert (ID.d, RDF.type, SF.Event) in graph
    assert (ID.l, RDF.type, SF.Launch) in graph


def test_no_domain_or_range_makes_a_term_of_the_ontology_something_else(
    fixtures: rdflib.Graph,
) -> None:
    """``sf:unknown`` as a value must not become an organisation, nor ``sf:mass`` a statement."""
    own = {c for c in fixtures.subjects(RDFS.isDefinedBy, None) if str(c).startswith(str(SF))}
    classes = {c for c in own if (c, RDF.type, OWL.Class) in fixtures}
    for term in own:
        assert not classes & set(fixtures.objects(term, RDF.type)), term
