"""``downrange query``: named questions, any SPARQL, parameters that stay values."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MISSIONS = Path(__file__).parent / "missions.trig"
MASS = "SELECT ?craft ?mass { ?craft sf:launchMass ?mass }"


@pytest.fixture
def project(empty: Path) -> Path:
    """A project whose base is that of the dataset."""
    (empty / "downrange.toml").write_text(
        'base = "https://example.org/"\ntitle = "T"\nlicence = "https://example.org/l"\n'
        'publisher = "P"\n'
    )
    return empty


def test_without_a_question_all_are_listed(run: Run, project: Path) -> None:
    outcome = run("query")
    assert outcome.status == 0
    assert "cargo-manifest\n    What does the mission carry" in outcome.out
    assert "--set mission=... (sf:Mission, progress-ms-04 by default)" in outcome.out


def test_a_named_question_is_asked_with_a_parameter(run: Run, project: Path) -> None:
    outcome = run("query", "masses", "--set", "mission=Progress MS-04", "--dataset", MISSIONS)
    assert outcome.status == 0
    assert "7285" in outcome.out
    other = run("query", "masses", "--set", "mission=progress-ms-05", "--dataset", MISSIONS)
    assert other.status == 0
    assert "7285" not in other.out


def test_where_nothing_is_known_it_says_what_was_asked_about(run: Run, project: Path) -> None:
    """A default is of the question's own example, which another dataset does not have."""
    default = run("query", "crew", "--dataset", MISSIONS)
    assert default.status == 0
    assert "no answer for mission=fixture-1 (the default)" in default.err
    given = run("query", "crew", "--set", "mission=progress-ms-04", "--dataset", MISSIONS)
    assert "no answer for mission=progress-ms-04. Ask about another" in given.err
    assert run("query", "masses", "--dataset", MISSIONS).err == ""


def test_a_query_needs_no_prefixes(run: Run, project: Path) -> None:
    outcome = run("query", "-q", MASS, "--dataset", MISSIONS, "--format", "csv")
    assert outcome.out.splitlines() == [
        "craft,mass",
        "https://example.org/id/spacecraft/progress-ms-04,7285",
    ]


def test_the_projects_own_prefixes_are_known(run: Run, project: Path) -> None:
    sparql = "ASK { spacecraft:progress-ms-04 sf:launchMass ?mass }"
    assert run("query", "-q", sparql, "--dataset", MISSIONS).out == "true\n"


def test_a_file_may_declare_typed_parameters(run: Run, project: Path) -> None:
    (project / "heavy.rq").write_text(
        "# Heavy craft\n# parameter least: xsd:decimal = 8000\n"
        "SELECT ?craft { ?craft sf:launchMass ?mass FILTER(?mass >= ?least) }"
    )
    arguments = ("query", "-f", "heavy.rq", "--dataset", MISSIONS, "--format", "json")
    assert json.loads(run(*arguments).out)["results"]["bindings"] == []
    [row] = json.loads(run(*arguments, "--set", "least=7000").out)["results"]["bindings"]
    assert row["craft"]["value"] == "https://example.org/id/spacecraft/progress-ms-04"


def test_a_variable_is_set_to_an_iri_or_a_string(run: Run, project: Path) -> None:
    arguments = ("query", "-q", "SELECT ?label { ?it rdfs:label ?label }", "--dataset", MISSIONS)
    iri = "it=<https://example.org/id/mission/progress-ms-05>"
    assert "Progress MS-05" in run(*arguments, "--set", iri).out
    assert "Progress" not in run(*arguments, "--set", "it=Progress MS-05").out


@pytest.mark.parametrize("value", ['x" . ?s ?p ?o . #', "} UNION { ?s ?p ?o", "?s", "a\nb"])
def test_no_value_changes_the_query(run: Run, project: Path, value: str) -> None:
    sparql = "SELECT ?node { ?node sf:serialNumber ?wanted }"
    arguments = ("query", "-q", sparql, "--dataset", MISSIONS, "--format", "csv")
    assert run(*arguments, "--set", f"wanted={value}").out.splitlines() == ["node"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cargo-manifset",), "Did you mean cargo-manifest"),
        (("masses", "--set", "vessel=x"), "has no parameter 'vessel'. It has mission."),
        (("masses", "--set", "mission"), "'mission' is not NAME=VALUE."),
        (("masses", "-q", MASS), "Give one of QUESTION, -f and -q."),
        (("-q", "SELECT"), "is not valid SPARQL"),
        (("-q", "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }"), "SERVICE"),
        (("-q", MASS, "--set", "mas=<a b>"), "is not a valid IRI"),
        (("-q", MASS, "--format", "ttl"), "cannot hold"),
        (("-f", "missing.rq"), "does not exist"),
    ],
)
def test_mistakes_are_misuse_with_advice(
    run: Run, project: Path, arguments: tuple[str, ...], message: str
) -> None:
    outcome = run("query", *arguments, "--dataset", MISSIONS)
    assert outcome.status == 2
    assert outcome.out == ""
    assert message in outcome.err


def test_without_a_build_the_documents_are_built_in_memory(
    run: Run, project: Path, article: Path
) -> None:
    documents = project / "data" / "documents"
    documents.mkdir(parents=True)
    (documents / "article.txt").write_bytes(article.read_bytes())
    outcome = run("query", "masses")
    assert outcome.status == 0, outcome.err
    assert "7285" in outcome.out
    assert not (project / "build").exists()


def test_an_old_build_is_read_with_a_word_of_warning(
    run: Run, project: Path, article: Path
) -> None:
    documents = project / "data" / "documents"
    documents.mkdir(parents=True)
    (documents / "article.txt").write_bytes(article.read_bytes())
    assert run("build").status == 0
    assert "is older than" not in run("query", "masses").err
    built = (project / "build" / "dataset.nq").stat().st_mtime_ns
    os.utime(documents / "article.txt", ns=(built + 10**9, built + 10**9))
    outcome = run("query", "masses")
    assert outcome.status == 0
    assert "dataset.nq is older than" in outcome.err
    assert "7285" in outcome.out
