"""An independent client asks the endpoint: Comunica, https://comunica.dev."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.web.conftest import Site

pytestmark = pytest.mark.web

FOLDER = Path(__file__).parent
SF = "PREFIX sf: <https://w3id.org/downrange/ns#>"
NUMBER = "http://www.w3.org/2001/XMLSchema#decimal"


def comunica(source: str, query: str, media_type: str) -> str:
    program = FOLDER / "node_modules" / ".bin" / "comunica-sparql"
    assert program.is_file(), f"run npm ci in {FOLDER}"
    run = subprocess.run(
        [program, source, query, "-t", media_type],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=FOLDER,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def rows(source: str, query: str) -> list[dict[str, str]]:
    """The values of each row, in their order."""
    answer = json.loads(comunica(source, query, "application/sparql-results+json"))
    return [
        {name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]
    ]


def test_masses_of_the_article(served: Site) -> None:
    """“Launch Mass: 7285 kg” and “Payload Mass: 2442 kg”."""
    found = rows(
        f"sparql@{served.address}sparql",
        f"{SF} SELECT ?launch ?payload {{ ?c sf:launchMass ?launch ; sf:payloadMass ?payload }}",
    )
    assert found == [{"launch": "7285", "payload": "2442"}]


def test_it_may_find_out_by_itself_that_it_is_an_endpoint(served: Site) -> None:
    found = rows(f"{served.address}sparql", f"{SF} SELECT ?m {{ ?c sf:launchMass ?m }}")
    assert found == [{"m": "7285"}]


def test_joins_options_filters_and_counts(served: Site) -> None:
    """Beside the fuel of the infobox, 710 kg, the text has 705 kg of propellant."""
    query = f"""{SF} SELECT ?mass (COUNT(?passage) AS ?passages) {{
        ?cargo sf:cargoKind sf:fuel ; sf:mass ?mass .
        ?s rdf:subject ?cargo ; rdf:predicate sf:mass ; rdf:object ?mass .
        OPTIONAL {{ ?s prov:wasDerivedFrom ?passage }}
        FILTER(?mass > 700)
    }} GROUP BY ?mass ORDER BY ?mass"""
    prefixes = (
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "PREFIX prov: <http://www.w3.org/ns/prov#> "
    )
    found = rows(f"sparql@{served.address}sparql", prefixes + query)
    assert {row["mass"] for row in found} <= {"705", "710"}
    assert found
    assert all(int(row["passages"]) > 0 for row in found)


def test_named_graphs(served: Site) -> None:
    found = rows(
        f"sparql@{served.address}sparql",
        f"{SF} SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s a sf:Conflict }} }}",
    )
    graphs = {row["g"] for row in found}
    assert graphs
    assert all(graph.startswith(f"{served.address}graph/") for graph in graphs)


@pytest.mark.parametrize(("mass", "said"), [(7285, "true"), (7286, "false")])
def test_ask(served: Site, mass: int, said: str) -> None:
    query = f"{SF} ASK {{ ?c sf:launchMass ?m FILTER(?m = {mass}) }}"
    answer = comunica(f"sparql@{served.address}sparql", query, "simple")
    assert answer.strip() == said


def test_construct(served: Site) -> None:
    answer = comunica(
        f"sparql@{served.address}sparql",
        f"{SF} CONSTRUCT {{ ?c sf:launchMass ?m }} {{ ?c sf:launchMass ?m }}",
        "application/n-triples",
    )
    craft = f"{served.address}id/spacecraft/progress-ms-04"
    mass = "https://w3id.org/downrange/ns#launchMass"
    assert answer.strip() == f'<{craft}> <{mass}> "7285"^^<{NUMBER}> .'


def test_an_entity_is_a_source_by_its_iri_alone(served: Site) -> None:
    found = rows(
        f"{served.address}id/spacecraft/progress-ms-04", f"{SF} SELECT ?m {{ ?c sf:launchMass ?m }}"
    )
    assert found == [{"m": "7285"}]
