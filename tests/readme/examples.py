"""Examples of a page: the commands of its console blocks and what it shows of their output."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A command and what is shown of its output, ``...`` standing for any lines."""

    command: str
    shown: str


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [body for name, body in BLOCK.findall(page) if name == language]


def examples(page: str) -> list[Example]:
    """Every ``$`` line of the console blocks, but for those that install (``.ci/run`` has them)."""
    found = []
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if not command.startswith("python3 -m venv"):
                found.append(Example(command, shown.strip("\n")))
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether the output is what is shown, a line of ``...`` standing for any lines or none."""
    pieces = re.split(r"^\.\.\.$\n?", shown + "\n", flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def follow(example: Example, folder: Path) -> None:
    """Run an example in a folder, and fail where it fails or prints something else."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example.command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    printed = ran.stdout + ran.stderr
    assert not example.shown or matches(example.shown, printed), printed
