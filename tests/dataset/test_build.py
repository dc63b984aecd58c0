"""Builds of a dataset: the same bytes wherever and however, and nothing that stops the others."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse

import downrange
from downrange.errors import DocumentError
from downrange.findings import Severity
from downrange.project import Project

INFOBOX = """= {title} =

{title}
- Operator: NASA
- Spacecraft: {title} s/n {number}
- Launch Mass: {mass} kg
- Launch Date: {day} December 2016, 14:51:52 UTC
- Launch Rocket: Soyuz-U (s/n P{number})
- Launch Site: Baikonur, Site 1/5
- Orbit Periapsis: 193.0 km

{title} was a mission.
"""
PROGRAM = """
import sys
from pathlib import Path
import downrange
from downrange.project import Project
paths, folder, root = sys.argv[3:], Path(sys.argv[1]), Path(sys.argv[2])
downrange.build(paths, project=Project(root)).write(folder)
"""


def mission(number: int, title: str = "") -> str:
    return INFOBOX.format(
        title=title or f"Test {number}", number=number, mass=7000 + number, day=number % 28 + 1
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three documents, two of which differ about one mission."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(mission(1), "utf-8")
    (folder / "b.txt").write_text(mission(2, title="Test 1"), "utf-8")
    (folder / "b.toml").write_text('url = "https://example.net/test-1"\n', "utf-8")
    (folder / "c.txt").write_text("= Café =\n\nCafé\n- Launch Date: UTC\n\nProse.\n", "utf-8")
    return folder


def build(
    out: Path, root: Path, paths: list[Path], cwd: Path, **environment: str
) -> dict[str, bytes]:
    """The files of a build made by another process."""
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(out), str(root), *map(str, paths)],
        check=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def test_the_same_input_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    files = sorted(corpus.glob("*.txt"))
    first = build(
        tmp_path / "0", tmp_path, files, tmp_path, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C"
    )
    assert {"dataset.nq", "dataset.trig", "dataset.ttl", "dataset.jsonld"} <= set(first)
    assert {"report.txt", "report.ttl", "void.ttl"} <= set(first)
    elsewhere = tmp_path / "another folder"
    shutil.copytree(corpus, elsewhere)
    moved = sorted(elsewhere.glob("*.txt"))
    for number, (paths, cwd, environment) in enumerate(
        [
            (files, tmp_path, {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"}),
            (files[::-1], tmp_path, {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8"}),
            (moved, elsewhere, {"PYTHONHASHSEED": "3", "LC_ALL": "C"}),
        ],
        start=1,
    ):
        again = build(tmp_path / str(number), tmp_path, paths, cwd, **environment)
        assert again == first, environment


def test_a_build_that_cannot_be_written_leaves_the_one_before(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = downrange.build([corpus], project=Project(tmp_path))
    dataset.write(tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def no_space(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("downrange.dataset.writing.report_turtle", no_space)
    with pytest.raises(OSError, match="No space"):
        dataset.write(tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "out"]


def test_workers_change_nothing(corpus: Path, tmp_path: Path) -> None:
    project = Project(tmp_path)
    alone = downrange.build([corpus], project=project)
    together = downrange.build([corpus], project=project, workers=2)
    assert alone.quads == together.quads
    assert alone.conflicts == together.conflicts
    assert alone.noticed == together.noticed
    assert [d.source.slug for d in alone.documents] == [d.source.slug for d in together.documents]


def test_two_documents_about_one_mission_stay_two_and_their_conflicts_are_kept(
    corpus: Path, tmp_path: Path
) -> None:
    dataset = downrange.build([corpus], project=Project(tmp_path))
    about = dataset.query("SELECT ?d { ?d foaf:primaryTopic ?m . ?m rdfs:label 'Test 1'@en }")
    assert len(list(about)) == 2
    masses = dataset.query("SELECT ?mass { ?craft sf:launchMass ?mass } ORDER BY ?mass")
    assert [str(row.mass.value) for row in masses] == ["7001", "7002"]
    assert {c.kind for c in dataset.between} >= {"value"}


def test_unreadable_documents_become_findings_and_the_others_are_built(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "huge.txt").write_bytes(b"a" * (17 * 1024 * 1024))
    dataset = downrange.build([corpus], project=Project(tmp_path))
    assert {document.title for document in dataset.documents} >= {"Test 1", "Café"}
    refused = {Path(f.document).name.partition(":")[0]: f for f in dataset.refused}
    assert {"binary.txt", "huge.txt"} <= set(refused)
    assert all(f.severity is Severity.VIOLATION and f.message for f in refused.values())
    assert set(dataset.refused) <= set(dataset.findings)


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(DocumentError):
        downrange.build([tmp_path / "binary.txt"], project=Project(tmp_path))
    with pytest.raises(DocumentError):
        downrange.build([tmp_path / "missing.txt"], project=Project(tmp_path))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DocumentError):
        downrange.build([empty], project=Project(tmp_path))


HOSTILE = (
    '"> <script>alert(1)</script>',
    "\u202ek\u202c gk 5827",
    "bell \x07 and delete \x7f",
    "]]> <!-- &amp; %3Cb%3E",
    "{{" * 2000,
    "\\u0041 \\ \" ' \t",
    "a" * (10 * 1024 * 1024),
    "\ufffe\uffff",
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_never_give_a_bad_triple(value: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        f"= One =\n\nOne\n- Operator: {value}\n- Crew Size: 3\n\nProse.\n", "utf-8", newline="\n"
    )
    (tmp_path / "two.txt").write_text(
        f"= Two =\n\nTwo\n- Crew Mascot: {value}\n- Crew Size: 3\n\nProse.\n", "utf-8", newline="\n"
    )
    (tmp_path / "three.wiki").write_text(
        f"{{{{Infobox spaceflight\n| launch_mass = {value}\n| crew_size = 3\n}}}}\n",
        "utf-8",
        newline="\n",
    )
    out = tmp_path / "out"
    dataset = downrange.build(
        [tmp_path / name for name in ("one.txt", "two.txt", "three.wiki")],
        project=Project(tmp_path),
    )
    dataset.write(out)
    assert {document.source.slug for document in dataset.documents} == {"one", "two", "three"}
    for name, format_ in (("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)):
        parsed = set(parse((out / f"dataset.{name}").read_bytes(), format=format_))
        assert parsed == dataset.quads
        assert not any(isinstance(n, BlankNode) for q in parsed for n in (q.subject, q.object))
    # what stands beside the hostile value is read all the same, unless the value swallowed it
    if "{{" not in value and "<!--" not in value:
        crews = dataset.query("SELECT ?m { ?m sf:crewSize 3 }")
        assert len(list(crews)) == 3


def test_two_hundred_documents_take_seconds_and_little_memory(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(mission(number), "utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    dataset = downrange.build([tmp_path], project=Project(tmp_path))
    assert time.process_time() - start < 20
    assert len(dataset.documents) == 200
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024  # KiB to MiB
    assert grown < 400
