"""What hands out the site to the browser: a server of files with the pages' policy."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from downrange.publication.negotiation import POLICY


class _Files(SimpleHTTPRequestHandler):
    """Files, with the header that a real server is told to send by the generated rules."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """The tests look at the browser's side only."""


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """The address of a server of the files in a folder, for as long as it runs."""
    handler = functools.partial(_Files, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
