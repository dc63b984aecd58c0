"""The output folder is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from downrange.dataset.replacing import replaced
from downrange.errors import SerialisationError


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An earlier output."""
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "dataset.nq").write_text("old")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_output_takes_the_place_of_the_old(output: Path) -> None:
    with replaced(output) as partial:
        (partial / "dataset.trig").write_text("new")
        assert (output / "dataset.nq").read_text() == "old"
    assert names(output) == ["dataset.trig"]
    assert names(output.parent) == ["build"]


def test_a_first_output_is_put_in_place_with_its_parents(tmp_path: Path) -> None:
    with replaced(tmp_path / "a" / "b") as partial:
        (partial / "dataset.nq").write_text("new")
    assert (tmp_path / "a" / "b" / "dataset.nq").read_text() == "new"
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o755


def write_and_fail(output: Path) -> None:
    with replaced(output) as partial:
        (partial / "dataset.nq").write_text("new")
        raise ZeroDivisionError


def test_a_failure_leaves_the_old_output_and_no_litter(output: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(output)
    assert (output / "dataset.nq").read_text() == "old"
    assert names(output.parent) == ["build"]


KILLED = """
import sys, time
from pathlib import Path
from downrange.dataset.replacing import replaced

with replaced(Path(sys.argv[1])) as partial:
    (partial / "dataset.nq").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_kill_while_writing_leaves_the_old_output_whole(output: Path, how: str) -> None:
    command = [sys.executable, "-c", KILLED, str(output)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(getattr(signal, how))
        assert process.wait(timeout=30) != 0
    assert (output / "dataset.nq").read_text() == "old"
    assert names(output) == ["dataset.nq"]


def test_a_folder_with_files_of_others_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    said = "holds files that downrange did not write"
    with pytest.raises(SerialisationError, match=said), replaced(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "ten years of work"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    with pytest.raises(SerialisationError, match="is a file"), replaced(tmp_path / "build"):
        pass
