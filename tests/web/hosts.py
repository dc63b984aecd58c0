"""Debian's nginx and Apache with the rules that a site comes with, as unprivileged processes."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60.0
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
DOWNRANGE = (sys.executable, "-c", "from downrange.cli import main; main()")
_MODULES = (
    *("mpm_event", "authn_core", "authz_core", "dir", "mime", "headers", "rewrite", "setenvif"),
)
_APACHE_MODULES = Path("/usr/lib/apache2/modules")


def nginx_program() -> str:
    return _program("nginx", "nginx-light")


def apache_program() -> str:
    return _program("apache2", "apache2-bin")


def nobody() -> dict[str, str]:
    """The rights of a server that root starts."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def _program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found, f"needs Debian's package {package}"
    return found


@contextmanager
def folder_for_anyone() -> Iterator[Path]:
    """A temporary folder that a server without our rights may read and write."""
    with tempfile.TemporaryDirectory(prefix="downrange-web-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def nginx_configuration(folder: Path, port: int, prefix: str) -> str:
    """The site lies in ``folder/web`` as ``prefix`` says; its rules are included from there."""
    site = folder / "web" / prefix.strip("/")
    rules = site / "negotiation" / "nginx"
    temporary = "\n".join(
        f"    {kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
{temporary}
    include /etc/nginx/mime.types;
    include {rules}/map.conf;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/web;
        absolute_redirect off;
        include {rules}/locations.conf;
    }}
}}
"""


def apache_configuration(folder: Path, port: int) -> str:
    """The site's ``.htaccess`` does the rest."""
    modules = "\n".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so" for name in _MODULES
    )
    return f"""ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
Mutex file:{folder} default
ErrorLog {folder}/error.log
{modules}
StartServers 1
ServerLimit 1
ThreadsPerChild 8
MaxRequestWorkers 8
TypesConfig /etc/mime.types
DocumentRoot {folder}/web
<Directory {folder}/web>
    AllowOverride All
    Require all granted
</Directory>
"""


@contextmanager
def nginx(folder: Path, port: int, prefix: str) -> Iterator[None]:
    configuration = folder / "nginx.conf"
    configuration.write_text(nginx_configuration(folder, port, prefix), "utf-8")
    command = [nginx_program(), "-p", str(folder), "-c", str(configuration)]
    with _running([*command, "-e", str(folder / "error.log")], folder, port, nobody()):
        yield


@contextmanager
def apache(folder: Path, port: int, _prefix: str) -> Iterator[None]:
    configuration = folder / "apache.conf"
    configuration.write_text(apache_configuration(folder, port), "utf-8")
    with _running(
        [apache_program(), "-f", str(configuration), "-DFOREGROUND"], folder, port, nobody()
    ):
        yield


@contextmanager
def serve(folder: Path, port: int, prefix: str) -> Iterator[None]:
    """``downrange serve`` in the project ``folder/project``, whose base is at this port."""
    command = [*DOWNRANGE, "serve", "--port", str(port)]
    with _running([*command, "--root-path", prefix], folder / "project", port, {}):
        yield


@contextmanager
def _running(
    command: list[str], folder: Path, port: int, rights: Mapping[str, str]
) -> Iterator[None]:
    """The process for as long as it is wanted."""
    log = folder / "output.log"
    process = subprocess.Popen(
        command,
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
        cwd=folder,
        preexec_fn=_end_with_us,  # noqa: PLW1509  it takes no lock
        **rights,  # type: ignore[call-overload]
    )
    try:
        _await(process, folder, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def _end_with_us() -> None:
    """Have the kernel end the process when this one is ended without warning."""
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGTERM)


def _await(process: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            logs = [log.read_text("utf-8") for log in folder.glob("*.log")]
            raise AssertionError(f"it ended: {logs}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("it does not listen")
