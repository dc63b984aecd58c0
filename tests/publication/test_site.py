"""The static site as files: whole, the same every time, and only what changed is written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import rdflib
from rdflib.compare import isomorphic

import downrange
from downrange.dataset import Dataset
from downrange.errors import SerialisationError
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.folder import MANIFEST
from downrange.publication.site import write_site
from tests.publication.pages import Element, parsed

Site = dict[str, Element]
_MAIN = "from downrange.cli import main; main()"


@pytest.fixture(scope="session")
def site(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(publication, folder)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> Site:
    """Every page by its file."""
    return {
        path.relative_to(site).as_posix(): parsed(path.read_text("utf-8"))
        for path in site.rglob("*.html")
    }


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_kind_of_page_is_there(pages: Site) -> None:
    for file in (
        *("index.html", "search.html", "questions.html", "conflicts.html", "report.html"),
        *("ns.html", "shapes.html", "dataset.html", "questions/cargo-manifest.html"),
        *("id/mission/progress-ms-04.html", "document/en.wikipedia.org/progress-ms-04.html"),
    ):
        assert file in pages
    assert any(file.startswith("conflict/") for file in pages)


def test_every_link_within_the_site_leads_somewhere(site: Path, pages: Site) -> None:
    ids = {file: {e.attributes.get("id") for e in page} for file, page in pages.items()}
    broken = []
    for file, page in pages.items():
        for element in page:
            for key in ("href", "src", "action", "data-index"):
                link = element.attributes.get(key, "")
                if not link or urlsplit(link).scheme:
                    continue
                way, _, fragment = link.partition("#")
                target = os.path.normpath(os.path.join(os.path.dirname(file), unquote(way)))  # noqa: PTH118, PTH120
                target = target if way else file
                missing = not (site / target).is_file()
                if missing or (fragment and unquote(fragment) not in ids[target]):
                    broken.append((file, link))
    assert broken == []


def test_nothing_comes_from_another_host(pages: Site) -> None:
    for file, page in pages.items():
        for element in page:
            if element.name in ("script", "img", "iframe") or (
                element.name == "link" and element.attributes["rel"] in ("stylesheet", "icon")
            ):
                for key in ("src", "href"):
                    assert not urlsplit(element.attributes.get(key, "")).netloc, file


def test_pages_keep_a_strict_policy(pages: Site) -> None:
    """No inline style, no inline script, no handler: ``style-src 'self'; script-src 'self'``."""
    for file, page in pages.items():
        for element in page:
            assert "style" not in element.attributes, file
            assert element.name != "style", file
            assert not [key for key in element.attributes if key.startswith("on")], file
            assert not element.attributes.get("href", "").startswith("javascript:"), file
            if element.name == "script" and "src" not in element.attributes:
                assert element.attributes["type"] == "application/ld+json", file


def test_pages_are_well_made(pages: Site) -> None:
    for file, page in pages.items():
        assert page.one("html").attributes["lang"] == "en"
        assert len(page.all("h1")) == 1, file
        assert page.one("title").text
        assert page.all("main")
        ids = [e.attributes["id"] for e in page if "id" in e.attributes]
        assert len(ids) == len(set(ids)), file
        levels = [int(e.name[1]) for e in page if e.name in ("h1", "h2", "h3", "h4")]
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), file


def test_the_data_lie_beside_the_pages(site: Path) -> None:
    for extension in ("ttl", "jsonld", "nt"):
        assert (site / f"id/mission/progress-ms-04.{extension}").stat().st_size > 1000
        assert (site / f"ns.{extension}").stat().st_size > 1000
    # dataset.ttl is the dataset, so its description is void.ttl.
    assert "void:Dataset" in (site / "void.ttl").read_text("utf-8")
    assert "void:Dataset" not in (site / "dataset.ttl").read_text("utf-8")


def test_the_description_in_three_formats_is_one_graph(site: Path) -> None:
    stem = site / "id/event/progress-ms-04-launch"
    turtle = rdflib.Graph().parse(f"{stem}.ttl")
    assert isomorphic(turtle, rdflib.Graph().parse(f"{stem}.nt"))
    assert isomorphic(turtle, rdflib.Graph().parse(f"{stem}.jsonld"))


def test_the_sitemap_lists_every_page(site: Path, pages: Site) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.parse(site / "sitemap.xml").getroot()
    listed = {unquote(loc.text or "") for loc in root.iter(f"{space}loc")}
    base = "https://w3id.org/downrange/"
    assert listed == {base + ("" if file == "index.html" else file) for file in pages}
    assert f"Sitemap: {base}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_the_same_bytes_with_any_number_of_workers(
    site: Path, dataset: Dataset, tmp_path: Path
) -> None:
    again = downrange.build([dataset.documents[0].source.location], project=dataset.project)
    write_site(Publication.of(again), tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == contents(site)


def test_the_same_bytes_whatever_the_hash_seed(article: Path, tmp_path: Path) -> None:
    sites = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", _MAIN, "site", article, "-o", folder],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        sites.append(contents(folder))
    assert sites[0] == sites[1]
    assert len(sites[0]) > 400


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with two short documents, and a copy of nothing else."""
    documents = tmp_path / "data" / "documents"
    documents.mkdir(parents=True)
    for number in (1, 2):
        (documents / f"probe-{number}.txt").write_text(
            f"= Probe {number} =\n\nProbe {number}\n- Operator: Agency {number}\n"
            f"- Launch Mass: {number}00 kg\n",
            "utf-8",
        )
    (tmp_path / "downrange.toml").write_text(
        'base = "https://example.org/p/"\ntitle = "Probes"\n'
        'licence = "https://creativecommons.org/publicdomain/zero/1.0/"\npublisher = "Us"\n',
        "utf-8",
    )
    return Project.load(tmp_path)


