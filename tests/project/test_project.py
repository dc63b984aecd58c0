"""``downrange.toml``: found, read, and refused with the line and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.errors import ProjectError
from downrange.project import DEFAULT_BASE, Project, check_base
from downrange.resources import Resource

GOOD = """\
base = "https://example.org/missions/"
title = "Missions"
licence = "https://creativecommons.org/licenses/by/4.0/"
publisher = "A Museum"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "downrange.toml").write_text(GOOD)
    return tmp_path


def refused(folder: Path, text: str) -> str:
    """What is said of a project file, without the folder."""
    (folder / "downrange.toml").write_text(text)
    with pytest.raises(ProjectError) as caught:
        Project.load(folder)
    return str(caught.value).replace(f"{folder.resolve()}/", "")


def test_a_project_is_found_from_any_folder_below_it(folder: Path) -> None:
    below = folder / "data" / "documents"
    below.mkdir(parents=True)
    project = Project.load(below)
    assert project.root == folder.resolve()
    assert project.base == "https://example.org/missions/"
    assert project.title == "Missions"
    assert project.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert project.publisher == "A Museum"
    assert project.documents == folder.resolve() / "data" / "documents"


def test_without_a_project_the_base_is_the_local_server(tmp_path: Path) -> None:
    project = Project.load(tmp_path)
    assert project.file is None
    assert project.base == DEFAULT_BASE == "http://localhost:8000/"
    assert project.root == tmp_path.resolve()


def test_folders_can_be_moved(folder: Path) -> None:
    (folder / "articles").mkdir()
    text = f'{GOOD}[folders]\ndocuments = "articles"\noutput = "out"\n'
    (folder / "downrange.toml").write_text(text)
    project = Project.load(folder)
    assert project.documents == folder.resolve() / "articles"
    assert project.output == folder.resolve() / "out"


def test_own_resources_follow_their_folder(folder: Path) -> None:
    questions = folder / "terms" / "questions"
    questions.mkdir(parents=True)
    (questions / "who.rq").write_text("")
    (folder / "downrange.toml").write_text(f'{GOOD}[folders]\nontology = "terms"\n')
    assert Project.load(folder).resource(Resource.QUESTIONS) == questions.resolve()


def test_this_repositorys_project(repository: Path) -> None:
    assert Project.load(repository).base == "https://w3id.org/downrange/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD.replace("licence", "license"),
            'downrange.toml:3: there is no key "license". Did you mean "licence"?',
        ),
        (
            GOOD + '\n[folders]\nmappigns = "x"\n',
            'downrange.toml:7: there is no key "mappigns". Did you mean "mappings"?',
        ),
        (
            GOOD + "colour = 1\n",
            'downrange.toml:5: there is no key "colour". Known are base, title, licence, '
            "publisher, description, version, folders.",
        ),
        (
            GOOD.replace('"Missions"', "7"),
            "downrange.toml:2: title = 7 is not a text in quotes.",
        ),
        (
            GOOD + "folders = 7\n",
            "downrange.toml:5: folders is not a table; write [folders].",
        ),
        (
            GOOD.replace("missions/", "missions"),
            'downrange.toml:1: base = "https://example.org/missions" does not end in "/" '
            '(did you mean "https://example.org/missions/"?).',
        ),
        (
            GOOD.replace("missions/", "a b/"),
            'downrange.toml:1: base = "https://example.org/a b/" is not a valid IRI.',
        ),
        (
            GOOD.replace('"https://creativecommons.org/licenses/by/4.0/"', '"CC BY"'),
            'downrange.toml:3: licence = "CC BY" is not a valid IRI.',
        ),
        (
            GOOD.replace('title = "Missions"\n', ""),
            'downrange.toml: the key "title" is missing. '
            "Required are base, title, licence, publisher.",
        ),
        (
            GOOD.replace('"A Museum"', '"A Museum'),
            "downrange.toml:4:22: is not valid TOML: Illegal character '\\n'.",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(folder: Path, text: str, message: str) -> None:
    assert refused(folder, text) == message


def test_a_folder_that_is_named_must_exist(folder: Path) -> None:
    text = f'{GOOD}[folders]\nshapes = "shaeps"\n'
    assert refused(folder, text) == 'downrange.toml:6: the folder "shaeps" does not exist.'


def test_a_file_that_is_no_utf_8_is_refused(folder: Path) -> None:
    (folder / "downrange.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(ProjectError, match="is not UTF-8: invalid start byte at byte 9"):
        Project.load(folder)


@pytest.mark.parametrize(
    "base", ["ftp://example.org/", "https:///x/", "example.org/", "urn:x:/", "https://e.org/?a/"]
)
def test_bases_that_cannot_be_published(base: str) -> None:
    assert check_base(base)


@pytest.mark.parametrize(
    "base", ["https://example.org/", "http://localhost:8000/", "https://é.fr/é/"]
)
def test_bases_that_can(base: str) -> None:
    assert check_base(base) == ""
