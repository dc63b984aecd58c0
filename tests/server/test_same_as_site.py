"""The server hands out what the static site holds, to the byte."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from downrange.publication import Publication
from downrange.publication.folder import MANIFEST
from downrange.publication.site import write_site
from downrange.server import Application
from tests.server.asking import ask

FOR_OTHER_SERVERS = (".htaccess", ".nojekyll", "negotiation/")


@pytest.mark.slow
def test_every_file_of_the_site(app: Application, publication: Publication, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(publication, folder)
    names = (folder / MANIFEST).read_text("utf-8").splitlines()
    assert len(names) > 500
    for name in names:
        answer = ask(app, f"/{quote(name)}")
        if name.startswith(FOR_OTHER_SERVERS):
            assert answer.status == 404, name
        else:
            assert answer.status == 200, name
            assert answer.body == (folder / name).read_bytes(), name