def publish(project: Project) -> Publication:
    return Publication.of(downrange.build(project=project))


def test_a_second_run_writes_nothing(small: Project, tmp_path: Path) -> None:
    first = write_site(publish(small), tmp_path / "site")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "site").rglob("*.html")}
    second = write_site(publish(small), tmp_path / "site")
    assert first.written > 50
    assert (second.written, second.removed) == (0, 0)
    assert second.unchanged == first.written
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "site").rglob("*.html")}


def test_only_what_changed_is_written_and_what_is_gone_removed(
    small: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    write_site(publish(small), folder)
    kept, gone = folder / "id/mission/probe-1.html", folder / "id/mission/probe-2.html"
    before = kept.stat()
    (small.documents / "probe-2.txt").unlink()
    outcome = write_site(publish(small), folder)
    assert outcome.removed > 4
    assert not gone.exists()
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_files_of_others_stay(small: Project, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(publish(small), folder)
    (folder / "CNAME").write_text("example.org")
    (folder / "photos").mkdir()
    (folder / "photos" / "probe.jpg").write_bytes(b"jpeg")
    write_site(publish(small), folder)
    assert (folder / "CNAME").read_text() == "example.org"
    assert (folder / "photos" / "probe.jpg").read_bytes() == b"jpeg"
    assert "CNAME" not in (folder / MANIFEST).read_text()


def test_an_interrupted_run_leaves_the_old_site_whole(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_site(publish(small), folder)
    before = contents(folder)
    (small.documents / "probe-1.txt").write_text("= Probe 1 =\n\nProbe 1\n- Launch Mass: 9 kg\n")
    changed = publish(small)
    made = []

    def interrupted(path: str) -> str:
        made.append(path)
        if len(made) > 20:
            raise KeyboardInterrupt
        return Publication.page(changed, path) or ""

    monkeypatch.setattr(changed, "page", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_site(changed, folder)
    assert contents(folder) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".site")] == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_page_leaves_the_old_site_whole(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    folder = tmp_path / "site"
    write_site(publish(small), folder)
    before = contents(folder)
    failing = publish(small)
    monkeypatch.setattr(failing, "description", lambda _path, _format: 1 / 0)
    monkeypatch.setattr(failing, "prepare", lambda: None)
    with pytest.raises(ZeroDivisionError):
        write_site(failing, folder, workers=workers)
    assert contents(folder) == before


def test_a_folder_of_others_is_never_replaced(small: Project, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter.tex").write_text("years of work")
    with pytest.raises(SerialisationError, match=r"chapter\.tex"):
        write_site(publish(small), thesis)
    assert contents(thesis) == {"chapter.tex": b"years of work"}
    with pytest.raises(SerialisationError, match="is a file"):
        write_site(publish(small), thesis / "chapter.tex")


def test_a_build_in_a_folder_is_published_alike(small: Project, tmp_path: Path) -> None:
    """What the server serves is what the site has, but for the report's findings."""
    dataset = downrange.build(project=small)
    (tmp_path / "build").mkdir()
    dataset.write(tmp_path / "build")
    built, read = Publication.of(dataset), Publication.read(tmp_path / "build", small)
    assert list(built.paths()) == list(read.paths())
    for path in built.paths():
        if path != "report":
            assert built.page(path) == read.page(path), path
    assert built.data("dataset") == read.data("dataset")


def test_a_text_that_changed_since_the_build_is_not_shown(small: Project, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    downrange.build(project=small).write(tmp_path / "build")
    (small.documents / "probe-1.txt").write_text("= Other =\n\nwords\n")
    publication = Publication.read(tmp_path / "build", small)
    page = parsed(publication.page("document/local/probe-1") or "")
    assert "has changed since it was read" in page.text
    assert "Launch Mass: 100 kg" in page.text


def test_checksums_in_the_catalogue_are_those_of_the_files(site: Path, pages: Site) -> None:
    void = (site / "void.ttl").read_text("utf-8")
    for name in ("dataset.nq", "dataset.trig", "dataset.ttl", "dataset.jsonld"):
        digest = hashlib.sha256((site / name).read_bytes()).hexdigest()
        assert digest in void
        assert digest in pages["dataset.html"].text


def test_a_build_without_its_project_keeps_its_licence(small: Project, tmp_path: Path) -> None:
    """Whoever publishes the folder alone must not lose on which terms it may be used."""
    downrange.build(project=small).write(tmp_path / "build")
    read = Publication.read(tmp_path / "build", Project(tmp_path / "build")).edition.project
    assert (read.base, read.title) == ("https://example.org/p/", "Probes")
    assert read.licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert read.publisher == "Us"


def test_a_damaged_description_is_named(small: Project, tmp_path: Path) -> None:
    downrange.build(project=small).write(tmp_path / "build")
    (tmp_path / "build/void.ttl").write_text("<dataset> a")
    with pytest.raises(SerialisationError, match=r"void\.ttl is not valid Turtle"):
        Publication.read(tmp_path / "build", Project(tmp_path / "build"))
