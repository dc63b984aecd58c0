"""The files with the whole dataset: held open, so that each is sent as it was when we began.

A build replaces its folder by renaming. Whoever has opened the old files reads them to the end.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from downrange.dataset.entry import Dump, dump_name
from downrange.errors import SerialisationError
from downrange.publication.dumps import DUMPS, Dumps
from downrange.serialisation.formats import find_format


@dataclass(frozen=True, slots=True)
class Download:
    """An open file and what is to be said of it."""

    dump: Dump
    file: IO[bytes]

    @property
    def etag(self) -> bytes:
        return f'"{self.dump.sha256[:32]}"'.encode()

    @property
    def digest(self) -> bytes:
        """The checksum as https://www.rfc-editor.org/rfc/rfc9530#section-3 has it."""
        return b"sha-256=:%b:" % b64encode(bytes.fromhex(self.dump.sha256))

    def read(self, first: int, length: int) -> bytes:
        """Some bytes. Where it stands in the file is no matter, so processes can share it."""
        return os.pread(self.file.fileno(), length, first)


def downloads_of_build(folder: Path) -> Mapping[str, Download]:
    """The files of a build by name, each opened and its checksum computed.

    Raises ``SerialisationError`` where one is missing.
    """
    found = {}
    for format_name in DUMPS:
        path = folder / dump_name(format_name)
        if not path.is_file():
            raise SerialisationError(
                f"{folder} is not a whole build: it lacks {path.name}.",
                advice="Build it again with downrange build.",
            )
        found[path.name] = _described(format_name, path.open("rb"))
    return found


def downloads_of_dataset(dumps: Dumps) -> Mapping[str, Download]:
    """The files of a dataset that lies in no folder, written to files without a name."""
    found = {}
    for format_name in DUMPS:
        file = tempfile.TemporaryFile()  # noqa: SIM115  it stays open as long as it is served
        file.write(dumps.content(format_name))
        file.flush()
        found[dump_name(format_name)] = Download(dumps.known[format_name], file)
    return found


def _described(format_name: str, file: BufferedReader) -> Download:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = os.fstat(file.fileno()).st_size
    known = find_format(format_name)
    name = dump_name(format_name)
    return Download(Dump(name, known.title, known.media_type, format_name, size, digest), file)
