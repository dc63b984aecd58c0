"""A text editor for SPARQL on the query page, where one is installed.

The repository carries no fetched code. ``package.json`` beside this module names the editor,
Yasqe, and ``package-lock.json`` pins it with its hash; ``npm ci`` fetches it into a folder, and
the server takes its two files from there, if they are the ones that are known here. Without
them the page has a plain text area, which does the same.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from downrange.errors import ProjectError

PACKAGE = Path(__file__).parent / "editor"
"""The folder with ``package.json`` and ``package-lock.json``."""

_BUILT = Path("node_modules/@zazuko/yasqe/build")


@dataclass(frozen=True, slots=True)
class Editor:
    """The files of the editor by name, and what ``integrity`` says of each."""

    files: Mapping[str, bytes]
    integrity: Mapping[str, str]

    @classmethod
    def installed(cls, folder: Path = PACKAGE) -> Editor | None:
        """The editor that ``npm ci`` has put into a folder; ``None`` where it has not.

        Raises ``ProjectError`` where a file is not the one that is pinned.
        """
        place = folder / _BUILT
        if not place.is_dir():
            return None
        files = {}
        for name, pinned in PINNED.items():
            content = (place / name).read_bytes()
            found = integrity_of(content)
            if found != pinned:
                raise ProjectError(
                    f"{place / name} is not the editor that is known here: its hash is {found}, "
                    f"not {pinned}.",
                    advice=f"Install it again: npm ci --prefix {folder}",
                )
            files[name] = content
        return cls(files, PINNED)


def integrity_of(content: bytes) -> str:
    """The hash of a file as ``integrity`` has it, https://www.w3.org/TR/SRI/"""
    return f"sha384-{b64encode(hashlib.sha384(content).digest()).decode()}"


PINNED: Mapping[str, str] = {
    "yasqe.min.js": "sha384-Etf4YHpTMeBSwH5WqU4zv/eSEamBc8RctbnSM3j03Zwyhr6SfXUPSPj1wImvJCBX",
    "yasqe.min.css": "sha384-ROMm/XJhtyRnAht5qlntQuVjP2PiS5IHQYZyR1LAw4It48NRArPDWbbVyn53iRUX",
}
