"""docs/stores.md: what it says that the tests run is run, as it stands there, and answers."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from downrange.query.answers import Solutions
from downrange.query.engine import ask
from tests.stores.jena import Jena
from tests.stores.published import BASE, ONTOLOGY, REPOSITORY, embedded
from tests.stores.tools import program
from tests.stores.virtuoso import EARTHLY, Virtuoso

PAGE = (REPOSITORY / "docs" / "stores.md").read_text("utf-8")
_RUN, _NOT_RUN = "The tests run these", "not run by us"
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_STORES = ("Oxigraph", "Jena", "Virtuoso", "GraphDB", "RDF4J", "QLever", "Blazegraph")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page: the text under a heading."""

    title: str
    text: str

    def blocks(self, language: str) -> list[str]:
        return [dedent(text) for _, name, text in _BLOCK.findall(self.text) if name == language]


SECTIONS = [
    Section(*part.split("\n", 1)) for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
]
COMMANDS = [section for section in SECTIONS if section.blocks("sh")]
(QUERY,) = (block for section in SECTIONS for block in section.blocks("sparql"))


def section(title: str) -> Section:
    (found,) = (part for part in SECTIONS if part.title.startswith(title))
    return found


@pytest.mark.parametrize("part", COMMANDS, ids=lambda part: part.title)
def test_a_section_says_whether_its_commands_were_run(part: Section) -> None:
    run = part.text.lstrip().startswith(_RUN)
    assert run or _NOT_RUN in " ".join(part.text.split("\n\n")[0:2])
    assert run or "](http" in part.text, "it links the documentation that it is from"


@pytest.mark.parametrize("store", _STORES)
def test_a_store_has_its_row_on_graphs_and_its_section(store: str) -> None:
    section(store)
    rows = [line for line in section("What to load").text.splitlines() if line.startswith("|")]
    assert any(store in row.split("|")[1] for row in rows)


def test_the_sections_that_are_run_are_known() -> None:
    """One that claims to be run, and is not below, would claim too much."""
    run = [part.title.split(":")[0] for part in COMMANDS if _RUN in part.text]
    assert run == ["Oxigraph", "Jena", "Virtuoso"]


def test_the_page_has_the_expression_that_the_tests_of_virtuoso_use() -> None:
    assert EARTHLY in section("Virtuoso").text


@pytest.fixture
def place(virtuoso: Virtuoso, article_files: Path, jena: Jena) -> Path:
    """A folder as the page takes it for granted: ``build/``, ``ontology/``, the query, the tools.

    It is in the server's own folder, which the server may read.
    """
    place = virtuoso.folder / "page"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(article_files, place / "build")
    shutil.copytree(ONTOLOGY, place / "ontology")
    (place / "kilograms.rq").write_text(QUERY, encoding="utf-8")
    tools = place / "bin"
    tools.mkdir()
    commands = {"isql": [program("isql-vt", "virtuoso-opensource")]}
    for name, tool in (("riot", "riotcmd.riot"), *((t, t) for t in _TDB2)):
        commands[name] = jena.command(tool)
    for name, command in commands.items():
        (tools / name).write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        (tools / name).chmod(0o755)
    return place


_TDB2 = ("tdb2.tdbloader", "tdb2.tdbquery")


def shell(script: str, place: Path) -> str:
    run = subprocess.run(
        [program("bash", "bash"), "-euo", "pipefail", "-c", script],
        cwd=place, env={**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}"},
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr + run.stdout
    return run.stdout


def loaded_and_asked(script: str, place: Path) -> tuple[str, str]:
    """What loading prints, and what the query in the script's last line prints."""
    loading, asking = script.rstrip().rsplit("\n", 1)
    assert "kilograms.rq" in asking
    return shell(loading, place), shell(asking, place)


def expected(place: Path) -> list[tuple[str, str]]:
    store = embedded([place / "build" / "dataset.nq", place / "ontology" / "spaceflight.ttl"])
    answer = ask(store, QUERY, base=BASE)
    assert isinstance(answer, Solutions)
    rows = [(str(row.python("mass")), str(row.python("words"))) for row in answer]
    assert ("7285", "Launch Mass: 7285 kg") in rows
    return sorted(rows)


def from_tsv(text: str) -> list[tuple[str, str]]:
    results = parse_query_results(text.encode(), format=QueryResultsFormat.TSV)
    assert isinstance(results, QuerySolutions)
    return sorted((row["mass"].value, row["words"].value) for row in results)


@pytest.mark.stores
def test_oxigraph(place: Path) -> None:
    program("oxigraph", "oxigraph")
    (script,) = section("Oxigraph").blocks("sh")
    _, answer = loaded_and_asked(script, place)
    assert from_tsv(answer) == expected(place)


@pytest.mark.stores
def test_jena(place: Path) -> None:
    (script,) = section("Jena").blocks("sh")
    _, answer = loaded_and_asked(script, place)
    assert from_tsv(answer) == expected(place)


@pytest.mark.stores
def test_jena_reads_the_configuration_for_fuseki(jena: Jena, tmp_path: Path) -> None:
    (configuration,) = section("Jena").blocks("turtle")
    (tmp_path / "fuseki.ttl").write_text(configuration)
    jena.validate([tmp_path / "fuseki.ttl"])


@pytest.mark.stores
def test_virtuoso(place: Path, virtuoso: Virtuoso) -> None:
    load, put, earthly = (
        block.replace("isql 1111", f"isql 127.0.0.1:{virtuoso.sql_port}").replace(
            "localhost:8890", f"127.0.0.1:{virtuoso.http_port}"
        )
        for block in section("Virtuoso").blocks("sh")
    )
    virtuoso.clear()
    listed, answer = loaded_and_asked(load, place)
    assert "\n0 Rows." in listed, "a file was refused"
    rows = list(csv.reader(answer.splitlines(keepends=True)))
    assert rows[0] == ["mass", "words"]
    assert sorted((mass, words) for mass, words in rows[1:]) == expected(place)

    shell(put, place)
    graph = "https://w3id.org/downrange/graph/all"
    count = virtuoso.ask(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> WHERE {{ ?s ?p ?o }}")
    assert isinstance(count, Solutions)
    assert count.rows[0].python("n") == len(embedded([place / "build" / "dataset.ttl"]))

    shell(earthly, place)
    assert (place / "build" / "virtuoso.nq").read_text() != ""
