"""Labels, values and names that try to break out of a page, a script or a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.paths import Here, file_stem, page_file
from downrange.publication.rendering import data_block
from downrange.publication.site import write_site
from tests.publication.pages import parsed

ATTACK = """Probe "> <script>alert(1)</script> <b onmouseover='alert(2)'> ' & {% x %}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus.jsonl"
    row = {
        "id": "probe",
        "title": ATTACK,
        "url": "https://example.org/wiki/Probe",
        "licence": "https://example.org/licence?a=1&b=2",
        "text": f"- Operator: {ATTACK}\n- Mission Type: {ATTACK}\n- Launch Mass: 100 kg\n"
        f"- Launch Date: 1 December 2016\n\nIt was launched by {ATTACK}.\n",
    }
    corpus.write_text(json.dumps(row), "utf-8")
    return Publication.of(downrange.build([corpus], project=Project(folder)))


def test_a_hostile_label_stays_text_on_every_page(hostile: Publication) -> None:
    told = 0
    for path in hostile.paths():
        page = parsed(hostile.page(path) or "")
        for element in page:
            assert element.name != "b" or not element.attributes, path
            assert "onmouseover" not in element.attributes, path
            if element.name == "script" and "src" not in element.attributes:
                assert element.attributes["type"] == "application/ld+json"
                told += "alert(1)" in json.dumps(json.loads(element.raw))
        assert "alert(1)" not in "".join(
            e.raw for e in page.all("script") if e.attributes.get("type") != "application/ld+json"
        )
    assert told > 2


def test_the_label_is_shown_as_it_is(hostile: Publication) -> None:
    mission = next(path for path in hostile.paths() if path.startswith("id/mission/"))
    page = parsed(hostile.page(mission) or "")
    assert page.one("h1").raw == ATTACK
    assert hostile.title(mission) == ATTACK


def test_search_rows_are_data(hostile: Publication, tmp_path: Path) -> None:
    write_site(hostile, tmp_path / "site")
    rows = json.loads((tmp_path / "site" / "search.json").read_text("utf-8"))
    assert ATTACK in {label for label, _, _, _ in rows}


@pytest.mark.parametrize(
    "path",
    [
        "id/mission/../../../etc/passwd",
        "document/../x",
        "document/./x",
        "id/mission/" + "ж" * 300,
        "id/mission/a\\..\\b",
        "id/mission/a\0b",
        "id//x",
    ],
)
def test_no_path_leaves_the_folder_or_breaks_it(path: str, tmp_path: Path) -> None:
    file = tmp_path / page_file(path)
    assert file.resolve().is_relative_to(tmp_path.resolve())
    assert ".." not in file_stem(path).split("/")
    assert all(len(part.encode()) < 250 for part in file_stem(path).split("/"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("fits")


def test_different_paths_have_different_files() -> None:
    long = "id/mission/" + "a" * 300
    stems = {
        file_stem(path) for path in (long + "1", long + "2", "id/mission/a", "id/../a", "id/./a")
    }
    assert len(stems) == 5


def test_links_are_percent_encoded_and_relative() -> None:
    here = Here("id/mission/progress-ms-04")
    assert here.to("id/person/олег") == "../../id/person/%D0%BE%D0%BB%D0%B5%D0%B3.html"
    assert here.to("") == "../../index.html"
    assert here.to("document/a/b", "char=1,2") == "../../document/a/b.html#char=1,2"
    assert here.to("id/mission/progress-ms-04", "figures") == "#figures"
    assert Here("").to("ns") == "ns.html"


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "\u2028", "&amp;"])
def test_a_data_block_cannot_be_ended(text: str) -> None:
    block = str(data_block({"name": text}))
    assert not set("<>&\u2028") & set(block)
    assert json.loads(block) == {"name": text}
