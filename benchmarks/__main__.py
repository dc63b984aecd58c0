"""Documents a second and peak memory, beside the same job done plainly.

python -m benchmarks [COUNT ...]        (default: 1 100 1000; plainly up to 100)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import write_corpus

DEFAULT = (1, 100, 1000)
MOST_PLAINLY = 100
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: CPU seconds of user and system, and peak resident memory in MB."""

    seconds: float
    megabytes: float


def cost(module: str, source: Path, output: Path) -> Cost:
    """Run a module in a process of its own and have the kernel say what it took."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(source), str(output)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{module} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure(count: int, folder: Path) -> None:
    """Measure one size, and print its lines."""
    documents = folder / f"documents-{count}"
    write_corpus(documents, count)
    built = folder / f"downrange-{count}"
    ours = cost("benchmarks.with_downrange", documents, built)
    show(count, "downrange", ours)
    if count > MOST_PLAINLY:
        return
    plain = cost("benchmarks.plainly", built / "dataset.nq", folder / f"plainly-{count}")
    show(count, "plainly", plain)
    print(
        f"{count:>9}  ratio      {plain.seconds / ours.seconds:>8.1f} x"
        f"            {plain.megabytes / ours.megabytes:>6.1f} x"
    )


def show(count: int, name: str, taken: Cost) -> None:
    print(
        f"{count:>9}  {name:<9}  {taken.seconds:>8.2f} s  {count / taken.seconds:>8.1f}"
        f"  {taken.megabytes:>6.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    print(f"{'documents':>9}  {'job':<9}  {'CPU':>10}  {'doc / s':>8}  {'memory':>9}")
    with tempfile.TemporaryDirectory() as temporary:
        for number in [int(word) for word in sys.argv[1:]] or DEFAULT:
            measure(number, Path(temporary))
