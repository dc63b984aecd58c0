"""A real Virtuoso 7 on loopback, in a folder and on ports of its own.

What is said to it is what docs/stores.md tells a user to say: the bulk loader, Graph Store PUT
and the SPARQL endpoint.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from downrange.query.answers import Answer, Row, Solutions, Term, Truth
from tests.stores.tools import program

_PACKAGE = "virtuoso-opensource"
_SECONDS_TO_START = 60
_SECONDS_TO_STOP = 30
_SECONDS_TO_ANSWER = 60

# Virtuoso 7 refuses a file that has a point in another reference system than the Earth's: as
# docs/stores.md says, sed -E makes such points plain text first.
EARTHLY = r's|("<[^"]+> [^"]+")\^\^<http://www.opengis.net/ont/geosparql#wktLiteral>|\1|'

# A port of the form ADDRESS:PORT listens there alone; CheckpointInterval 0 leaves
# checkpoints to us. The rest is what Debian's own file says.
_CONFIGURATION = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000

[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 4

[SPARQL]
ResultSetMaxRows = 1000000
"""


class VirtuosoError(Exception):
    """What Virtuoso refused, in its own words."""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A server that runs. ``folder`` holds its database, and the files that it may load."""

    folder: Path
    sql_port: int
    http_port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/sparql"

    def execute(self, sql: str) -> str:
        """Run SQL statements with ``isql``, and give what it prints."""
        run = subprocess.run(
            [program("isql-vt", _PACKAGE), f"127.0.0.1:{self.sql_port}", "dba", "dba",
             "ERRORS=STDOUT", f"exec={sql}"],
            capture_output=True, text=True, check=False, timeout=_SECONDS_TO_ANSWER,
        )  # fmt: skip
        if run.returncode or "*** Error" in run.stdout:
            raise VirtuosoError(run.stdout + run.stderr)
        return run.stdout

    def clear(self) -> None:
        """Forget every triple."""
        self.execute("RDF_GLOBAL_RESET(); delete from DB.DBA.load_list;")

    def bulk_load(self, files: Sequence[Path], graph: str) -> None:
        """Load files with the bulk loader; ``graph`` takes the triples that name none.

        Raises ``VirtuosoError`` where one of them was refused.
        """
        place = self.folder / "load"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for file in files:
            shutil.copy(file, place)
        self.execute(
            f"delete from DB.DBA.load_list; ld_dir('{place}', '%', '{graph}');"
            " rdf_loader_run(); checkpoint;"
        )
        listed = self.execute("select ll_file, ll_error from DB.DBA.load_list;")
        done = self.execute(
            "select ll_file from DB.DBA.load_list where ll_state = 2 and ll_error is null;"
        )
        if f"\n{len(files)} Rows." not in done:
            raise VirtuosoError(listed)

    def put(self, file: Path, graph: str) -> None:
        """Replace a graph by a Turtle file, by the SPARQL 1.1 Graph Store Protocol."""
        address = f"http://127.0.0.1:{self.http_port}/sparql-graph-crud-auth?" + (
            urllib.parse.urlencode({"graph-uri": graph})
        )
        run = subprocess.run(
            [program("curl", "curl"), "--silent", "--show-error", "--fail", "--digest",
             "--user", "dba:dba", "--header", "Content-Type: text/turtle",
             "--upload-file", str(file), address],
            capture_output=True, text=True, check=False, timeout=_SECONDS_TO_ANSWER,
        )  # fmt: skip
        if run.returncode:
            raise VirtuosoError(run.stdout + run.stderr)

    def ask(self, sparql: str) -> Answer:
        """What the SPARQL endpoint answers to SELECT or ASK. Raises ``VirtuosoError``."""
        form = {"query": sparql, "format": "application/sparql-results+json"}
        body = urllib.parse.urlencode(form).encode()
        try:
            with urllib.request.urlopen(self.endpoint, body, _SECONDS_TO_ANSWER) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            raise VirtuosoError(error.read().decode(errors="replace")) from None
        if "boolean" in answer:
            return Truth(answer["boolean"])
        names = tuple(answer["head"]["vars"])
        rows = (
            Row({name: _term(row[name]) if name in row else None for name in names})
            for row in answer["results"]["bindings"]
        )
        return Solutions(names, tuple(rows))


@contextmanager
def running_virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """A server in an empty folder, until the block ends or this process does."""
    server = program("virtuoso-t", _PACKAGE)
    virtuoso = Virtuoso(folder, _free_port(), _free_port())
    (folder / "virtuoso.ini").write_text(
        _CONFIGURATION.format(
            folder=folder, sql_port=virtuoso.sql_port, http_port=virtuoso.http_port
        )
    )
    log = folder / "output.log"
    with log.open("wb") as output:
        # setpriv has the kernel stop the server should these tests be killed.
        process = subprocess.Popen(
            [program("setpriv", "util-linux"), "--pdeathsig", "TERM", server, "+foreground",
             "+configfile", str(folder / "virtuoso.ini")],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait_until_online(process, log)
        yield virtuoso
        virtuoso.execute("shutdown;")
        process.wait(_SECONDS_TO_STOP)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(_SECONDS_TO_STOP)


def _wait_until_online(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        text = log.read_text(errors="replace")
        if "Server online at" in text:
            return
        if process.poll() is not None:
            raise VirtuosoError(f"the server ended before it was online:\n{text}")
        time.sleep(0.1)
    raise VirtuosoError(f"the server was not online after {_SECONDS_TO_START} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def _term(cell: dict[str, str]) -> Term:
    """A term of SPARQL's JSON results; Virtuoso 7 writes the ``typed-literal`` of its draft."""
    match cell["type"]:
        case "uri":
            return NamedNode(cell["value"])
        case "bnode":
            return BlankNode(cell["value"].replace("://", "-"))
        case _ if "xml:lang" in cell:
            return Literal(cell["value"], language=cell["xml:lang"])
        case _ if "datatype" in cell:
            return Literal(cell["value"], datatype=NamedNode(cell["datatype"]))
        case _:
            return Literal(cell["value"])
