"""Requests a second and latencies of the server, beside a plain rdflib-endpoint on the same data.

python -m benchmarks.serving [DOCUMENTS] [--plain PROGRAM] [--seconds N]

Needs Debian's ``wrk``, and rdflib-endpoint in an environment of its own:

    python3 -m venv plain && plain/bin/pip install 'rdflib-endpoint[cli]==0.6.3' uvicorn==0.54.0
    python -m benchmarks.serving --plain plain/bin/rdflib-endpoint
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from benchmarks.corpus import write_corpus

DOWNRANGE = (sys.executable, "-c", "from downrange.cli import main; main()")
PREFIXES = (
    "PREFIX sf: <https://w3id.org/downrange/ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
TYPICAL = (
    PREFIXES + "SELECT ?label ?mass ?time { ?mission rdfs:label ?label ; sf:spacecraft ?craft ; "
    "sf:launch ?launch . ?craft sf:launchMass ?mass . ?launch sf:launchTime ?time "
    "FILTER(?mass > COUNTER) } ORDER BY ?label"
)
"""Each craft's mass and launch. ``COUNTER`` is never the same, so that no answer is remembered."""

HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } # COUNTER",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c # COUNTER",
    'SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), "(.*.*.*)*COUNTER$")) ?t ?q ?u }',
    "SELECT DISTINCT ?a ?b { ?a (!<x:COUNTER>|^!<x:y>)+ ?b }",
    "SELECT ?x { ?x (<x:COUNTER>|!<x:y>)*/(!<x:z>)*/(!<x:w>)* ?y }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f } # COUNTER",
)
"""Cartesian products, patterns that backtrack, paths through everything."""

PATH, PLAIN_PATH = "/sparql", "/"
SCRIPT = Path(__file__).with_name("serving.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk found: answers of status 2xx and 3xx a second, others, and latencies in ms."""

    per_second: float
    median: float
    p99: float
    worst: float
    refused: int
    failed: int


def wrk(
    address: str, targets: Sequence[str], folder: Path, *, clients: int, seconds: int, accept: str
) -> Load:
    """Load an address from several connections, which ask for the targets in their turn."""
    with _loading(
        address, targets, folder, clients=clients, seconds=seconds, accept=accept
    ) as process:
        printed, _ = process.communicate(timeout=seconds + 60)
    found = json.loads(printed.splitlines()[-1])
    return Load(**found)


@contextmanager
def _loading(
    address: str, targets: Sequence[str], folder: Path, *, clients: int, seconds: int, accept: str
) -> Iterator[subprocess.Popen[str]]:
    program = shutil.which("wrk")
    if not program:
        raise SystemExit("needs Debian's package wrk")
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".txt", delete=False) as file:
        file.write("".join(f"{target}\n" for target in targets))
    settings = (f"-t{min(2, clients)}", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s")
    process = subprocess.Popen(
        [program, *settings, "-s", str(SCRIPT), address],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TARGETS": file.name, "ACCEPT": accept},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[str]:
    """A server for as long as it is measured."""
    log = (folder / f"{port}.log").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit((folder / f"{port}.log").read_text())
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def query_target(path: str, query: str) -> str:
    return f"{path}?query={quote(query)}"


def rows(address: str, path: str) -> int:
    """How many rows the typical query has: both servers must say the same."""
    target = query_target(path, TYPICAL.replace("COUNTER", "0"))
    request = Request(address + target, headers={"Accept": "application/sparql-results+json"})
    with urlopen(request, timeout=60) as answer:
        return len(json.load(answer)["results"]["bindings"])


def show(what: str, load: Load) -> None:
    other = f", {load.refused:,} refused" if load.refused else ""
    other += f", {load.failed:,} failed" if load.failed else ""
    print(
        f"{what:<44} {load.per_second:>9,.1f} a second   median {load.median:>8,.1f} ms"
        f"   p99 {load.p99:>8,.1f} ms{other}",
        flush=True,
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("documents", nargs="?", type=int, default=10)
    arguments.add_argument("--plain", default=shutil.which("rdflib-endpoint") or "")
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="downrange-serving-") as name:
        measure(Path(name), given.documents, given.plain, given.seconds, given.workers)


def measure(folder: Path, documents: int, plain: str, seconds: int, workers: int) -> None:
    """Build, serve and load, one server after the other."""
    write_corpus(folder / "documents", documents)
    subprocess.run([*DOWNRANGE, "build", "documents"], cwd=folder, check=True, capture_output=True)
    dataset = folder / "build" / "dataset.nq"
    quads = len(dataset.read_bytes().splitlines())
    print(f"{documents} documents, {quads:,} quads, {os.cpu_count()} cores shared with wrk")
    query, json_results = [query_target(PATH, TYPICAL)], "application/sparql-results+json"
    port = free_port()
    serve = [*DOWNRANGE, "serve", "build", "--port", str(port), "--workers", str(workers)]
    serve += ["--documents", "documents"]
    with running(serve, port, folder) as address:
        count = rows(address, PATH)
        stems = entities(address)
        one, pages = [f"{stems[0]}.html"], [f"{stem}.html" for stem in stems]
        turtle = [f"{stem}.ttl" for stem in stems]
        for kind, targets in (("HTML", pages), ("Turtle", turtle)):  # held ready from now on
            wrk(address, targets, folder, clients=2, seconds=seconds, accept="*/*")
            what = f"entity in {kind}, each of {len(stems):,}"
            show(what, wrk(address, targets, folder, clients=16, seconds=seconds, accept="*/*"))
        show(
            "entity in HTML, one", wrk(address, one, folder, clients=16, seconds=seconds, accept="")
        )
        ours = wrk(address, query, folder, clients=8, seconds=seconds, accept=json_results)
        show("typical query, never the same", ours)
        same = [target.replace("COUNTER", "0") for target in query]
        show(
            "typical query, ever the same",
            wrk(address, same, folder, clients=8, seconds=seconds, accept=json_results),
        )
        calm = wrk(address, pages, folder, clients=8, seconds=seconds, accept="*/*")
        show("entity in HTML, 8 clients", calm)
        hostile = [query_target(PATH, each) for each in HOSTILE]
        with _loading(
            address, hostile, folder, clients=100, seconds=3 * seconds, accept=json_results
        ):
            time.sleep(2)
            show(
                "the same beside 100 hostile clients",
                wrk(address, pages, folder, clients=8, seconds=2 * seconds, accept="*/*"),
            )
    if not plain:
        print("no rdflib-endpoint: give its program with --plain")
        return
    port = free_port()
    command = [str(Path(plain).absolute()), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running([*command, str(dataset)], port, folder) as address:
        theirs_count = rows(address, PLAIN_PATH)
        if theirs_count != count:
            raise SystemExit(f"rdflib-endpoint finds {theirs_count} rows, and we {count}")
        query = [query_target(PLAIN_PATH, TYPICAL)]
        theirs = wrk(address, query, folder, clients=8, seconds=seconds, accept=json_results)
        show("rdflib-endpoint: typical query", theirs)
    print(f"ratio of queries {ours.per_second / theirs.per_second:,.1f}")


def entities(address: str) -> list[str]:
    """The addresses of all entities, without extension, from the sitemap."""
    with urlopen(f"{address}/sitemap.xml", timeout=60) as answer:
        text = answer.read().decode()
    found = [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]
    return [f"/id/{f.partition('/id/')[2].removesuffix('.html')}" for f in found if "/id/" in f]


if __name__ == "__main__":
    main()
