"""A dataset arrives in Virtuoso whole, and answers every named question as it does at home."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from downrange.dataset.writing import layout_of
from downrange.project import Project
from downrange.query.answers import Solutions
from downrange.query.engine import ask
from downrange.query.questions import Question
from tests.stores import nasty
from tests.stores.asking import ON_THE_ARTICLE, QUESTIONS, assert_same_answer, given
from tests.stores.published import BASE, REPOSITORY, built, embedded, files_of, write_every_format
from tests.stores.values import value
from tests.stores.virtuoso import EARTHLY, Virtuoso, VirtuosoError

pytestmark = pytest.mark.stores

GRAPH = f"{BASE}graph/loaded"
LAYOUT = layout_of(Project.load(REPOSITORY))


class Loaded:
    """Which fixture the server holds: tests run ordered by fixture, so each is loaded once."""

    def __init__(self, virtuoso: Virtuoso, folder: Path) -> None:
        self._virtuoso, self._folder = virtuoso, folder
        self._fixture, self._store = "", Store()

    def holding(self, fixture: str) -> Store:
        """Have the server hold a fixture, and give the embedded store with the same files."""
        if fixture != self._fixture:
            files = files_of(fixture, self._folder)
            self._virtuoso.clear()
            self._virtuoso.bulk_load(files, GRAPH)
            self._fixture, self._store = fixture, embedded(files)
        return self._store


@pytest.fixture(scope="module")
def loaded(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(virtuoso, tmp_path_factory.mktemp("fixture"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_the_same_answer(
    question: Question, loaded: Loaded, virtuoso: Virtuoso
) -> None:
    store = loaded.holding(question.fixture)
    assert_same_answer(virtuoso.ask(given(question)), ask(store, given(question), base=BASE))


@pytest.fixture(scope="module")
def merged(virtuoso: Virtuoso, article_files: Path) -> Store:
    """Virtuoso with all graphs merged into one, put there over HTTP; and the same at home."""
    virtuoso.clear()
    virtuoso.put(article_files / "dataset.ttl", GRAPH)
    return embedded([article_files / "dataset.ttl"])


@pytest.mark.parametrize("question", ON_THE_ARTICLE, ids=lambda question: question.name)
def test_a_question_has_the_same_answer_of_merged_graphs(
    question: Question, merged: Store, virtuoso: Virtuoso
) -> None:
    assert_same_answer(virtuoso.ask(given(question)), ask(merged, given(question), base=BASE))


def found(virtuoso: Virtuoso, graph: str) -> Counter[str]:
    """The triples of one of Virtuoso's graphs, by value."""
    answer = virtuoso.ask(f"SELECT ?s ?p ?o FROM <{graph}> WHERE {{ ?s ?p ?o }}")
    assert isinstance(answer, Solutions)
    return Counter(f"{row.s} {row.p} {value(row.o)}" for row in answer if row.o is not None)


def expected(quads: list[Quad], graph: str | None = None) -> Counter[str]:
    """Our triples, of one graph or of all merged, by value."""
    wanted = {q.triple for q in quads if graph in (None, getattr(q.graph_name, "value", ""))}
    return Counter(f"{t.subject} {t.predicate} {value(t.object)}" for t in wanted)


def assert_arrived(virtuoso: Virtuoso, nquads: Path) -> None:
    """Every graph of a file holds the file's triples, and there is no other graph of ours."""
    quads = list(parse(path=str(nquads), format=RdfFormat.N_QUADS))
    names = {str(quad.graph_name)[1:-1] for quad in quads}
    answer = virtuoso.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(answer, Solutions)
    assert names == {name for row in answer if (name := str(row.g)[1:-1]).startswith(BASE)}
    for name in sorted(names):
        assert found(virtuoso, name) == expected(quads, name)


def test_every_quad_of_the_article_arrives(virtuoso: Virtuoso, article_files: Path) -> None:
    virtuoso.clear()
    virtuoso.bulk_load([article_files / "dataset.nq"], GRAPH)
    assert_arrived(virtuoso, article_files / "dataset.nq")


def test_every_triple_of_merged_graphs_arrives(virtuoso: Virtuoso, article_files: Path) -> None:
    quads = list(parse(path=str(article_files / "dataset.ttl"), format=RdfFormat.TURTLE))
    virtuoso.clear()
    virtuoso.put(article_files / "dataset.ttl", GRAPH)
    assert found(virtuoso, GRAPH) == expected(quads)
    virtuoso.clear()
    virtuoso.bulk_load([article_files / "dataset.ttl"], GRAPH)
    assert found(virtuoso, GRAPH) == expected(quads)


@pytest.fixture(scope="module")
def real_articles(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The N-Quads of real articles, among them a lander's with a point on the Moon."""
    folder = tmp_path_factory.mktemp("real")
    dataset = built(shared / "documents" / "wikitext")
    assert len(dataset.documents) > 1
    dataset.write(folder)
    return folder / "dataset.nq"


def test_every_quad_of_real_articles_arrives(
    virtuoso: Virtuoso, real_articles: Path, tmp_path: Path
) -> None:
    earthly = tmp_path / "earthly.nq"
    with earthly.open("wb") as file:
        subprocess.run(["sed", "-E", EARTHLY, str(real_articles)], stdout=file, check=True)
    virtuoso.clear()
    virtuoso.bulk_load([earthly], GRAPH)
    assert_arrived(virtuoso, earthly)


def test_a_point_on_another_world_must_become_text_first(
    virtuoso: Virtuoso, real_articles: Path
) -> None:
    """GeoSPARQL lets a point name its reference system; should Virtuoso learn it, drop EARTHLY."""
    with pytest.raises(VirtuosoError, match="geometry RDF type"):
        virtuoso.bulk_load([real_articles], GRAPH)


@pytest.mark.parametrize("name", ["dataset.nq", "dataset.trig"])
def test_nasty_texts_and_iris_arrive(name: str, virtuoso: Virtuoso, tmp_path: Path) -> None:
    write_every_format([*nasty.quads(), *nasty.doubtful_quads()], LAYOUT, tmp_path)
    virtuoso.clear()
    virtuoso.bulk_load([tmp_path / name], GRAPH)
    assert_arrived(virtuoso, tmp_path / "dataset.nq")


def test_nasty_texts_and_iris_arrive_over_http(virtuoso: Virtuoso, tmp_path: Path) -> None:
    quads = [*nasty.quads(), *nasty.doubtful_quads()]
    write_every_format(quads, LAYOUT, tmp_path)
    virtuoso.clear()
    virtuoso.put(tmp_path / "dataset.ttl", GRAPH)
    assert found(virtuoso, GRAPH) == expected(quads)


@pytest.mark.parametrize("name", ["dataset.nq", "dataset.ttl"])
def test_a_file_that_is_refused_is_noticed(name: str, virtuoso: Virtuoso, tmp_path: Path) -> None:
    broken = tmp_path / name
    broken.write_text("<http://example.org/a> <http://example.org/b> .\n")
    with pytest.raises(VirtuosoError, match=name):
        virtuoso.bulk_load([broken], GRAPH)
