"""Stores: quick in memory, and kept on disk exactly as long as the dataset stays the same."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store

import downrange.query.store as stores
from downrange.query.store import cached_store, memory_store
from downrange.serialisation.nquads import nquads
from tests.serialisation.datasets import article, iri, lines


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "dataset.nq"
    path.write_text("".join(nquads(article())), encoding="utf-8", newline="")
    return path


def kept(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir())


def key(dataset: Path) -> str:
    return hashlib.sha256(dataset.read_bytes()).hexdigest()


def test_a_memory_store_has_the_quads() -> None:
    assert lines(memory_store(article())) == lines(article())


def test_a_cached_store_has_the_quads_and_is_named_by_the_hash(dataset: Path) -> None:
    folder = dataset.parent / ".store"
    assert lines(cached_store(dataset, folder)) == lines(article())
    assert kept(folder) == [key(dataset)]


def test_it_is_opened_again_and_not_built_again(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dataset.parent / ".store"
    cached_store(dataset, folder)

    def refuse(*_arguments: object) -> None:
        raise AssertionError("built twice")

    monkeypatch.setattr(stores, "_build", refuse)
    assert len(cached_store(dataset, folder)) == len(article())


def test_it_cannot_be_written(dataset: Path) -> None:
    store = cached_store(dataset, dataset.parent / ".store")
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(Quad(iri("id/a"), iri("sf:note"), iri("id/b")))


def test_another_dataset_takes_the_place_of_the_first(dataset: Path) -> None:
    folder = dataset.parent / ".store"
    first = key(dataset)
    cached_store(dataset, folder)
    dataset.write_text("".join(nquads(article()[:3])), encoding="utf-8")
    assert len(cached_store(dataset, folder)) == 3
    assert first not in kept(folder)


def test_an_interrupted_build_leaves_nothing(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dataset.parent / ".store"

    def interrupt(place: Path, _content: bytes) -> None:
        (place / "half").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stores, "_fill", interrupt)
        with pytest.raises(KeyboardInterrupt):
            cached_store(dataset, folder)
    assert kept(folder) == []
    assert len(cached_store(dataset, folder)) == len(article())


def _hang_while_building(dataset: Path, folder: Path) -> None:
    stores._fill = lambda *_arguments: time.sleep(60)
    cached_store(dataset, folder)


def test_a_killed_build_is_cleared_away_by_the_next(dataset: Path) -> None:
    folder = dataset.parent / ".store"
    process = multiprocessing.get_context("spawn").Process(
        target=_hang_while_building, args=(dataset, folder)
    )
    process.start()
    while not (folder.is_dir() and kept(folder)):
        assert process.is_alive()
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert len(cached_store(dataset, folder)) == len(article())
    assert kept(folder) == [key(dataset)]


def _count(dataset: Path, folder: Path) -> int:
    return len(cached_store(dataset, folder))


def test_two_processes_at_once_both_get_the_whole_store(dataset: Path) -> None:
    folder = dataset.parent / ".store"
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        jobs = [pool.apply_async(_count, (dataset, folder)) for _ in range(8)]
        assert [job.get(30) for job in jobs] == [len(article())] * 8
    assert kept(folder) == [key(dataset)]


def test_a_damaged_store_is_built_again(dataset: Path) -> None:
    folder = dataset.parent / ".store"
    cached_store(dataset, folder)
    for file in (folder / key(dataset)).iterdir():
        file.write_bytes(b"")
    assert len(cached_store(dataset, folder)) == len(article())


def test_a_folder_that_cannot_be_made_is_no_obstacle(dataset: Path) -> None:
    assert len(cached_store(dataset, dataset / ".store")) == len(article())


def test_a_file_that_is_no_n_quads_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_text("<a> <b>")
    with pytest.raises(SyntaxError):
        cached_store(broken, tmp_path / ".store")
    assert kept(tmp_path / ".store") == []


def test_the_store_says_what_its_file_says(dataset: Path) -> None:
    store = Store()
    store.bulk_load(path=str(dataset), format=RdfFormat.N_QUADS)
    assert lines(store) == lines(cached_store(dataset, dataset.parent / ".store"))
