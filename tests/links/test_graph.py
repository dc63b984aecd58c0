"""The graph of links: only what is used, only what holds, and never ``owl:sameAs``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import downrange
from downrange.identity import Minter
from downrange.links.dbpedia import dbpedia_resource
from downrange.links.graph import link_quads
from downrange.links.model import EXACT, Link, LinkTable
from downrange.namespaces import expand
from downrange.project import Project

BASE = "https://example.org/"
FACTS = NamedNode(f"{BASE}graph/facts")
LINKS = NamedNode(f"{BASE}graph/links")
TERN = NamedNode(f"{BASE}id/mission/tern-4")
GULL = NamedNode(f"{BASE}id/mission/gull-1")
ITEM = expand("wd:Q990000004")
PAGE = NamedNode(f"{BASE}document/en.wikipedia.org/tern-4")


def link(subject: NamedNode, item: NamedNode | None, *, rejected: bool = False) -> Link:
    return Link(
        subject, EXACT, item, "", "", "semapv:ManualMappingCuration", None, "", "why", rejected
    )


def quads_of(*triples: tuple[NamedNode, str, NamedNode | Literal]) -> list[Quad]:
    return [Quad(s, expand(p), o, FACTS) for s, p, o in triples]


def linked(quads: list[Quad], *links: Link) -> set[Quad]:
    return set(link_quads(quads, LinkTable(links), Minter(BASE)))


def test_a_link_stands_with_the_row_it_comes_from() -> None:
    used = quads_of((TERN, "sf:operator", GULL))
    row = NamedNode(f"{BASE}links/wikidata#mission/tern-4")
    assert linked(used, link(TERN, ITEM)) == {
        Quad(TERN, EXACT, ITEM, LINKS),
        Quad(TERN, expand("sf:extractedBy"), row, LINKS),
    }


@pytest.mark.parametrize(
    "row", [link(GULL, ITEM), link(TERN, None), link(TERN, ITEM, rejected=True)]
)
def test_what_is_unused_not_found_or_rejected_is_not_published(row: Link) -> None:
    assert linked(quads_of((TERN, "rdfs:label", Literal("Tern 4"))), row) == set()


@pytest.mark.parametrize(
    ("source", "is_english_wikipedia"),
    [
        ("https://en.wikipedia.org/wiki/Tern_4", True),
        ("https://en.m.wikipedia.org/wiki/Tern_4", True),
        ("https://de.wikipedia.org/wiki/Tern_4", False),
        ("https://en.wikipedia.org.example/wiki/Tern_4", False),
        ("https://museum.example/en.wikipedia.org", False),
    ],
)
def test_a_page_of_the_english_wikipedia_leads_to_dbpedia(
    source: str, is_english_wikipedia: bool
) -> None:
    page = quads_of(
        (PAGE, "dcterms:source", NamedNode(source)),
        (PAGE, "dcterms:title", Literal("Tern 4")),
        (PAGE, "foaf:primaryTopic", TERN),
    )
    found = {quad.object for quad in linked(page) if quad.predicate == expand("skos:closeMatch")}
    resource = NamedNode("http://dbpedia.org/resource/Tern_4")
    assert found == ({resource} if is_english_wikipedia else set())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Progress MS-04", "Progress_MS-04"),
        ("Zvezda (ISS module)", "Zvezda_(ISS_module)"),
        ("iPTF14hls", "IPTF14hls"),
        ("  Soyuz   11 ", "Soyuz_11"),
        ("Soyuz_11", "Soyuz_11"),
        ("AT&T", "AT&T"),
        ("Baikonur Cosmodrome Site 1/5", "Baikonur_Cosmodrome_Site_1/5"),
        ("C# (language)", "C%23_(language)"),
        ("100% Earth", "100%25_Earth"),
        ("Who?", "Who%3F"),
        ('"Heroes"', "%22Heroes%22"),
        ("a`b^c{d|e}f\\g<h>i[j]", "A%60b%5Ec%7Bd%7Ce%7Df%5Cg%3Ch%3Ei%5Bj%5D"),
        ("Прогресс МС-04", "Прогресс_МС-04"),
        ("ßtar", "ßtar"),
        ("Élan's 1:2, *x*; y=z!", "Élan's_1:2,_*x*;_y=z!"),
    ],
)
def test_a_title_is_encoded_as_dbpedia_does(title: str, name: str) -> None:
    # The characters that DBpediaNamespace.iriEscapes of its extraction framework lists.
    assert dbpedia_resource(title).value == f"http://dbpedia.org/resource/{name}"


def test_an_empty_title_has_no_resource() -> None:
    with pytest.raises(ValueError, match="title"):
        dbpedia_resource("  ")


def test_the_article_is_published_with_its_links(repository: Path) -> None:
    project = Project.load(repository)
    dataset = downrange.build(project=project)
    base = project.base
    links = {
        (quad.subject.value.removeprefix(base), quad.predicate, quad.object.value)
        for quad in dataset.quads
        if quad.graph_name == NamedNode(f"{base}graph/links")
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    wd = "http://www.wikidata.org/entity/"
    assert ("id/organization/roscosmos", EXACT, f"{wd}Q190795") in links
    assert ("id/launch-vehicle-type/soyuz-u", EXACT, f"{wd}Q660345") in links
    dbpedia = "http://dbpedia.org/resource/Progress_MS-04"
    assert ("id/mission/progress-ms-04", expand("skos:closeMatch"), dbpedia) in links
    assert not [s for s, _, o in links if s == "id/mission/progress-ms-04" and o.startswith(wd)]
    assert not [quad for quad in dataset.quads if quad.predicate == expand("owl:sameAs")]
    exact = [o for _, p, o in links if p == EXACT]
    assert len(exact) == len(set(exact))


def test_links_are_published_without_the_extra(repository: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('httpx', 'sssom_pydantic', 'curies', 'yaml', 'pydantic'):\n"
        "    sys.modules[name] = None\n"
        "import downrange\n"
        "print(sum('graph/links>' in str(q) for q in downrange.build().quads))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 5
