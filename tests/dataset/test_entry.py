"""The description that lies beside a build: https://www.w3.org/TR/void/ and DCAT 3."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import downrange
from downrange.dataset.entry import identified, identity
from downrange.namespaces import expand
from downrange.project import Project

BASE = "https://data.example/missions/"
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
ARTICLE = "= Probe 1 =\n\nProbe 1\n- Operator: NASA\n- Launch Mass: 100 kg\n\nA probe.\n"
FILES = ("nq", "trig", "ttl", "jsonld")
SPDX = "http://spdx.org/rdf/terms#"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(
        tmp_path,
        base=BASE,
        title="Probes",
        description="What is said of probes.",
        licence=LICENCE,
        publisher="The society",
        version="2.1.0",
    )


@pytest.fixture
def folder(project: Project, tmp_path: Path) -> Path:
    (tmp_path / "probe-1.txt").write_text(ARTICLE, "utf-8")
    downrange.build([tmp_path / "probe-1.txt"], project=project).write(tmp_path / "build")
    return tmp_path / "build"


@pytest.fixture
def entry(folder: Path) -> frozenset[Quad]:
    return frozenset(parse(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE))


def objects(entry: frozenset[Quad], subject: str, predicate: str) -> set[str]:
    return {
        value.value
        for node, name, value, _ in entry
        if node == NamedNode(f"{BASE}{subject}")
        and name.value == (predicate if "//" in predicate else expand(predicate).value)
        and isinstance(value, NamedNode | Literal)
    }


def test_each_file_is_a_distribution_with_its_size_and_checksum(
    folder: Path, entry: frozenset[Quad]
) -> None:
    media_types = {
        "nquads": ("dataset.nq", "application/n-quads"),
        "trig": ("dataset.trig", "application/trig"),
        "turtle": ("dataset.ttl", "text/turtle"),
        "jsonld": ("dataset.jsonld", "application/ld+json"),
    }
    assert objects(entry, "dataset", "dcat:distribution") == {
        f"{BASE}dataset#{name}" for name in media_types
    }
    for name, (file, media_type) in media_types.items():
        node, content = f"dataset#{name}", (folder / file).read_bytes()
        assert objects(entry, node, "dcat:downloadURL") == {f"{BASE}{file}"}
        assert objects(entry, node, "dcat:byteSize") == {str(len(content))}
        assert objects(entry, node, "dcat:mediaType") == {
            f"https://www.iana.org/assignments/media-types/{media_type}"
        }
        assert objects(entry, f"{node}-checksum", f"{SPDX}checksumValue") == {
            hashlib.sha256(content).hexdigest()
        }


def test_everything_it_names_leads_back_to_it(entry: frozenset[Quad]) -> None:
    """A client asks for an IRI without its fragment: that is the dataset, or one of the files."""
    files = {f"{BASE}{name}" for name in ("void.ttl", *(f"dataset.{e}" for e in FILES))}
    named = {
        term.value.partition("#")[0]
        for quad in entry
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }
    assert named == {f"{BASE}dataset", *files}


def test_the_publisher_is_an_agent(entry: frozenset[Quad]) -> None:
    """https://www.dublincore.org/specifications/dublin-core/dcmi-terms/terms/publisher/"""
    assert objects(entry, "dataset", "dcterms:publisher") == {f"{BASE}dataset#publisher"}
    assert objects(entry, "dataset#publisher", "foaf:name") == {"The society"}


def test_the_description_is_told_from_the_dataset(entry: frozenset[Quad]) -> None:
    """https://www.w3.org/TR/void/#void-file"""
    assert objects(entry, "void.ttl", "foaf:primaryTopic") == {f"{BASE}dataset"}
    assert objects(entry, "void.ttl", "rdf:type") == {expand("void:DatasetDescription").value}


def test_what_an_entry_tells_is_read_back(project: Project) -> None:
    assert identified(Project(project.root, base=BASE), identity(project)) == project
    bare = Project(project.root, base=BASE)
    assert identified(project, identity(bare)) == bare
