"""``downrange build``: what it writes, what it says, how it ends."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FILES = {
    "dataset.nq",
    "dataset.trig",
    "dataset.ttl",
    "dataset.jsonld",
    "report.txt",
    "report.ttl",
    "void.ttl",
}


@pytest.fixture
def folder(empty: Path, article: Path) -> Path:
    """An empty folder, current, with the article and no project."""
    (empty / "article.txt").write_bytes(article.read_bytes())
    return empty


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def test_the_article_is_built_with_every_file(run: Run, folder: Path) -> None:
    outcome = run("build", "article.txt")
    assert outcome.status == 0, outcome.err
    assert outcome.out == ""
    assert {path.name for path in (folder / "build").iterdir()} == FILES
    assert "1 document" in outcome.err
    assert "0 violations" in outcome.err


def test_without_a_project_it_says_what_irs_begin_with(run: Run, folder: Path) -> None:
    assert "IRIs begin with http://localhost:8000/" in run("build", "article.txt").err
    assert "<http://localhost:8000/id/mission/progress-ms-04>" in (
        folder / "build" / "dataset.nq"
    ).read_text("utf-8")


def test_a_project_gives_its_base_and_its_documents(run: Run, folder: Path) -> None:
    assert run("init", ".", "--base", "https://example.org/m/").status == 0
    (folder / "article.txt").rename(folder / "data" / "documents" / "article.txt")
    outcome = run("build")
    assert outcome.status == 0, outcome.err
    assert "localhost" not in outcome.err
    assert "<https://example.org/m/id/mission/progress-ms-04>" in (
        folder / "build" / "dataset.nq"
    ).read_text("utf-8")


def test_standard_input_is_read(
    run: Run, folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with article.open(encoding="utf-8") as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        outcome = run("build", "-")
    assert outcome.status == 0, outcome.err
    assert "1 document" in outcome.err


@pytest.mark.parametrize("paths", [["missing.txt"], ["nothing-like-*.txt"], ["."]])
def test_nothing_readable_is_misuse(run: Run, empty: Path, paths: list[str]) -> None:
    outcome = run("build", *paths)
    assert outcome.status == 2
    assert outcome.err.splitlines()[-1].startswith("downrange: ")
    assert not (empty / "build").exists()


def test_one_bad_document_does_not_stop_the_others(run: Run, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00 not text")
    outcome = run("build", "article.txt", "bad.txt")
    assert outcome.status == 1
    assert "bad.txt" in outcome.err
    assert "Traceback" not in outcome.err
    assert "id/mission/progress-ms-04" in (folder / "build" / "dataset.nq").read_text("utf-8")


def test_strict_lets_conflicts_fail(run: Run, folder: Path) -> None:
    text = (folder / "article.txt").read_text("utf-8")
    spoiled = text.replace("Payload Mass: 2442 kg", "Payload Mass: 2400 kg")
    assert spoiled != text
    (folder / "article.txt").write_text(spoiled, "utf-8")
    assert run("build", "article.txt").status == 0
    assert run("build", "article.txt", "--strict").status == 1


def test_two_builds_are_the_same_bytes_wherever_and_whenever(folder: Path, article: Path) -> None:
    results = []
    for number, (zone, seed, locale) in enumerate(
        [("UTC", "0", "C.UTF-8"), ("Asia/Kathmandu", "4242", "C")]
    ):
        here = folder / f"somewhere-{number}"
        here.mkdir()
        (here / "article.txt").write_bytes(article.read_bytes())
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from downrange.cli import main; main()",
                "build",
                "article.txt",
            ],
            cwd=here,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            check=True,
            capture_output=True,
        )
        results.append(digests(here / "build"))
    assert results[0] == results[1]


def test_the_number_of_workers_changes_nothing(run: Run, folder: Path) -> None:
    text = (folder / "article.txt").read_text("utf-8")
    for number in range(3):
        other = text.replace("MS-04", f"MS-9{number}")
        (folder / f"other-{number}.txt").write_text(other, "utf-8")
    paths = [path.name for path in sorted(folder.glob("*.txt"))]
    run("build", *paths, "-o", "one")
    run("build", *reversed(paths), "-o", "two", "--workers", 2)
    assert digests(folder / "one") == digests(folder / "two")


def test_a_folder_with_files_of_others_is_not_replaced(run: Run, folder: Path) -> None:
    outcome = run("build", "article.txt", "-o", ".")
    assert outcome.status == 2
    assert "holds files that downrange did not write (article.txt)" in outcome.err
    assert (folder / "article.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_killed_build_leaves_the_previous_output(run: Run, folder: Path) -> None:
    run("build", "article.txt")
    before = digests(folder / "build")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    assert digests(folder / "build") == before


# A build that stops for a minute when its files are written and not yet in place.
KILLED = """
import sys, time
from downrange.cli import main
from downrange.dataset import replacing

def wait(*_):
    print("written", flush=True)
    time.sleep(60)

replacing.take_place = wait
sys.argv = ["downrange", "build", "article.txt"]
main()
"""


def test_the_article_comes_out_of_facts_as_rows(run: Run, folder: Path) -> None:
    outcome = run("facts", "article.txt", "--format", "jsonl")
    assert outcome.status == 0
    found = [json.loads(line) for line in outcome.out.splitlines()]
    fields = (
        "document mission subject subject_class property value value_label value_class unit "
        "as_written modality attributed_to qualifier rank quote start end section extracted_by"
    )
    assert all(list(row) == fields.split() for row in found)
    text = (folder / "article.txt").read_text("utf-8")
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in found)
    [mass] = [row for row in found if row["property"] == "sf:launchMass"]
    assert mass["value"] == "7285"
    assert mass["unit"] == "kg"
    assert mass["as_written"] == "7285 kg"
    assert mass["quote"] == "Launch Mass: 7285 kg"
    assert mass["subject"] == "http://localhost:8000/id/spacecraft/progress-ms-04"
    assert mass["subject_class"] == "sf:Spacecraft"
    assert mass["mission"] == "http://localhost:8000/id/mission/progress-ms-04"
    assert mass["modality"] == "asserted"
    assert mass["section"] == "Infobox"
    assert mass["extracted_by"] == "mapping/infobox-spaceflight#launch_mass"


def test_facts_for_people_show_value_and_words(run: Run, folder: Path) -> None:
    out = run("facts", "article.txt").out
    assert "launchMass" in out
    assert "7285 kg" in out
    assert "Launch Mass: 7285 kg" in out
    assert "\x1b" not in out


@pytest.mark.slow
def test_validate_agrees_with_the_build_and_both_engines_with_each_other(
    run: Run, folder: Path
) -> None:
    run("build", "article.txt")
    first = run("validate", "--format", "json")
    second = run("validate", "build/dataset.nq", "--engine", "pyshacl", "--format", "json")
    assert first.status == second.status == 0
    assert json.loads(first.out) == json.loads(second.out)


def test_a_violation_has_its_status_and_its_sentence(run: Run, folder: Path) -> None:
    text = (folder / "article.txt").read_text("utf-8")
    spoiled = text.replace("Orbit Inclination: 51.66°", "Orbit Inclination: 351.66°")
    assert spoiled != text
    (folder / "article.txt").write_text(spoiled, "utf-8")
    assert run("build", "article.txt").status == 1
    for arguments in ((), ("build/dataset.ttl",)):
        outcome = run("validate", *arguments)
        assert outcome.status == 1
        assert "Orbit Inclination: 351.66°" in outcome.out
