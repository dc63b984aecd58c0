"""``downrange serve``: what it says where it cannot, and that nothing is left when it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from downrange.cli import main
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.edition import Services
from downrange.server.opening import open_build

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command, and give its status and what it said."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["downrange", "serve", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert said.out == ""
        return int(ended.value.code or 0), said.err

    return run


@pytest.fixture(scope="module")
def build(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build as it lies in a folder of its own, without a project."""
    folder = tmp_path_factory.mktemp("served") / "build"
    folder.mkdir()
    for name in ("nquads", "trig", "turtle", "jsonld"):
        content = publication.reading.dumps.content(name)
        (folder / publication.reading.dumps.known[name].name).write_bytes(content)
    return folder


def test_says_what_is_wrong_with_a_folder(run: Run, tmp_path: Path, build: Path) -> None:
    status, said = run(tmp_path / "none", "--port", 0)
    assert status == 2
    assert f"{tmp_path / 'none'} does not exist. Make one: downrange build -o" in said
    status, said = run(tmp_path, "--port", 0)
    assert status == 2
    assert "there is no dataset.nq in it" in said
    (tmp_path / ".downrange-site").touch()
    assert "is a static site" in run(tmp_path, "--port", 0)[1]
    file = build / "dataset.nq"
    assert "is a file, not the folder of a build" in run(file, "--port", 0)[1]
    (tmp_path / "dataset.nq").write_text("<a> <b")
    status, said = run(tmp_path, "--port", 0)
    assert status == 2
    assert "not valid N-Quads" in said
    (tmp_path / "dataset.nq").write_bytes(file.read_bytes())
    assert "it lacks dataset.trig" in run(tmp_path, "--port", 0)[1]


def test_says_that_there_is_nothing_to_serve(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = run("--port", 0)
    assert status == 2
    assert "there is nothing to serve" in said
    assert "downrange serve BUILD" in said


def test_says_that_the_port_is_taken(run: Run, build: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, said = run(build, "--port", port)
    assert status == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in said
    assert "--port" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--root-path", "missions"), "begins with a slash"),
        (("--root-path", "/a//b"), "begins with a slash"),
        (("--root-path", "/a\r\nSet-Cookie: b"), "begins with a slash"),
        (("--endpoint", "example.org"), "no URL"),
        (("--allow-service", "https://example.org/"), "no host"),
        (("--query-timeout", "0"), "not in the range"),
        (("--workers", "0"), "not in the range"),
        (("--host", "no.such.host.invalid."), "no address"),
    ],
)
def test_refuses_what_cannot_be(
    run: Run, build: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str], words: str
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    status, said = run(build, "--port", 0, *arguments)
    assert status == 2
    assert words in said


def test_says_what_to_install(run: Run, build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httptools", None)
    status, said = run(build, "--port", 0)
    assert status == 2
    assert "serving needs httptools" in said
    assert "pip install 'downrange[web]'" in said


def test_the_base_is_that_of_the_data(
    repository: Path, build: Path, publication: Publication, tmp_path: Path
) -> None:
    """Whatever project it is served from: links and paths depend on it."""
    project = replace(Project.load(repository), base="https://example.org/other/")
    opened = open_build(build, project, [tmp_path / "none"], Services(), tmp_path)
    assert opened.project.base == "https://w3id.org/downrange/"
    assert opened.publication.page("id/mission/progress-ms-04")
    assert opened.texts_missing == 2
    for question in ("cargo-manifest", "masses", "timeline"):
        asked = f"questions/{question}"
        page = opened.publication.page(asked)
        assert page == publication.page(asked), "a store on disk answers as one in memory"
    stamp = int((build / "dataset.nq").stat().st_mtime)
    assert opened.modified.timestamp() >= stamp


@contextmanager
def serving(build: Path, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command with two workers in a session of its own, and where it listens."""
    program = Path(sys.executable).parent / "downrange"
    process = subprocess.Popen(
        [program, "serve", build, "--port", "0", "--workers", "2"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        assert process.stderr
        said = "".join(iter(process.stderr.readline, "  Ctrl+C stops\n"))
        found = re.search(r"Serving .* at (http://127\.0\.0\.1:\d+/)", said)
        assert found, said
        yield process, found[1]
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serves_until_it_is_told_to_stop(build: Path, tmp_path: Path, stop: int) -> None:
    with serving(build, tmp_path) as (process, address):
        with urllib.request.urlopen(f"{address}id/mission/progress-ms-04.ttl") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{address}sparql?query=ASK%7B%7D") as answer:
            assert b"true" in answer.read()
        process.send_signal(stop)
        assert process.wait(20) == 0
        assert process.stderr
        assert "stopped" in process.stderr.read()
        assert not list(tmp_path.glob("downrange-serve-*")), "the temporary folder is gone"
        assert_gone(process.pid)


@pytest.mark.slow
def test_workers_come_again_and_go_with_their_parent(build: Path, tmp_path: Path) -> None:
    with serving(build, tmp_path) as (process, address):
        for _ in range(2):
            wait_until(lambda: len(children(process.pid)) == 2)
            (worker, *_) = children(process.pid)
            os.kill(worker, signal.SIGKILL)
            wait_until(lambda: len(set(children(process.pid)) - {worker}) == 2)  # noqa: B023
            with urllib.request.urlopen(f"{address}ns.html") as answer:
                assert answer.status == 200
        process.kill()
        process.wait(5)
        assert_gone(process.pid)


def children(parent: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def wait_until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not so() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert so()


def assert_gone(session: int) -> None:
    """No process of the session is left."""
    wait_until(lambda: not _lives(session))


def _lives(session: int) -> bool:
    """Whether any process of a session is there."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True
