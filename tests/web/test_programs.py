"""Programs that others wrote find the data of an entity by its IRI alone."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.web.conftest import Site

pytestmark = pytest.mark.web

MISSION = "id/mission/progress-ms-04"
OPERATOR = "https://w3id.org/downrange/ns#operator"


@pytest.mark.parametrize("media_type", ["turtle", "json-ld"])
def test_rdflib_dereferences_an_entity(site: Site, media_type: str) -> None:
    """For N-Triples rdflib asks for ``text/plain`` or anything, and so gets the page."""
    import rdflib  # noqa: PLC0415  as its users do

    graph = rdflib.Graph().parse(site.address + MISSION, format=media_type)
    found = graph.objects(rdflib.URIRef(site.address + MISSION), rdflib.URIRef(OPERATOR))
    assert rdflib.URIRef(f"{site.address}id/organization/roscosmos") in set(found)


def test_rdflib_chooses_by_itself(site: Site) -> None:
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(site.address + MISSION)
    assert (rdflib.URIRef(site.address + MISSION), None, None) in graph


@pytest.mark.parametrize("reader", ["turtle", "ntriples", "guess"])
def test_rapper_dereferences_an_entity(site: Site, reader: str) -> None:
    rapper = shutil.which("rapper")
    assert rapper, "needs Debian's package raptor2-utils"
    run = subprocess.run(
        [rapper, "-q", "-i", reader, "-o", "ntriples", site.address + MISSION],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    line = f"<{site.address}{MISSION}> <{OPERATOR}> <{site.address}id/organization/roscosmos> ."
    assert line in run.stdout.splitlines()
