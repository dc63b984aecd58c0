"""Jena's TDB2, the store under Fuseki, loads the dataset and answers as the embedded store does.

Debian has no Fuseki; its database can be filled and asked without the server.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from downrange.query.answers import Row, Solutions
from downrange.query.engine import ask
from downrange.query.questions import Question
from tests.stores.asking import ON_THE_ARTICLE, assert_same_answer, given
from tests.stores.jena import Jena
from tests.stores.published import BASE, embedded

pytestmark = pytest.mark.stores


@pytest.fixture(scope="module")
def database(jena: Jena, article_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tdb2") / "database"
    jena.run("tdb2.tdbloader", "--loc", folder, article_files / "dataset.nq")
    return folder


@pytest.fixture(scope="module")
def home(article_files: Path) -> Store:
    return embedded([article_files / "dataset.nq"])


def answered(jena: Jena, database: Path, sparql: str, *options: str) -> Solutions:
    run = jena.run("tdb2.tdbquery", "--loc", database, *options, "--results=JSON", sparql)
    results = parse_query_results(run.output.encode(), format=QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)
    names = tuple(variable.value for variable in results.variables)
    rows = (Row(dict(zip(names, row, strict=True))) for row in results)
    return Solutions(names, tuple(rows))


@pytest.mark.parametrize("question", ON_THE_ARTICLE, ids=lambda question: question.name)
def test_a_question_has_the_same_answer(
    question: Question, jena: Jena, database: Path, home: Store
) -> None:
    union = "--set=tdb2:unionDefaultGraph=true"
    theirs = answered(jena, database, given(question), union)
    assert_same_answer(theirs, ask(home, given(question), base=BASE))


def test_without_the_union_the_default_graph_is_empty(jena: Jena, database: Path) -> None:
    """Why docs/stores.md says to ask for it."""
    (row,) = answered(jena, database, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert row.python("n") == 0
