"""Apache Jena 4.5 as Debian has it, mended, by its command line tools.

Debian's package has no start scripts, and its jars want putting together: slf4j's bridges
exclude each other, so jars are named one by one, and Xerces looks for its messages in
``xerces/`` while the jar has them under ``org/apache/jena/ext/xerces/``. Users have none of
this trouble with Jena's own release.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.stores.tools import missing, program

JARS = Path("/usr/share/java")
_NAMES = (
    *(f"jena-{part}" for part in ("arq", "base", "cmds", "core", "iri", "rdfconnection")),
    *(f"jena-{part}" for part in ("shacl", "shex", "tdb", "tdb2")),
    *(f"jena-dboe-{part}" for part in ("base", "index", "storage", "trans-data", "transaction")),
    *(f"commons-{part}" for part in ("cli", "codec", "compress", "csv", "io", "lang3")),
    *(f"jackson-{part}" for part in ("annotations", "core", "databind")),
    *("dexx.collection", "gson", "guava", "httpclient", "httpclient-cache", "httpcore"),
    *("jakarta.json-api", "jcl-over-slf4j", "jsonld-java", "protobuf", "slf4j-api"),
    *("slf4j-simple", "thrift", "titanium-json-ld"),
)
_MISPLACED = "org/apache/jena/ext/"
_SECONDS = 300
_LEAST_COMPILED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


class JenaError(Exception):
    """What a tool of Jena's refused, in its own words."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a tool wrote; ``log`` has its warnings."""

    output: str
    log: str


@dataclass(frozen=True, slots=True)
class Jena:
    """The tools, with a class path that works."""

    java: str
    class_path: str

    @classmethod
    def mended(cls, folder: Path) -> Jena:
        """Debian's Jena, with what is misplaced put into an empty folder."""
        java = program("java", "default-jre-headless")
        jars = [JARS / f"{name}.jar" for name in _NAMES]
        absent = [jar.name for jar in jars if not jar.exists()]
        if absent:
            missing(f"needs {', '.join(absent)}, of Debian's libapache-jena-java")
        with zipfile.ZipFile(JARS / "jena-core.jar") as core:
            for name in core.namelist():
                if name.startswith(_MISPLACED) and not name.endswith((".class", "/")):
                    place = folder / name.removeprefix(_MISPLACED)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(core.read(name))
        return cls(java, ":".join(map(str, (folder, *jars))))

    def run(self, tool: str, *arguments: str | Path) -> Run:
        """Run a tool by its class: ``riotcmd.riot``. Raises ``JenaError`` for an error.

        Tools end with 1 where they only warned; the warnings are in the log.
        """
        run = subprocess.run(
            self.command(tool, *arguments),
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=_SECONDS,
        )  # fmt: skip
        only_warned = run.returncode == 1 and "WARN" in run.stderr and "ERROR" not in run.stderr
        if run.returncode and not only_warned:
            raise JenaError(f"{tool} ended with {run.returncode}:\n{run.stderr}{run.stdout}")
        return Run(run.stdout, run.stderr)

    def command(self, tool: str, *arguments: str | Path) -> list[str]:
        """The command that runs a tool."""
        # A tool runs for a second or two, in which thorough compilation does not pay.
        head = [self.java, *_LEAST_COMPILED, "-cp", self.class_path, tool]
        return [*head, *map(str, arguments)]

    def validate(self, files: Sequence[Path]) -> Run:
        """``riot --validate --strict``: a warning is an error, and raises ``JenaError``."""
        run = self.run("riotcmd.riot", "--validate", "--strict", *files)
        if "WARN" in run.log:
            raise JenaError(run.log)
        return run

    def count(self, files: Sequence[Path]) -> dict[Path, int]:
        """How many triples or quads each file holds, repeated ones each time."""
        log = self.run("riotcmd.riot", "--count", *files).log
        found = re.findall(r"^file://(\S+) *: (?:Triples|Quads) = ([\d,]+)$", log, re.MULTILINE)
        return {Path(name): int(number.replace(",", "")) for name, number in found}

    def nquads(self, file: Path) -> Run:
        """The triples or quads of a file as N-Quads."""
        return self.run("riotcmd.riot", "--output=nquads", *_reader(file), file)


def _reader(file: Path) -> list[str]:
    """JSON-LD 1.1 needs a JSON parser that Debian lacks; ``Jena`` reads it as 1.0."""
    return ["--syntax=jsonld10"] if file.suffix == ".jsonld" else []
